// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <absl/time/time.h>

#include <string>

namespace signalbox {

/// The zone of that name of the system's database, "system" for the one this machine is set to; UTC where there is
/// none.
[[nodiscard]] inline absl::TimeZone zoneOf(const std::string& name)
{
    if (name == "system")
        return absl::LocalTimeZone();
    absl::TimeZone zone;
    return absl::LoadTimeZone(name, &zone) ? zone : absl::UTCTimeZone();
}

} // namespace signalbox
