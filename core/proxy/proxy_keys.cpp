// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxy_impl.h"

#include <boost/asio/post.hpp>

#include <algorithm>

// Virtual keys while requests come: at the door, changed, revoked.
namespace signalbox {

// --- data-plane thread -----------------------------------------------------------------------------------------------

http::EarlyAnswer Proxy::Impl::checkAtDoor(const http::RequestHead& head, Door door)
{
    http::EarlyAnswer answer = checkHead(head, keys, clock.now(), routing == Routing::Stopped, stopping, door);
    const Client* client = clientOf(answer.admitted);
    if (client && answer.head.status == 401)
        recordRefusal(head, *client);
    return answer;
}

void Proxy::Impl::recordRefusal(const http::RequestHead& head, const Client& client)
{
    const Destination to = destinationOf(head.path);
    if (to.path != Path::Exchange)
        return;
    RequestRecord record;
    record.startedAt = clock.now();
    record.id = newRequestId(record.startedAt);
    record.keyId = client.keyId;
    record.client = client.name;
    record.endpoint = endpointName(to.endpoint);
    record.status = 401;
    record.errorCode = client.obstacle(record.startedAt);
    recorder->add(std::move(record));
}

// --- any thread ------------------------------------------------------------------------------------------------------

namespace {

/// Every tier that is newly named is there.
Result<void> checkTiers(const Config& config, const KeyTerms& terms, const KeyTerms& before)
{
    for (const std::string& tier : terms.tiers) {
        const bool known = std::find(before.tiers.begin(), before.tiers.end(), tier) != before.tiers.end();
        if (!known && !config.findTier(tier))
            return fail("tier_unknown", { { "tier", tier } });
    }
    return {};
}

Result<void> unavailable()
{
    return fail("ledger_unavailable");
}

} // namespace

Result<NewKey> Proxy::addKey(const std::string& name, std::optional<std::string> value, const KeyTerms& terms)
{
    auto key = makeVirtualKey(name, std::move(value), m_impl->clock.now());
    if (!key)
        return key;
    if (auto checked = checkKeyTerms(terms).and_then([&] { return checkTiers(*config(), terms, {}); }); !checked)
        return tl::unexpected(checked.error());
    key->key.terms = terms;
    if (!m_impl->ledger) {
        auto keys = m_impl->keys.list();
        keys.push_back(key->key);
        m_impl->keys.replace(std::move(keys));
        return key;
    }
    auto stored =
        awaitSoon<Result<void>>([&](auto done) { m_impl->ledger->addKey(key->key, std::move(done)); }, unavailable());
    if (!stored)
        return tl::unexpected(stored.error());
    m_impl->keys.replace(m_impl->ledger->keys());
    return key;
}

Result<void> Proxy::changeKey(const std::string& id, const std::string& name, const KeyTerms& terms)
{
    if (!m_impl->ledger)
        return unavailable();
    VirtualKey wanted;
    wanted.id = id;
    wanted.name = name;
    wanted.terms = terms;
    KeyTerms before;
    for (const VirtualKey& key : m_impl->ledger->keys()) {
        if (key.id == id)
            before = key.terms;
    }
    if (auto checked = checkKeyName(name).and_then([&] { return checkTiers(*config(), terms, before); }); !checked)
        return checked;
    auto done = awaitSoon<Result<void>>(
        [&](auto callback) { m_impl->ledger->changeKey(wanted, std::move(callback)); }, unavailable());
    if (!done)
        return done;
    m_impl->keys.replace(m_impl->ledger->keys());
    // What runs for it may end sooner now.
    asio::post(m_impl->io, [impl = m_impl.get()] {
        if (impl->expiries)
            impl->expiries->wake();
    });
    return done;
}

Result<void> Proxy::revokeKey(const std::string& id)
{
    if (!m_impl->ledger)
        return unavailable();
    auto done = awaitSoon<Result<void>>(
        [&](auto callback) { m_impl->ledger->revokeKey(id, m_impl->clock.now(), std::move(callback)); }, unavailable());
    if (!done)
        return done;
    // In this order: what comes in between finds the key revoked, what came before is cut.
    m_impl->keys.replace(m_impl->ledger->keys());
    m_impl->cutAll({ "key_revoked", {} }, [id](const Exchange& exchange) { return exchange.keyId() == id; });
    return done;
}

Result<void> Proxy::restoreKey(const std::string& id)
{
    if (!m_impl->ledger)
        return unavailable();
    auto done = awaitSoon<Result<void>>(
        [&](auto callback) { m_impl->ledger->restoreKey(id, std::move(callback)); }, unavailable());
    if (done)
        m_impl->keys.replace(m_impl->ledger->keys());
    return done;
}

std::vector<VirtualKey> Proxy::keys() const
{
    return m_impl->keys.list();
}

} // namespace signalbox
