// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/draft_rule.h"

#include "ui/rules/condition_words.h"
#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct DraftWords {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::DraftRule)
};

void collectProblems(const RuleJson& node, const std::string& pointer, std::vector<Error>& problems)
{
    const std::string kind = groupKind(node);
    if (kind.empty()) {
        if (auto read = readCondition(node, pointer); !read)
            problems.push_back(read.error());
        return;
    }
    const RuleJson& children = node.at(kind);
    const std::string place = pointer + "/" + kind;
    if (children.empty() && pointer != "/when")
        problems.push_back({ "group_empty", { { "pointer", place } } });
    for (std::size_t i = 0; i < children.size(); ++i)
        collectProblems(children[i], place + "/" + std::to_string(i), problems);
}

QString plainValue(const RuleJson& value)
{
    if (value.is_string())
        return toQString(value.get_ref<const std::string&>());
    return value.is_null() ? QString() : toQString(value.dump());
}

QString unfinishedTest(const RuleJson& test)
{
    const auto fact = test.is_object() ? test.find("fact") : test.end();
    if (!test.is_object() || fact == test.end() || !fact->is_string() || fact->get_ref<const std::string&>().empty())
        //: stands for a condition that is not written yet
        return DraftWords::tr("…");
    const QString name = factWords(fact->get_ref<const std::string&>());
    const std::string op = operatorOf(test);
    const QString value = plainValue(valueOf(test));
    if (op.empty() || value.isEmpty())
        return name % u" …"_s;
    return testWords(fact->get<std::string>(), op, toStd(value));
}

} // namespace

RuleNames namesOf(const Config& config)
{
    RuleNames names {};
    for (const Tier& tier : config.tiers) {
        names.tiers.push_back(tier.id);
        for (const auto& deployment : tier.chain) {
            const auto known =
                std::ranges::find(names.deployments, deployment->id, &std::pair<std::string, std::string>::first);
            if (known == names.deployments.end())
                names.deployments.emplace_back(deployment->id, tier.id);
        }
    }
    if (config.rules.intents != nullptr) {
        for (const Intent& intent : config.rules.intents->intents())
            names.intents.push_back(intent.id);
    }
    return names;
}

std::string groupKind(const RuleJson& node)
{
    if (!node.is_object() || node.size() != 1 || !node.begin().value().is_array())
        return {};
    const std::string& key = node.begin().key();
    return key == "all" || key == "any" || key == "none" ? key : std::string();
}

RuleJson asGroup(const RuleJson& when)
{
    if (!groupKind(when).empty())
        return when;
    RuleJson group = RuleJson::object();
    group["all"] = RuleJson::array();
    if (when.is_object())
        group["all"].push_back(when);
    return group;
}

RuleJson shortest(const RuleJson& when)
{
    const std::string kind = groupKind(when);
    if (kind.empty())
        return when;
    const RuleJson& children = when.at(kind);
    if (children.empty())
        return "always";
    if (kind == "all" && children.size() == 1 && groupKind(children[0]).empty())
        return children[0];
    return when;
}

std::string operatorOf(const RuleJson& test)
{
    if (!test.is_object())
        return {};
    for (const auto& item : test.items()) {
        if (item.key() != "fact")
            return item.key();
    }
    return {};
}

RuleJson valueOf(const RuleJson& test)
{
    const std::string op = operatorOf(test);
    return op.empty() ? RuleJson() : test.at(op);
}

QString draftWords(const RuleJson& when)
{
    const std::string kind = groupKind(when);
    if (kind.empty()) {
        if (when == "always")
            return conditionWords({});
        const auto read = readCondition(when, "");
        return read ? conditionWords(*read) : unfinishedTest(when);
    }
    const RuleJson& children = when.at(kind);
    QStringList parts;
    for (const RuleJson& child : children) {
        const bool nested = !groupKind(child).empty();
        const QString words = draftWords(child);
        parts.append(nested ? u"(%1)"_s.arg(words) : words);
    }
    return joinedWords(toQString(kind), parts);
}

RuleJson newRuleJson(const std::string& id, const std::string& name, const std::string& tier)
{
    RuleJson route = { { "strategy", "direct" }, { "tier", tier } };
    return { { "id", id }, { "name", name }, { "on", true }, { "when", { { "all", RuleJson::array() } } },
        { "route", std::move(route) } };
}

DraftRule::DraftRule(RuleJson json, const RuleNames& names, Origin origin)
    : m_json(json.is_object() ? std::move(json) : RuleJson::object())
    , m_origin(origin)
{
    const auto id = m_json.find("id");
    m_id = id != m_json.end() && id->is_string() ? id->get<std::string>() : std::string();
    const auto on = m_json.find("on");
    m_on = on == m_json.end() || !on->is_boolean() || on->get<bool>();
    m_json["on"] = m_on;
    const auto when = m_json.find("when");
    m_json["when"] = asGroup(when == m_json.end() ? RuleJson("always") : RuleJson(*when));
    m_stored = m_json;
    m_stored["when"] = shortest(m_json["when"]);
    const auto note = m_stored.find("note");
    if (note != m_stored.end() && note->is_string() && note->get_ref<const std::string&>().empty())
        m_stored.erase(note);
    check(names);
}

std::string DraftRule::text(const char* member) const
{
    const auto found = m_json.find(member);
    return found != m_json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

QString DraftRule::title() const
{
    const std::string name = text("name");
    return toQString(name.empty() ? m_id : name);
}

void DraftRule::check(const RuleNames& names)
{
    collectProblems(m_json["when"], "/when", m_problems);
    Result<Rule> read = readRule(m_stored, "", names);
    if (read && m_problems.empty()) {
        RuleSet one;
        one.rules.push_back(*read);
        m_stored = rulesJson(one)[0]; // members in one order, whatever order they were written in
        m_rule = std::move(*read);
        return;
    }
    if (read)
        return;
    // A test by itself says no more than what the walk over the conditions has found already.
    const std::string place(read.error().parameter("pointer"));
    const bool ofTest = place.starts_with("/when") && !m_problems.empty();
    if (!ofTest)
        m_problems.push_back(read.error());
}

} // namespace signalbox::ui
