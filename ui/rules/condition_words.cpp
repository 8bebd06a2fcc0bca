// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/condition_words.h"

#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("ConditionWords", text);
}

// A fact's name in sentences, and for yes-or-no facts how "it is so" and "it is not so" read.
struct FactWords {
    std::string_view fact;
    const char* name;
    const char* yes = nullptr;
    const char* no = nullptr;
};

constexpr std::array kFacts {
    FactWords { "tokens_last", QT_TRANSLATE_NOOP("ConditionWords", "tokens of the last message") },
    FactWords { "tokens_context", QT_TRANSLATE_NOOP("ConditionWords", "tokens of the whole request") },
    FactWords { "messages", QT_TRANSLATE_NOOP("ConditionWords", "number of messages") },
    FactWords { "tool_count", QT_TRANSLATE_NOOP("ConditionWords", "number of tools") },
    FactWords { "image_count", QT_TRANSLATE_NOOP("ConditionWords", "number of images") },
    FactWords { "max_tokens", QT_TRANSLATE_NOOP("ConditionWords", "longest answer asked for, in tokens") },
    FactWords { "code", QT_TRANSLATE_NOOP("ConditionWords", "code"),
        QT_TRANSLATE_NOOP("ConditionWords", "contains code"), QT_TRANSLATE_NOOP("ConditionWords", "contains no code") },
    FactWords { "tools", QT_TRANSLATE_NOOP("ConditionWords", "tools"), QT_TRANSLATE_NOOP("ConditionWords", "has tools"),
        QT_TRANSLATE_NOOP("ConditionWords", "has no tools") },
    FactWords { "images", QT_TRANSLATE_NOOP("ConditionWords", "images"),
        QT_TRANSLATE_NOOP("ConditionWords", "has images"), QT_TRANSLATE_NOOP("ConditionWords", "has no images") },
    FactWords { "json", QT_TRANSLATE_NOOP("ConditionWords", "JSON"),
        QT_TRANSLATE_NOOP("ConditionWords", "asks for JSON"),
        QT_TRANSLATE_NOOP("ConditionWords", "does not ask for JSON") },
    FactWords { "stream", QT_TRANSLATE_NOOP("ConditionWords", "stream"),
        QT_TRANSLATE_NOOP("ConditionWords", "wants a stream"), QT_TRANSLATE_NOOP("ConditionWords", "wants no stream") },
    FactWords { "language", QT_TRANSLATE_NOOP("ConditionWords", "language") },
    FactWords { "feature", QT_TRANSLATE_NOOP("ConditionWords", "feature") },
    FactWords { "user_tier", QT_TRANSLATE_NOOP("ConditionWords", "user tier") },
    FactWords { "stakes", QT_TRANSLATE_NOOP("ConditionWords", "stakes") },
    FactWords { "session", QT_TRANSLATE_NOOP("ConditionWords", "session") },
    FactWords { "client_key", QT_TRANSLATE_NOOP("ConditionWords", "client key") },
    FactWords { "client", QT_TRANSLATE_NOOP("ConditionWords", "client key") },
    FactWords { "requested_model", QT_TRANSLATE_NOOP("ConditionWords", "requested model") },
    FactWords { "model", QT_TRANSLATE_NOOP("ConditionWords", "requested model") },
    FactWords { "endpoint", QT_TRANSLATE_NOOP("ConditionWords", "endpoint") },
    FactWords { "questions", QT_TRANSLATE_NOOP("ConditionWords", "number of questions") },
    FactWords { "task", QT_TRANSLATE_NOOP("ConditionWords", "task type") },
    FactWords { "intent", QT_TRANSLATE_NOOP("ConditionWords", "intent") },
    FactWords { "time", QT_TRANSLATE_NOOP("ConditionWords", "time of day") },
    FactWords { "weekday", QT_TRANSLATE_NOOP("ConditionWords", "weekday") },
    FactWords { "text", QT_TRANSLATE_NOOP("ConditionWords", "last message") },
    FactWords { "header", QT_TRANSLATE_NOOP("ConditionWords", "header") },
    FactWords { "budget_left", QT_TRANSLATE_NOOP("ConditionWords", "budget left in %") },
    FactWords { "breaker", QT_TRANSLATE_NOOP("ConditionWords", "breaker") },
    FactWords { "share", QT_TRANSLATE_NOOP("ConditionWords", "share of traffic") },
};

struct OpWords {
    std::string_view op;
    const char* pattern;
};

