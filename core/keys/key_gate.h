// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/keys/virtual_key.h"

#include <deque>
#include <string>
#include <unordered_map>

namespace signalbox {

/// Counts each key's requests against its own terms: what one key does never costs another its place. Refused requests
/// are not counted. On the data-plane thread only.
class KeyGate {
public:
    /// Errors: key_rate_limited, key_busy (limit, retry_after in seconds). Counted until leave() where it is let in.
    [[nodiscard]] Result<void> enter(const Client& client, Steady now);
    void leave(const std::string& keyId);
    [[nodiscard]] std::int64_t inFlight(const std::string& keyId) const;

private:
    struct Use {
        std::int64_t inFlight = 0;
        std::deque<Steady> begun; ///< in the last minute, where a rate is set
    };
    std::unordered_map<std::string, Use> m_uses;
};

} // namespace signalbox
