// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_gate.h"
#include "core/keys/key_terms.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

using namespace std::chrono_literals;

KeyTerms everything()
{
    KeyTerms terms;
    terms.tiers = { "small", "mid" };
    terms.features = { "chat", "Ümlaut \"quoted\"" };
    terms.requestsPerMinute = 60;
    terms.concurrency = 4;
    terms.maxTokens = 1000;
    terms.expiresAt = 1'795'348'800'000'000;
    return terms;
}

TEST(KeyTerms, are_the_same_after_they_were_written_and_read)
{
    for (const KeyTerms& terms : { KeyTerms(), everything() }) {
        const auto read = keyTermsFromJson(keyTermsJson(terms));
        ASSERT_TRUE(read) << read.error().text();
        EXPECT_EQ(*read, terms);
    }
    EXPECT_EQ(keyTermsJson({}), "{}");
    EXPECT_EQ(keyTermsFromJson("").value(), KeyTerms());
}

TEST(KeyTerms, what_makes_no_sense_is_refused_with_its_field)
{
    struct Case {
        const char* json;
        const char* field;
    };
    for (const Case& wrong : { Case { "[]", "json" }, Case { "{", "json" }, Case { R"({"tiers":"small"})", "tiers" },
             Case { R"({"tiers":[""]})", "tiers" }, Case { R"({"features":["a\u0001"]})", "features" },
             Case { R"({"features":[1]})", "features" }, Case { R"({"rate":0})", "rate" },
             Case { R"({"rate":-5})", "rate" }, Case { R"({"rate":1.5})", "rate" }, Case { R"({"rate":"60"})", "rate" },
             Case { R"({"concurrency":100000})", "concurrency" }, Case { R"({"max_tokens":0})", "max_tokens" },
             Case { R"({"expires_at":-1})", "expires_at" } }) {
        const auto read = keyTermsFromJson(wrong.json);
        ASSERT_FALSE(read) << wrong.json;
        EXPECT_EQ(read.error().code, "key_terms_invalid");
        EXPECT_EQ(read.error().parameter("field"), wrong.field) << wrong.json;
    }
}

TEST(KeyTerms, a_key_ends_with_its_instant)
{
    const KeyTerms terms = everything();
    EXPECT_FALSE(terms.isOver(*terms.expiresAt - 1));
    EXPECT_TRUE(terms.isOver(*terms.expiresAt));
    EXPECT_FALSE(KeyTerms().isOver(INT64_MAX));
    EXPECT_TRUE(terms.allowsFeature("chat"));
    EXPECT_FALSE(terms.allowsFeature(""));
    EXPECT_TRUE(KeyTerms().allowsFeature(""));
}

struct Gate : testing::Test {
    Client client { "vk_1", "one", {}, false, "" };
    KeyGate gate;
    Steady now { 1000s };

    std::string tries(const Client& who)
    {
        const auto entered = gate.enter(who, now);
        return entered ? "in" : entered.error().code + " " + std::string(entered.error().parameter("retry_after"));
    }
};

TEST_F(Gate, no_minute_holds_more_than_the_rate_wherever_it_begins)
{
    client.terms.requestsPerMinute = 5;
    std::vector<Steady> begun;
    for (int second = 0; second < 400; ++second, now += 700ms) {
        for (int i = 0; i < second % 3; ++i) {
            if (tries(client) == "in") {
                begun.push_back(now);
                gate.leave("vk_1");
            }
        }
    }
    for (std::size_t i = 5; i < begun.size(); ++i)
        EXPECT_GE(begun[i] - begun[i - 5], 60s);
    EXPECT_GE(begun.size(), 20U); // and they do get their share
}

TEST_F(Gate, a_refusal_says_when_the_next_one_fits_and_then_it_does)
{
    client.terms.requestsPerMinute = 2;
    EXPECT_EQ(tries(client), "in");
    now += 10s;
    EXPECT_EQ(tries(client), "in");
    now += 500ms;
    EXPECT_EQ(tries(client), "key_rate_limited 50");
    now += 50s;
    EXPECT_EQ(tries(client), "in");
    EXPECT_EQ(tries(client), "key_rate_limited 10");
    client.terms.requestsPerMinute = 1; // lowered meanwhile: both that are counted have to be over
    EXPECT_EQ(tries(client), "key_rate_limited 60");
}

TEST_F(Gate, each_key_is_counted_by_itself_and_a_refused_request_not_at_all)
{
    client.terms.concurrency = 2;
    Client other = client;
    other.keyId = "vk_2";
    EXPECT_EQ(tries(client), "in");
    EXPECT_EQ(tries(client), "in");
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(tries(client), "key_busy 1");
    EXPECT_EQ(tries(other), "in");
    gate.leave("vk_1");
    EXPECT_EQ(tries(client), "in");
    EXPECT_EQ(gate.inFlight("vk_1"), 2);
    gate.leave("vk_1");
    gate.leave("vk_1");
    gate.leave("vk_2");
    EXPECT_EQ(gate.inFlight("vk_1"), 0);
}

} // namespace
} // namespace signalbox
