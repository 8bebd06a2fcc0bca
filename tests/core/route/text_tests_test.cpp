// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/text_tests.h"

#include "core/route/intents.h"
#include "core/route/rule_program.h"
#include "core/route/rule_set.h"

#include "tests/support/cpu_time.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

using Op = Condition::Op;

struct TextCase {
    Op op;
    const char* pattern;
    const char* text;
    bool holds;
};

class TextHolds : public testing::TestWithParam<TextCase> { };

TEST_P(TextHolds, as_it_is_written)
{
    const TextCase& it = GetParam();
    EXPECT_EQ(TextTests::holds(it.op, it.pattern, it.text), it.holds) << it.pattern << " in " << it.text;
}

INSTANTIATE_TEST_SUITE_P(Words, TextHolds,
    testing::Values(TextCase { Op::Word, "refund", "A Refund, please", true },
        TextCase { Op::Word, "refund", "refunded", false }, TextCase { Op::Word, "refund", "non-refund", true },
        TextCase { Op::Word, "money back", "my MONEY BACK!", true }, TextCase { Op::Word, "über", "ÜBER uns", true },
        TextCase { Op::Word, "ber", "über", false }, TextCase { Op::Word, "geld", "„Geld“", true },
        TextCase { Op::Word, "退款", "我要退款吗", true }, TextCase { Op::Word, "a", "", false },
        TextCase { Op::Word, "привет", "Привет, мир", true }, TextCase { Op::Word, "привет", "приветствие", false },
        TextCase { Op::Word, "c++", "in C++.", true }, TextCase { Op::Contains, "fund", "REFUND", true },
        TextCase { Op::Contains, "fünd", "refund", false }, TextCase { Op::Contains, "ΔΕΛΤΑ", "το δελτα", true }));

INSTANTIATE_TEST_SUITE_P(Patterns, TextHolds,
    testing::Values(TextCase { Op::Matches, "INV-\\d+", "see INV-12", true },
        TextCase { Op::Matches, "INV-\\d+", "see inv-12", false },
        TextCase { Op::Matches, "(?i)inv-\\d+", "see INV-12", true }, TextCase { Op::Matches, "^ok$", "ok", true },
        TextCase { Op::Matches, "^ok$", "ok\n", false }, TextCase { Op::Matches, "\\pL{3}", "äöü", true }));

TEST(TextTests, one_pass_answers_all_and_names_those_that_held)
{
    std::vector<TextTest> tests;
    for (const char* word : { "he", "she", "hers", "his" })
        tests.push_back({ Op::Contains, word, textTestId(Op::Contains, word) });
    tests.push_back({ Op::Matches, "s+", textTestId(Op::Matches, "s+") });
    const TextTests all(tests);
    const TextAnswers answers = all.answers("ushers");
    EXPECT_EQ(answers.asked, all.fingerprint());
    EXPECT_EQ(answers.held.size(), 4U);
    EXPECT_EQ(answerOf(answers, textTestId(Op::Contains, "hers")), Verdict::Yes);
    EXPECT_EQ(answerOf(answers, textTestId(Op::Contains, "his")), Verdict::No);
}

TEST(TextTests, what_was_not_asked_is_unknown_to_a_replay)
{
    const TextTests old({ { Op::Word, "a", textTestId(Op::Word, "a") } });
    const TextAnswers answers = old.answers("b");
    const AskedTests asked { { old.fingerprint(), { textTestId(Op::Word, "a") } } };
    EXPECT_EQ(answerOf(answers, textTestId(Op::Word, "a"), &asked), Verdict::No);
    EXPECT_EQ(answerOf(answers, textTestId(Op::Word, "b"), &asked), Verdict::Unknown);
    EXPECT_EQ(answerOf(TextAnswers {}, textTestId(Op::Word, "a")), Verdict::Unknown);
}

