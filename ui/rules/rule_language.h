// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_rule.h"

#include <QString>
#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

/// What the rule language offers, asked of core itself: an operator or a member is offered where core takes it. GUI
/// thread, because of the words.
namespace signalbox::ui {

/// A fact that conditions may look at. Families are written "name:ARGUMENT"; their choice is "name:".
struct FactChoice {
    std::string name;
    QString words;
    [[nodiscard]] bool isFamily() const { return name.ends_with(':'); }
};
[[nodiscard]] std::vector<FactChoice> factChoices();
/// The choice a fact belongs to: "code" for itself, "header:" for "header:x-team"; "" where core knows neither.
[[nodiscard]] std::string choiceOf(const std::string& fact);
/// What stands for the argument of a family: "name of the header".
[[nodiscard]] QString argumentWords(const std::string& choice);

enum class ValueKind { Truth, Number, Clock, Text, Choice };
struct FactShape {
    ValueKind kind = ValueKind::Text;
    std::vector<std::string> values; ///< Choice
    QString unit;                    ///< "tokens", "%", or ""
};
[[nodiscard]] FactShape shapeOf(const std::string& fact);
/// Names of the operators core takes for a fact, in the order in which they are offered.
[[nodiscard]] std::vector<std::string> operatorsOf(const std::string& fact);
[[nodiscard]] QString operatorWords(const std::string& op);
/// A value of a closed list in words: "high", "Monday".
[[nodiscard]] QString valueWords(const std::string& fact, const std::string& value);

/// A test on a fact with an operator and no value yet; keeps the value of `former` where it fits.
[[nodiscard]] RuleJson freshTest(const std::string& fact, const std::string& op, const RuleJson& former);
/// What was typed as a value; what core will not take is kept as text, so that nothing is lost.
[[nodiscard]] RuleJson typedValue(const FactShape& shape, const QString& typed);
[[nodiscard]] RuleJson typedList(const QString& typed); ///< "pro, \"a, b\"" as [pro, a, b]
[[nodiscard]] QString shownValue(const RuleJson& value);
[[nodiscard]] QString shownList(const RuleJson& values);

/// Whether core takes this member in a rule's route.
[[nodiscard]] bool routeTakes(const char* member);
/// Whether a route may name one deployment that serves and no other.
[[nodiscard]] bool pinIsTaken();
/// What is wrong at a place of a rule and what to do.
[[nodiscard]] QString ruleProblemText(const Error& problem);

} // namespace signalbox::ui
