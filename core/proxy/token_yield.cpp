// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/token_yield.h"

#include <algorithm>
#include <cmath>

namespace signalbox {

namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::size_t kMostDeployments = 2000;

} // namespace

std::int64_t TokenYield::tokensOf(std::int64_t bytes) const
{
    if (bytes <= 0)
        return 0;
    const __int128 high = static_cast<__int128>(bytes) * perMillionBytes * (kMillion + strayPerMillion);
    constexpr __int128 kUnit = static_cast<__int128>(kMillion) * kMillion;
    return static_cast<std::int64_t>((high + kUnit - 1) / kUnit);
}

void TokenYields::Sums::add(std::int64_t ofBytes, std::int64_t ofTokens)
{
    if (ofBytes <= 0 || ofTokens <= 0)
        return;
    if (calls >= kMemory) {
        calls /= 2;
        for (double* sum : { &bytes, &tokens, &bytesSquared, &tokensSquared, &product })
            *sum /= 2;
    }
    const auto b = static_cast<double>(ofBytes);
    const auto t = static_cast<double>(ofTokens);
    ++calls;
    bytes += b;
    tokens += t;
    bytesSquared += b * b;
    tokensSquared += t * t;
    product += b * t;
}

std::optional<TokenYield> TokenYields::Sums::yield() const
{
    if (calls < kEnough || bytes <= 0 || tokens <= 0)
        return std::nullopt;
    const double rate = tokens / bytes;
    const double strays = tokensSquared - 2 * rate * product + rate * rate * bytesSquared;
    const double share = std::sqrt(std::max(0.0, strays) / tokensSquared);
    // Ten tokens for a byte, or ten times the tokens: hidden reasoning can be that long, beyond it there is no
    // evidence.
    return TokenYield { calls, std::llround(std::min(rate, 10.0) * kMillion),
        std::llround(std::min(share, 10.0) * kMillion) };
}

void TokenYields::note(const std::string& deployment, const Counted& counted)
{
    const std::lock_guard lock(m_mutex);
    auto found = m_sums.find(deployment);
    if (found == m_sums.end()) {
        if (m_sums.size() >= kMostDeployments)
            return;
        found = m_sums.try_emplace(deployment).first;
    }
    found->second.input.add(counted.promptBytes, counted.inputTokens);
    found->second.output.add(counted.outputBytes, counted.outputTokens);
}

TokenYields::View TokenYields::viewOf(const std::string& deployment, const Both& sums)
{
    return { deployment, sums.input.yield(), sums.output.yield() };
}

TokenYields::View TokenYields::of(const std::string& deployment) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_sums.find(deployment);
    return found == m_sums.end() ? View { deployment, std::nullopt, std::nullopt } : viewOf(deployment, found->second);
}

std::vector<TokenYields::View> TokenYields::view() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<View> all;
    for (const auto& [deployment, sums] : m_sums)
        all.push_back(viewOf(deployment, sums));
    return all;
}

} // namespace signalbox
