// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/condition_watch.h"
#include "core/budget/ledger.h"
#include "core/proxy/config.h"
#include "core/record/recorder.h"
#include "core/tiers/key_pool.h"

#include <memory>

// Private to core/proxy: where the events of alerts come from.
namespace signalbox {

/// A share of a ceiling was crossed. resetsAt: end of the ceiling's window.
[[nodiscard]] AlertEvent alertEventOf(const Ledger::Alert& crossed, WallUs resetsAt);

/// Looks at the running house for the desk, on the desk's thread. Forecasts are made where somebody wants them, every
/// ten seconds.
class HouseLook {
public:
    struct House {
        const Ledger* ledger; ///< nullptr: none
        const Recorder& recorder;
        const Breakers& breakers;
        const KeyPools& keyPools;
        const SecretStore& secrets;
        const Clock& clock;
        bool systemClock = false; ///< that is the machine's
    };
    explicit HouseLook(const House& house);
    [[nodiscard]] Conditions look(const Config& config);

private:
    void addCeilings(const Config& config, Conditions& conditions);
    void addRefusedKeys(const Config& config, Conditions& conditions) const;

    House m_house;
    std::optional<LiveSnapshot> m_snapshot;
    Steady m_snapshotAt {};
};

} // namespace signalbox
