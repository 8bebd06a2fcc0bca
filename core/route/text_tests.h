// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/condition.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// A test on the last user message: contains (anywhere, whatever the case), word (the same, as whole words), matches
/// (RE2). The id depends on operator and pattern alone, so answers outlive the rules they were given for.
struct TextTest {
    Condition::Op op = Condition::Op::Contains;
    std::string pattern;
    std::uint32_t id = 0;
};
[[nodiscard]] std::uint32_t textTestId(Condition::Op op, std::string_view pattern);
/// Errors: pattern_invalid (reason: RE2's words), pattern_too_large (size, max: instructions).
[[nodiscard]] Result<void> checkPattern(const std::string& pattern);

/// All text tests of a rule set, answered in one pass: keywords by one automaton, regular expressions as one RE2::Set.
/// Reads at most the first 12 KiB and the last 4 of a text. Immutable; any thread.
class TextTests {
public:
    explicit TextTests(std::vector<TextTest> tests); ///< each id once
    ~TextTests();
    TextTests(const TextTests&) = delete;
    TextTests& operator=(const TextTests&) = delete;

    [[nodiscard]] const std::vector<TextTest>& tests() const { return m_tests; } ///< by id
    [[nodiscard]] bool empty() const { return m_tests.empty(); }
    [[nodiscard]] bool asks(std::uint32_t id) const;
    [[nodiscard]] std::uint32_t fingerprint() const { return m_fingerprint; } ///< 0 where there is no test
    [[nodiscard]] TextAnswers answers(std::string_view text) const;
    /// One test by itself, for previews.
    [[nodiscard]] static bool holds(Condition::Op op, std::string_view pattern, std::string_view text);

private:
    struct Engine;
    std::vector<TextTest> m_tests;
    std::uint32_t m_fingerprint = 0;
    std::unique_ptr<const Engine> m_engine;
};

} // namespace signalbox
