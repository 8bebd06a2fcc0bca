// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/key_pool.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::chrono::seconds kFirstPatience { 60 };
constexpr std::chrono::seconds kLongestPatience { 3600 };
constexpr std::chrono::hours kLongestKeyPause { 24 };

} // namespace

std::string_view keyStateName(KeyState state)
{
    switch (state) {
    case KeyState::Healthy:
        return "healthy";
    case KeyState::Cooling:
        return "cooling";
    case KeyState::Refused:
        return "refused";
    }
    return {};
}

KeyPools::KeyPools(const Clock& clock, const SecretStore& secrets)
    : m_clock(clock)
    , m_secrets(secrets)
{
}

bool KeyPools::isReplaced(const std::string& key, const Entry& entry) const
{
    if (entry.ofLastFour.empty())
        return false;
    const auto secret = m_secrets.find(key);
    return secret && secret->lastFour() != entry.ofLastFour;
}

/// What was said about the account or the key itself; what cools down does so whatever it is.
void KeyPools::clear(Entry& entry)
{
    entry.refusal.clear();
    entry.probing = false;
    entry.ofLastFour.clear();
}

bool KeyPools::fit(const std::string& key, const std::string& deployment, Steady now) const
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return true;
    const Entry& entry = found->second;
    if (isReplaced(key, entry))
        return true;
    if (!entry.refusal.empty() && now < entry.probeAt)
        return false;
    const auto cooling = entry.coolUntil.find(deployment);
    return cooling == entry.coolUntil.end() || now >= cooling->second;
}

bool KeyPools::usable(const Deployment& deployment) const
{
    const std::vector<std::string>& pool = deployment.provider->secretRefs;
    if (pool.size() <= 1)
        return m_secrets.find(deployment.provider->secretRef) != nullptr;
    const std::scoped_lock lock(m_mutex);
    const Steady now = m_clock.steady();
    return std::any_of(pool.begin(), pool.end(),
        [&](const std::string& key) { return fit(key, deployment.id, now) && m_secrets.find(key) != nullptr; });
}

std::string KeyPools::pick(const Deployment& deployment)
{
    const Provider& provider = *deployment.provider;
    const std::vector<std::string>& pool = provider.secretRefs;
    const std::scoped_lock lock(m_mutex);
    const Steady now = m_clock.steady();
    std::string picked;
    if (pool.size() <= 1) {
        picked = provider.secretRef;
    } else {
        std::size_t& turn = m_turns[provider.id];
        for (std::size_t step = 0; step < pool.size() && picked.empty(); ++step) {
            const std::size_t place = (turn + step) % pool.size();
            if (!fit(pool[place], deployment.id, now) || !m_secrets.find(pool[place]))
                continue;
            picked = pool[place];
            turn = place + 1;
        }
    }
    if (picked.empty())
        return picked;
    Entry& entry = m_entries[picked];
    if (isReplaced(picked, entry)) {
        clear(entry);
        entry.coolUntil.clear();
    }
    entry.lastUsedAt = m_clock.now();
    ++entry.uses;
    if (!entry.refusal.empty() && pool.size() > 1) { // one probe, and the others wait for what comes of it
        entry.probeAt = now + entry.patience;
        entry.probing = true;
    }
    return picked;
}

void KeyPools::succeeded(const std::string& key)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return;
    clear(found->second);
    std::erase_if(found->second.coolUntil, [now = m_clock.steady()](const auto& each) { return each.second <= now; });
}

void KeyPools::refused(const std::string& key, const std::string& code)
{
    const std::scoped_lock lock(m_mutex);
    Entry& entry = m_entries[key];
    const Steady now = m_clock.steady();
    // Calls that were under way together are refused together: only a probe makes it worse.
    if (entry.refusal.empty())
        entry.patience = kFirstPatience;
    else if (entry.probing)
        entry.patience = std::min(entry.patience * 2, kLongestPatience);
    entry.probing = false;
    entry.refusal = code;
    entry.probeAt = now + entry.patience;
}

