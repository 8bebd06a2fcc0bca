// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ceiling.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

using WallUs = std::int64_t;

/// A ceiling stands higher for a while, by the operator's word.
struct Raise {
    std::int64_t number = 0; ///< given when it is made
    std::string ceiling;     ///< id
    Money limit;             ///< until then, instead of the configured one
    WallUs madeAt = 0, until = 0;
    std::string note;
    std::optional<WallUs> endedAt {}; ///< taken back before
    /// Not before it was made, either: a clock that is set back (by more than a correction) must not make it last.
    [[nodiscard]] bool holds(WallUs now) const { return !endedAt && now < until && now >= madeAt - kCorrection; }
    static constexpr WallUs kCorrection = 5LL * 60 * 1'000'000;
    friend bool operator==(const Raise&, const Raise&) = default;
};

/// The panic stop: nothing is reserved until it is released.
struct Stop {
    std::int64_t number = 0;
    WallUs at = 0;
    std::string note;
    std::optional<WallUs> releasedAt {};
    friend bool operator==(const Stop&, const Stop&) = default;
};

/// The ceilings that hold now: each at the highest of its limit and its raises.
[[nodiscard]] std::vector<Ceiling> raised(std::vector<Ceiling> ceilings, const std::vector<Raise>& raises, WallUs now);

} // namespace signalbox
