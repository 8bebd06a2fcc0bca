// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxy_impl.h"

#include "core/record/request_log.h"

#include <boost/asio/post.hpp>

// Prices by date, and what is learned of the tokens that providers count.
namespace signalbox {

namespace {

constexpr int kRememberedCalls = 5000;

} // namespace

/// On the data-plane thread: the day of its prices is over.
void Proxy::Impl::turnPrices()
{
    std::shared_ptr<const Config> priced;
    {
        const std::lock_guard lock(mutex);
        priced = pricedAt(plain, *prices.history(), clock.now());
        std::atomic_store(&config, priced);
    }
    services->config = std::move(priced);
}

/// What the log knows of the newest calls; without a log there is nothing to know.
void Proxy::Impl::seedYields()
{
    const auto log = RequestLog::open(options.dataDir);
    const auto calls = log ? (*log)->countedCalls(kRememberedCalls) : tl::unexpected(log.error());
    if (!calls)
        return;
    for (auto call = calls->rbegin(); call != calls->rend(); ++call)
        yields.note(call->provider + "/" + call->model,
            { call->promptBytes, call->inputTokens, call->outputBytes, call->outputTokens });
}

std::shared_ptr<const PriceHistory> Proxy::prices() const
{
    return m_impl->prices.history();
}

Result<std::vector<std::int64_t>> Proxy::changePrices(PriceOrder order)
{
    auto numbers = m_impl->prices.change(std::move(order), m_impl->clock.now());
    if (!numbers)
        return numbers;
    std::shared_ptr<const Config> priced;
    {
        const std::lock_guard lock(m_impl->mutex);
        priced = pricedAt(m_impl->plain, *m_impl->prices.history(), m_impl->clock.now());
        if (priced == m_impl->config) // a new pointer says that something changed
            priced = std::make_shared<const Config>(*priced);
        std::atomic_store(&m_impl->config, priced);
        // Which models are unpriced may have changed both ways.
        std::vector<ConfigProblem> problems = readConfig(priced->text, PriceBook::builtIn()).problems;
        dropPriced(problems, *priced);
        if (firstError(m_impl->status.configProblems) == nullptr) // else they are of the file that was not taken
            m_impl->status.configProblems = std::move(problems);
    }
    asio::post(m_impl->io, [impl = m_impl.get(), priced] { impl->services->config = priced; });
    return numbers;
}

std::shared_ptr<const Config> Proxy::withPrices(const std::shared_ptr<const Config>& read) const
{
    return pricedAt(read, *m_impl->prices.history(), m_impl->clock.now());
}

std::vector<TokenYields::View> Proxy::tokenYields() const
{
    return m_impl->yields.view();
}

} // namespace signalbox