//: comparisons of the rule language: %1 is a fact ("user tier"), %2 a value
constexpr std::array kOps {
    OpWords { "is", QT_TRANSLATE_NOOP("ConditionWords", "%1 = %2") },
    OpWords { "is_not", QT_TRANSLATE_NOOP("ConditionWords", "%1 ≠ %2") },
    OpWords { "in", QT_TRANSLATE_NOOP("ConditionWords", "%1 is one of %2") },
    OpWords { "lt", QT_TRANSLATE_NOOP("ConditionWords", "%1 < %2") },
    OpWords { "le", QT_TRANSLATE_NOOP("ConditionWords", "%1 ≤ %2") },
    OpWords { "gt", QT_TRANSLATE_NOOP("ConditionWords", "%1 > %2") },
    OpWords { "ge", QT_TRANSLATE_NOOP("ConditionWords", "%1 ≥ %2") },
    OpWords { "between", QT_TRANSLATE_NOOP("ConditionWords", "%1 between %2") },
    OpWords { "contains", QT_TRANSLATE_NOOP("ConditionWords", "%1 contains %2") },
    OpWords { "starts_with", QT_TRANSLATE_NOOP("ConditionWords", "%1 starts with %2") },
    OpWords { "word", QT_TRANSLATE_NOOP("ConditionWords", "%1 has the word %2") },
    OpWords { "matches", QT_TRANSLATE_NOOP("ConditionWords", "%1 matches /%2/") },
};

//: what a rule wanted of a fact that had another value: %1 is a value
constexpr std::array kWants {
    OpWords { "is", QT_TRANSLATE_NOOP("ConditionWords", "%1") },
    OpWords { "is_not", QT_TRANSLATE_NOOP("ConditionWords", "anything but %1") },
    OpWords { "in", QT_TRANSLATE_NOOP("ConditionWords", "one of %1") },
    OpWords { "lt", QT_TRANSLATE_NOOP("ConditionWords", "less than %1") },
    OpWords { "le", QT_TRANSLATE_NOOP("ConditionWords", "at most %1") },
    OpWords { "gt", QT_TRANSLATE_NOOP("ConditionWords", "more than %1") },
    OpWords { "ge", QT_TRANSLATE_NOOP("ConditionWords", "at least %1") },
    OpWords { "between", QT_TRANSLATE_NOOP("ConditionWords", "a value between %1") },
    OpWords { "contains", QT_TRANSLATE_NOOP("ConditionWords", "a text with %1") },
    OpWords { "starts_with", QT_TRANSLATE_NOOP("ConditionWords", "a text that starts with %1") },
    OpWords { "word", QT_TRANSLATE_NOOP("ConditionWords", "a text with the word %1") },
    OpWords { "matches", QT_TRANSLATE_NOOP("ConditionWords", "a text that matches %1") },
};

constexpr std::array kValidators {
    OpWords { "finish_reason", QT_TRANSLATE_NOOP("ConditionWords", "answer complete") },
    OpWords { "empty", QT_TRANSLATE_NOOP("ConditionWords", "not empty") },
    OpWords { "refusal", QT_TRANSLATE_NOOP("ConditionWords", "no refusal") },
    OpWords { "json", QT_TRANSLATE_NOOP("ConditionWords", "valid JSON") },
    OpWords { "length", QT_TRANSLATE_NOOP("ConditionWords", "long enough") },
};

const FactWords* wordsOf(std::string_view fact)
{
    const auto found = std::ranges::find(kFacts, fact, &FactWords::fact);
    return found == kFacts.end() ? nullptr : &*found;
}

template <class Table> QString pattern(const Table& table, std::string_view op)
{
    const auto found = std::ranges::find(table, op, &OpWords::op);
    return found == table.end() ? QString() : translated(found->pattern);
}

// Whole numbers with the locale's separators, all else as it is.
QString valueWords(const std::string& value)
{
    bool number = false;
    const qlonglong whole = toQString(value).toLongLong(&number);
    return number ? countText(whole) : toQString(value);
}

QString quoted(const std::string& value)
{
    bool number = false;
    const qlonglong whole = toQString(value).toLongLong(&number);
    //: a text value within a sentence
    return number ? countText(whole) : translated(QT_TRANSLATE_NOOP("ConditionWords", "“%1”")).arg(toQString(value));
}

// "contains code" for a yes-or-no fact, or "" where the test is none.
QString yesOrNo(std::string_view fact, std::string_view op, std::string_view wanted)
{
    const FactWords* words = wordsOf(fact);
    if (words == nullptr || words->yes == nullptr || (op != "is" && op != "is_not"))
        return {};
    const bool wantsTrue = (wanted == "true") == (op == "is");
    return translated(wantsTrue ? words->yes : words->no);
}

QString wantedOf(const Condition& test)
{
    if (test.op == Condition::Op::In) {
        QStringList values;
        for (const std::string& value : test.values)
            values.append(toQString(value));
        return values.join(QStringLiteral(", "));
    }
    if (test.op == Condition::Op::Between)
        //: the ends of a range, both included
        return translated(QT_TRANSLATE_NOOP("ConditionWords", "%1 and %2"))
            .arg(valueWords(factText(test.value)), valueWords(factText(test.upper)));
    return valueWords(factText(test.value));
}

QString groupWords(const Condition& group)
{
    QStringList parts;
    for (const Condition& child : group.children) {
        const bool nested = child.kind == Condition::Kind::All || child.kind == Condition::Kind::Any;
        const QString words = conditionWords(child);
        parts.append(nested && child.children.size() > 1 ? QStringLiteral("(%1)").arg(words) : words);
    }
    return joinedWords(toQString(kindName(group.kind)), parts);
}

} // namespace

