// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rule_language.h"

#include "ui/rules/condition_words.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <map>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct RuleLanguage {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::RuleLanguage)
};

// Families and an argument to try them with.
struct Family {
    const char* choice;
    const char* sample;
};
constexpr std::array kFamilies {
    Family { "text", "text" },
    Family { "header:", "header:x-team" },
    Family { "budget_left:", "budget_left:global" },
    Family { "breaker:", "breaker:provider/model" },
    Family { "share:", "share:canary" },
};

constexpr std::array kOperators { "is", "is_not", "in", "contains", "word", "starts_with", "matches", "lt", "le", "gt",
    "ge", "between" };

std::string sampleOf(const std::string& fact)
{
    const auto family = std::ranges::find(kFamilies, fact, [](const Family& f) { return std::string(f.choice); });
    return family == kFamilies.end() ? fact : std::string(family->sample);
}

RuleJson sampleValue(const FactShape& shape, std::string_view op)
{
    RuleJson one = "a";
    if (shape.kind == ValueKind::Truth)
        one = true;
    else if (shape.kind == ValueKind::Number)
        one = 1;
    else if (shape.kind == ValueKind::Clock)
        one = "01:00";
    else if (shape.kind == ValueKind::Choice)
        one = shape.values.front();
    if (op == "in")
        return RuleJson::array({ one });
    return op == "between" ? RuleJson::array({ one, one }) : one;
}

bool coreTakes(const std::string& fact, const FactShape& shape, const char* op)
{
    RuleJson test = { { "fact", fact } };
    test[op] = sampleValue(shape, op);
    return readCondition(test, "").has_value();
}

bool isList(std::string_view op)
{
    return op == "in";
}

} // namespace

std::vector<FactChoice> factChoices()
{
    std::vector<FactChoice> choices;
    for (const FactInfo& fact : factCatalogue())
        choices.push_back({ std::string(fact.name), factWords(fact.name) });
    for (const Family& family : kFamilies) {
        const auto known = std::ranges::find(choices, family.choice, &FactChoice::name);
        if (known == choices.end() && findFact(family.sample) != nullptr)
            choices.push_back({ family.choice, factWords(family.choice) });
    }
    for (FactChoice& choice : choices)
        choice.words = QLocale().toUpper(choice.words.left(1)) % choice.words.mid(1);
    std::ranges::sort(choices, [](const FactChoice& one, const FactChoice& other) {
        return QString::localeAwareCompare(one.words, other.words) < 0;
    });
    return choices;
}

std::string choiceOf(const std::string& fact)
{
    for (const Family& family : kFamilies) {
        std::string choice = family.choice;
        if (choice.ends_with(':') && fact.starts_with(choice) && findFact(family.sample) != nullptr)
            return choice;
    }
    return findFact(fact) == nullptr ? std::string() : fact;
}

QString argumentWords(const std::string& choice)
{
    if (choice == "header:")
        return RuleLanguage::tr("Name of the header");
    if (choice == "budget_left:")
        return RuleLanguage::tr("Scope: global, key, or tier:NAME");
    if (choice == "breaker:")
        return RuleLanguage::tr("Deployment, as provider/model");
    return RuleLanguage::tr("Name of the share");
}

FactShape shapeOf(const std::string& fact)
{
    const FactInfo* known = findFact(sampleOf(fact));
    if (known == nullptr)
        known = findFact(fact);
    FactShape shape;
    if (known == nullptr)
        return shape;
    if (known->unit == "tokens")
        shape.unit = RuleLanguage::tr("tokens");
    else if (known->unit == "percent")
        shape.unit = u"%"_s;
    else if (known->unit == "per_10000")
        //: unit: so many out of ten thousand
        shape.unit = RuleLanguage::tr("of 10,000");
    if (known->unit == "clock")
        shape.kind = ValueKind::Clock;
    else if (known->type == FactType::Bool)
        shape.kind = ValueKind::Truth;
    else if (known->type == FactType::Integer)
        shape.kind = ValueKind::Number;
    else if (!known->values.empty())
        shape.kind = ValueKind::Choice;
    for (const std::string_view value : known->values)
        shape.values.emplace_back(value);
    return shape;
}

