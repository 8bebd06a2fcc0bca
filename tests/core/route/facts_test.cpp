// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/facts.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

using Hints = std::map<std::string, std::string, std::less<>>;

ChatRequest requestOf(const std::string& text)
{
    const nlohmann::json body { { "model", "auto" },
        { "messages",
            { { { "role", "system" }, { "content", "def f(x): return x" } },
                { { "role", "user" }, { "content", text } } } },
        { "tools", { { { "type", "function" }, { "function", { { "name", "lookup" } } } } } }, { "max_tokens", 300 },
        { "response_format", { { "type", "json_object" } } } };
    return readRequest(Endpoint::ChatCompletions, body.dump()).value();
}

TEST(Facts, they_say_what_the_request_asks_for)
{
    const Facts facts = gatherFacts(requestOf("What is the capital of France, and why?"), {}, "laptop");
    EXPECT_EQ(facts.messages, 2);
    EXPECT_EQ(facts.toolCount, 1);
    EXPECT_TRUE(facts.tools);
    EXPECT_FALSE(facts.images);
    EXPECT_TRUE(facts.json);
    EXPECT_FALSE(facts.stream);
    EXPECT_EQ(facts.maxTokens, 300);
    EXPECT_EQ(facts.language, "en");
    EXPECT_EQ(facts.clientKey, "laptop");
    EXPECT_EQ(facts.requestedModel, "auto");
    EXPECT_EQ(facts.endpoint, "chat");
    EXPECT_EQ(facts.tokensLast, 12);
    EXPECT_GT(facts.tokensContext, facts.tokensLast);
    EXPECT_FALSE(facts.code) << "code in the system prompt and tools are no code of the user";
}

TEST(Facts, without_a_limit_max_tokens_is_minus_one_and_without_a_hint_stakes_are_normal)
{
    const ChatRequest request =
        readRequest(Endpoint::ChatCompletions, R"({"model":"auto","messages":[{"role":"user","content":"Hi"}]})")
            .value();
    const Facts facts = gatherFacts(request, {}, "");
    EXPECT_EQ(facts.maxTokens, -1);
    EXPECT_EQ(facts.stakes, "normal");
    EXPECT_EQ(facts.feature, "");
}

TEST(Facts, a_header_wins_over_the_metadata)
{
    ChatRequest request = requestOf("Hi");
    request.hints = { { "feature", "from-body" }, { "x-signalbox-user-tier", "free" }, { "session", "s1" } };
    const Facts facts = gatherFacts(request, { { "feature", "from-header" } }, "");
    EXPECT_EQ(facts.feature, "from-header");
    EXPECT_EQ(facts.userTier, "free");
    EXPECT_EQ(facts.session, "s1");
}

struct HintCase {
    std::string raw;
    std::string clean;
};

class FactsHint : public testing::TestWithParam<HintCase> { };

TEST_P(FactsHint, it_is_cleaned_before_anybody_sees_it)
{
    const Facts facts = gatherFacts(requestOf("Hi"), { { "feature", GetParam().raw } }, "");
    EXPECT_EQ(facts.feature, GetParam().clean);
}

INSTANTIATE_TEST_SUITE_P(Values, FactsHint,
    testing::Values(HintCase { "  chat ", "chat" }, HintCase { "a\r\nb\x1b[31m", "ab[31m" },
        HintCase { "Überblick", "Überblick" }, HintCase { std::string(300, 'x'), std::string(128, 'x') },
        HintCase { std::string(127, 'x') + "é", std::string(127, 'x') }, HintCase { "right\u202Eleft", "rightleft" },
        HintCase { "", "" }, HintCase { "   ", "" }));

TEST(Facts, stakes_are_low_normal_or_high)
{
    const std::pair<const char*, const char*> cases[] { { "HIGH", "high" }, { " Low ", "low" }, { "normal", "normal" },
        { "critical", "normal" }, { "", "normal" } };
    for (const auto& [raw, stakes] : cases)
        EXPECT_EQ(gatherFacts(requestOf("Hi"), { { "stakes", raw } }, "").stakes, stakes) << raw;
}

