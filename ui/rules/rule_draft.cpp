// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rule_draft.h"

#include "ui/rules/rule_commands.h"
#include "ui/shell/format.h"

#include <QRandomGenerator>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kStepsKept = 1000;

bool sameRule(const DraftRulePtr& one, const DraftRulePtr& other)
{
    return one == other || one->stored() == other->stored();
}

bool catchesAll(const RuleJson& rule)
{
    const auto when = rule.find("when");
    return when != rule.end() && shortest(*when) == "always" && rule.value("on", true);
}

} // namespace

bool sameRules(const RuleDraft::Rules& one, const RuleDraft::Rules& other)
{
    return std::ranges::equal(one, other, sameRule);
}

RuleDraft::RuleDraft(QObject* parent)
    : QObject(parent)
{
    m_stack.setUndoLimit(kStepsKept);
}

RuleDraft::~RuleDraft() = default;

DraftRulePtr RuleDraft::made(RuleJson rule, DraftRule::Origin origin) const
{
    return std::make_shared<const DraftRule>(std::move(rule), m_known, origin);
}

RuleDraft::Rules RuleDraft::rechecked(const Rules& rules) const
{
    Rules checked;
    checked.reserve(rules.size());
    for (const DraftRulePtr& rule : rules)
        checked.push_back(made(rule->json(), rule->origin()));
    return checked;
}

void RuleDraft::join()
{
    m_config = m_base;
    if (m_companions != nullptr) {
        const auto text = withCompanions(m_base->text, *m_companions);
        if (auto read = text ? readConfig(*text, PriceBook::builtIn()) : ConfigRead {}; read.config != nullptr)
            m_config = std::move(read.config);
    }
    RuleNames known = namesOf(*m_config);
    const bool news =
        known.tiers != m_known.tiers || known.deployments != m_known.deployments || known.intents != m_known.intents;
    m_known = std::move(known);
    m_names += news ? 1 : 0;
}

void RuleDraft::setApplied(std::shared_ptr<const Config> config)
{
    const bool follows = !isDirty();
    const int names = m_names;
    m_base = std::move(config);
    if (m_companions != nullptr && newTiers(*m_companions, *m_base).empty()
        && newProviders(*m_companions, *m_base).empty())
        m_companions = nullptr; // they have come
    join();
    const bool newNames = m_names != names;
    std::map<std::string, DraftRulePtr> former;
    for (const DraftRulePtr& rule : m_rules)
        former.emplace(rule->id(), rule);
    m_applied.clear();
    for (RuleJson& json : rulesJson(m_base->rules)) {
        DraftRulePtr rule = made(std::move(json));
        const auto same = former.find(rule->id());
        const bool kept = !newNames && same != former.end() && same->second->stored() == rule->stored()
            && same->second->origin() == DraftRule::Origin::Own;
        m_applied.push_back(kept ? same->second : std::move(rule));
    }
    if (follows || (!newNames && sameRules(m_rules, m_applied)))
        m_rules = m_applied;
    else if (newNames)
        m_rules = rechecked(m_rules);
    compare();
    Q_EMIT changed();
}

DraftRulePtr RuleDraft::at(int row) const
{
    return row >= 0 && row < int(m_rules.size()) ? m_rules[std::size_t(row)] : nullptr;
}

int RuleDraft::rowOf(const std::string& id) const
{
    const auto found = std::ranges::find_if(m_rules, [&id](const DraftRulePtr& rule) { return rule->id() == id; });
    return found == m_rules.end() ? -1 : int(found - m_rules.begin());
}

RuleChange RuleDraft::changeOf(const std::string& id) const
{
    const auto found = m_changes.find(id);
    return found == m_changes.end() ? RuleChange() : found->second;
}

RuleDraft::Rules RuleDraft::removed() const
{
    Rules gone;
    std::ranges::copy_if(m_applied, std::back_inserter(gone),
        [this](const DraftRulePtr& rule) { return !m_changes.contains(rule->id()); });
    return gone;
}

void RuleDraft::compare()
{
    m_changes.clear();
    m_problemCount = 0;
    std::map<std::string_view, int> places;
    for (std::size_t at = 0; at < m_applied.size(); ++at)
        places.emplace(m_applied[at]->id(), int(at));
    for (const DraftRulePtr& rule : m_rules) {
        RuleChange change;
        const auto place = places.find(rule->id());
        change.was = place == places.end() ? -1 : place->second;
        change.added = change.was < 0;
        change.edited = !change.added && !sameRule(rule, m_applied[std::size_t(change.was)]);
        m_changes.emplace(rule->id(), change);
        m_problemCount += rule->rule() ? 0 : 1;
    }
    markMoved();
    m_changeCount = int(std::ranges::count_if(m_changes, [](const auto& each) { return each.second.any(); }))
        + int(removed().size());
    if (m_companions != nullptr)
        m_changeCount += int(newTiers(*m_companions, *m_base).size());
}

