// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attach/wire_types.h"

#include <array>
#include <memory>
#include <mutex>
#include <string>

namespace signalbox::attach {

/// All that a proxy tells of itself, as a desk in another process heard it last.
struct Picture {
    RunningProxy::Status status;
    std::vector<Balance> balances;
    std::vector<Ledger::Standing> standings;
    std::optional<Stop> stopped;
    std::vector<Breakers::View> breakers;
    std::map<std::string, TierCell> tiersToday;
    std::vector<VirtualKey> keys;
    std::vector<SecretStore::View> secrets;
    std::string vaultName;
    std::vector<KeyPools::View> keyHealth;
    std::vector<TokenYields::View> yields;
    std::vector<AlertFeed::ChannelView> channels;
    Error storeProblem; ///< of the alerts
    // Not told again while they stay the same:
    LiveSnapshot live;
    std::shared_ptr<const Config> plain;  ///< the configuration in force, as it was read
    std::shared_ptr<const Config> config; ///< with its number and the prices of the day
    std::shared_ptr<const PriceHistory> prices = std::make_shared<const PriceHistory>();
    std::vector<Alert> alerts;
    std::map<std::string, WallUs> snoozes;
    std::uint64_t alertRevision = 0;
};

/// The news of the alerts since a desk came, for each desk by itself.
class NewsRing {
public:
    void add(AlertNews news);
    struct Since {
        std::vector<AlertNews> news;
        std::uint64_t end = 0; ///< place of the next that comes
    };
    /// Those from a place on, as far as they are still there.
    [[nodiscard]] Since from(std::uint64_t place) const;

private:
    static constexpr std::size_t kMost = 256;
    mutable std::mutex m_mutex;
    std::vector<AlertNews> m_news;
    std::uint64_t m_first = 0; ///< place of the oldest
};

/// The telling side of one conversation: remembers what was told, and tells what has changed. One thread.
class Teller {
public:
    Teller(RunningProxy& proxy, const NewsRing& news);
    /// JSON. Live figures only where a range is asked for.
    [[nodiscard]] std::string tell(std::optional<LiveRange> range);

private:
    void add(std::string& text, std::string_view name, const std::string& part) const;
    void addParts(std::string& text);
    void addLive(std::string& text, LiveRange range);
    void addConfig(std::string& text);
    void addAlerts(std::string& text);

    RunningProxy& m_proxy;
    const NewsRing& m_news;
    std::uint64_t m_newsTold;
    std::map<std::string_view, std::string> m_told; ///< by part
    std::optional<LiveSnapshot> m_live;
    std::shared_ptr<const Config> m_config;
    std::shared_ptr<const PriceHistory> m_prices;
    std::optional<std::uint64_t> m_alerts;
};

/// The hearing side: brings a picture up to date by what was told, and gives the news. Errors: attach_syntax, after
/// which the picture means nothing and everything has to be told anew (a new conversation).
[[nodiscard]] Result<std::vector<AlertNews>> hear(const Json& told, Picture& picture, WallUs now);

} // namespace signalbox::attach
