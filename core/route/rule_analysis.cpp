// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/rule_analysis.h"

#include "core/route/region.h"

#include <algorithm>

namespace signalbox {

namespace {

using Standing = RuleFinding::Standing;
using AnswerKind = RegionAnswer::Kind;
using Goals = std::vector<RegionSpace::Goal>;

Witness witnessOf(RegionWitness shown)
{
    return { std::move(shown.facts), std::move(shown.text), std::move(shown.shares) };
}

/// The rules of one set and the questions about them.
class Analysis {
public:
    Analysis(
        const std::vector<Rule>& rules, const std::vector<const Condition*>& extra, const std::atomic<bool>* cancel)
        : m_rules(rules)
        , m_space(conditionsOf(rules, extra))
        , m_cancel(cancel)
    {
    }

    [[nodiscard]] RegionAnswer solve(const Goals& goals) const { return m_space.solve(goals, m_cancel); }
    [[nodiscard]] bool stopped() const { return m_cancel && m_cancel->load(); }
    [[nodiscard]] bool isOn(std::size_t rule) const { return m_rules[rule].on; }

    /// A request that this rule gets.
    [[nodiscard]] Goals won(std::size_t rule) const
    {
        Goals goals { { rule, true } };
        addMisses(goals, 0, rule);
        return goals;
    }
    void addMisses(Goals& goals, std::size_t from, std::size_t to) const
    {
        for (std::size_t i = from; i < to; ++i) {
            if (m_rules[i].on)
                goals.push_back({ i, false });
        }
    }

    [[nodiscard]] RuleFinding finding(std::size_t rule, AnalysisScope scope) const
    {
        RuleFinding found;
        found.rule = static_cast<int>(rule);
        if (!m_rules[rule].on)
            return found;
        RegionAnswer answer = solve(won(rule));
        if (answer.kind == AnswerKind::Shown) {
            found.standing = Standing::Reachable;
            found.witness = witnessOf(std::move(answer.witness));
        } else if (answer.kind == AnswerKind::Unknown) {
            found.standing = Standing::NotProved;
            found.reason = answer.reason;
        } else if (const RegionAnswer alone = solve({ { rule, true } }); alone.kind == AnswerKind::Empty) {
            found.standing = Standing::Contradictory;
            found.conflict = conflictOf(rule);
            return found;
        } else {
            found.standing = Standing::Shadowed;
            found.shadowedBy = shadowsOf(rule);
            return found;
        }
        if (scope.overlaps)
            found.partlyCoveredBy = overlapsOf(rule);
        if (scope.redundancy && found.standing == Standing::Reachable)
            judgeRedundancy(found, rule);
        return found;
    }

private:
    static std::vector<const Condition*> conditionsOf(
        const std::vector<Rule>& rules, const std::vector<const Condition*>& extra)
    {
        std::vector<const Condition*> conditions;
        conditions.reserve(rules.size() + extra.size());
        for (const Rule& rule : rules)
            conditions.push_back(&rule.when);
        conditions.insert(conditions.end(), extra.begin(), extra.end());
        return conditions;
    }

    /// One rule that does it alone; else a set from which none can be left out.
    [[nodiscard]] std::vector<int> shadowsOf(std::size_t rule) const
    {
        std::vector<std::size_t> meeting;
        for (std::size_t i = 0; i < rule; ++i) {
            if (!m_rules[i].on || solve({ { rule, true }, { i, true } }).kind == AnswerKind::Empty)
                continue;
            if (solve({ { rule, true }, { i, false } }).kind == AnswerKind::Empty)
                return { static_cast<int>(i) };
            meeting.push_back(i);
        }
        for (std::size_t at = meeting.size(); at-- > 0;) {
            Goals goals { { rule, true } };
            for (std::size_t other = 0; other < meeting.size(); ++other) {
                if (other != at)
                    goals.push_back({ meeting[other], false });
            }
            if (solve(goals).kind == AnswerKind::Empty)
                meeting.erase(meeting.begin() + static_cast<std::ptrdiff_t>(at));
        }
        return { meeting.begin(), meeting.end() };
    }

