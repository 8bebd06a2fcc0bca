// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/version_worlds.h"

#include "core/budget/ledger.h"
#include "core/route/rule_program.h"

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

std::shared_ptr<const Config> VersionWorlds::config(std::int64_t version) const
{
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_configs.find(version); known != m_configs.end())
        return known->second;
    std::shared_ptr<const Config> config;
    if (const auto stored = Ledger::storedVersion(m_dir, version)) {
        ConfigRead read = readConfig(stored->text, PriceBook::builtIn());
        if (read.config) {
            auto numbered = std::make_shared<Config>(*read.config);
            numbered->rules.version = version;
            config = std::move(numbered);
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
