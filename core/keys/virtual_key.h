// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

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
};

/// Who asks: immutable, shared with the request.
struct Client {
    std::string keyId;
    std::string name;
};

/// "sk-sb-" + 40 random characters, or a given value (8..512 bytes of 0x21..0x7E). Errors: key_invalid.
struct NewKey {
    VirtualKey key;
    std::string text; ///< shown once
};
[[nodiscard]] Result<NewKey> makeVirtualKey(const std::string& name, std::optional<std::string> value, WallUs now);

/// The keys in force. Looks up by full SHA-256 and compares in constant time. Thread-safe; swapped whole.
class VirtualKeys {
public:
    void replace(std::vector<VirtualKey> keys);
    [[nodiscard]] std::shared_ptr<const Client> find(std::string_view keyText) const;
    [[nodiscard]] std::vector<VirtualKey> list() const;
    [[nodiscard]] bool empty() const;

private:
    mutable std::mutex m_mutex;
    std::vector<VirtualKey> m_keys;
    std::unordered_map<std::string, std::shared_ptr<const Client>> m_byDigest;
};

} // namespace signalbox
