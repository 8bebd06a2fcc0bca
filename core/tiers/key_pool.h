// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/keys/vault.h"
#include "core/tiers/tier.h"

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

enum class KeyState { Healthy, Cooling, Refused };
[[nodiscard]] std::string_view keyStateName(KeyState state); ///< "healthy", "cooling", "refused"

/// How the keys of the providers do, and whose turn it is. A provider with one key always uses that; of a pool those
/// are passed over that the provider refused (probed again after a minute, then after twice that, up to an hour) or
/// that have to cool down for a deployment. Knows names of keys, never a key. Thread-safe: the data plane writes, the
/// window reads.
class KeyPools {
public:
    KeyPools(const Clock& clock, const SecretStore& secrets);

    /// The name of the key whose turn it is; "" while the provider has none that could be used.
    [[nodiscard]] std::string pick(const Deployment& deployment);
    /// Whether pick() would find one; takes no turn.
    [[nodiscard]] bool usable(const Deployment& deployment) const;

    void succeeded(const std::string& key);
    /// The provider wants no call with it: code is "upstream_auth" or "upstream_out_of_credit".
    void refused(const std::string& key, const std::string& code);
    /// The provider limits its rate for this deployment.
    void limited(const std::string& key, const std::string& deployment, std::chrono::milliseconds time);
    /// Nothing is held against it any more: it was replaced, or it was not the key's fault.
    void acquit(const std::string& key);

    struct View {
        std::string key;
        KeyState state = KeyState::Healthy;
        std::string code;           ///< why it is not healthy, or ""
        std::int64_t againInMs = 0; ///< until it may be used again
        WallUs lastUsedAt = 0;      ///< 0: not since the start
        std::int64_t uses = 0;      ///< since the start
    };
    [[nodiscard]] std::vector<View> view() const; ///< of all that were used, by name

    /// What is held against a key, for the next start: moments of the wall clock, to the second.
    struct Held {
        std::string key, lastFour;
        std::string refusal; ///< code, or ""
        std::int64_t patienceS = 0;
        WallUs probeAt = 0;
        std::map<std::string, WallUs> coolUntil; ///< by deployment
        friend bool operator==(const Held&, const Held&) = default;
    };
    [[nodiscard]] std::vector<Held> held() const; ///< by name
    /// Before the first pick(). A key that ends in other characters by now is another one: nothing is held against it.
    void restore(const std::vector<Held>& held);

private:
    struct Entry {
        std::string refusal; ///< code, or "" while it is not refused
        Steady probeAt {};
        std::chrono::seconds patience { 0 };
        bool probing = false;                                 ///< one call is out to see whether it is taken again
        std::map<std::string, Steady, std::less<>> coolUntil; ///< by deployment
        WallUs lastUsedAt = 0;
        std::int64_t uses = 0;
        std::string ofLastFour; ///< restored for the key that ends so; "": of the key as it is
    };
    [[nodiscard]] bool isReplaced(const std::string& key, const Entry& entry) const;
    static void clear(Entry& entry);
    [[nodiscard]] bool fit(const std::string& key, const std::string& deployment, Steady now) const;

    const Clock& m_clock;
    const SecretStore& m_secrets;
    mutable std::mutex m_mutex;
    std::map<std::string, Entry, std::less<>> m_entries;
    std::map<std::string, std::size_t, std::less<>> m_turns; ///< by provider: the place in the pool that is next
};

} // namespace signalbox