std::vector<std::string> operatorsOf(const std::string& fact)
{
    static std::map<std::string, std::vector<std::string>> asked; // core's answers never change while it runs
    const std::string choice = choiceOf(fact);
    const auto known = asked.find(choice);
    if (known != asked.end())
        return known->second;
    const FactShape shape = shapeOf(choice);
    std::vector<std::string> taken;
    for (const char* op : kOperators) {
        const std::string_view name = op;
        const bool ofParts = name == "contains" || name == "starts_with";
        if (!(shape.kind == ValueKind::Choice && ofParts) && coreTakes(sampleOf(choice), shape, op))
            taken.emplace_back(op);
    }
    asked.emplace(choice, taken);
    return taken;
}

QString operatorWords(const std::string& op)
{
    //: operators of a condition, between a field and a value: "User tier | is | pro"
    const std::map<std::string_view, QString> words { { "is", RuleLanguage::tr("is") },
        { "is_not", RuleLanguage::tr("is not") }, { "in", RuleLanguage::tr("is one of") },
        { "contains", RuleLanguage::tr("contains") }, { "word", RuleLanguage::tr("has the word") },
        { "starts_with", RuleLanguage::tr("starts with") }, { "matches", RuleLanguage::tr("matches the expression") },
        { "lt", RuleLanguage::tr("less than") }, { "le", RuleLanguage::tr("at most") },
        { "gt", RuleLanguage::tr("more than") }, { "ge", RuleLanguage::tr("at least") },
        { "between", RuleLanguage::tr("between") } };
    const auto found = words.find(op);
    return found == words.end() ? toQString(op) : found->second;
}

