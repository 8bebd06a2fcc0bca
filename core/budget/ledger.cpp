// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ledger.h"

#include "core/budget/ledger_desk.h"

#include <algorithm>
#include <utility>

namespace signalbox {

std::string_view attemptStateName(AttemptState state)
{
    switch (state) {
    case AttemptState::Pending:
        return "pending";
    case AttemptState::Settled:
        return "settled";
    case AttemptState::SettledEstimate:
        return "settled_estimate";
    case AttemptState::Void:
        return "void";
    case AttemptState::Uncertain:
        return "uncertain";
    }
    return "";
}

Ledger::Impl::Impl(Options given, const Clock& time, DayRule rule, FolderLock held)
    : options(std::move(given))
    , clock(time)
    , lock(std::move(held))
    , publishedDay(rule)
    , book([this](const std::string& key) { return store->balances(key); })
    , day(std::move(rule))
{
}

Ledger::Impl::~Impl()
{
    stallWatch.stop();
}

void Ledger::Impl::wake()
{
    if (Writer* to = writer.load())
        to->wake();
}

Result<std::unique_ptr<Ledger>> Ledger::open(Options options, const Clock& clock, DayRule day)
{
    if (auto made = makePrivateFolder(options.dir); !made)
        return tl::unexpected(std::move(made.error()));
    auto lock = FolderLock::take(options.dir);
    if (!lock)
        return tl::unexpected(std::move(lock.error()));
    auto impl = std::make_unique<Impl>(std::move(options), clock, std::move(day), *std::move(lock));
    if (auto opened = impl->openStore(); !opened)
        return tl::unexpected(std::move(opened.error()));
    if (auto closed = impl->closeRecovered(); !closed)
        return tl::unexpected(std::move(closed.error()));
    return std::unique_ptr<Ledger>(new Ledger(std::move(impl)));
}

Ledger::Ledger(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Ledger::~Ledger() = default;

void Ledger::attach(Writer& writer)
{
    writer.add(*this);
    m_impl->writer.store(&writer);
    m_impl->stallWatch.start([impl = m_impl.get()] { impl->expireOverdue(); });
}

void Ledger::reserve(ReserveRequest request, std::function<void(ReserveResult)> done)
{
    const Steady arrived = m_impl->clock.steady();
    ReserveOp op;
    op.arrived = arrived;
    op.waitUntil = arrived + std::max(request.mayWait, std::chrono::milliseconds(0));
    op.durableBy = arrived + m_impl->options.reserveDeadline;
    op.request = std::move(request);
    op.done = std::move(done);
    if (!m_impl->post(&OrderBox::reserves, op) && op.done)
        op.done(fail("ledger_unavailable", { { "reason", "stopped" } }));
}

void Ledger::settle(std::int64_t sequence, Settlement settlement, std::function<void(bool)> done)
{
    SettleOp op { sequence, std::move(settlement), std::move(done), false };
    if (!m_impl->post(&OrderBox::settles, op) && op.done)
        op.done(false);
}

void Ledger::resolve(const std::string& attemptId, Settlement settlement, std::function<void(Result<void>)> done)
{
    ResolveOp op;
    op.attemptId = attemptId;
    op.settlement = std::move(settlement);
    op.done = std::move(done);
    if (!m_impl->post(&OrderBox::resolves, op) && op.done)
        op.done(fail("ledger_unavailable", { { "reason", "stopped" } }));
}

void Ledger::setCeilings(std::vector<Ceiling> ceilings)
{
    {
        const std::lock_guard guard(m_impl->publishMutex);
        m_impl->publishedCeilings = ceilings;
    }
    {
        const std::lock_guard guard(m_impl->inboxMutex);
        m_impl->inbox.ceilings = std::move(ceilings);
    }
    m_impl->wake();
}

void Ledger::setDayRule(DayRule day)
{
    {
        const std::lock_guard guard(m_impl->publishMutex);
        m_impl->publishedDay = day;
        m_impl->publishedNow.until = {};
    }
    {
        const std::lock_guard guard(m_impl->inboxMutex);
        m_impl->inbox.day = std::move(day);
    }
    m_impl->wake();
}

Balance Ledger::balance(const std::string& scope) const
{
    const std::lock_guard guard(m_impl->publishMutex);
    return m_impl->balanceLocked(Window::Day, scope);
}

std::vector<Balance> Ledger::balances() const
{
    std::vector<Balance> balances;
    const std::lock_guard guard(m_impl->publishMutex);
    const std::string& today = m_impl->nowLocked().keys.of(Window::Day);
    for (auto row = m_impl->publishedBalances.lower_bound({ today, "" });
         row != m_impl->publishedBalances.end() && row->first.first == today; ++row)
        balances.push_back(row->second);
    const auto addMissing = [&](const std::string& scope) {
        const auto isThere = [&](const Balance& balance) { return balance.scope == scope; };
        if (std::none_of(balances.begin(), balances.end(), isThere)) {
            Balance none;
            none.scope = scope;
            none.day = today;
            balances.push_back(std::move(none));
        }
    };
    addMissing("global");
    for (const Ceiling& ceiling : m_impl->publishedCeilings) {
        if (!isForEach(ceiling.scope))
            addMissing(ceiling.scope);
    }
    return balances;
}

std::vector<Ceiling> Ledger::ceilings() const
{
    const std::lock_guard guard(m_impl->publishMutex);
    return m_impl->publishedCeilings;
}

void Ledger::onAlert(std::function<void(const Alert&)> callback)
{
    const std::lock_guard guard(m_impl->publishMutex);
    m_impl->alertCallback = std::make_shared<const std::function<void(const Alert&)>>(std::move(callback));
}

bool Ledger::healthy() const
{
    return m_impl->healthy.load();
}

Error Ledger::lastProblem() const
{
    const std::lock_guard guard(m_impl->publishMutex);
    return m_impl->lastProblem;
}

std::vector<VirtualKey> Ledger::keys() const
{
    const std::lock_guard guard(m_impl->publishMutex);
    return m_impl->publishedKeys;
}

bool Ledger::drain()
{
    return m_impl->drain();
}

std::optional<std::chrono::steady_clock::time_point> Ledger::wakeAt()
{
    return m_impl->wakeAt();
}

void Ledger::finish()
{
    m_impl->finish();
}

} // namespace signalbox
