// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/virtual_key.h"

#include "core/base/ids.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace signalbox {

namespace {

constexpr std::size_t kShortest = 8;
constexpr std::size_t kLongest = 512;
constexpr std::size_t kRandomCharacters = 40; ///< of 62: 238 bits

bool isKeyText(std::string_view text)
{
    return text.size() >= kShortest && text.size() <= kLongest
        && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

} // namespace

Result<NewKey> makeVirtualKey(const std::string& name, std::optional<std::string> value, WallUs now)
{
    NewKey made;
    made.text = value ? *std::move(value) : "sk-sb-" + randomToken(kRandomCharacters);
    if (!isKeyText(made.text))
        return fail("key_invalid");
    made.key.id = "vk_" + randomToken(8);
    made.key.name = name;
    made.key.sha256 = sha256Hex(made.text);
    made.key.lastFour = made.text.substr(made.text.size() - 4);
    made.key.createdAt = now;
    return made;
}

void VirtualKeys::replace(std::vector<VirtualKey> keys)
{
    std::unordered_map<std::string, std::shared_ptr<const Client>> byDigest;
    for (const VirtualKey& key : keys) {
        if (!key.revokedAt)
            byDigest.emplace(key.sha256, std::make_shared<const Client>(Client { key.id, key.name }));
    }
    const std::lock_guard lock(m_mutex);
    m_keys = std::move(keys);
    m_byDigest = std::move(byDigest);
}

std::shared_ptr<const Client> VirtualKeys::find(std::string_view keyText) const
{
    // What can't be a key isn't hashed: a megabyte of "bearer" costs nothing.
    if (!isKeyText(keyText))
        return nullptr;
    const std::string digest = sha256Hex(keyText);
    const std::lock_guard lock(m_mutex);
    const auto found = m_byDigest.find(digest);
    if (found == m_byDigest.end())
        return nullptr;
    const std::string& stored = found->first;
    if (stored.size() != digest.size() || CRYPTO_memcmp(stored.data(), digest.data(), digest.size()) != 0)
        return nullptr;
    return found->second;
}

std::vector<VirtualKey> VirtualKeys::list() const
{
    const std::lock_guard lock(m_mutex);
    return m_keys;
}

bool VirtualKeys::empty() const
{
    const std::lock_guard lock(m_mutex);
    return m_byDigest.empty();
}

} // namespace signalbox