QString joinedWords(const QString& kind, const QStringList& parts)
{
    if (parts.isEmpty())
        return conditionWords({});
    //: between the conditions of a rule that must all hold; mind the spaces
    const QString all = translated(QT_TRANSLATE_NOOP("ConditionWords", ", and "));
    //: between the conditions of a rule of which one must hold; mind the spaces
    const QString any = translated(QT_TRANSLATE_NOOP("ConditionWords", ", or "));
    if (kind == QLatin1String("none"))
        //: conditions of which none may hold: %1 is their list
        return translated(QT_TRANSLATE_NOOP("ConditionWords", "not (%1)")).arg(parts.join(any));
    return parts.join(kind == QLatin1String("all") ? all : any);
}

QString factWords(std::string_view fact)
{
    if (const FactWords* words = wordsOf(fact))
        return translated(words->name);
    // "header:x-team": a family and its argument
    const std::size_t colon = fact.find(':');
    const FactWords* family = colon == std::string_view::npos ? nullptr : wordsOf(fact.substr(0, colon));
    if (family == nullptr)
        return toQString(fact);
    return QString(translated(family->name) % QLatin1Char(' ') % toQString(fact.substr(colon + 1))).trimmed();
}

QString testWords(const std::string& fact, const std::string& op, const std::string& wanted)
{
    if (QString words = yesOrNo(fact, op, wanted); !words.isEmpty())
        return words;
    if (wanted.empty() && (op == "is" || op == "is_not"))
        //: %1 is a fact such as "feature" of which a request says nothing, or something
        return (op == "is" ? translated(QT_TRANSLATE_NOOP("ConditionWords", "%1 is not given"))
                           : translated(QT_TRANSLATE_NOOP("ConditionWords", "%1 is given")))
            .arg(factWords(fact));
    const QString words = pattern(kOps, op);
    if (words.isEmpty())
        return factWords(fact) + QLatin1Char(' ') + toQString(op) + QLatin1Char(' ') + toQString(wanted);
    return words.arg(factWords(fact), valueWords(wanted));
}

QString conditionWords(const Condition& condition)
{
    if (condition.kind == Condition::Kind::Always)
        return translated(QT_TRANSLATE_NOOP("ConditionWords", "always"));
    if (condition.kind != Condition::Kind::Test)
        return groupWords(condition);
    const std::string op(opName(condition.op));
    if (condition.op == Condition::Op::In || condition.op == Condition::Op::Between)
        return pattern(kOps, op).arg(factWords(condition.fact), wantedOf(condition));
    return testWords(condition.fact, op, factText(condition.value));
}

QString mismatchWords(
    const std::string& fact, const std::string& op, const std::string& wanted, const std::string& actual)
{
    if (const QString words = yesOrNo(fact, "is", actual); !words.isEmpty() && (actual == "true" || actual == "false"))
        //: a yes-or-no fact was not as the rule wants it: %1 how it is ("contains no code"), %2 how it should be
        return translated(QT_TRANSLATE_NOOP("ConditionWords", "%1, the rule wants: %2"))
            .arg(words, testWords(fact, op, wanted));
    const QString wants = pattern(kWants, op);
    if (actual.empty())
        //: %1 fact, %2 what the rule wants
        return translated(QT_TRANSLATE_NOOP("ConditionWords", "%1 was not given, the rule wants %2"))
            .arg(factWords(fact), wants.isEmpty() ? quoted(wanted) : wants.arg(quoted(wanted)));
    //: %1 fact, %2 its value, %3 what the rule wants
    return translated(QT_TRANSLATE_NOOP("ConditionWords", "%1 is %2, the rule wants %3"))
        .arg(factWords(fact), quoted(actual), wants.isEmpty() ? quoted(wanted) : wants.arg(quoted(wanted)));
}

QString routeWords(const RouteAction& route, const std::function<QString(const std::string&)>& tierName)
{
    QStringList names;
    for (const std::string& tier : route.tiers)
        names.append(tierName(tier));
    if (!route.pin.empty())
        //: a rule that leads to one deployment only: %1 its tier, %2 the deployment
        return translated(QT_TRANSLATE_NOOP("ConditionWords", "%1, only %2"))
            .arg(names.join(QStringLiteral(", ")), toQString(route.pin));
    if (route.strategy == StrategyKind::Direct)
        return names.join(QStringLiteral(", "));
    //: between the tiers of a cascade, cheap first; mind the spaces
    const QString then = translated(QT_TRANSLATE_NOOP("ConditionWords", ", then "));
    //: %1 the tiers of a cascade: "Small, then Frontier"
    return translated(QT_TRANSLATE_NOOP("ConditionWords", "Cascade: %1")).arg(names.join(then));
}

QString validatorWords(const RouteAction& route)
{
    QStringList names;
    for (const std::string& validator : route.validators) {
        const QString words = pattern(kValidators, validator);
        names.append(words.isEmpty() ? toQString(validator) : words);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace signalbox::ui
