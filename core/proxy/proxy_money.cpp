// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/invented_names.h"
#include "core/proxy/proxy_impl.h"

#include <boost/asio/post.hpp>

#include <algorithm>

// What the operator may do about money while it is being spent: raise, stop, release; and what a reached ceiling does.
namespace signalbox {

namespace {

constexpr double kWhole = 0.999'999;

/// One of those that share a sum is concerned where that is the sum that it is booked in.
bool concerns(const Ledger& ledger, const Ceiling& ceiling, const std::string& scope, const Booking& booking)
{
    return std::any_of(kAllScopeKinds.begin(), kAllScopeKinds.end(), [&](ScopeKind kind) {
        const std::string name = scopeName(kind, booking);
        if (name.empty() || !covers(ceiling.scope, name))
            return false;
        return name == scope || (sharedScope(name) == scope && ledger.shareUsed(ceiling, name) >= kWhole);
    });
}

} // namespace

void Proxy::Impl::cutAll(const Error& why, std::function<bool(const Exchange&)> concerned)
{
    asio::post(io, [this, why, concerned = std::move(concerned)] {
        if (!services)
            return;
        // Copied: whoever is cut may end at once.
        const std::vector<Exchange*> running = services->running;
        for (Exchange* exchange : running) {
            const auto& now = services->running;
            if (std::find(now.begin(), now.end(), exchange) != now.end() && concerned(*exchange))
                exchange->cut(why);
        }
    });
}

/// On the writer thread.
void Proxy::Impl::cutReached(const Ledger::Alert& alert)
{
    if (alert.ceiling.inFlight != InFlight::Cut || alert.share < kWhole)
        return;
    cutAll({ "ceiling_cut", { { "ceiling", alert.ceiling.id } } },
        [this, ceiling = alert.ceiling, scope = alert.balance.scope](const Exchange& exchange) {
            // What costs nothing is not what reached it.
            return exchange.held() > Money() && concerns(*ledger, ceiling, scope, exchange.booking());
        });
}

std::vector<Ledger::Standing> Proxy::standings() const
{
    return m_impl->ledger ? m_impl->ledger->standings() : std::vector<Ledger::Standing>();
}

namespace {

template <class Begin> Result<void> ordered(const std::unique_ptr<Ledger>& ledger, Begin begin)
{
    if (!ledger)
        return fail("ledger_unavailable");
    return awaitSoon<Result<void>>(
        [&](auto done) { begin(*ledger, std::move(done)); }, fail("ledger_unavailable", { { "reason", "late" } }));
}

} // namespace

Result<void> Proxy::raiseCeiling(Raise raise)
{
    return ordered(m_impl->ledger, [&](Ledger& ledger, auto done) { ledger.raise(std::move(raise), std::move(done)); });
}

Result<void> Proxy::endRaise(std::int64_t number)
{
    return ordered(m_impl->ledger, [&](Ledger& ledger, auto done) { ledger.endRaise(number, std::move(done)); });
}

Result<void> Proxy::stopAll(const std::string& note)
{
    auto stopped = ordered(m_impl->ledger, [&](Ledger& ledger, auto done) { ledger.stop(note, std::move(done)); });
    // Also where the ledger can't write it down: then nothing can be reserved either.
    m_impl->cutAll({ "panic_stop", {} }, [](const Exchange&) { return true; });
    return stopped;
}

Result<void> Proxy::releaseAll()
{
    return ordered(m_impl->ledger, [](Ledger& ledger, auto done) { ledger.release(std::move(done)); });
}

Result<void> Proxy::resolveAttempt(const std::string& attemptId, Settlement settlement)
{
    return ordered(m_impl->ledger,
        [&](Ledger& ledger, auto done) { ledger.resolve(attemptId, std::move(settlement), std::move(done)); });
}

std::optional<Stop> Proxy::stopped() const
{
    return m_impl->ledger ? m_impl->ledger->stopped() : std::nullopt;
}

} // namespace signalbox
