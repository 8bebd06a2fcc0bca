// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attach/calls.h"
#include "core/attach/hello.h"
#include "core/attach/utf8_dump.h"

#include <gtest/gtest.h>

using namespace signalbox;
using namespace signalbox::attach;

namespace {

/// As it comes out at the other end.
template <class T> Result<T> sent(const T& value)
{
    return fromWire<T>(Json::parse(textOf(toWire(value)), nullptr, false));
}

template <class T> Result<T> read(const char* text)
{
    return fromWire<T>(Json::parse(text, nullptr, false));
}

TierCell cell()
{
    TierCell cell;
    cell.costNano = 123'456'789'012;
    cell.requests = 7;
    cell.escalated = 2;
    for (const std::int64_t us : { 900, 12'000, 12'100, 2'000'000 })
        cell.total.add(us);
    return cell;
}

} // namespace

TEST(Wire, a_status_comes_out_as_it_went_in)
{
    RunningProxy::Status status;
    status.listening = true;
    status.port = 8787;
    status.baseUrl = "http://127.0.0.1:8787/v1";
    status.listenError = Error { "port_in_use", { { "port", "8787" } } };
    status.configProblems.push_back({ "/rules/0", 3, 4, { "tier_unknown", { { "tier", "x" } } }, true });
    status.rulesVersion = INT64_MAX;
    const auto other = sent(status);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->port, 8787);
    EXPECT_EQ(other->listenError, status.listenError);
    ASSERT_EQ(other->configProblems.size(), 1U);
    EXPECT_EQ(other->configProblems[0].error, status.configProblems[0].error);
    EXPECT_TRUE(other->configProblems[0].warning);
    EXPECT_EQ(other->rulesVersion, INT64_MAX);
}

TEST(Wire, live_figures_come_out_with_their_histograms)
{
    LiveSnapshot live;
    live.range = LiveRange::Days7;
    live.buckets.push_back({ 1'000'000, { { "small", cell() }, { "", {} } } });
    live.latest.push_back({});
    live.latest.back().id = "req_1";
    live.latest.back().firstByteUs = -1;
    live.pace["small"].last10Nano = 5;
    live.latencyToday = cell().total;
    const auto other = sent(live);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->range, LiveRange::Days7);
    ASSERT_EQ(other->buckets.size(), 1U);
    EXPECT_EQ(other->buckets[0].tiers, live.buckets[0].tiers);
    EXPECT_EQ(other->latest[0].firstByteUs, -1);
    EXPECT_EQ(other->pace, live.pace);
    EXPECT_EQ(other->latencyToday, live.latencyToday);
}

TEST(Wire, money_optional_members_and_enumerations_keep_their_values)
{
    Ledger::Standing standing;
    standing.ceiling.scope = "key:*";
    standing.ceiling.limit = Money::fromNano(INT64_MAX);
    standing.ceiling.atLimit = AtLimit::Free;
    standing.ceiling.window = Window::Month;
    standing.ceiling.early = Ceiling::Early { 0.7, { "a" }, {} };
    standing.raise = Raise { 3, "day", Money::fromNano(-1), 1, 2, "note", 9 };
    const auto other = sent(standing);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->ceiling, standing.ceiling);
    EXPECT_EQ(other->raise, standing.raise);
}

TEST(Wire, a_price_order_keeps_prices_and_numbers)
{
    PriceEntry entry;
    entry.provider = "openai";
    entry.model = "gpt-4o";
    entry.from = "2026-11-22";
    entry.price.input = *UnitPrice::fromDollarsPerMillion("2.50");
    entry.price.output = *UnitPrice::fromDollarsPerMillion("10");
    entry.price.source = "operator";
    entry.removedAt = 5;
    const auto other = sent(PriceOrder { { entry }, { 1, 2 }, { 3 } });
    ASSERT_TRUE(other);
    ASSERT_EQ(other->add.size(), 1U);
    EXPECT_EQ(other->add[0].price.output, entry.price.output);
    EXPECT_EQ(other->add[0].price.source, "operator");
    EXPECT_EQ(other->add[0].removedAt, entry.removedAt);
    EXPECT_EQ(other->remove, (std::vector<std::int64_t> { 1, 2 }));
}

