// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_gate.h"

namespace signalbox {

namespace {

constexpr std::chrono::seconds kMinute { 60 };

tl::unexpected<Error> refused(const char* code, std::int64_t limit, std::int64_t seconds)
{
    return fail(code, { { "limit", std::to_string(limit) }, { "retry_after", std::to_string(seconds) } });
}

} // namespace

Result<void> KeyGate::enter(const Client& client, Steady now)
{
    const KeyTerms& terms = client.terms;
    Use& use = m_uses[client.keyId];
    if (terms.concurrency && use.inFlight >= *terms.concurrency)
        return refused("key_busy", *terms.concurrency, 1);
    if (terms.requestsPerMinute) {
        while (!use.begun.empty() && now - use.begun.front() >= kMinute)
            use.begun.pop_front();
        const auto most = static_cast<std::size_t>(*terms.requestsPerMinute);
        if (use.begun.size() >= most) {
            // The one whose leaving makes room: a rate that was lowered meanwhile waits for more than the oldest.
            const Steady frees = use.begun[use.begun.size() - most] + kMinute;
            const auto wait = std::chrono::ceil<std::chrono::seconds>(frees - now).count();
            return refused("key_rate_limited", *terms.requestsPerMinute, wait);
        }
        use.begun.push_back(now);
    } else {
        use.begun.clear();
    }
    ++use.inFlight;
    return {};
}

void KeyGate::leave(const std::string& keyId)
{
    const auto use = m_uses.find(keyId);
    if (use == m_uses.end())
        return;
    --use->second.inFlight;
    if (use->second.inFlight <= 0 && use->second.begun.empty())
        m_uses.erase(use);
}

std::int64_t KeyGate::inFlight(const std::string& keyId) const
{
    const auto use = m_uses.find(keyId);
    return use == m_uses.end() ? 0 : use->second.inFlight;
}

} // namespace signalbox
