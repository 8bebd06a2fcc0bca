// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/version_worlds.h"

#include "core/budget/ledger.h"
#include "core/proxy/priced_ever.h"
#include "core/route/rule_program.h"

#include <filesystem>

namespace signalbox {

ReplayWorld replayWorldOf(std::shared_ptr<const Config> config)
{
    ReplayWorld world;
    world.rules = &config->rules;
    world.tiers = &config->tiers;
    world.ceilings = &config->ceilings;
    world.honourNamedModels = config->honourNamedModels;
    world.day = config->day;
    world.owner = std::move(config);
    return world;
}

VersionWorlds::VersionWorlds(std::string dir)
    : m_dir(std::move(dir))
{
}

std::shared_ptr<VersionWorlds> VersionWorlds::inFolder(std::string dir)
{
    return std::shared_ptr<VersionWorlds>(new VersionWorlds(std::move(dir)));
}

Result<std::shared_ptr<VersionWorlds>> VersionWorlds::open(const std::string& dir)
{
    auto worlds = inFolder(dir);
    auto versions = Ledger::storedVersions(dir);
    if (!versions)
        return tl::unexpected(versions.error());
    worlds->m_versions = std::move(*versions);
    for (const ConfigVersion& version : worlds->m_versions) {
        const auto config = worlds->config(version.number);
        if (!config)
            continue;
        const TextTests& tests = config->rules.program->textTests();
        if (tests.empty() || worlds->m_asked.count(tests.fingerprint()) > 0)
            continue;
        for (const TextTest& test : tests.tests())
            worlds->m_asked[tests.fingerprint()].push_back(test.id);
    }
    return worlds;
}

/// Prices change while a world is open: what was priced since must be so here, too.
void VersionWorlds::lookAtPrices() const
{
    constexpr std::chrono::seconds kEvery { 1 };
    const Steady now = std::chrono::steady_clock::now();
    if (m_pricesLooked != Steady() && now - m_pricesLooked < kEvery)
        return;
    m_pricesLooked = now;
    std::error_code none;
    const auto changed = std::filesystem::last_write_time(PriceDesk::pathIn(m_dir), none);
    std::string stamp = none ? std::string() : std::to_string(changed.time_since_epoch().count());
    if (stamp == m_pricesStamp)
        return;
    m_pricesStamp = std::move(stamp);
    if (auto read = PriceDesk::read(m_dir))
        m_prices = std::move(*read);
    m_configs.clear();
    m_worlds.clear();
}

std::shared_ptr<const Config> VersionWorlds::config(std::int64_t version) const
{
    const std::scoped_lock lock(m_mutex);
    lookAtPrices();
    if (const auto known = m_configs.find(version); known != m_configs.end())
        return known->second;
    std::shared_ptr<const Config> config;
    if (const auto stored = Ledger::storedVersion(m_dir, version)) {
        ConfigRead read = readConfig(stored->text, PriceBook::builtIn());
        if (read.config) {
            auto numbered = std::make_shared<Config>(*read.config);
            numbered->rules.version = version;
            config = pricedEver(std::move(numbered), m_prices, SystemClock().now());
        }
    }
    return m_configs.emplace(version, std::move(config)).first->second;
}

std::shared_ptr<const ReplayWorld> VersionWorlds::world(std::int64_t version) const
{
    auto config = this->config(version);
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_worlds.find(version); known != m_worlds.end())
        return known->second;
    auto world = config ? std::make_shared<const ReplayWorld>(replayWorldOf(std::move(config))) : nullptr;
    return m_worlds.emplace(version, std::move(world)).first->second;
}

WorldOfVersion VersionWorlds::source() const
{
    return [this](std::int64_t version) { return world(version); };
}

} // namespace signalbox
