// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/keys/key_terms.h"

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signalbox {

/// A client's key as it is stored: never its text.
struct VirtualKey {
    std::string id; ///< "vk_" + 8 characters, shown
    std::string name;
    std::string sha256; ///< hexadecimal
    std::string lastFour;
    WallUs createdAt = 0;
    std::optional<WallUs> revokedAt;
    std::optional<WallUs> lastUsedAt;
    KeyTerms terms {};
};

/// Who asks: immutable, shared with the request.
struct Client {
    std::string keyId;
    std::string name;
    KeyTerms terms {};
    bool revoked = false;
    std::string sha256 {}; ///< hexadecimal: what the front door found it by

    /// "" where it may ask now, else key_revoked or key_expired.
    [[nodiscard]] std::string_view obstacle(WallUs now) const;
};

/// The name of an application stands in lists, logs and reports: one line of 1..256 bytes. Errors: key_name_missing,
/// key_name_invalid.
[[nodiscard]] Result<void> checkKeyName(std::string_view name);

/// "sk-sb-" + 40 random characters, or a given value (8..512 bytes of 0x21..0x7E). Errors: key_invalid, and
/// checkKeyName().
struct NewKey {
    VirtualKey key;
    std::string text; ///< shown once
};
[[nodiscard]] Result<NewKey> makeVirtualKey(const std::string& name, std::optional<std::string> value, WallUs now);

/// The keys. Looks up by full SHA-256 and compares in constant time. Thread-safe; swapped whole.
class VirtualKeys {
public:
    void replace(std::vector<VirtualKey> keys);
    /// Also of a key that is revoked or over; nullptr: nobody ever had it.
    [[nodiscard]] std::shared_ptr<const Client> find(std::string_view keyText) const;
    /// The same client as it stands now, for what was found before: its text need not be hashed again.
    [[nodiscard]] std::shared_ptr<const Client> current(const Client& found) const;
    [[nodiscard]] std::vector<VirtualKey> list() const;
    [[nodiscard]] bool empty() const; ///< none is in force

private:
    mutable std::mutex m_mutex;
    std::vector<VirtualKey> m_keys;
    std::unordered_map<std::string, std::shared_ptr<const Client>> m_byDigest;
};

} // namespace signalbox
