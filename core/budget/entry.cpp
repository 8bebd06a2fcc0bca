// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/entry.h"

#include "core/base/ids.h"

#include <array>
#include <bit>
#include <cstring>

namespace signalbox {

static_assert(std::endian::native == std::endian::little, "the chain hashes integers as little-endian bytes");

void Entry::setUsage(const Usage& usage)
{
    usageBits = (usage.present ? 1 : 0) | (usage.invalid ? 2 : 0) | (usage.partial ? 4 : 0);
    uncachedIn = usage.uncachedIn;
    cachedIn = usage.cachedIn;
    cacheWrite5m = usage.cacheWrite5m;
    cacheWrite1h = usage.cacheWrite1h;
    out = usage.out;
    reasoningOut = usage.reasoningOut;
    constexpr std::size_t kLongestRaw = 4096;
    usageRaw = std::string_view(usage.raw).substr(0, kLongestRaw);
}

Usage Entry::usage() const
{
    Usage usage;
    usage.present = (usageBits & 1) != 0;
    usage.invalid = (usageBits & 2) != 0;
    usage.partial = (usageBits & 4) != 0;
    usage.uncachedIn = uncachedIn;
    usage.cachedIn = cachedIn;
    usage.cacheWrite5m = cacheWrite5m;
    usage.cacheWrite1h = cacheWrite1h;
    usage.out = out;
    usage.reasoningOut = reasoningOut;
    usage.raw = usageRaw;
    return usage;
}

std::string joinedFlags(const std::vector<std::string>& flags)
{
    std::string joined;
    for (const std::string& flag : flags) {
        if (!joined.empty())
            joined += ',';
        joined += flag;
    }
    return joined;
}

std::vector<std::string> splitFlags(std::string_view flags)
{
    std::vector<std::string> split;
    while (!flags.empty()) {
        const std::size_t comma = flags.find(',');
        split.emplace_back(flags.substr(0, comma));
        flags.remove_prefix(comma == std::string_view::npos ? flags.size() : comma + 1);
    }
    return split;
}

void ChainHash::add(std::int64_t value)
{
    std::array<char, sizeof value> bytes {};
    std::memcpy(bytes.data(), &value, sizeof value);
    m_bytes.append(bytes.data(), bytes.size());
}

void ChainHash::add(std::string_view text)
{
    // The length goes first, so that no two rows have the same bytes.
    add(static_cast<std::int64_t>(text.size()));
    m_bytes.append(text);
}

std::int64_t ChainHash::next(std::int64_t previous, const Entry& entry)
{
    m_bytes.clear();
    for (const std::int64_t value : { previous, entry.sequence, static_cast<std::int64_t>(entry.kind), entry.at })
        add(value);
    if (entry.kind == EntryKind::Reserve) {
        for (const std::string_view text : { entry.attemptId, entry.requestId, entry.day, entry.tier, entry.provider,
                 entry.model, entry.keyId, entry.priceSource })
            add(text);
        for (const std::int64_t value : { entry.attemptNo, static_cast<std::int64_t>(entry.simulated),
                 entry.held.nano(), entry.wantedOutput, entry.grantedOutput })
            add(value);
        if (!entry.hour.empty()) {
            for (const std::string_view text : { entry.hour, entry.feature, entry.session })
                add(text);
        }
    } else {
        for (const std::int64_t value : { entry.ref, static_cast<std::int64_t>(entry.state), entry.amount.nano(),
                 static_cast<std::int64_t>(entry.usageBits), entry.uncachedIn, entry.cachedIn, entry.cacheWrite5m,
                 entry.cacheWrite1h, entry.out, entry.reasoningOut })
            add(value);
        add(entry.flags);
        add(entry.usageRaw);
        if (!entry.answerId.empty())
            add(entry.answerId);
    }
    const Sha256Digest digest = sha256(m_bytes);
    std::int64_t chain = 0;
    std::memcpy(&chain, digest.data(), sizeof chain);
    return chain;
}

} // namespace signalbox
