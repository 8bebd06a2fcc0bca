// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ledger_desk.h"

#include <algorithm>
#include <utility>

// What the operator orders beside the configuration: virtual keys, temporary raises, the panic stop.
namespace signalbox {

namespace {

constexpr std::size_t kLongestNote = 2000;

} // namespace

std::vector<Ceiling> raised(std::vector<Ceiling> ceilings, const std::vector<Raise>& raises, WallUs now)
{
    for (Ceiling& ceiling : ceilings) {
        for (const Raise& raise : raises) {
            if (raise.ceiling == ceiling.id && raise.holds(now))
                ceiling.limit = std::max(ceiling.limit, raise.limit);
        }
    }
    return ceilings;
}

// --- writer thread ---------------------------------------------------------------------------------------------------

void Ledger::Impl::changeKeys()
{
    group.keys = std::exchange(keyOps, {});
    for (KeyOp& op : group.keys)
        op.outcome = changeKey(op);
}

Result<void> Ledger::Impl::changeKey(KeyOp& op)
{
    if (op.add)
        return addKey(*op.add);
    if (op.change)
        return editKey(*op.change);
    if (op.version) {
        store->addVersion(*op.version);
        return {};
    }
    if (op.raise)
        return addRaise(*std::move(op.raise));
    if (op.endRaise)
        return endRaise(*op.endRaise);
    if (op.stop || op.release)
        return changeStop(op);
    return op.restore.empty() ? revokeKey(op.revoke, op.at) : revokeKey(op.restore, std::nullopt);
}

Result<void> Ledger::Impl::addKey(const VirtualKey& added)
{
    for (const VirtualKey& key : kept.keys) {
        if (key.id == added.id || key.sha256 == added.sha256)
            return fail("key_exists", { { "id", key.id } });
    }
    if (auto checked = checkKeyTerms(added.terms); !checked)
        return checked;
    store->addKey(added);
    kept.keys.push_back(added);
    return {};
}

namespace {

VirtualKey* keyOf(std::vector<VirtualKey>& keys, const std::string& id)
{
    const auto found = std::find_if(keys.begin(), keys.end(), [&id](const VirtualKey& key) { return key.id == id; });
    return found == keys.end() ? nullptr : &*found;
}

} // namespace

Result<void> Ledger::Impl::editKey(const VirtualKey& wanted)
{
    VirtualKey* key = keyOf(kept.keys, wanted.id);
    if (key == nullptr)
        return fail("key_unknown", { { "id", wanted.id } });
    if (auto checked = checkKeyTerms(wanted.terms); !checked)
        return checked;
    store->changeKey(wanted);
    key->name = wanted.name;
    key->terms = wanted.terms;
    return {};
}

Result<void> Ledger::Impl::revokeKey(const std::string& id, std::optional<WallUs> at)
{
    VirtualKey* key = keyOf(kept.keys, id);
    if (key == nullptr)
        return fail("key_unknown", { { "id", id } });
    if (key->revokedAt.has_value() == at.has_value()) // revoked once
        return {};
    store->revokeKey(id, at);
    key->revokedAt = at;
    return {};
}

Result<void> Ledger::Impl::addRaise(Raise raise)
{
    const std::vector<Ceiling> known = configured.value_or(std::vector<Ceiling>());
    const auto ceiling =
        std::find_if(known.begin(), known.end(), [&raise](const Ceiling& each) { return each.id == raise.ceiling; });
    if (ceiling == known.end())
        return fail("ceiling_unknown", { { "ceiling", raise.ceiling } });
    if (raise.limit <= ceiling->limit)
        return fail("raise_too_low", { { "ceiling", raise.ceiling }, { "limit", ceiling->limit.dollars() } });
    if (raise.until <= now)
        return fail("raise_over", { { "until", std::to_string(raise.until) } });
    raise.number = kept.lastRaise + 1;
    raise.madeAt = now;
    raise.note.resize(std::min(raise.note.size(), kLongestNote));
    store->addRaise(raise);
    kept.lastRaise = raise.number;
    kept.raises.push_back(std::move(raise));
    renewCeilings();
    return {};
}

Result<void> Ledger::Impl::endRaise(std::int64_t number)
{
    const auto found = std::find_if(
        kept.raises.begin(), kept.raises.end(), [number](const Raise& raise) { return raise.number == number; });
    if (found == kept.raises.end() || !found->holds(now))
        return fail("raise_unknown", { { "number", std::to_string(number) } });
    store->endRaise(number, now);
    kept.raises.erase(found);
    renewCeilings();
    return {};
}

Result<void> Ledger::Impl::changeStop(const KeyOp& op)
{
    if (op.stop && !kept.stop) {
        Stop stop { kept.lastStop + 1, now, op.stop->substr(0, kLongestNote) };
        store->addStop(stop);
        kept.lastStop = stop.number;
        kept.stop = std::move(stop);
        roomChanged = true; // who waits is answered now
    } else if (op.release && kept.stop) {
        store->releaseStop(kept.stop->number, now);
        kept.stop.reset();
    }
    return {};
}

void Ledger::Impl::publishKept()
{
    publishedKeys = kept.keys;
    publishedRaises = kept.raises;
    publishedStop = kept.stop;
}

// --- any thread ------------------------------------------------------------------------------------------------------

void Ledger::Impl::post(KeyOp op)
{
    if (!post(&OrderBox::keys, op) && op.done)
        op.done(fail("ledger_unavailable", { { "reason", "stopped" } }));
}

void Ledger::addKey(VirtualKey key, std::function<void(Result<void>)> done)
{
    KeyOp op;
    op.add = std::move(key);
    op.done = std::move(done);
    m_impl->post(std::move(op));
}

void Ledger::addVersion(ConfigVersion version, std::function<void(Result<void>)> done)
{
    KeyOp op;
    op.version = std::move(version);
    op.done = std::move(done);
    m_impl->post(std::move(op));
}

void Ledger::revokeKey(const std::string& id, WallUs at, std::function<void(Result<void>)> done)
{
    KeyOp op;
    op.revoke = id;
    op.at = at;
    op.done = std::move(done);
    m_impl->post(std::move(op));
}

void Ledger::restoreKey(const std::string& id, std::function<void(Result<void>)> done)
{
    KeyOp op;
    op.restore = id;
    op.done = std::move(done);
    m_impl->post(std::move(op));
}

void Ledger::changeKey(VirtualKey key, std::function<void(Result<void>)> done)
{
    KeyOp op;
    op.change = std::move(key);
    op.done = std::move(done);
    m_impl->post(std::move(op));
}

void Ledger::raise(Raise raise, std::function<void(Result<void>)> done)
{
    KeyOp op;
    op.raise = std::move(raise);
    op.done = std::move(done);
    m_impl->post(std::move(op));
}

void Ledger::endRaise(std::int64_t number, std::function<void(Result<void>)> done)
{
    KeyOp op;
    op.endRaise = number;
    op.done = std::move(done);
    m_impl->post(std::move(op));
}

void Ledger::stop(std::string note, std::function<void(Result<void>)> done)
{
    KeyOp op;
    op.stop = std::move(note);
    op.done = std::move(done);
    m_impl->post(std::move(op));
}

void Ledger::release(std::function<void(Result<void>)> done)
{
    KeyOp op;
    op.release = true;
    op.done = std::move(done);
    m_impl->post(std::move(op));
}

std::vector<Raise> Ledger::raises() const
{
    const std::lock_guard guard(m_impl->publishMutex);
    std::vector<Raise> holding;
    const WallUs now = m_impl->clock.now();
    std::copy_if(m_impl->publishedRaises.begin(), m_impl->publishedRaises.end(), std::back_inserter(holding),
        [now](const Raise& raise) { return raise.holds(now); });
    return holding;
}

std::optional<Stop> Ledger::stopped() const
{
    const std::lock_guard guard(m_impl->publishMutex);
    return m_impl->publishedStop;
}

} // namespace signalbox
