// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/facts.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <vector>

namespace signalbox {

/// A condition of the closed language: nested all / any / none over typed facts, to depth 4.
/// JSON: "always" | {"all":[...]} | {"any":[...]} | {"none":[...]} | {"fact":NAME, OP: VALUE} with OP one of
/// is, is_not (any type), in (texts), lt, le, gt, ge, between:[low,high] (integers, inclusive), contains, starts_with.
struct Condition {
    enum class Kind { Always, All, Any, None, Test };
    enum class Op { Is, IsNot, In, Lt, Le, Gt, Ge, Between, Contains, StartsWith };
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
[[nodiscard]] std::string_view opName(Condition::Op op); ///< "is", "lt", ...
[[nodiscard]] std::string_view kindName(Condition::Kind kind); ///< "always", "all", "any", "none", "test"

/// Errors carry "pointer": condition_shape, fact_unknown, operator_unknown, operator_type, value_type, value_unknown (a
/// closed text), value_order (between), too_deep.
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
};
[[nodiscard]] std::vector<ConditionTrace> explain(const Condition& condition, const Facts& facts);

} // namespace signalbox