void KeyPools::limited(const std::string& key, const std::string& deployment, std::chrono::milliseconds time)
{
    const std::scoped_lock lock(m_mutex);
    const Steady until = m_clock.steady() + std::min<std::chrono::milliseconds>(time, kLongestKeyPause);
    Steady& known = m_entries[key].coolUntil[deployment];
    known = std::max(known, until);
}

void KeyPools::acquit(const std::string& key)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return;
    clear(found->second);
    found->second.coolUntil.clear();
}

std::vector<KeyPools::Held> KeyPools::held() const
{
    const std::scoped_lock lock(m_mutex);
    const Steady now = m_clock.steady();
    const WallUs wall = m_clock.now();
    const auto moment = [&](Steady at) {
        constexpr WallUs kSecond = 1'000'000;
        const WallUs exact = wall + std::chrono::duration_cast<std::chrono::microseconds>(at - now).count();
        return (exact + kSecond - 1) / kSecond * kSecond;
    };
    std::vector<Held> all;
    for (const auto& [key, entry] : m_entries) {
        Held held;
        held.key = key;
        for (const auto& [deployment, until] : entry.coolUntil) {
            if (until > now)
                held.coolUntil.emplace(deployment, moment(until));
        }
        if (!entry.refusal.empty()) {
            held.refusal = entry.refusal;
            held.patienceS = entry.patience.count();
            held.probeAt = entry.probeAt > now ? moment(entry.probeAt) : 0;
        }
        if ((held.refusal.empty() && held.coolUntil.empty()) || isReplaced(key, entry))
            continue;
        const auto secret = m_secrets.find(key);
        held.lastFour = secret ? secret->lastFour() : entry.ofLastFour;
        all.push_back(std::move(held));
    }
    return all;
}

void KeyPools::restore(const std::vector<Held>& all)
{
    const std::scoped_lock lock(m_mutex);
    const Steady now = m_clock.steady();
    const WallUs wall = m_clock.now();
    // A clock that was set meanwhile puts nobody aside for longer than a provider's word could.
    const auto moment = [&](WallUs at, std::chrono::seconds most) {
        const std::chrono::microseconds left(std::max<WallUs>(0, at - wall));
        return now + std::min<std::chrono::microseconds>(left, most);
    };
    for (const Held& held : all) {
        Entry& entry = m_entries[held.key];
        entry.ofLastFour = held.lastFour;
        for (const auto& [deployment, until] : held.coolUntil) {
            if (until > wall)
                entry.coolUntil.emplace(deployment, moment(until, kLongestKeyPause));
        }
        if (held.refusal.empty())
            continue;
        entry.refusal = held.refusal;
        entry.patience = std::clamp(std::chrono::seconds(held.patienceS), kFirstPatience, kLongestPatience);
        entry.probeAt = moment(held.probeAt, kLongestPatience);
    }
}

std::vector<KeyPools::View> KeyPools::view() const
{
    const std::scoped_lock lock(m_mutex);
    const Steady now = m_clock.steady();
    std::vector<View> views;
    views.reserve(m_entries.size());
    for (const auto& [key, entry] : m_entries) {
        View view;
        view.key = key;
        view.lastUsedAt = entry.lastUsedAt;
        view.uses = entry.uses;
        Steady again = now;
        for (const auto& [deployment, until] : entry.coolUntil)
            again = std::max(again, until);
        if (again > now) {
            view.state = KeyState::Cooling;
            view.code = "upstream_rate_limited";
        }
        if (!entry.refusal.empty()) {
            view.state = KeyState::Refused;
            view.code = entry.refusal;
            again = std::max(now, entry.probeAt);
        }
        view.againInMs = std::chrono::ceil<std::chrono::milliseconds>(again - now).count();
        views.push_back(std::move(view));
    }
    return views;
}

} // namespace signalbox
