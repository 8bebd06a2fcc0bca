// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace signalbox::test {

/// What a busy machine or a sanitizer may add to a wait that is short by design. Tests tell "at once" from "after a
/// time-out" by it; how fast things are is measured in tests/bench.
inline constexpr std::chrono::milliseconds kSlack { 1'000 };

} // namespace signalbox::test