TEST(Facts, they_come_back_from_their_own_line_of_json)
{
    Facts facts = gatherFacts(requestOf("x"), { { "feature", "say \"hi\"\\" } }, "key\u2028one");
    const std::string line = factsJson(facts);
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(line.find("\u2028"), std::string::npos);
    const auto read = factsFromJson(line);
    ASSERT_TRUE(read) << read.error().text();
    for (const FactInfo& info : factCatalogue())
        EXPECT_EQ(factValue(*read, info.name), factValue(facts, info.name)) << info.name;
}

TEST(Facts, a_record_of_an_older_program_has_defaults_and_a_broken_one_is_refused)
{
    const auto older = factsFromJson(R"({"code":true,"unheard_of":1})");
    ASSERT_TRUE(older);
    EXPECT_TRUE(older->code);
    EXPECT_EQ(older->stakes, "normal");
    for (const char* broken : { "", "[]", "{", R"({"code":1})", R"({"messages":"2"})", R"({"language":null})" }) {
        const auto read = factsFromJson(broken);
        ASSERT_FALSE(read) << broken;
        EXPECT_EQ(read.error().code, "facts_invalid");
    }
}

TEST(FactCatalogue, every_fact_is_found_by_its_name_with_a_value_of_its_type)
{
    EXPECT_EQ(factCatalogue().size(), 24U);
    for (const FactInfo& info : factCatalogue()) {
        EXPECT_EQ(findFact(info.name), &info);
        EXPECT_EQ(factValue(Facts {}, info.name).index(), static_cast<std::size_t>(info.type)) << info.name;
    }
    EXPECT_EQ(findFact("nothing"), nullptr);
    EXPECT_EQ(findFact("stakes")->values.size(), 3U);
    EXPECT_EQ(findFact("tokens_last")->unit, "tokens");
}

struct CodeCase {
    const char* text;
    bool code;
};

class LooksLikeCode : public testing::TestWithParam<CodeCase> { };

TEST_P(LooksLikeCode, only_where_there_is_source_code)
{
    EXPECT_EQ(looksLikeCode(GetParam().text), GetParam().code) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Code, LooksLikeCode,
    testing::Values(CodeCase { "```python\nprint(1)\n```", true },
        CodeCase { "fix this\n```\nfoo(bar);\nreturn x;\n```", true },
        CodeCase { "def area(r):\n    return 3.14 * r * r", true },
        CodeCase { "for (int i = 0; i < n; ++i)\n    sum += a[i];", true },
        CodeCase { "#include <vector>\nint main() { return 0; }", true },
        CodeCase { "const app = express();\napp.get('/', (req, res) => {\n  res.send('hi');\n});", true },
        CodeCase { "SELECT name FROM users WHERE id = 1;\nSELECT count(*) FROM users;", true },
        CodeCase { "Why does `items.sort()` return None?", true }, CodeCase { "What does `a[i] += 1` do", true },
        CodeCase { "<div class=\"x\">\n  <p>hi</p>\n</div>", true },
        CodeCase { "fn add(a: i32, b: i32) -> i32 { a + b }", true },
        CodeCase { "import numpy as np\nimport pandas as pd\nx = np.zeros(3)", true },
        CodeCase { "#!/bin/sh\nset -e\nif [ -f x ]; then\n  echo \"$HOME\";\nfi", true }));

INSTANTIATE_TEST_SUITE_P(Prose, LooksLikeCode,
    testing::Values(CodeCase { "", false }, CodeCase { "Write a Python function that sorts a list.", false },
        CodeCase { "Explain the difference between C++ and Rust; be brief.", false },
        CodeCase {
            "Dear team,\nplease find attached:\n- the plan;\n- the budget;\n- the minutes.\nReturn it if needed.",
            false },
        CodeCase { "If f(x) = x^2 + 1, what is f(3)?\nA. f = 10\nB. f = 9\nC. f = 3", false },
        CodeCase { "$$\\frac{a}{b} = \\sum_{i=0}^{n} x_i$$ and \\begin{align} x &= y \\end{align}", false },
        CodeCase { "{\"name\": \"Ada\", \"age\": 36,\n \"tags\": [\"a\", \"b\"]\n}", false },
        CodeCase { "```text\nplain words\n```", false }, CodeCase { "```json\n{\"a\": 1}\n```", false },
        CodeCase { "A + H2SO4 ---> B\nV -> CV: 18.5%\nV -> CT: 13.2%\nCV -> CT: 6.4 %", false },
        CodeCase {
            "Import duties rose. From there, import taxes too.\nimport quotas, export quotas, and so on.", false },
        CodeCase { "Else: what would you do? Try: to explain, for me:", false },
        CodeCase { "> he wrote\n>> she wrote\n>>> they wrote (long ago)\n", false },
        CodeCase { "Für die Übersetzung: Straße; Haus; Garten; Baum; und so weiter.", false }));

