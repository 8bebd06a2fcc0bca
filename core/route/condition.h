// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/facts.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <memory>
#include <vector>

namespace signalbox {

/// A condition of the closed language: nested all / any / none over typed facts, to depth 4.
/// JSON: "always" | {"all":[...]} | {"any":[...]} | {"none":[...]} | {"fact":NAME, OP: VALUE} with OP one of
/// is, is_not (any type), in (texts), lt, le, gt, ge, between:[low,high] (integers, inclusive), contains, starts_with.
/// The fact "text" (the last user message) takes contains and word (whole words), both whatever the case, and matches
/// (a regular expression, RE2). The fact "time" is written "HH:MM"; its between may go over midnight.
struct Condition {
    enum class Kind { Always, All, Any, None, Test };
    enum class Op { Is, IsNot, In, Lt, Le, Gt, Ge, Between, Contains, StartsWith, Word, Matches };
    Kind kind = Kind::Always;
    std::vector<Condition> children; ///< All, Any, None
    std::string fact;                ///< Test
    Op op = Op::Is;
    FactValue value;
    FactValue upper;                 ///< Between
    std::vector<std::string> values; ///< In

    [[nodiscard]] bool holds(const Facts& facts) const;
    friend bool operator==(const Condition&, const Condition&) = default;
};
/// What can be said of a condition when something it looks at was not recorded.
enum class Verdict : std::uint8_t { No, Yes, Unknown };

/// Which text tests were asked when: by TextAnswers::asked, the ids in order. A test that was asked and is not among
/// those that held did not hold; one that was never asked is unknown.
using AskedTests = std::map<std::uint32_t, std::vector<std::uint32_t>>;

/// Condition::holds() is verdict() == Yes.
[[nodiscard]] Verdict verdict(const Condition& condition, const Facts& facts, const AskedTests* asked = nullptr);

/// What recorded answers say of one text test. Without `asked`, all tests count as asked where any was.
[[nodiscard]] Verdict answerOf(const TextAnswers& answers, std::uint32_t id, const AskedTests* asked = nullptr);

[[nodiscard]] std::string_view opName(Condition::Op op);       ///< "is", "lt", ...
[[nodiscard]] std::string_view kindName(Condition::Kind kind); ///< "always", "all", "any", "none", "test"

/// Errors carry "pointer": condition_shape, fact_unknown, operator_unknown, operator_type, value_type, value_unknown (a
/// closed text), value_order (between), too_deep, header_forbidden, pattern_invalid, pattern_too_large.
[[nodiscard]] Result<Condition> readCondition(const nlohmann::ordered_json& json, const std::string& pointer);
[[nodiscard]] nlohmann::ordered_json conditionJson(const Condition& condition);

/// What a test wants, as a trace shows it: "pro", "1..1000", "free, pro".
[[nodiscard]] std::string wantedText(const Condition& test);

/// One tested condition with what it saw: a line of the decision trace.
struct ConditionTrace {
    int depth = 0;
    Condition::Kind kind = Condition::Kind::Test;
    std::string fact;
    std::string op;
    std::string wanted;
    std::string actual;
    bool holds = false;
    std::vector<std::string> values; ///< of "in": wanted, one by one
    std::string looksAt;             ///< FactInfo::looksAt
};
[[nodiscard]] std::vector<ConditionTrace> explain(const Condition& condition, const Facts& facts);

} // namespace signalbox