QString valueWords(const std::string& fact, const std::string& value)
{
    constexpr std::array kDays { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
    const auto day = std::ranges::find(kDays, std::string_view(value));
    if (fact == "weekday" && day != kDays.end())
        return QLocale().dayName(int(day - kDays.begin()) + 1);
    return toQString(value);
}

RuleJson freshTest(const std::string& fact, const std::string& op, const RuleJson& former)
{
    const FactShape shape = shapeOf(fact);
    const std::vector<std::string> taken = operatorsOf(fact);
    const std::string formerOp = operatorOf(former);
    const auto fits = [&taken](const std::string& name) { return std::ranges::find(taken, name) != taken.end(); };
    const std::string next = fits(op) ? op : fits(formerOp) ? formerOp : taken.empty() ? "is" : taken.front();
    RuleJson test = { { "fact", fact } };
    const auto formerFact = former.is_object() ? former.find("fact") : former.end();
    const bool otherFact = former.is_object() && formerFact != former.end() && *formerFact != fact;
    // What was chosen from a list, or stood there by itself, means nothing to another fact; what was typed is kept.
    const bool typed = !otherFact || !formerFact->is_string()
        || (shapeOf(formerFact->get<std::string>()).kind != ValueKind::Choice
            && shapeOf(formerFact->get<std::string>()).kind != ValueKind::Truth);
    RuleJson value = typed ? valueOf(former) : RuleJson();
    const bool sameForm = typed && isList(next) == isList(formerOp) && (next == "between") == (formerOp == "between");
    if (!sameForm && next == "between")
        value = RuleJson::array({ value.is_array() || value.is_null() ? RuleJson("") : value, "" });
    else if (!sameForm && isList(next))
        value = value.is_array() || value.is_null() || value == RuleJson("") ? RuleJson::array()
                                                                             : RuleJson::array({ value });
    else if (!sameForm)
        value = value.is_array() && !value.empty() ? value[0] : RuleJson("");
    test[next] = std::move(value);
    if (readCondition(test, ""))
        return test;
    // The value belonged to another kind of fact, or is still to be written.
    const RuleJson& kept = test[next];
    const bool readable = shape.kind != ValueKind::Truth && shape.kind != ValueKind::Choice;
    if (shape.kind == ValueKind::Truth)
        test[next] = true;
    else if (shape.kind == ValueKind::Choice)
        test[next] = sampleValue(shape, next);
    else if (readable && (kept.is_boolean() || kept.is_null()))
        test[next] = "";
    return test;
}

RuleJson typedValue(const FactShape& shape, const QString& typed)
{
    if (shape.kind != ValueKind::Number)
        return toStd(shape.kind == ValueKind::Clock ? typed.trimmed() : typed);
    bool whole = false;
    const qlonglong number = typed.trimmed().toLongLong(&whole);
    return whole ? RuleJson(std::int64_t(number)) : RuleJson(toStd(typed));
}

RuleJson typedList(const QString& typed)
{
    RuleJson list = RuleJson::array();
    QString value;
    bool quoted = false;
    const auto take = [&list, &value] {
        const QString plain = value.trimmed();
        if (!plain.isEmpty())
            list.push_back(toStd(plain));
        value.clear();
    };
    for (const QChar c : typed) {
        if (c == u'"')
            quoted = !quoted;
        else if (c == u',' && !quoted)
            take();
        else
            value += c;
    }
    take();
    return list;
}

QString shownValue(const RuleJson& value)
{
    if (value.is_string())
        return toQString(value.get_ref<const std::string&>());
    return value.is_null() || value.is_structured() ? QString() : toQString(value.dump());
}

QString shownList(const RuleJson& values)
{
    QStringList shown;
    for (const RuleJson& value : values.is_array() ? values : RuleJson::array({ values })) {
        const QString text = shownValue(value);
        shown.append(text.contains(u',') ? u"\"%1\""_s.arg(text) : text);
    }
    return shown.join(u", "_s);
}

bool routeTakes(const char* member)
{
    RuleJson rule = newRuleJson("a", "a", "a");
    rule["when"] = "always";
    rule["route"][member] = 1;
    return readRule(rule, "", std::vector<std::string> { "a" }).has_value();
}

bool pinIsTaken()
{
    RuleJson rule = newRuleJson("a", "a", "a");
    rule["when"] = "always";
    rule["route"].erase("tier");
    rule["route"]["pin"] = "a/b";
    RuleNames names { "a" };
    names.deployments.emplace_back("a/b", "a");
    return readRule(rule, "", names).has_value();
}

QString ruleProblemText(const Error& problem)
{
    if (problem.code == "group_empty")
        return RuleLanguage::tr("This group is empty. Add a condition, or remove the group.");
    if (problem.code == "fact_unknown" && problem.parameter("fact").empty())
        return RuleLanguage::tr("Choose what the condition looks at.");
    if (problem.code == "value_type" && problem.parameter("wanted") == "integer")
        return RuleLanguage::tr("Write a whole number, such as 500.");
    if (problem.code == "value_type" && problem.parameter("wanted") == "texts")
        return RuleLanguage::tr("Write at least one value, with commas between several.");
    if (problem.code == "value_type" && problem.parameter("wanted") == "text")
        return RuleLanguage::tr("Write a text of up to 256 bytes.");
    if (problem.code == "value_order")
        return RuleLanguage::tr("The first value has to be the smaller one.");
    if (problem.code == "tier_unknown")
        //: %1 is the id of a tier
        return RuleLanguage::tr("There is no tier “%1” any more. Choose another one.")
            .arg(toQString(problem.parameter("tier")));
    if (problem.code == "field_range" && !problem.parameter("max").empty())
        //: %1 and %2 are numbers
        return RuleLanguage::tr("Write a whole number from %1 to %2.")
            .arg(problem.parameter("min").empty() ? u"0"_s : toQString(problem.parameter("min")),
                toQString(problem.parameter("max")));
    if (problem.code == "field_type" && problem.parameter("wanted") == "integer")
        return RuleLanguage::tr("Write a whole number, such as 500.");
    return errorSentence(problem);
}

} // namespace signalbox::ui
