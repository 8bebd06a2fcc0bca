// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <array>
#include <string>
#include <string_view>

namespace signalbox {

/// "req_" + 26 base-32 characters: 48 bits of milliseconds and 80 random bits, so ids sort by time.
[[nodiscard]] std::string newRequestId(WallUs now);
/// "<request id>.<attempt number from 1>"
[[nodiscard]] std::string attemptIdOf(std::string_view requestId, int attemptNo);
/// bytes random characters of [A-Za-z0-9] from the system's generator: for virtual keys and fingerprints.
[[nodiscard]] std::string randomToken(std::size_t characters);
using Sha256Digest = std::array<unsigned char, 32>;
/// Any thread; keeps its context per thread. Throws where the library has no SHA-256.
[[nodiscard]] Sha256Digest sha256(std::string_view bytes);
/// The same in lower-case hexadecimal.
[[nodiscard]] std::string sha256Hex(std::string_view bytes);

} // namespace signalbox