TEST(TextTests, the_end_of_a_long_text_is_read_too)
{
    const std::string text = std::string(100'000, 'x') + " refund";
    EXPECT_TRUE(TextTests::holds(Op::Word, "refund", text));
    EXPECT_FALSE(
        TextTests::holds(Op::Word, "refund", "x" + std::string(50'000, ' ') + "refund" + std::string(50'000, ' ')));
}

/// Patterns that hurt other engines. Each is refused with its reason or answers within 5 ms on the longest text.
TEST(TextTests, hostile_patterns_are_refused_or_quick)
{
    const char* patterns[] { "(a+)+$", "(a|aa)+$", "(.*a){25}", "(a?){30}a{30}", "([a-zA-Z]+)*$", "(x+x+)+y",
        "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)(.*)(.*)(.*)(.*)[^a]$", "a{1000}", "(a{100}){10}", "((a{50}){50}){50}",
        "\\pL{200}", ".{500}b", "(?:(?:(?:a*)*)*)*b", "[\\s\\S]*[\\s\\S]*[\\s\\S]*x", "(a|b|ab)*c", "(?=a)", "\\1",
        "(a*)*", "\\b(\\w+\\s+){20}end\\b", "[^\\x{0}-\\x{10FFFF}]", "((((((((((a*)*)*)*)*)*)*)*)*)*)*", ".*.*.*.*=.*",
        "(a.{0,50}){3}b", "(\\w{1,40}\\W){10}z" };
    std::string text(16 * 1024, 'a');
    std::string mixed;
    while (mixed.size() < 16 * 1024)
        mixed += "lorem Ipsum = dolor99, aab ab x y ";
    int refused = 0;
    for (const char* pattern : patterns) {
        const auto checked = checkPattern(pattern);
        if (!checked) {
            EXPECT_TRUE(checked.error().code == "pattern_invalid" || checked.error().code == "pattern_too_large");
            EXPECT_TRUE(checked.error().parameter("reason") != "" || checked.error().parameter("size") != "");
            ++refused;
            continue;
        }
        const TextTests one({ { Op::Matches, pattern, textTestId(Op::Matches, pattern) } });
        for (const std::string& each : { text, mixed, text + "!" }) {
            const double micros = test::cpuMicrosPerRound(1, [&] { (void)one.answers(each); });
            EXPECT_LT(micros, 5000.0) << pattern;
        }
    }
    EXPECT_GT(refused, 3);
}

// --- circumstances ---------------------------------------------------------------------------------------------------

TEST(Circumstances, a_share_is_stable_and_even)
{
    int below = 0;
    for (int i = 0; i < 10'000; ++i) {
        const std::uint64_t seed = shareSeed("", "req_" + std::to_string(i));
        EXPECT_EQ(shareOf(seed, "canary"), shareOf(shareSeed("", "req_" + std::to_string(i)), "canary"));
        below += shareOf(seed, "canary") < 1000 ? 1 : 0;
    }
    EXPECT_NEAR(below, 1000, 120);
    EXPECT_EQ(shareSeed("session", "a"), shareSeed("session", "b")) << "a session keeps its side";
    EXPECT_EQ(shareOf(1, "canary"), shareOf(1, "canary"));
    EXPECT_EQ(shareSeed("", "req_1"), 11368171513098965422ULL) << "the same on every machine and version";
}

TEST(Circumstances, the_clock_is_the_operators)
{
    constexpr std::int64_t kInstant = 1'795'331'400'000'000; // 2026-11-22T07:10:00Z, a Sunday
    EXPECT_EQ(localMoment(kInstant, "UTC").minute, 7 * 60 + 10);
    EXPECT_EQ(localMoment(kInstant, "UTC").weekday, "sun");
    EXPECT_EQ(localMoment(kInstant, "Europe/Berlin").minute, 8 * 60 + 10);
    EXPECT_EQ(localMoment(kInstant, "Pacific/Auckland").minute, 20 * 60 + 10);
    EXPECT_EQ(localMoment(kInstant + 6 * 3'600'000'000LL, "Pacific/Auckland").weekday, "mon");
}

TEST(Circumstances, what_a_client_puts_in_by_itself_is_not_said)
{
    EXPECT_EQ(SpokenText("<system-reminder>code: def f(): pass</system-reminder>Hi").view(), "Hi");
    EXPECT_EQ(SpokenText("a<system-reminder>x</system-reminder>b<system-reminder>y</system-reminder>c").view(), "abc");
    EXPECT_EQ(SpokenText("a<system-reminder>never closed").view(), "a");
    EXPECT_FALSE(SpokenText("plain").changed());
}

TEST(Circumstances, a_system_prompt_tools_and_reminders_are_no_difficulty)
{
    const auto request = readRequest(Endpoint::ChatCompletions,
        R"({"model":"auto","messages":[{"role":"system","content":"```python\ndef f(x):\n  return x\n``` solve 3x + 4 = 10?"},
            {"role":"user","content":"<system-reminder>import os; def g(): return 1</system-reminder>Good morning"}],
            "tools":[{"type":"function","function":{"name":"run_code"}}]})");
    ASSERT_TRUE(request);
    const Facts facts = gatherFacts(*request, {}, "");
    EXPECT_FALSE(facts.code);
    EXPECT_EQ(facts.questions, 0);
    EXPECT_EQ(facts.tokensLast, 4);
    EXPECT_TRUE(facts.tools);
    const auto rules = readRules(nlohmann::ordered_json::parse(R"([{"id":"a","when":{"fact":"task","is":"code"},
        "route":{"strategy":"direct","tier":"small"}},{"id":"e","when":"always","route":{"strategy":"direct","tier":"small"}}])"),
        "", { "small" });
    ASSERT_TRUE(rules);
    EXPECT_EQ(rules->program->withText(facts, request->lastUserText).task, "other");
}

