// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace signalbox {

/// What the operator lets happen to new requests. Holds until it is changed or the program ends; keys, ceilings and the
/// ledger stay in force whatever it is.
enum class Routing {
    Rules,
    Bypass, ///< pins hold, all else goes where the last rule leads
    Stopped ///< refused with 503 `paused`; those in flight finish
};
inline constexpr std::array kRoutings { Routing::Rules, Routing::Bypass, Routing::Stopped };

/// "rules", "bypass", "stop": for the command line, the control socket and exports.
[[nodiscard]] constexpr std::string_view routingName(Routing routing)
{
    switch (routing) {
    case Routing::Rules:
        return "rules";
    case Routing::Bypass:
        return "bypass";
    case Routing::Stopped:
        break;
    }
    return "stop";
}
[[nodiscard]] constexpr std::optional<Routing> routingOf(std::string_view name)
{
    for (const Routing each : kRoutings) {
        if (routingName(each) == name)
            return each;
    }
    return std::nullopt;
}

} // namespace signalbox