// The fewest rules that must have moved: all but a longest run that kept its order.
void RuleDraft::markMoved()
{
    std::vector<std::pair<int, RuleChange*>> kept;
    for (const DraftRulePtr& rule : m_rules) {
        RuleChange& change = m_changes[rule->id()];
        if (change.was >= 0)
            kept.emplace_back(change.was, &change);
    }
    std::vector<std::size_t> tails; // by length of run: where the run with the smallest end ends
    std::vector<std::size_t> before(kept.size(), std::size_t(-1));
    for (std::size_t at = 0; at < kept.size(); ++at) {
        const auto end =
            std::ranges::lower_bound(tails, kept[at].first, {}, [&](std::size_t t) { return kept[t].first; });
        if (end != tails.begin())
            before[at] = *std::prev(end);
        if (end == tails.end())
            tails.push_back(at);
        else
            *end = at;
    }
    for (const auto& each : kept)
        each.second->moved = true;
    for (std::size_t at = tails.empty() ? std::size_t(-1) : tails.back(); at != std::size_t(-1); at = before[at])
        kept[at].second->moved = false;
}

void RuleDraft::restoreState(const State& state, const std::string& touchedId)
{
    if (state.companions != m_companions) {
        m_companions = state.companions;
        join();
    }
    m_rules = state.names == m_names ? state.rules : rechecked(state.rules);
    compare();
    Q_EMIT changed();
    Q_EMIT touched(toQString(touchedId));
}

void RuleDraft::push(Rules next, const QString& step, const std::string& touchedId, const std::string& field)
{
    std::string key;
    if (!field.empty())
        key = touchedId + "\n" + field + "\n" + std::to_string(m_serial);
    else
        breakMerging();
    m_stack.push(
        new DraftCommand(*this, state(), { std::move(next), m_names, m_companions }, step, touchedId, std::move(key)));
}

std::string RuleDraft::newId() const
{
    for (;;) {
        const quint32 number = QRandomGenerator::global()->generate() & 0xffffU;
        std::string id = toStd(u"rule-%1"_s.arg(number, 4, 16, QLatin1Char('0')));
        const auto taken = [&id](const DraftRulePtr& rule) { return rule->id() == id; };
        if (std::ranges::none_of(m_rules, taken) && std::ranges::none_of(m_applied, taken))
            return id;
    }
}

std::string RuleDraft::insert(int row, RuleJson rule, const QString& step)
{
    std::string id = newId();
    rule["id"] = id;
    Rules next = m_rules;
    const int place = std::clamp(row, 0, std::max(0, int(next.size()) - 1));
    next.insert(next.begin() + place, made(std::move(rule)));
    push(std::move(next), step, id);
    return id;
}

std::string RuleDraft::add(int row, const QString& name)
{
    RuleJson rule = newRuleJson({}, toStd(name), m_known.tiers.empty() ? std::string() : m_known.tiers.front());
    //: a step that can be undone: "Undo add “Code for paying users”"
    return insert(row, std::move(rule), tr("add “%1”").arg(name));
}

std::string RuleDraft::duplicate(int row)
{
    const DraftRulePtr rule = at(row);
    if (rule == nullptr)
        return {};
    RuleJson copy = rule->json();
    //: name of a copied rule
    copy["name"] = toStd(tr("%1 (copy)").arg(rule->title()));
    copy["on"] = false;
    //: a step that can be undone
    return insert(isLast(row) ? row : row + 1, std::move(copy), tr("duplicate “%1”").arg(rule->title()));
}

void RuleDraft::remove(int row)
{
    const DraftRulePtr rule = at(row);
    if (rule == nullptr || isLast(row))
        return;
    Rules next = m_rules;
    next.erase(next.begin() + row);
    //: a step that can be undone
    push(std::move(next), tr("delete “%1”").arg(rule->title()), rule->id());
}

void RuleDraft::restore(const std::string& id)
{
    const auto found = std::ranges::find_if(m_applied, [&id](const DraftRulePtr& rule) { return rule->id() == id; });
    if (found == m_applied.end() || rowOf(id) >= 0)
        return;
    // Behind the nearest applied rule before it that is still there.
    int place = 0;
    for (auto before = found; before != m_applied.begin() && place == 0;) {
        --before;
        place = rowOf((*before)->id()) + 1;
    }
    Rules next = m_rules;
    next.insert(next.begin() + std::min(place, int(next.size()) - 1), *found);
    //: a step that can be undone: a deleted rule comes back
    push(std::move(next), tr("restore “%1”").arg((*found)->title()), id);
}

