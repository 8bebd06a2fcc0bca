// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/price_desk.h"

#include "core/proxy/priced_ever.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace signalbox {

namespace {

bool isConfigured(const Deployment& deployment)
{
    return deployment.price && deployment.price->source == "configuration";
}

Result<PriceHistory> readFile(const std::string& path)
{
    const auto text = readTextFile(path);
    if (!text)
        return tl::unexpected(text.error());
    auto history = PriceHistory::parse(*text);
    if (!history)
        history.error().parameters.emplace_back("path", path);
    return history;
}

/// With the price of what entryOf() names for a deployment, where the configuration itself names none.
template <class EntryOf> std::shared_ptr<Config> withEntries(const Config& plain, EntryOf entryOf)
{
    auto priced = std::make_shared<Config>(plain);
    for (Tier& tier : priced->tiers) {
        for (auto& deployment : tier.chain) {
            const PriceEntry* entry = isConfigured(*deployment) ? nullptr : entryOf(*deployment);
            if (!entry)
                continue;
            auto copy = std::make_shared<Deployment>(*deployment);
            copy->price = entry->price;
            deployment = std::move(copy);
        }
    }
    return priced;
}

} // namespace

std::shared_ptr<const Config> pricedAt(
    const std::shared_ptr<const Config>& plain, const PriceHistory& history, WallUs now)
{
    if (!plain || history.entries().empty())
        return plain;
    const std::string day = plain->day.dayOf(now);
    auto priced = withEntries(*plain, [&](const Deployment& deployment) {
        return history.at(deployment.provider->id, deployment.provider->preset, deployment.model, day);
    });
    if (!history.nextChange(day).empty())
        priced->pricesUntil = plain->day.nextDay(now);
    return priced;
}

std::shared_ptr<const Config> pricedEver(
    const std::shared_ptr<const Config>& plain, const PriceHistory& history, WallUs now)
{
    if (!plain || history.entries().empty())
        return plain;
    const std::string day = plain->day.dayOf(now);
    return withEntries(*plain, [&](const Deployment& deployment) {
        const Provider& provider = *deployment.provider;
        const PriceEntry* holds = history.at(provider.id, provider.preset, deployment.model, day);
        const auto all = history.of(provider.id, provider.preset, deployment.model);
        return holds || deployment.price || all.empty() ? holds : all.back();
    });
}

void dropPriced(std::vector<ConfigProblem>& problems, const Config& priced)
{
    std::erase_if(problems, [&priced](const ConfigProblem& problem) {
        if (problem.error.code != "unpriced_model")
            return false;
        const std::string id =
            std::string(problem.error.parameter("provider")) + "/" + std::string(problem.error.parameter("model"));
        const auto deployment = priced.findDeployment(id);
        return deployment && deployment->price;
    });
}

std::string PriceDesk::pathIn(const std::string& dataDir)
{
    return dataDir + "/prices.json";
}

Result<PriceHistory> PriceDesk::read(const std::string& dataDir)
{
    const std::string path = pathIn(dataDir);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return PriceHistory();
    auto history = readFile(path);
    if (history)
        return history;
    // The copy was written before the file: it is what the file should be. Prices that are not known must not be
    // replaced by others in silence, so without it there is none.
    auto kept = readFile(path + ".last-good");
    return kept ? std::move(kept) : std::move(history);
}

PriceDesk::PriceDesk(std::string dataDir)
    : m_dataDir(std::move(dataDir))
{
}

Result<void> PriceDesk::open()
{
    auto read = PriceDesk::read(m_dataDir);
    if (!read)
        return tl::unexpected(read.error());
    const std::lock_guard lock(m_mutex);
    m_history = std::make_shared<const PriceHistory>(std::move(*read));
    return {};
}

std::shared_ptr<const PriceHistory> PriceDesk::history() const
{
    const std::lock_guard lock(m_mutex);
    return m_history;
}

Result<std::vector<std::int64_t>> PriceDesk::change(PriceOrder order, WallUs now)
{
    const std::lock_guard one(m_changing);
    PriceHistory next = *history();
    for (const std::int64_t number : order.remove) {
        if (auto removed = next.remove(number, now); !removed)
            return tl::unexpected(removed.error());
    }
    for (const std::int64_t number : order.restore) {
        if (auto restored = next.restore(number); !restored)
            return tl::unexpected(restored.error());
    }
    std::vector<std::int64_t> numbers;
    for (PriceEntry& entry : order.add) {
        auto number = next.add(std::move(entry), now);
        if (!number)
            return tl::unexpected(number.error());
        numbers.push_back(*number);
    }
    const std::string text = next.text();
    if (text.size() > PriceHistory::kMaxBytes)
        return fail("prices_too_large", { { "max", std::to_string(PriceHistory::kMaxBytes) } });
    if (auto saved = saveTextFile(pathIn(m_dataDir), text); !saved)
        return tl::unexpected(saved.error());
    const std::lock_guard lock(m_mutex);
    m_history = std::make_shared<const PriceHistory>(std::move(next));
    return numbers;
}

} // namespace signalbox
