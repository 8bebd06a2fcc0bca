// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/text_tests.h"

#include "core/route/phrase_scanner.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::size_t kTestedHeadBytes = 12 * 1024;
constexpr std::size_t kTestedTailBytes = 4 * 1024;
// A program of this size takes below 5 ms on the longest text in its slowest mode (measured by the hostile corpus).
constexpr int kMostInstructions = 600;
constexpr std::int64_t kSetMemory = 64 << 20;

RE2::Options patternOptions()
{
    RE2::Options options;
    options.set_log_errors(false);
    return options;
}

std::uint32_t hashOf(std::uint32_t hash, std::string_view text)
{
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U; // FNV-1a, 32 bits
    return hash;
}

/// What is read of a text: `kept` holds it where it is not the text itself.
std::string_view readPart(std::string_view text, std::string& kept)
{
    if (text.size() <= kTestedHeadBytes + kTestedTailBytes)
        return text;
    kept.reserve(kTestedHeadBytes + kTestedTailBytes + 1);
    kept.append(text.substr(0, kTestedHeadBytes)).append("\n").append(text.substr(text.size() - kTestedTailBytes));
    return kept;
}

bool isWord(const TextTest& test)
{
    return test.op == Condition::Op::Word;
}

} // namespace

struct TextTests::Engine {
    std::vector<std::size_t> phraseTests;  ///< phrase index -> test
    std::vector<std::size_t> patternTests; ///< set index -> test
    std::unique_ptr<PhraseScanner> phrases;
    std::unique_ptr<RE2::Set> set;
    std::vector<std::unique_ptr<RE2>> patterns; ///< one by one, for texts on which the set runs out of memory
};

std::uint32_t textTestId(Condition::Op op, std::string_view pattern)
{
    const std::uint32_t id = hashOf(hashOf(0x811c9dc5U, opName(op)) * 31, pattern);
    return id == 0 ? 1 : id;
}

Result<void> checkPattern(const std::string& pattern)
{
    const RE2 compiled(pattern, patternOptions());
    if (!compiled.ok())
        return fail("pattern_invalid", { { "reason", compiled.error() } });
    if (compiled.ProgramSize() > kMostInstructions) {
        return fail("pattern_too_large",
            { { "size", std::to_string(compiled.ProgramSize()) }, { "max", std::to_string(kMostInstructions) } });
    }
    return {};
}

TextTests::TextTests(std::vector<TextTest> tests)
    : m_tests(std::move(tests))
{
    std::sort(m_tests.begin(), m_tests.end(), [](const TextTest& a, const TextTest& b) { return a.id < b.id; });
    auto engine = std::make_unique<Engine>();
    std::vector<std::string> phrases;
    std::uint32_t print = 0x811c9dc5U;
    for (std::size_t i = 0; i < m_tests.size(); ++i) {
        print = hashOf(print, std::to_string(m_tests[i].id));
        if (m_tests[i].op != Condition::Op::Matches) {
            phrases.push_back(foldedCase(m_tests[i].pattern));
            engine->phraseTests.push_back(i);
            continue;
        }
        if (!engine->set) {
            RE2::Options options = patternOptions();
            options.set_max_mem(kSetMemory);
            engine->set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
        }
        if (engine->set->Add(m_tests[i].pattern, nullptr) >= 0) {
            engine->patternTests.push_back(i);
            engine->patterns.push_back(std::make_unique<RE2>(m_tests[i].pattern, patternOptions()));
        }
    }
    m_fingerprint = m_tests.empty() ? 0 : std::max(print, 1U);
    if (!phrases.empty())
        engine->phrases = std::make_unique<PhraseScanner>(phrases);
    if (engine->set && !engine->set->Compile())
        engine->set = nullptr;
    m_engine = std::move(engine);
}

TextTests::~TextTests() = default;

bool TextTests::asks(std::uint32_t id) const
{
    const auto found = std::lower_bound(m_tests.begin(), m_tests.end(), id,
        [](const TextTest& test, std::uint32_t wanted) { return test.id < wanted; });
    return found != m_tests.end() && found->id == id;
}

TextAnswers TextTests::answers(std::string_view whole) const
{
    TextAnswers answers;
    answers.asked = m_fingerprint;
    if (m_tests.empty())
        return answers;
    std::string kept;
    const std::string_view text = readPart(whole, kept);
    if (m_engine->phrases) {
        std::string copy;
        if (hasForeignLetters(text))
            copy = foldedCase(text);
        const std::string_view folded = copy.empty() ? text : std::string_view(copy);
        m_engine->phrases->scan(folded, [&](std::size_t phrase, std::size_t begin, std::size_t end) {
            const TextTest& test = m_tests[m_engine->phraseTests[phrase]];
            if (!isWord(test) || standsAlone(folded, begin, end))
                answers.held.push_back(test.id);
        });
    }
    std::vector<int> found;
    RE2::Set::ErrorInfo error {};
    if (m_engine->set && (m_engine->set->Match(text, &found, &error) || error.kind == RE2::Set::kNoError)) {
        for (const int index : found)
            answers.held.push_back(m_tests[m_engine->patternTests[static_cast<std::size_t>(index)]].id);
    } else {
        for (std::size_t i = 0; i < m_engine->patterns.size(); ++i) {
            if (RE2::PartialMatch(text, *m_engine->patterns[i]))
                answers.held.push_back(m_tests[m_engine->patternTests[i]].id);
        }
    }
    std::sort(answers.held.begin(), answers.held.end());
    answers.held.erase(std::unique(answers.held.begin(), answers.held.end()), answers.held.end());
    return answers;
}

bool TextTests::holds(Condition::Op op, std::string_view pattern, std::string_view text)
{
    const TextTests one({ { op, std::string(pattern), textTestId(op, pattern) } });
    return !one.answers(text).held.empty();
}

} // namespace signalbox