void RuleDraft::move(int from, int to)
{
    const DraftRulePtr rule = at(from);
    const int place = std::clamp(to, 0, std::max(0, int(m_rules.size()) - 2));
    if (rule == nullptr || isLast(from) || from == place)
        return;
    Rules next = m_rules;
    next.erase(next.begin() + from);
    next.insert(next.begin() + place, rule);
    //: a step that can be undone
    push(std::move(next), tr("move “%1”").arg(rule->title()), rule->id());
}

void RuleDraft::setOn(int row, Qt::CheckState on)
{
    const DraftRulePtr rule = at(row);
    if (rule == nullptr || isLast(row) || rule->on() == (on == Qt::Checked))
        return;
    RuleJson json = rule->json();
    json["on"] = on == Qt::Checked;
    //: a step that can be undone
    edit(row, std::move(json), {},
        (on == Qt::Checked ? tr("switch on “%1”") : tr("switch off “%1”")).arg(rule->title()));
}

void RuleDraft::edit(int row, RuleJson json, const std::string& field, const QString& step)
{
    const DraftRulePtr rule = at(row);
    if (rule == nullptr)
        return;
    DraftRulePtr edited = made(std::move(json), rule->origin());
    if (edited->json() == rule->json())
        return;
    Rules next = m_rules;
    next[std::size_t(row)] = std::move(edited);
    push(std::move(next), step, rule->id(), field);
}

void RuleDraft::markReviewed(int row)
{
    const DraftRulePtr rule = at(row);
    if (rule == nullptr || rule->origin() == DraftRule::Origin::Own)
        return;
    Rules next = m_rules;
    next[std::size_t(row)] = made(rule->json());
    //: a step that can be undone: somebody has looked at an imported rule
    push(std::move(next), tr("review “%1”").arg(rule->title()), rule->id());
}

void RuleDraft::replaceAll(
    const std::vector<RuleJson>& rules, DraftRule::Origin origin, const QString& step, CompanionsPtr companions)
{
    Rules next;
    std::map<std::string, int> seen;
    for (const RuleJson& json : rules) {
        RuleJson rule = json.is_object() ? json : RuleJson::object();
        const auto id = rule.find("id");
        if (id == rule.end() || !id->is_string() || id->get<std::string>().empty()
            || seen[id->get<std::string>()]++ > 0)
            rule["id"] = newId();
        next.push_back(made(std::move(rule), origin));
    }
    if (next.empty() || !catchesAll(next.back()->json())) {
        std::erase_if(next, [this](const DraftRulePtr& rule) { return rule->id() == m_rules.back()->id(); });
        next.push_back(m_rules.back());
    }
    exchange(std::move(next), std::move(companions), step);
}

void RuleDraft::exchange(Rules next, CompanionsPtr companions, const QString& step)
{
    breakMerging();
    m_stack.push(new DraftCommand(*this, state(), { std::move(next), m_names, std::move(companions) }, step, {}, {}));
}

void RuleDraft::revert()
{
    //: a step that can be undone: all changes of the draft are thrown away
    exchange(m_applied, nullptr, tr("discard the draft"));
}

RuleJson RuleDraft::storedRules() const
{
    RuleJson rules = RuleJson::array();
    for (const DraftRulePtr& rule : m_rules)
        rules.push_back(rule->stored());
    return rules;
}

std::string RuleDraft::save() const
{
    RuleJson file = { { "schema", 1 }, { "rules", RuleJson::array() }, { "imported", RuleJson::array() } };
    for (const DraftRulePtr& rule : m_rules) {
        file["rules"].push_back(rule->json());
        if (rule->origin() == DraftRule::Origin::Imported)
            file["imported"].push_back(rule->id());
    }
    if (m_companions != nullptr) {
        file["providers"] = m_companions->providers;
        file["tiers"] = m_companions->tiers;
    }
    return file.dump(1, ' ', false, RuleJson::error_handler_t::replace);
}

Result<void> RuleDraft::load(const std::string& text)
{
    const RuleJson file = RuleJson::parse(text, nullptr, false);
    const bool sound = file.is_object() && file.value("schema", 0) == 1 && file.contains("rules")
        && file["rules"].is_array() && !file["rules"].empty();
    if (!sound)
        return fail("draft_invalid");
    const RuleJson imported = file.value("imported", RuleJson::array());
    Rules next;
    for (const RuleJson& json : file["rules"]) {
        DraftRulePtr rule = made(json);
        const bool own = std::ranges::find(imported, RuleJson(rule->id())) == imported.end();
        next.push_back(own ? std::move(rule) : made(json, DraftRule::Origin::Imported));
    }
    if (!catchesAll(next.back()->json()))
        next.push_back(m_applied.back());
    CompanionsPtr companions = companionsFrom(file);
    if (!sameRules(next, m_applied) || companions != nullptr)
        //: a step that can be undone: the draft that was kept when the program ended comes back
        exchange(std::move(next), std::move(companions), tr("continue the kept draft"));
    return {};
}

} // namespace signalbox::ui
