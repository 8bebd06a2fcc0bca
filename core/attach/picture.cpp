// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attach/picture.h"

#include "core/attach/utf8_dump.h"

#include <algorithm>

namespace signalbox::attach {

namespace {

/// A part that is small, and told whole when it has changed.
template <class T> struct Part {
    std::string_view name;
    T Picture::*member;
    T (*of)(RunningProxy&);
};

const std::tuple kParts {
    Part<RunningProxy::Status> { "status", &Picture::status, [](RunningProxy& p) { return p.status(); } },
    Part<std::vector<Balance>> { "balances", &Picture::balances, [](RunningProxy& p) { return p.balances(); } },
    Part<std::vector<Ledger::Standing>> {
        "standings", &Picture::standings, [](RunningProxy& p) { return p.standings(); } },
    Part<std::optional<Stop>> { "stopped", &Picture::stopped, [](RunningProxy& p) { return p.stopped(); } },
    Part<std::vector<Breakers::View>> { "breakers", &Picture::breakers, [](RunningProxy& p) { return p.breakers(); } },
    Part<std::map<std::string, TierCell>> {
        "tiers", &Picture::tiersToday, [](RunningProxy& p) { return p.tiersToday(); } },
    Part<std::vector<VirtualKey>> { "keys", &Picture::keys, [](RunningProxy& p) { return p.keys(); } },
    Part<std::vector<SecretStore::View>> {
        "secrets", &Picture::secrets, [](RunningProxy& p) { return p.secretViews(); } },
    Part<std::string> { "vault", &Picture::vaultName, [](RunningProxy& p) { return p.vaultName(); } },
    Part<std::vector<KeyPools::View>> {
        "key_health", &Picture::keyHealth, [](RunningProxy& p) { return p.keyHealth(); } },
    Part<std::vector<TokenYields::View>> {
        "yields", &Picture::yields, [](RunningProxy& p) { return p.tokenYields(); } },
    Part<std::vector<AlertFeed::ChannelView>> {
        "channels", &Picture::channels, [](RunningProxy& p) { return p.alerts().channels(); } },
    Part<Error> { "alerts_problem", &Picture::storeProblem, [](RunningProxy& p) { return p.alerts().storeProblem(); } },
};

/// The buckets that are new or not as they were, by their start; both are in order.
std::vector<LiveBucket> changedBuckets(const std::vector<LiveBucket>& before, const std::vector<LiveBucket>& now)
{
    std::vector<LiveBucket> changed;
    auto old = before.begin();
    for (const LiveBucket& bucket : now) {
        old = std::find_if(old, before.end(), [&](const LiveBucket& each) { return each.start >= bucket.start; });
        if (old == before.end() || old->start != bucket.start || old->tiers != bucket.tiers)
            changed.push_back(bucket);
    }
    return changed;
}

/// What is left of `before` from `first` on, with what has changed in its place.
std::vector<LiveBucket> merged(std::vector<LiveBucket> before, WallUs first, std::vector<LiveBucket> changed)
{
    std::vector<LiveBucket> all;
    all.reserve(before.size() + changed.size());
    auto fresh = changed.begin();
    for (LiveBucket& old : before) {
        if (old.start < first)
            continue;
        for (; fresh != changed.end() && fresh->start < old.start; ++fresh)
            all.push_back(std::move(*fresh));
        if (fresh != changed.end() && fresh->start == old.start)
            all.push_back(std::move(*fresh++));
        else
            all.push_back(std::move(old));
    }
    std::move(fresh, changed.end(), std::back_inserter(all));
    return all;
}

/// How live figures go: all but the buckets, the first bucket's start, how many there are, and those that changed.
using LiveNews = std::tuple<LiveSnapshot, WallUs, std::size_t, bool, std::vector<LiveBucket>>;

} // namespace

// --- news ------------------------------------------------------------------------------------------------------------

void NewsRing::add(AlertNews news)
{
    const std::lock_guard lock(m_mutex);
    if (m_news.size() == kMost) {
        m_news.erase(m_news.begin());
        ++m_first;
    }
    m_news.push_back(std::move(news));
}

NewsRing::Since NewsRing::from(std::uint64_t place) const
{
    const std::lock_guard lock(m_mutex);
    const std::uint64_t skip = std::min<std::uint64_t>(place > m_first ? place - m_first : 0, m_news.size());
    return { { m_news.begin() + static_cast<std::ptrdiff_t>(skip), m_news.end() }, m_first + m_news.size() };
}

// --- telling ---------------------------------------------------------------------------------------------------------

Teller::Teller(RunningProxy& proxy, const NewsRing& news)
    : m_proxy(proxy)
    , m_news(news)
    , m_newsTold(news.from(UINT64_MAX).end)
{
}

void Teller::add(std::string& text, std::string_view name, const std::string& part) const
{
    if (text.size() > 1)
        text += ',';
    text += '"';
    text += name;
    text += "\":";
    text += part;
}

std::string Teller::tell(std::optional<LiveRange> range)
{
    std::string text = "{";
    addParts(text);
    addConfig(text);
    addAlerts(text);
    if (range)
        addLive(text, *range);
    text += '}';
    return text;
}

void Teller::addParts(std::string& text)
{
    const auto one = [&](const auto& part) {
        std::string now = textOf(toWire(part.of(m_proxy)));
        std::string& told = m_told[part.name];
        if (now == told)
            return;
        add(text, part.name, now);
        told = std::move(now);
    };
    std::apply([&](const auto&... part) { (one(part), ...); }, kParts);
}

void Teller::addConfig(std::string& text)
{
    const auto prices = m_proxy.prices();
    const auto config = m_proxy.config();
    if (prices != m_prices)
        add(text, "prices", textOf(Json(prices->text())));
    if (config != m_config)
        add(text, "config", textOf(Json::array({ config->text, config->rules.version })));
    m_prices = prices;
    m_config = config;
}

void Teller::addAlerts(std::string& text)
{
    AlertFeed& feed = m_proxy.alerts();
    const std::uint64_t revision = feed.revision();
    if (revision != m_alerts) {
        add(text, "alerts", textOf(toWire(std::tuple(revision, feed.alerts(), feed.snoozes()))));
        m_alerts = revision;
    }
    const NewsRing::Since since = m_news.from(m_newsTold);
    m_newsTold = since.end;
    if (!since.news.empty())
        add(text, "news", textOf(toWire(since.news)));
}

void Teller::addLive(std::string& text, LiveRange range)
{
    LiveSnapshot now = m_proxy.live(range);
    const bool whole = !m_live || m_live->range != range;
    if (!whole && m_live->revision == now.revision && m_live->buckets.size() == now.buckets.size()
        && m_live->requestsLastMinute == now.requestsLastMinute
        && (now.buckets.empty() || m_live->buckets.back().start == now.buckets.back().start))
        return add(text, "now", std::to_string(now.now));
    std::vector<LiveBucket> buckets = std::exchange(now.buckets, {});
    const WallUs first = buckets.empty() ? 0 : buckets.front().start;
    const LiveNews news { now, first, buckets.size(), whole,
        whole ? buckets : changedBuckets(m_live->buckets, buckets) };
    add(text, "live", textOf(toWire(news)));
    now.buckets = std::move(buckets);
    m_live = std::move(now);
}

// --- hearing ---------------------------------------------------------------------------------------------------------

namespace {

bool hearParts(const Json& told, Picture& picture)
{
    const auto one = [&](const auto& part) {
        const auto found = told.find(part.name);
        return found == told.end() || readWire(*found, picture.*part.member);
    };
    return std::apply([&](const auto&... part) { return (one(part) && ...); }, kParts);
}

bool hearConfig(const Json& told, Picture& picture, WallUs now)
{
    if (const auto prices = told.find("prices"); prices != told.end()) {
        auto history = prices->is_string() ? PriceHistory::parse(prices->get_ref<const std::string&>())
                                           : Result<PriceHistory>(fail("attach_syntax"));
        if (!history)
            return false;
        picture.prices = std::make_shared<const PriceHistory>(std::move(*history));
    }
    const auto config = told.find("config");
    if (config == told.end())
        return true;
    std::pair<std::string, std::int64_t> numbered;
    if (!readWire(*config, numbered))
        return false;
    const ConfigRead read = readConfig(numbered.first, PriceBook::builtIn());
    if (!read.config)
        return false;
    auto plain = std::make_shared<Config>(*read.config);
    plain->rules.version = numbered.second;
    picture.plain = std::move(plain);
    auto priced = pricedAt(picture.plain, *picture.prices, now);
    // A new pointer says that something changed.
    picture.config = priced == picture.config ? std::make_shared<const Config>(*priced) : std::move(priced);
    return true;
}

bool hearAlerts(const Json& told, Picture& picture)
{
    const auto alerts = told.find("alerts");
    std::tuple<std::uint64_t, std::vector<Alert>, std::map<std::string, WallUs>> all;
    if (alerts == told.end())
        return true;
    if (!readWire(*alerts, all))
        return false;
    std::tie(picture.alertRevision, picture.alerts, picture.snoozes) = std::move(all);
    return true;
}

bool hearLive(const Json& told, Picture& picture)
{
    const auto live = told.find("live");
    const auto time = told.find("now");
    LiveNews news;
    if (time != told.end() && !readWire(*time, picture.live.now))
        return false;
    if (live == told.end())
        return true;
    if (!readWire(*live, news))
        return false;
    auto& [rest, first, count, whole, changed] = news;
    std::vector<LiveBucket> before = std::move(picture.live.buckets);
    if (whole)
        before.clear();
    picture.live = std::move(rest);
    picture.live.buckets = merged(std::move(before), first, std::move(changed));
    return picture.live.buckets.size() == count;
}

} // namespace

Result<std::vector<AlertNews>> hear(const Json& told, Picture& picture, WallUs now)
{
    if (!told.is_object() || !hearParts(told, picture) || !hearConfig(told, picture, now) || !hearAlerts(told, picture)
        || !hearLive(told, picture))
        return fail("attach_syntax");
    const auto news = told.find("news");
    return news == told.end() ? std::vector<AlertNews>() : fromWire<std::vector<AlertNews>>(*news);
}

} // namespace signalbox::attach
