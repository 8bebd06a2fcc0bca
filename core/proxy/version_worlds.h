// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evals/replay.h"
#include "core/proxy/config.h"
#include "core/proxy/price_desk.h"
#include "core/record/config_version.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace signalbox {

/// A configuration as replays see it.
[[nodiscard]] ReplayWorld replayWorldOf(std::shared_ptr<const Config> config);

/// The stored configurations of a data folder, each read when it is first asked for. Thread-safe; blocking (the disk).
class VersionWorlds {
public:
    /// Errors: StorageError's codes.
    [[nodiscard]] static Result<std::shared_ptr<VersionWorlds>> open(const std::string& dir);
    /// Reads nothing yet; knows no asked() and no versions(), but each version by its number, also one stored later.
    [[nodiscard]] static std::shared_ptr<VersionWorlds> inFolder(std::string dir);

    /// nullptr: not stored, or written for an older program in a way that can't be read any more.
    [[nodiscard]] std::shared_ptr<const Config> config(std::int64_t version) const;
    [[nodiscard]] std::shared_ptr<const ReplayWorld> world(std::int64_t version) const;
    [[nodiscard]] WorldOfVersion source() const; ///< this object must outlive it
    /// Which text tests each version asked: for what a draft may conclude from recorded answers.
    [[nodiscard]] const AskedTests& asked() const { return m_asked; }
    [[nodiscard]] const std::vector<ConfigVersion>& versions() const { return m_versions; } ///< oldest first

private:
    explicit VersionWorlds(std::string dir);
    std::string m_dir;
    std::vector<ConfigVersion> m_versions;
    AskedTests m_asked;
    void lookAtPrices() const;
    mutable std::mutex m_mutex;
    mutable PriceHistory m_prices;
    mutable std::string m_pricesStamp; ///< of the file they were read from
    mutable Steady m_pricesLooked {};  ///< when that was last looked at
    mutable std::map<std::int64_t, std::shared_ptr<const ReplayWorld>> m_worlds;
    mutable std::map<std::int64_t, std::shared_ptr<const Config>> m_configs;
};

} // namespace signalbox