TEST(LooksLikeCode, code_at_the_end_of_a_long_text_is_seen_too)
{
    const std::string prose(40'000, 'x');
    EXPECT_TRUE(looksLikeCode(prose + "\n\ndef area(r):\n    return r * r\n"));
    EXPECT_FALSE(looksLikeCode(prose));
}

struct LanguageCase {
    const char* text;
    const char* language;
};

class DetectLanguage : public testing::TestWithParam<LanguageCase> { };

TEST_P(DetectLanguage, by_script_and_small_words)
{
    EXPECT_EQ(detectLanguage(GetParam().text), GetParam().language) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(Texts, DetectLanguage,
    testing::Values(LanguageCase { "What is the capital of France?", "en" },
        LanguageCase { "Please summarize this article for me in two sentences.", "en" },
        LanguageCase { "Wie heißt die Hauptstadt von Frankreich und warum?", "de" },
        LanguageCase { "Bitte übersetze den folgenden Text.", "de" },
        LanguageCase { "Über die Straße gehen: was ist dabei nicht erlaubt?", "de" },
        LanguageCase { "Quelle est la capitale de la France et pourquoi ?", "fr" },
        LanguageCase { "Explique-moi ce qu’est une fonction, s’il te plaît, avec des exemples.", "fr" },
        LanguageCase { "¿Cuál es la capital de Francia y por qué está allí?", "es" },
        LanguageCase { "Qual è la capitale della Francia e perché è così?", "it" },
        LanguageCase { "Qual é a capital da França e por que não é outra?", "pt" },
        LanguageCase { "Wat is de hoofdstad van Frankrijk en waarom is dat zo?", "nl" },
        LanguageCase { "Jaka jest stolica Francji i dlaczego to jest ważne?", "pl" },
        LanguageCase { "Vad är huvudstaden i Frankrike och varför är det så?", "sv" },
        LanguageCase { "Jaké je hlavní město Francie a proč to tak je, prosím?", "cs" },
        LanguageCase { "Fransa'nın başkenti neresi ve bu neden böyle, lütfen açıkla?", "tr" },
        LanguageCase { "Thủ đô của Pháp là gì và tại sao?", "vi" },
        LanguageCase { "Apa ibu kota Prancis dan mengapa itu penting untuk saya?", "id" },
        LanguageCase { "Какая столица Франции?", "ru" }, LanguageCase { "Яка столиця Франції і чому?", "uk" },
        LanguageCase { "法国的首都是哪里？", "zh" }, LanguageCase { "フランスの首都はどこですか。", "ja" },
        LanguageCase { "東京の天気を教えて", "ja" }, LanguageCase { "프랑스의 수도는 어디입니까?", "ko" },
        LanguageCase { "ما هي عاصمة فرنسا؟", "ar" }, LanguageCase { "پایتخت فرانسه چیست؟", "fa" },
        LanguageCase { "מהי בירת צרפת?", "he" }, LanguageCase { "Ποια είναι η πρωτεύουσα της Γαλλίας;", "el" },
        LanguageCase { "फ्रांस की राजधानी क्या है?", "hi" }, LanguageCase { "เมืองหลวงของฝรั่งเศสคืออะไร", "th" },
        LanguageCase { "", "unknown" }, LanguageCase { "12345 !!", "unknown" },
        LanguageCase { "xyzzy plugh", "unknown" },
        LanguageCase {
            "hat, pancake, raft, sip, pocket, yolk, drink, tie, lace, die, kite, frisbee, sail, bus", "unknown" },
        LanguageCase { "Translate 東京 to English, please, and explain what it means.", "en" }));

TEST(DetectLanguage, broken_utf8_does_no_harm)
{
    EXPECT_EQ(detectLanguage("what is this \xFF\xC3 and how is it written \xE2\x82"), "en");
    EXPECT_EQ(detectLanguage("\xF0\x9F"), "unknown");
    EXPECT_FALSE(looksLikeCode(std::string("\xFF\xFE\0\n\xC3", 5)));
}

} // namespace
} // namespace signalbox
