// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// The numbers stand in files: never change one.
enum class EntryKind : int { Reserve = 1, Close = 2, Resolve = 3 };

/// One row of the table that only grows: a reservation, its end, or the decision on an uncertain one.
/// The texts are views: they live as long as what they were made from (a request, or the row of a statement).
struct Entry {
    std::int64_t sequence = 0; ///< 1, 2, 3, ... without a gap
    EntryKind kind = EntryKind::Reserve;
    WallUs at = 0;
    bool wellFormed = true; ///< as read: exactly the columns of its kind are filled
    std::int64_t chain = 0; ///< first 8 bytes of SHA-256 over the chain before and every field here

    // Of a reservation.
    std::string_view attemptId, requestId, day, tier, provider, model, keyId, priceSource;
    std::int64_t attemptNo = 0;
    bool simulated = false;
    Money held;
    std::int64_t wantedOutput = 0, grantedOutput = 0;
    std::string_view hour; ///< "": written before hours, features and sessions were
    std::string_view feature, session;

    // Of an end or a decision.
    std::int64_t ref = 0; ///< sequence of the reservation
    AttemptState state = AttemptState::Pending;
    Money amount;
    std::string_view flags; ///< comma-separated
    int usageBits = 0;      ///< 1 present, 2 invalid, 4 partial
    std::int64_t uncachedIn = 0, cachedIn = 0, cacheWrite5m = 0, cacheWrite1h = 0, out = 0, reasoningOut = 0;
    std::string_view usageRaw;
    std::string_view answerId; ///< "": the provider said none, or written before it was kept

    [[nodiscard]] Booking booking() const { return { day, hour, tier, provider, keyId, feature, session, simulated }; }
    void setUsage(const Usage& usage);
    [[nodiscard]] Usage usage() const;
};

[[nodiscard]] std::string joinedFlags(const std::vector<std::string>& flags);
[[nodiscard]] std::vector<std::string> splitFlags(std::string_view flags);

/// Computes the chain. One per thread: it reuses its buffers.
class ChainHash {
public:
    [[nodiscard]] std::int64_t next(std::int64_t previous, const Entry& entry);

private:
    void add(std::int64_t value);
    void add(std::string_view text);

    std::string m_bytes;
};

} // namespace signalbox
