// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/condition_watch.h"
#include "core/budget/ledger.h"
#include "core/proxy/config.h"
#include "core/record/recorder.h"

#include <memory>

// Private to core/proxy: where the events of alerts come from.
namespace signalbox {

/// A share of a ceiling was crossed. resetsAt: end of the ceiling's window.
[[nodiscard]] AlertEvent alertEventOf(const Ledger::Alert& crossed, WallUs resetsAt);

/// Looks at the running house for the desk, on the desk's thread. Forecasts are made where somebody wants them, every
/// ten seconds.
class HouseLook {
public:
    HouseLook(const Ledger* ledger, const Recorder& recorder, const Breakers& breakers, const Clock& clock);
    [[nodiscard]] Conditions look(const Config& config);

private:
    void addCeilings(const Config& config, Conditions& conditions);

    const Ledger* m_ledger;
    const Recorder& m_recorder;
    const Breakers& m_breakers;
    const Clock& m_clock;
    std::optional<LiveSnapshot> m_snapshot;
    Steady m_snapshotAt {};
};

} // namespace signalbox
