// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/replay_log.h"

#include "core/record/log_store.h"
#include "core/route/rule_program.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;
using test::TemporaryFolder;

constexpr WallUs kNoon = 1'795'348'800'000'000; // 2026-11-22T12:00:00Z

RuleSet rulesOf(const std::string& list)
{
    auto rules = readRules(
        Json::parse("[" + list + R"({"id":"else","when":"always","route":{"strategy":"direct","tier":"small"}}])"),
        "/rules", { "small", "mid", "frontier" });
    EXPECT_TRUE(rules) << rules.error().text();
    return std::move(*rules);
}

/// Three tiers at 1, 2 and 10 dollars per million tokens.
class World {
public:
    explicit World(const std::string& rules)
        : m_rules(rulesOf(rules))
    {
        auto provider = std::make_shared<Provider>();
        provider->id = "box";
        const std::pair<const char*, int> prices[] { { "small", 1 }, { "mid", 2 }, { "frontier", 10 } };
        for (const auto& [id, dollars] : prices) {
            auto deployment = std::make_shared<Deployment>();
            deployment->id = std::string("box/") + id;
            deployment->model = id;
            deployment->provider = provider;
            deployment->profile = CapabilityProfile::unknown();
            Price price;
            price.input = price.output = UnitPrice::fromPico(dollars * 1'000'000);
            deployment->price = price;
            m_tiers.push_back({ id, "", { deployment } });
        }
        m_world.rules = &m_rules;
        m_world.tiers = &m_tiers;
        m_world.ceilings = &m_ceilings;
        m_world.day = *DayRule::make("UTC", 0);
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    [[nodiscard]] const ReplayWorld& get() const { return m_world; }
    void limit(const char* scope, const char* dollars, AtLimit atLimit)
    {
        m_ceilings.push_back({ scope, scope, Money::fromDollars(dollars).value(), {}, atLimit });
    }

private:
    RuleSet m_rules;
    std::vector<Tier> m_tiers;
    std::vector<Ceiling> m_ceilings;
    ReplayWorld m_world;
};

ReplayRow rowOf(const std::string& feature, const std::string& tier, const std::string& rule, int number)
{
    ReplayRow row;
    row.at = kNoon + number * 1'000'000LL;
    row.id = "req_" + std::to_string(number);
    row.keyId = "vk_1";
    row.tier = row.tierPlanned = tier;
    row.provider = "box";
    row.model = tier;
    row.ruleId = rule;
    row.version = 1;
    row.status = 200;
    row.tokensIn = 600'000;
    row.tokensOut = 400'000;
    row.totalUs = tier == "small" ? 100'000 : 1'000'000;
    row.hasFacts = true;
    row.facts.feature = feature;
    row.facts.endpoint = "chat";
    row.facts.stakes = "normal";
    row.facts.requestedModel = "auto";
    return row;
}

constexpr const char* kFeatureRule =
    R"({"id":"f","when":{"fact":"feature","is":"chat"},"route":{"strategy":"direct","tier":"mid"}},)";

std::vector<ReplayRow> tenChatsAndTenOthers()
{
    std::vector<ReplayRow> rows;
    for (int i = 0; i < 10; ++i) {
        rows.push_back(rowOf("chat", "mid", "f", 2 * i));
        rows.push_back(rowOf("other", "small", "else", 2 * i + 1));
    }
    return rows;
}

TEST(WhatIf, the_applied_rules_change_nothing)
{
    const World applied(kFeatureRule);
    const ReplayReport report = whatIf(tenChatsAndTenOthers(), applied.get(), {});
    EXPECT_EQ(report.requests, 20);
    EXPECT_EQ(report.decided, 20);
    EXPECT_EQ(report.changed, 0);
    EXPECT_EQ(report.costBefore, report.costAfter);
    EXPECT_EQ(report.costBefore.dollars(), "30.00");
    EXPECT_EQ(report.latencyBefore.p50Us, report.latencyAfter.p50Us);
    EXPECT_EQ(report.hits.at("f"), (std::pair<std::int64_t, std::int64_t> { 10, 10 }));
    EXPECT_EQ(report.from, kNoon);
}

TEST(WhatIf, a_draft_moves_requests_and_their_cost_and_time)
{
    const World draft(
        R"({"id":"f","when":{"fact":"feature","is":"other"},"route":{"strategy":"direct","tier":"mid"}},)");
    const ReplayReport report = whatIf(tenChatsAndTenOthers(), draft.get(), {});
    EXPECT_EQ(report.changed, 20);
    EXPECT_EQ(report.moves.at({ "mid", "small" }).requests, 10);
    EXPECT_EQ(report.moves.at({ "mid", "small" }).costBefore.dollars(), "20.00");
    EXPECT_EQ(report.moves.at({ "mid", "small" }).costAfter.dollars(), "10.00");
    EXPECT_EQ(report.moves.at({ "small", "mid" }).requests, 10);
    EXPECT_EQ(report.costAfter, report.costBefore);
    EXPECT_NEAR(static_cast<double>(report.latencyAfter.p95Us), 1'000'000, 60'000);
    ASSERT_EQ(report.changes.size(), 20U);
    EXPECT_EQ(report.changes.front().id, "req_19") << "newest first";
    EXPECT_EQ(report.changes.front().ruleAfter, "f");
}

TEST(WhatIf, a_ceiling_of_the_draft_refuses_or_downgrades_and_names_the_day)
{
    World refusing(kFeatureRule);
    refusing.limit("global", "25", AtLimit::Block);
    const ReplayReport refused = whatIf(tenChatsAndTenOthers(), refusing.get(), {});
    ASSERT_EQ(refused.ceilingDays.size(), 1U);
    EXPECT_EQ(refused.ceilingDays[0].day, "2026-11-22");
    EXPECT_EQ(refused.ceilingDays[0].before.dollars(), "30.00");
    EXPECT_LE(refused.ceilingDays[0].after.nano(), refused.ceilingDays[0].limit.nano());
    EXPECT_EQ(refused.ceilingDays[0].reachedAt, kNoon + 16 * 1'000'000LL);
    EXPECT_GT(refused.refusedAfter, 0);
    World cheaper(kFeatureRule);
    cheaper.limit("tier:mid", "10", AtLimit::Downgrade);
    const ReplayReport downgraded = whatIf(tenChatsAndTenOthers(), cheaper.get(), {});
    EXPECT_EQ(downgraded.downgradedAfter, 5);
}

TEST(WhatIf, a_text_that_was_not_recorded_is_answered_by_the_prompts_or_counted)
{
    const World draft(
        R"({"id":"t","when":{"fact":"text","word":"refund"},"route":{"strategy":"direct","tier":"frontier"}},
        {"id":"task","when":{"fact":"task","is":"code"},"route":{"strategy":"direct","tier":"mid"}},)");
    PromptWindow prompts;
    prompts.add("req_0", "please refund me");
    prompts.add("req_1", "Write a Python function that sorts a list.");
    prompts.add("req_2", "hello there");
    ReplayOptions options;
    options.prompts = &prompts;
    const AskedTests asked;
    options.asked = &asked;
    const ReplayReport report = whatIf(tenChatsAndTenOthers(), draft.get(), options);
    EXPECT_EQ(report.fromPrompts, 3);
    EXPECT_EQ(report.unknown, 17);
    EXPECT_EQ(report.unknownByRule.at("t"), 17);
    EXPECT_EQ(report.decided, 3);
    EXPECT_EQ(report.moves.at({ "mid", "frontier" }).requests, 1);
    EXPECT_EQ(report.moves.at({ "small", "mid" }).requests, 1);
    EXPECT_EQ(report.moves.at({ "mid", "small" }).requests, 1);
}

TEST(WhatIf, answers_to_the_same_tests_are_taken_from_the_record)
{
    const World old(R"({"id":"t","when":{"fact":"text","word":"refund"},"route":{"strategy":"direct","tier":"mid"}},)");
    const World draft(
        R"({"id":"t","when":{"none":[{"fact":"text","word":"refund"}]},"route":{"strategy":"direct","tier":"mid"}},)");
    ReplayRow row = rowOf("chat", "mid", "t", 1);
    row.facts = old.get().rules->program->withText(row.facts, "a refund please");
    AskedTests asked;
    for (const TextTest& test : old.get().rules->program->textTests().tests())
        asked[old.get().rules->program->textTests().fingerprint()].push_back(test.id);
    ReplayOptions options;
    options.asked = &asked;
    const ReplayReport report = whatIf({ row }, draft.get(), options);
    EXPECT_EQ(report.unknown, 0);
    EXPECT_EQ(report.moves.at({ "mid", "small" }).requests, 1);
}

TEST(WhatIf, breakers_pins_and_missing_keys_count_as_they_stood_then)
{
    const World world(
        R"({"id":"p","when":{"fact":"feature","is":"claims"},"route":{"strategy":"direct","tier":"frontier"}},)");
    ReplayRow row = rowOf("claims", "", "", 1);
    row.facts.breakers = { { "box/frontier", "open" } };
    row.status = 503;
    row.errorCode = "no_deployment_fits";
    const auto again = decideAgain(row.facts, world.get());
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().parameter("reason"), "breaker_open");
    EXPECT_TRUE(agrees(again, row, world.get()));
    row.facts.breakers.clear();
    row.facts.obstacles = { { "box/frontier", "key_unavailable" } };
    EXPECT_EQ(decideAgain(row.facts, world.get()).error().parameter("reason"), "key_unavailable");
    row.facts.obstacles.clear();
    row.facts.pin = "mid";
    EXPECT_EQ(decideAgain(row.facts, world.get()).value().steps.front().tier, "mid");
}

TEST(WhatIf, a_turned_flag_stops_it)
{
    std::vector<ReplayRow> rows(1000, rowOf("chat", "mid", "f", 1));
    const std::atomic<bool> cancel { true };
    ReplayOptions options;
    options.cancel = &cancel;
    const World world(kFeatureRule);
    EXPECT_TRUE(whatIf(rows, world.get(), options).cancelled);
}

TEST(ReplayLog, what_was_logged_is_decided_again_on_several_threads)
{
    const TemporaryFolder folder;
    const World world(kFeatureRule);
    {
        LogStore store(folder.path());
        store.begin();
        for (int i = 0; i < 500; ++i) {
            const ReplayRow row = rowOf(i % 3 ? "chat" : "other", i % 3 ? "mid" : "small", i % 3 ? "f" : "else", i);
            RequestRecord record;
            record.id = row.id;
            record.startedAt = row.at;
            record.tier = record.tierPlanned = i == 77 ? "frontier" : row.tier;
            record.ruleId = row.ruleId;
            record.status = 200;
            record.rulesVersion = i < 400 ? 3 : 9;
            record.facts = i == 5 ? "" : packFacts(row.facts);
            store.insert(record);
        }
        store.commit();
    }
    const auto shared = std::make_shared<const ReplayWorld>(world.get());
    const WorldOfVersion source = [&shared](std::int64_t version) { return version == 3 ? shared : nullptr; };
    for (const unsigned threads : { 1U, 3U }) {
        ReplaySpan span;
        span.threads = threads;
        const auto sum = reproduce(folder.path(), span, source, {});
        ASSERT_TRUE(sum) << sum.error().text();
        EXPECT_EQ(sum->requests, 500);
        EXPECT_EQ(sum->withoutFacts, 1);
        EXPECT_EQ(sum->withoutVersion, 100);
        EXPECT_EQ(sum->decided, 399);
        EXPECT_EQ(sum->differences, 1);
        ASSERT_EQ(sum->different.size(), 1U);
        EXPECT_EQ(sum->different[0].id, "req_77");
        const auto report = replayLog(folder.path(), span, world.get(), {});
        ASSERT_TRUE(report);
        EXPECT_EQ(report->requests, 500);
        EXPECT_EQ(report->changed, 1);
        span.last = 50;
        EXPECT_EQ(replayLog(folder.path(), span, world.get(), {})->requests, 50);
    }
}

TEST(PromptWindow, keeps_the_newest_and_forgets_all_when_turned_off)
{
    PromptWindow prompts;
    for (std::size_t i = 0; i < PromptWindow::kMost + 5; ++i)
        prompts.add("r" + std::to_string(i), "text");
    EXPECT_EQ(prompts.size(), PromptWindow::kMost);
    EXPECT_EQ(prompts.find("r4"), nullptr);
    EXPECT_EQ(*prompts.find("r5"), "text");
    prompts.add("big", std::string(PromptWindow::kMostBytes - 10, 'x'));
    EXPECT_LE(prompts.bytes(), PromptWindow::kMostBytes);
    prompts.turn(false);
    EXPECT_EQ(prompts.size(), 0U);
    prompts.add("later", "text");
    EXPECT_EQ(prompts.size(), 0U);
}

} // namespace
} // namespace signalbox
