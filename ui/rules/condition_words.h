// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/condition.h"
#include "core/route/rule_set.h"

#include <QString>
#include <QStringList>

#include <functional>

/// Conditions of the rule language in plain words, translated. Pure; GUI thread because of the translation.
namespace signalbox::ui {

/// "contains code, and user tier = pro"; "always" for the last rule.
[[nodiscard]] QString conditionWords(const Condition& condition);
/// The words of a group's conditions put together; kind: "all", "any" or "none". "always" where there are none.
[[nodiscard]] QString joinedWords(const QString& kind, const QStringList& parts);
/// What a fact is called: "user tier"; the name itself where there is no word for it.
[[nodiscard]] QString factWords(std::string_view fact);
/// The words of one test as a record keeps it: "user tier = pro".
[[nodiscard]] QString testWords(const std::string& fact, const std::string& op, const std::string& wanted);
/// Why a test failed: "user tier is “free”, the rule wants “pro”".
[[nodiscard]] QString mismatchWords(
    const std::string& fact, const std::string& op, const std::string& wanted, const std::string& actual);
/// "Cascade: Small, then Frontier"; tierName turns an id into the name that is shown.
[[nodiscard]] QString routeWords(const RouteAction& route, const std::function<QString(const std::string&)>& tierName);
/// "JSON, refusal": the checks a cascade makes; "" for none.
[[nodiscard]] QString validatorWords(const RouteAction& route);

} // namespace signalbox::ui
