// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/record_traces.h"

namespace signalbox {

namespace {

/// What was decided, as far as a decision made again must equal it.
ReplayRow rowOf(const RequestRecord& record)
{
    ReplayRow row;
    row.ruleId = record.ruleId;
    row.tierPlanned = record.tierPlanned;
    row.tier = record.tier;
    row.reason = record.reason;
    return row;
}

} // namespace

RecordTraces::RecordTraces(std::string dir)
    : m_worlds(VersionWorlds::inFolder(std::move(dir)))
{
}

void RecordTraces::complete(RequestRecord& record) const
{
    if (!record.traceJson.empty() || record.facts.empty())
        return;
    const auto facts = unpackFacts(record.facts);
    if (!facts) {
        record.traceProblem = facts.error().code;
        return;
    }
    record.factsJson = factsJson(*facts);
    const auto world = m_worlds->world(record.rulesVersion);
    if (!world) {
        record.traceProblem = "version_unknown";
        return;
    }
    record.rulesHash = world->rules->hash;
    // A rule set's own text tests are the ones its requests were asked, so no other version needs to be read.
    const auto again = decideAgain(*facts, *world);
    if (!agrees(again, rowOf(record), *world))
        record.traceProblem = "decision_differs";
    else if (again)
        record.traceJson = decisionJson(*again, *facts, *world->rules);
}

} // namespace signalbox
