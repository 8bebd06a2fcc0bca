// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::http {

/// An IPv4 or IPv6 address as bytes, without any socket library.
struct IpAddress {
    enum class Family : std::uint8_t { V4, V6 };
    Family family = Family::V4;
    std::array<std::uint8_t, 16> bytes {}; ///< network order; V4 uses the first four

    /// Reads a literal without brackets ("127.0.0.1", "::1"); no names, no short or octal forms, no zone.
    [[nodiscard]] static std::optional<IpAddress> parse(std::string_view literal);
    [[nodiscard]] std::string text() const;
    /// 127.0.0.0/8, ::1 and the mapped forms of these.
    [[nodiscard]] bool isLoopback() const;

    friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

/// What an origin may be connected to.
enum class Reach { Anywhere, LoopbackOnly };

/// Why an address must not be connected to (T14), in English, or "" where it may. Judged on the address that is
/// really connected to, so that neither a name nor a rebinding resolver gets around it. Pure.
[[nodiscard]] std::string_view refusedAddress(const IpAddress& address, Reach reach);

} // namespace signalbox::http
