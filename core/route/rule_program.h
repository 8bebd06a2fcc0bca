// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/condition.h"
#include "core/route/intents.h"
#include "core/route/text_tests.h"

#include <memory>
#include <string>
#include <vector>

namespace signalbox {

struct Rule;
struct FactPlace;

/// What a rule set looks at that costs something to find out; everything else is always there.
struct FactNeeds {
    bool task = false;
    bool intent = false;
    std::vector<std::string> budgetScopes; ///< "global", "tier:x", "key"
};

/// A rule set made ready for deciding: one flat list of tests, every header and text looked up once a request, all text
/// tests in one pass. The same code decides live, in replay and in previews. Immutable; any thread.
class RuleProgram {
public:
    RuleProgram(const std::vector<Rule>& rules, std::shared_ptr<const IntentTable> intents);
    ~RuleProgram();
    RuleProgram(const RuleProgram&) = delete;
    RuleProgram& operator=(const RuleProgram&) = delete;

    struct Match {
        int rule = -1;    ///< the first that is on and holds; -1: none
        int unknown = -1; ///< a rule before it of which nobody can say whether it held; -1: none
    };
    [[nodiscard]] Match firstMatch(const Facts& facts, const AskedTests* asked = nullptr) const;

    [[nodiscard]] const FactNeeds& needs() const { return m_needs; }
    [[nodiscard]] const TextTests& textTests() const { return *m_texts; }
    /// Adds what these rules want to know of the last user message: text tests, task, intent.
    [[nodiscard]] Facts withText(Facts facts, std::string_view lastUserText) const;

private:
    struct Node;
    struct Sight;
    class Builder;
    [[nodiscard]] Verdict walk(std::size_t node, const Sight& sight) const;
    [[nodiscard]] Verdict test(const Node& node, const Sight& sight) const;

    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_roots; ///< by rule; UINT32_MAX: off
    std::vector<std::string> m_strings;
    std::vector<std::string> m_numberFacts, m_textFacts; ///< names, each once; the places point into them
    std::vector<FactPlace> m_numberPlaces, m_textPlaces;
    std::vector<std::uint32_t> m_textIds;
    FactNeeds m_needs;
    std::shared_ptr<const IntentTable> m_intents;
    std::unique_ptr<TextTests> m_texts;
};

} // namespace signalbox