    [[nodiscard]] std::vector<int> overlapsOf(std::size_t rule) const
    {
        std::vector<int> overlaps;
        for (std::size_t i = 0; i < rule && !stopped(); ++i) {
            if (!m_rules[i].on || solve({ { rule, true }, { i, true } }).kind == AnswerKind::Empty)
                continue;
            Goals goals = won(i);
            goals.push_back({ rule, true });
            if (solve(goals).kind != AnswerKind::Empty)
                overlaps.push_back(static_cast<int>(i));
        }
        return overlaps;
    }

    /// Redundant: wherever it wins, the rule that would win without it does the same.
    void judgeRedundancy(RuleFinding& found, std::size_t rule) const
    {
        std::vector<std::size_t> alike;
        std::vector<std::size_t> others;
        for (std::size_t i = rule + 1; i < m_rules.size(); ++i) {
            if (m_rules[i].on)
                (m_rules[i].route == m_rules[rule].route ? alike : others).push_back(i);
        }
        if (alike.empty())
            return;
        std::reverse(others.begin(), others.end()); // "everything else" is the likeliest to differ
        for (const std::size_t other : others) {
            if (stopped() || solve(handedTo(rule, other)).kind != AnswerKind::Empty)
                return;
        }
        found.redundant = true;
        for (const std::size_t heir : alike) {
            if (solve(handedTo(rule, heir)).kind != AnswerKind::Empty)
                found.takenOverBy.push_back(static_cast<int>(heir));
        }
    }

    /// A request that `rule` wins and that `heir` would win without it.
    [[nodiscard]] Goals handedTo(std::size_t rule, std::size_t heir) const
    {
        Goals goals = won(rule);
        goals.push_back({ heir, true });
        addMisses(goals, rule + 1, heir);
        return goals;
    }

    /// Tests of the rule's own "all" from which none can be left out without a request appearing.
    [[nodiscard]] std::vector<std::string> conflictOf(std::size_t rule) const
    {
        const Condition& when = m_rules[rule].when;
        if (when.kind != Condition::Kind::All)
            return { "" };
        std::vector<std::size_t> kept(when.children.size());
        for (std::size_t i = 0; i < kept.size(); ++i)
            kept[i] = i;
        for (std::size_t at = kept.size(); at-- > 0 && kept.size() > 1;) {
            Condition rest;
            rest.kind = Condition::Kind::All;
            for (std::size_t other = 0; other < kept.size(); ++other) {
                if (other != at)
                    rest.children.push_back(when.children[kept[other]]);
            }
            if (RegionSpace({ &rest }).solve({ { 0, true } }, m_cancel).kind == AnswerKind::Empty)
                kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(at));
        }
        std::vector<std::string> pointers;
        pointers.reserve(kept.size());
        for (const std::size_t child : kept)
            pointers.push_back("/all/" + std::to_string(child));
        return pointers;
    }

    const std::vector<Rule>& m_rules;
    RegionSpace m_space;
    const std::atomic<bool>* m_cancel;
};

// --- reachability ----------------------------------------------------------------------------------------------------

/// Collects the ways to one provider, deployment or tier.
class Reach {
public:
    Reach(const ReachWorld& world, const ReachQuestion& question, const std::atomic<bool>* cancel)
        : m_world(world)
        , m_question(question)
        , m_highStakes(highStakes())
        , m_analysis(*world.rules, { &question.which, &m_highStakes }, cancel)
    {
    }

    ReachAnswer answer()
    {
        for (std::size_t rule = 0; rule < m_world.rules->size(); ++rule) {
            if (m_analysis.isOn(rule))
                lookAt(rule);
        }
        if (!m_answer.ways.empty())
            m_answer.kind = ReachAnswer::Kind::Possible;
        else if (m_open)
            m_answer.kind = ReachAnswer::Kind::NotProved;
        return std::move(m_answer);
    }

private:
    struct Target {
        std::string tier;
        std::string deployment;
    };

