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
constexpr std::size_t kLongestName = 256;
constexpr std::size_t kRandomCharacters = 40; ///< of 62: 238 bits

bool isKeyText(std::string_view text)
{
    return text.size() >= kShortest && text.size() <= kLongest
        && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

} // namespace

Result<void> checkKeyName(std::string_view name)
{
    if (name.find_first_not_of(' ') == std::string_view::npos)
        return fail("key_name_missing");
    const bool oneLine = std::none_of(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (!oneLine || name.size() > kLongestName)
        return fail("key_name_invalid", { { "max", std::to_string(kLongestName) } });
    return {};
}

Result<NewKey> makeVirtualKey(const std::string& name, std::optional<std::string> value, WallUs now)
{
    if (const auto named = checkKeyName(name); !named)
        return tl::unexpected(named.error());
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

std::string_view Client::obstacle(WallUs now) const
{
    if (revoked)
        return "key_revoked";
    return terms.isOver(now) ? "key_expired" : std::string_view();
}

void VirtualKeys::replace(std::vector<VirtualKey> keys)
{
    std::unordered_map<std::string, std::shared_ptr<const Client>> byDigest;
    for (const VirtualKey& key : keys) {
        Client client { key.id, key.name, key.terms, key.revokedAt.has_value(), key.sha256 };
        byDigest.emplace(key.sha256, std::make_shared<const Client>(std::move(client)));
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

std::shared_ptr<const Client> VirtualKeys::current(const Client& found) const
{
    const std::lock_guard lock(m_mutex);
    const auto now = m_byDigest.find(found.sha256);
    return now == m_byDigest.end() ? nullptr : now->second;
}

std::vector<VirtualKey> VirtualKeys::list() const
{
    const std::lock_guard lock(m_mutex);
    return m_keys;
}

bool VirtualKeys::empty() const
{
    const std::lock_guard lock(m_mutex);
    return std::all_of(m_keys.begin(), m_keys.end(), [](const VirtualKey& key) { return key.revokedAt.has_value(); });
}

} // namespace signalbox
