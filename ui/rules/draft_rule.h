// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/route/rule_set.h"

#include <nlohmann/json.hpp>

#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::ui {

using RuleJson = nlohmann::ordered_json;

/// One rule as it is being written: the rule language's JSON, which may be unfinished. Its condition is always a group
/// at the top ("always" is a group without members, a single test a group of one), so that an editor has one shape to
/// show. Immutable; any thread.
class DraftRule {
public:
    enum class Origin { Own, Imported }; ///< Imported: nobody has looked at it yet

    /// json: in either form. names: of the configuration the rule is checked against.
    DraftRule(RuleJson json, const RuleNames& names, Origin origin = Origin::Own);

    [[nodiscard]] const RuleJson& json() const { return m_json; }
    [[nodiscard]] const RuleJson& stored() const { return m_stored; } ///< as the configuration has it
    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] std::string text(const char* member) const; ///< "" where there is none
    [[nodiscard]] bool on() const { return m_on; }
    [[nodiscard]] Origin origin() const { return m_origin; }
    /// Its name in sentences: the id where it has none.
    [[nodiscard]] QString title() const;
    /// What core made of it; nullopt: it can't be applied as it is.
    [[nodiscard]] const std::optional<Rule>& rule() const { return m_rule; }
    /// Every place that is wrong, as a pointer into json(); empty where rule() is set.
    [[nodiscard]] const std::vector<Error>& problems() const { return m_problems; }

private:
    void check(const RuleNames& names);

    RuleJson m_json;
    RuleJson m_stored;
    std::string m_id;
    bool m_on = true;
    Origin m_origin = Origin::Own;
    std::optional<Rule> m_rule;
    std::vector<Error> m_problems;
};
using DraftRulePtr = std::shared_ptr<const DraftRule>;

/// The names that rules of a configuration may use.
[[nodiscard]] RuleNames namesOf(const Config& config);
/// The kind of a group node ("all", "any", "none") or "" for a test.
[[nodiscard]] std::string groupKind(const RuleJson& node);
/// A condition as a group at the top, and back to its shortest form.
[[nodiscard]] RuleJson asGroup(const RuleJson& when);
[[nodiscard]] RuleJson shortest(const RuleJson& when);
/// The operator's name and value of a test; "" and null where it has none yet.
[[nodiscard]] std::string operatorOf(const RuleJson& test);
[[nodiscard]] RuleJson valueOf(const RuleJson& test);
/// A condition in plain words, also while it is unfinished. GUI thread.
[[nodiscard]] QString draftWords(const RuleJson& when);
/// A rule that says nothing yet: no condition, goes to the given tier.
[[nodiscard]] RuleJson newRuleJson(const std::string& id, const std::string& name, const std::string& tier);

} // namespace signalbox::ui