    static Condition highStakes()
    {
        Condition test;
        test.kind = Condition::Kind::Test;
        test.fact = "stakes";
        test.value = std::string("high");
        return test;
    }

    [[nodiscard]] bool isMeant(const Tier& tier, const Deployment& deployment) const
    {
        return (m_question.provider.empty() || deployment.provider->id == m_question.provider)
            && (m_question.deployment.empty() || deployment.id == m_question.deployment)
            && (m_question.tier.empty() || tier.id == m_question.tier);
    }

    [[nodiscard]] std::optional<Target> targetIn(const Tier& tier, const std::string& pin) const
    {
        for (const auto& deployment : tier.chain) {
            if ((pin.empty() || deployment->id == pin) && isMeant(tier, *deployment))
                return Target { tier.id, deployment->id };
        }
        return std::nullopt;
    }

    /// Where a rule's own plan leads, so many tiers higher.
    [[nodiscard]] std::optional<Target> planned(const RouteAction& action, int bump) const
    {
        const std::vector<Tier>& tiers = *m_world.tiers;
        for (std::size_t i = 0; i < tiers.size(); ++i) {
            for (const std::string& id : action.tiers) {
                if (tiers[i].id != id)
                    continue;
                const std::size_t place = std::min(i + static_cast<std::size_t>(bump), tiers.size() - 1);
                if (auto target = targetIn(tiers[place], action.pin))
                    return target;
            }
        }
        return std::nullopt;
    }

