// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/replay_sums.h"

#include "core/route/rule_program.h"

#include <algorithm>
#include <cmath>

namespace signalbox {

namespace {

constexpr double kStep = 1.05;

bool isAnswered(const ReplayRow& row)
{
    return row.status >= 200 && row.status < 300 && row.errorCode.empty();
}

} // namespace

void TimeSpread::add(std::int64_t us, double weight)
{
    static const double logStep = std::log(kStep);
    const double step = us <= 1 ? 0 : std::log(static_cast<double>(us)) / logStep;
    m_counts[std::min(kSteps - 1, static_cast<std::size_t>(step))] += weight;
    m_size += weight;
}

void TimeSpread::add(const TimeSpread& other, double weight)
{
    if (other.m_size <= 0)
        return;
    for (std::size_t i = 0; i < kSteps; ++i)
        m_counts[i] += other.m_counts[i] * weight / other.m_size;
    m_size += weight;
}

std::int64_t TimeSpread::at(double share) const
{
    double passed = 0;
    for (std::size_t i = 0; i < kSteps; ++i) {
        passed += m_counts[i];
        if (passed >= share * m_size && passed > 0)
            return static_cast<std::int64_t>(std::pow(kStep, static_cast<double>(i) + 0.5));
    }
    return 0;
}

ReplaySums::ReplaySums(const ReplayWorld& draft, const ReplayOptions& options)
    : m_draft(draft)
    , m_options(options)
    , m_kept(sumsFor(*draft.ceilings))
{
    for (const Tier& tier : *draft.tiers) {
        for (const auto& deployment : tier.chain)
            m_deployments.try_emplace(deployment->id, deployment.get());
        (void)nameOf(tier.id);
    }
}

std::int32_t ReplaySums::ownSubject(const std::string& name)
{
    const auto [place, added] = m_subjectIndex.try_emplace(name, static_cast<std::int32_t>(m_subjects.size()));
    if (added)
        m_subjects.push_back(name);
    return place->second;
}

std::int32_t ReplaySums::subjectOf(ScopeKind kind, const std::string& name)
{
    return name.empty() || !m_kept.hasKind(kind) ? -1 : ownSubject(name);
}

std::int32_t ReplaySums::nameOf(const std::string& name)
{
    const auto [place, added] = m_nameIndex.try_emplace(name, static_cast<std::int32_t>(m_names.size()));
    if (!added)
        return place->second;
    m_names.push_back(name);
    Prices prices;
    const auto tier = std::find_if(
        m_draft.tiers->begin(), m_draft.tiers->end(), [&name](const Tier& each) { return each.id == name; });
    if (tier != m_draft.tiers->end() && !tier->chain.empty())
        prices.deployment = tier->chain.front().get();
    m_tiers.push_back(prices);
    return place->second;
}

const Deployment* ReplaySums::deploymentNamed(const std::string& id) const
{
    const auto found = m_deployments.find(id);
    return found == m_deployments.end() ? nullptr : found->second;
}

const Deployment* ReplaySums::firstOf(std::int32_t tier) const
{
    return tier < 0 ? nullptr : m_tiers[static_cast<std::size_t>(tier)].deployment;
}

Money ReplaySums::costOf(const Deployment* deployment, std::int64_t in, std::int64_t out) const
{
    if (!deployment || !deployment->price)
        return {};
    Usage usage;
    usage.present = true;
    usage.uncachedIn = in;
    usage.out = out;
    return deployment->price->cost(usage, deployment->provider->priceFactorPpm);
}

Result<Decision> ReplaySums::decideRow(const ReplayRow& row)
{
    auto again = decideAgain(row.facts, m_draft, m_options.asked);
    if (again || again.error().code != "facts_missing")
        return again;
    const auto prompt = m_options.prompts ? m_options.prompts->find(row.id) : nullptr;
    if (!prompt)
        return again;
    // Without the list of what was asked: every test of the draft has just been.
    const Facts facts = m_draft.rules->program->withText(row.facts, *prompt);
    AskedTests asked;
    const TextTests& tests = m_draft.rules->program->textTests();
    for (const TextTest& test : tests.tests())
        asked[tests.fingerprint()].push_back(test.id);
    auto answered = decideAgain(facts, m_draft, &asked);
    if (answered || answered.error().code != "facts_missing")
        ++m_report.fromPrompts;
    return answered;
}

void ReplaySums::take(const ReplayRow& row)
{
    ++m_report.requests;
    if (m_report.from == 0)
        m_report.from = row.at;
    m_report.to = row.at;
    if (!row.hasFacts) {
        ++m_report.withoutFacts;
        return;
    }
    const auto again = decideRow(row);
    if (!again && again.error().code == "facts_missing") {
        ++m_report.unknown;
        ++m_report.unknownByRule[std::string(again.error().parameter("rule"))];
        return;
    }
    ++m_report.decided;
    note(row, again);
}

/// What the log knows of a tier: how long its answers take and how many tokens they have.
void ReplaySums::learn(const ReplayRow& row, std::int32_t tier)
{
    if (tier < 0 || !isAnswered(row))
        return;
    Prices& prices = m_tiers[static_cast<std::size_t>(tier)];
    prices.times.add(row.totalUs);
    ++prices.answers;
    prices.tokensIn += row.tokensIn;
    prices.tokensOut += row.tokensOut;
}

void ReplaySums::note(const ReplayRow& row, const Result<Decision>& again)
{
    ReplayOutcome outcome;
    outcome.at = row.at;
    outcome.tierBefore = row.tier.empty() ? -1 : nameOf(row.tier);
    outcome.answered = isAnswered(row);
    outcome.simulated = row.simulated;
    outcome.key = subjectOf(ScopeKind::Key, row.keyId);
    outcome.feature = subjectOf(ScopeKind::Feature, row.facts.feature);
    outcome.session = subjectOf(ScopeKind::Session, row.facts.session);
    outcome.provider = subjectOf(ScopeKind::Provider, row.provider);
    outcome.totalUs = row.totalUs;
    outcome.tokensIn = static_cast<std::int32_t>(row.tokensIn);
    outcome.tokensOut = static_cast<std::int32_t>(row.tokensOut);
    outcome.countedTokens = row.tokensIn > 0 || row.tokensOut > 0;
    const bool ceiling = row.errorCode == "ceiling_reached";
    m_report.refusedBefore += row.tier.empty() || ceiling ? 1 : 0;
    m_report.downgradedBefore += row.reason.starts_with("downgraded:") ? 1 : 0;
    if (again) {
        outcome.pinned = !again->action.pin.empty();
        // The same plan ends as it did; another plan is taken to end at its first step.
        const bool same = again->ruleId == row.ruleId && again->steps.front().tier == row.tierPlanned;
        outcome.tierAfter = same && outcome.tierBefore >= 0 ? outcome.tierBefore : nameOf(again->steps.front().tier);
        ++m_report.hits[again->ruleId].second;
    }
    ++m_report.hits[row.ruleId].first;
    learn(row, outcome.tierBefore);
    const Deployment* served = deploymentNamed(row.provider + "/" + row.model);
    outcome.nanoBefore = served && served->price && outcome.countedTokens
        ? costOf(served, row.tokensIn, row.tokensOut).nano()
        : row.costNano;
    // The sum of all attempts, where an escalation or a fallback made more than one.
    outcome.nanoBefore = row.escalated ? std::max(outcome.nanoBefore, row.costNano) : outcome.nanoBefore;
    outcome.nanoAfter = outcome.tierAfter == outcome.tierBefore ? outcome.nanoBefore : -1;
    m_outcomes.push_back(outcome);
    if (outcome.tierAfter != outcome.tierBefore)
        noteChange(row, again, outcome);
}

void ReplaySums::noteChange(const ReplayRow& row, const Result<Decision>& again, const ReplayOutcome& outcome)
{
    ++m_report.changed;
    if (m_options.changes == 0)
        return;
    ReplayChange change;
    change.id = row.id;
    change.at = row.at;
    change.tierBefore = row.tier;
    change.tierAfter = outcome.tierAfter < 0 ? "" : m_names[static_cast<std::size_t>(outcome.tierAfter)];
    change.ruleBefore = row.ruleId;
    change.ruleAfter = again ? again->ruleId : "";
    change.costBefore = Money::fromNano(outcome.nanoBefore);
    change.costAfter = costOf(firstOf(outcome.tierAfter), outcome.tokensIn, outcome.tokensOut);
    change.facts = row.facts;
    m_report.changes.push_back(std::move(change));
    if (m_report.changes.size() >= 2 * m_options.changes + 64) // the newest are kept
        m_report.changes.erase(
            m_report.changes.begin(), m_report.changes.end() - static_cast<std::ptrdiff_t>(m_options.changes));
}

void ReplaySums::append(ReplaySums&& later)
{
    std::vector<std::int32_t> renamed;
    for (std::size_t i = 0; i < later.m_names.size(); ++i) {
        const std::int32_t name = nameOf(later.m_names[i]);
        Prices& mine = m_tiers[static_cast<std::size_t>(name)];
        const Prices& theirs = later.m_tiers[i];
        mine.times.add(theirs.times, theirs.times.size());
        mine.answers += theirs.answers;
        mine.tokensIn += theirs.tokensIn;
        mine.tokensOut += theirs.tokensOut;
        renamed.push_back(name);
    }
    const auto rename = [&renamed](
                            std::int32_t name) { return name < 0 ? -1 : renamed[static_cast<std::size_t>(name)]; };
    m_outcomes.reserve(m_outcomes.size() + later.m_outcomes.size());
    for (ReplayOutcome& outcome : later.m_outcomes) {
        outcome.tierBefore = rename(outcome.tierBefore);
        outcome.tierAfter = rename(outcome.tierAfter);
        for (std::int32_t ReplayOutcome::*subject :
            { &ReplayOutcome::key, &ReplayOutcome::feature, &ReplayOutcome::session, &ReplayOutcome::provider }) {
            std::int32_t& place = outcome.*subject;
            place = place < 0 ? -1 : ownSubject(later.m_subjects[static_cast<std::size_t>(place)]);
        }
        m_outcomes.push_back(outcome);
    }
    m_report += std::move(later.m_report);
}

void ReplaySums::priceOutcomes()
{
    for (ReplayOutcome& outcome : m_outcomes) {
        if (outcome.nanoAfter >= 0)
            continue;
        outcome.nanoAfter = 0;
        if (outcome.tierAfter < 0)
            continue;
        if (!outcome.countedTokens) { // it was never answered: what the tier's answers have on average
            const Prices& tier = m_tiers[static_cast<std::size_t>(outcome.tierAfter)];
            ++m_report.estimatedCosts;
            outcome.tokensIn = static_cast<std::int32_t>(tier.answers ? tier.tokensIn / tier.answers : 0);
            outcome.tokensOut = static_cast<std::int32_t>(tier.answers ? tier.tokensOut / tier.answers : 0);
        }
        outcome.nanoAfter = costOf(firstOf(outcome.tierAfter), outcome.tokensIn, outcome.tokensOut).nano();
    }
}

void ReplaySums::addMoves()
{
    std::map<std::pair<std::int32_t, std::int32_t>, ReplayReport::Move> moves;
    for (const ReplayOutcome& outcome : m_outcomes) {
        ReplayReport::Move& move = moves[{ outcome.tierBefore, outcome.tierAfter }];
        const Money before = Money::fromNano(outcome.nanoBefore);
        const Money after = Money::fromNano(outcome.nanoAfter);
        ++move.requests;
        move.costBefore += before;
        move.costAfter += after;
        (outcome.simulated ? m_report.simulatedBefore : m_report.costBefore) += before;
        (outcome.simulated ? m_report.simulatedAfter : m_report.costAfter) += after;
        m_report.refusedAfter += outcome.tierAfter < 0 ? 1 : 0;
    }
    const auto name = [this](std::int32_t tier) { return tier < 0 ? "" : m_names[static_cast<std::size_t>(tier)]; };
    for (const auto& [tiers, move] : moves)
        m_report.moves[{ name(tiers.first), name(tiers.second) }] = move;
}

void ReplaySums::addTimes()
{
    TimeSpread before;
    TimeSpread after;
    std::map<std::int32_t, double> moved;
    for (const ReplayOutcome& outcome : m_outcomes) {
        if (outcome.answered)
            before.add(outcome.totalUs);
        if (outcome.tierAfter < 0)
            continue;
        if (outcome.tierAfter != outcome.tierBefore)
            moved[outcome.tierAfter] += 1;
        else if (outcome.answered)
            after.add(outcome.totalUs);
    }
    for (const auto& [tier, count] : moved)
        after.add(m_tiers[static_cast<std::size_t>(tier)].times, count);
    m_report.latencyBefore = { before.at(0.5), before.at(0.95) };
    m_report.latencyAfter = { after.at(0.5), after.at(0.95) };
}

ReplayReport ReplaySums::finish()
{
    priceOutcomes();
    addMoves();
    addTimes();
    addCeilings();
    if (m_report.changes.size() > m_options.changes)
        m_report.changes.erase(
            m_report.changes.begin(), m_report.changes.end() - static_cast<std::ptrdiff_t>(m_options.changes));
    std::reverse(m_report.changes.begin(), m_report.changes.end());
    return std::move(m_report);
}

} // namespace signalbox
