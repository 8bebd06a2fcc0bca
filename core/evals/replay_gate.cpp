// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/replay_gate.h"

namespace signalbox {

namespace {

bool isDearer(const ReplayReport& report, const GateLimits& limits)
{
    const bool real = !report.costBefore.isZero() || !report.costAfter.isZero();
    const std::int64_t before = (real ? report.costBefore : report.simulatedBefore).nano();
    const std::int64_t rise = (real ? report.costAfter : report.simulatedAfter).nano() - before;
    return rise >= limits.costRiseFrom.nano()
        && static_cast<__int128>(rise) * 1'000'000 > static_cast<__int128>(before) * limits.costRisePpm;
}

} // namespace

std::vector<std::string> gateFindings(const ReplayReport& report, const GateLimits& limits)
{
    std::vector<std::string> codes;
    if (report.refusedAfter > report.refusedBefore)
        codes.emplace_back("refused");
    if (isDearer(report, limits))
        codes.emplace_back("cost");
    if (report.unknown > report.decided)
        codes.emplace_back("unknown");
    if (report.decided + report.unknown == 0)
        codes.emplace_back("no_traffic");
    return codes;
}

} // namespace signalbox
