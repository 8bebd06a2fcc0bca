// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/fake_proxy.h"

namespace signalbox::fake {

enum class Traffic { Paid, SimulatedOnly };

/// A day of plausible traffic over the tiers small, mid and frontier: snapshots of all ranges, balances, breakers.
/// Deterministic; ends at `now`.
void fillWithTraffic(State& state, WallUs now, Traffic traffic);
/// One finished request.
[[nodiscard]] LiveRequest sampleRequest(int number, WallUs at, Traffic traffic);

} // namespace signalbox::fake