TEST(Wire, an_error_is_an_answer_with_its_code)
{
    const Result<NewKey> refused = fail("key_exists", { { "name", "ci" } });
    const auto other = sent(refused);
    ASSERT_TRUE(other);
    ASSERT_FALSE(other->has_value());
    EXPECT_EQ(other->error(), refused.error());
    const auto fine = sent(Result<void>());
    ASSERT_TRUE(fine);
    EXPECT_TRUE(fine->has_value());
}

TEST(Wire, the_terms_of_a_key_go_along)
{
    NewKey key;
    key.key.id = "vk_1";
    key.key.terms.tiers = { "small" };
    key.key.terms.expiresAt = 17;
    key.text = "sk-sb-x";
    const auto other = sent(key);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->key.terms, key.key.terms);
    EXPECT_EQ(other->text, "sk-sb-x");
}

TEST(Wire, what_is_no_utf8_is_replaced_and_not_thrown)
{
    const auto other = sent(std::string("a\xFF"
                                        "b"));
    ASSERT_TRUE(other);
    EXPECT_EQ(*other,
        "a\xEF\xBF\xBD"
        "b");
}

TEST(Wire, what_does_not_fit_is_refused)
{
    EXPECT_FALSE(read<Balance>("[]"));
    EXPECT_FALSE(read<Balance>("{}"));
    EXPECT_FALSE(read<Balance>("null"));
    EXPECT_FALSE(read<Balance>(R"(["global","2026-11-22",1,2,3,4,5,6])")) << "one too many";
    EXPECT_FALSE(read<Balance>(R"(["global","2026-11-22",1,2,3,4,"5"])"));
    EXPECT_FALSE(read<Balance>(R"(["global","2026-11-22",1.5,2,3,4,5])"));
    EXPECT_TRUE(read<Balance>(R"(["global","2026-11-22",1,2,3,4,5])"));
    EXPECT_FALSE(read<std::uint16_t>("65536"));
    EXPECT_FALSE(read<std::uint16_t>("-1"));
    EXPECT_FALSE(read<std::int64_t>("18446744073709551615"));
    EXPECT_FALSE(read<std::int64_t>("1e99"));
    EXPECT_FALSE(read<LiveRange>("4"));
    EXPECT_FALSE(read<LiveRange>("-1"));
    EXPECT_FALSE(read<bool>("1"));
    EXPECT_FALSE(read<KeyTerms>("\"[\""));
    EXPECT_FALSE(read<Price>(R"(["{}","",""])"));
    EXPECT_FALSE(read<Result<void>>(R"({"ok":true,"error":["a",[]]})"));
    EXPECT_FALSE((read<std::pair<std::string, std::int64_t>>(R"(["a"])")));
}

TEST(Wire, another_version_or_another_program_is_told_apart)
{
    EXPECT_TRUE(checkHello(Hello(), Hello().version));
    EXPECT_EQ(checkHello({ "signalbox", "0.0.1", 1 }, "0.0.2").error(),
        (Error { "attach_version", { { "theirs", "0.0.1" }, { "ours", "0.0.2" } } }));
    EXPECT_EQ(checkHello({ "else", Hello().version, 1 }, Hello().version).error().code, "attach_syntax");
}

TEST(Wire, no_two_calls_have_one_name)
{
    std::vector<std::string_view> verbs { kSetSecret, "pull" };
    std::apply([&](const auto&... call) { (verbs.push_back(call.verb), ...); }, kCalls);
    std::sort(verbs.begin(), verbs.end());
    EXPECT_EQ(std::adjacent_find(verbs.begin(), verbs.end()), verbs.end());
}