struct QuestionCase {
    const char* text;
    int questions;
};
class Questions : public testing::TestWithParam<QuestionCase> { };
TEST_P(Questions, are_counted_as_people_ask_them)
{
    EXPECT_EQ(countQuestions(GetParam().text), GetParam().questions) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(Texts, Questions,
    testing::Values(QuestionCase { "Why?", 1 }, QuestionCase { "Why? And how?", 2 }, QuestionCase { "Really??", 1 },
        QuestionCase { "http://x.y/?a=b", 0 }, QuestionCase { "x = a ? b : c", 0 }, QuestionCase { "Warum? „Wie?“", 1 },
        QuestionCase { "为什么？", 1 }, QuestionCase { "", 0 }, QuestionCase { "(ok?)", 1 }));

TEST(Circumstances, headers_with_credentials_or_framing_are_no_facts)
{
    for (const char* name : { "authorization", "cookie", "x-api-key", "x-csrf-token", "content-length", "host",
             "x-signalbox-feature", "x-client-secret", "", "bad name", "x-stainless-os" })
        EXPECT_FALSE(routableHeader(name)) << name;
    for (const char* name : { "x-team", "user-agent", "openai-organization", "accept-language" })
        EXPECT_TRUE(routableHeader(name)) << name;
}

TEST(FactRecord, packed_facts_come_back_whole)
{
    Facts facts;
    facts.tokensLast = 1204;
    facts.maxTokens = -1;
    facts.code = true;
    facts.userTier = "pro";
    facts.task = "code";
    facts.time = 0;
    facts.weekday = "sun";
    facts.headers = { { "x-team", "billing" }, { "x-zone", "" } };
    facts.budgetLeft = { { "global", 73 }, { "tier:frontier", 0 } };
    facts.breakers = { { "a/b", "open" } };
    facts.shareSeed = UINT64_MAX;
    facts.text = { 0xFFFFFFFF, { 1, 77, 0xFFFFFFFE } };
    facts.pin = "mid";
    facts.jsonAsked = "schema";
    facts.logprobs = true;
    facts.toolMessages = true;
    facts.obstacles = { { "c/d", "key_unavailable" } };
    const std::string packed = packFacts(facts);
    EXPECT_LT(packed.size(), 150U);
    EXPECT_EQ(unpackFacts(packed).value(), facts);
    EXPECT_EQ(factsFromJson(factsJson(facts)).value(), facts);
    EXPECT_EQ(unpackFacts(packFacts(Facts {})).value(), Facts {});
}

TEST(FactRecord, a_damaged_pack_is_refused_or_read_but_never_more)
{
    Facts facts;
    facts.userTier = "pro";
    facts.headers = { { "x-team", "billing" } };
    const std::string packed = packFacts(facts);
    for (std::size_t cut = 0; cut < packed.size(); ++cut)
        (void)unpackFacts(std::string_view(packed).substr(0, cut));
    EXPECT_FALSE(unpackFacts("\x39"));
    EXPECT_FALSE(unpackFacts("\x0D\xFF\xFF\xFF\xFF\x7Fx"));
}

// --- intents ---------------------------------------------------------------------------------------------------------

TEST(Intents, an_utterance_is_told_by_its_nearest_example)
{
    const IntentTable table(
        { { "refund", { "I want my money back", "please refund my order", "ich will mein Geld zurück" } },
            { "shipping", { "where is my package", "when will my order arrive", "wo bleibt mein Paket" } },
            { "cancel", { "cancel my subscription", "ich möchte kündigen" } } });
    const std::pair<const char*, const char*> cases[] { { "Can I get my money back?", "refund" },
        { "please refund the order I made", "refund" }, { "where's my package now?", "shipping" },
        { "Wann kommt mein Paket, wo bleibt es?", "shipping" }, { "I'd like to cancel the subscription", "cancel" },
        { "ich will kündigen", "cancel" }, { "What is the capital of France?", "none" }, { "", "none" } };
    for (const auto& [text, intent] : cases)
        EXPECT_EQ(table.read(text).intent, intent) << text << " " << table.read(text).likeness;
    EXPECT_EQ(table.read("I want my money back").example, "I want my money back");
    EXPECT_NEAR(table.read("I want my money back").likeness, 1.0, 0.01);
}

} // namespace
} // namespace signalbox