    /// A ceiling that downgrades may send a request to any tier below those of its plan.
    [[nodiscard]] std::optional<Target> downgraded(const RouteAction& action) const
    {
        if (!m_world.downgrades || !action.pin.empty())
            return std::nullopt;
        std::size_t highest = 0;
        const std::vector<Tier>& tiers = *m_world.tiers;
        for (std::size_t i = 0; i < tiers.size(); ++i) {
            if (std::find(action.tiers.begin(), action.tiers.end(), tiers[i].id) != action.tiers.end())
                highest = std::min(tiers.size() - 1, i + static_cast<std::size_t>(action.stakesBump));
        }
        for (std::size_t i = 0; i < highest; ++i) {
            if (auto target = targetIn(tiers[i], ""))
                return target;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Target> anywhere() const
    {
        for (const Tier& tier : *m_world.tiers) {
            if (auto target = targetIn(tier, ""))
                return target;
        }
        return std::nullopt;
    }

    void lookAt(std::size_t rule)
    {
        const RouteAction& action = (*m_world.rules)[rule].route;
        add("rule", rule, planned(action, 0), action.stakesBump > 0 ? Stakes::NotHigh : Stakes::Any);
        if (action.stakesBump > 0)
            add("rule", rule, planned(action, action.stakesBump), Stakes::High);
        add("downgrade", rule, downgraded(action));
        if (!action.pin.empty())
            return;
        // Where no pin holds, a client may name any tier, and with "honour named models" any deployment.
        add("client_names_tier", rule, anywhere());
        if (m_world.honourNamedModels)
            add("client_names_model", rule, anywhere());
    }

    enum class Stakes { Any, High, NotHigh };
    void add(const char* kind, std::size_t rule, std::optional<Target> target, Stakes stakes = Stakes::Any)
    {
        const bool byClient = std::string_view(kind).starts_with("client");
        const bool known = byClient && std::any_of(m_answer.ways.begin(), m_answer.ways.end(), [kind](const auto& way) {
            return way.kind == kind;
        });
        if (!target || known)
            return;
        Goals goals = m_analysis.won(rule);
        goals.push_back({ m_world.rules->size(), true });
        if (stakes != Stakes::Any)
            goals.push_back({ m_world.rules->size() + 1, stakes == Stakes::High });
        RegionAnswer answer = m_analysis.solve(goals);
        m_open = m_open || answer.kind == AnswerKind::Unknown;
        if (answer.kind != AnswerKind::Shown)
            return;
        m_answer.ways.push_back({ kind, static_cast<int>(rule), std::move(target->tier), std::move(target->deployment),
            witnessOf(std::move(answer.witness)) });
    }

    const ReachWorld& m_world;
    const ReachQuestion& m_question;
    Condition m_highStakes;
    Analysis m_analysis;
    ReachAnswer m_answer;
    bool m_open = false;
};

// --- the wrong axis --------------------------------------------------------------------------------------------------

void collectFacts(std::vector<std::string>& facts, const Condition& condition)
{
    for (const Condition& child : condition.children)
        collectFacts(facts, child);
    if (condition.kind == Condition::Kind::Test && std::find(facts.begin(), facts.end(), condition.fact) == facts.end())
        facts.push_back(condition.fact);
}

/// The one fact about who asks that all rules look at; "" where they look at more or at nothing.
std::string onlyAxis(const std::vector<Rule>& rules)
{
    std::vector<std::string> facts;
    std::vector<RouteAction> actions;
    for (const Rule& rule : rules) {
        if (!rule.on)
            continue;
        collectFacts(facts, rule.when);
        if (std::find(actions.begin(), actions.end(), rule.route) == actions.end())
            actions.push_back(rule.route);
    }
    const bool who =
        facts.size() == 1 && (facts[0] == "user_tier" || facts[0] == "client_key" || facts[0] == "session");
    return who && actions.size() > 1 ? facts[0] : "";
}

} // namespace

std::string_view standingName(Standing standing)
{
    switch (standing) {
    case Standing::Off:
        return "off";
    case Standing::Reachable:
        return "reachable";
    case Standing::Contradictory:
        return "contradictory";
    case Standing::Shadowed:
        return "shadowed";
    case Standing::NotProved:
        return "not_proved";
    }
    return {};
}

std::vector<RuleFinding> analyseRules(
    const std::vector<Rule>& rules, AnalysisScope scope, const std::atomic<bool>* cancel)
{
    const Analysis analysis(rules, {}, cancel);
    std::vector<RuleFinding> findings;
    findings.reserve(rules.size());
    for (std::size_t rule = 0; rule < rules.size() && !analysis.stopped(); ++rule)
        findings.push_back(analysis.finding(rule, scope));
    return findings;
}

ReachAnswer canReach(const ReachWorld& world, const ReachQuestion& question, const std::atomic<bool>* cancel)
{
    return Reach(world, question, cancel).answer();
}

std::optional<WrongAxis> wrongAxis(const std::vector<Rule>& rules, const std::vector<Facts>& traffic)
{
    constexpr std::size_t kEnough = 50;
    constexpr std::int64_t kSpread = 8; ///< times longer
    WrongAxis axis;
    axis.fact = onlyAxis(rules);
    if (axis.fact.empty())
        return std::nullopt;
    std::map<std::string, std::pair<std::vector<std::int64_t>, int>> groups;
    for (const Facts& facts : traffic) {
        auto& [tokens, code] = groups[factText(factValue(facts, axis.fact))];
        tokens.push_back(facts.tokensLast);
        code += facts.code ? 1 : 0;
    }
    for (auto& [value, group] : groups) {
        auto& [tokens, code] = group;
        if (tokens.size() < kEnough)
            continue;
        std::sort(tokens.begin(), tokens.end());
        WrongAxis::Group found { value, static_cast<std::int64_t>(tokens.size()), tokens[tokens.size() / 10],
            tokens[tokens.size() * 9 / 10], static_cast<int>(100 * static_cast<std::size_t>(code) / tokens.size()) };
        const bool mixedCode = found.codePercent >= 10 && found.codePercent <= 90;
        if (mixedCode || found.longTokens >= kSpread * std::max<std::int64_t>(found.shortTokens, 1))
            axis.groups.push_back(std::move(found));
    }
    return axis.groups.empty() ? std::nullopt : std::optional(std::move(axis));
}

} // namespace signalbox
