// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo.h"

#include "core/alerts/alert_desk.h"
#include "core/base/ids.h"
#include "core/proxy/config.h"
#include "core/record/recorder.h"
#include "core/route/router.h"

#include <atomic>
#include <cmath>
#include <future>
#include <random>

namespace signalbox::app {

namespace {

constexpr const char* kConfig = R"json({
  "schema": 1, "listen": {"port": 8787}, "baseline_tier": "frontier",
  "providers": [
    {"id": "openai", "preset": "openai", "secrets": ["session:openai", "session:openai-2"]},
    {"id": "anthropic", "preset": "anthropic", "secret": "session:anthropic"},
    {"id": "box", "preset": "ollama"}],
  "tiers": [
    {"id": "small", "name": "Small", "chain": [{"provider": "openai", "model": "gpt-4o-mini", "limits": {"requests_per_minute": 500, "concurrent": 16}}, {"provider": "box", "model": "llama3.1", "price": "free"}]},
    {"id": "mid", "name": "Mid", "chain": [{"provider": "anthropic", "model": "claude-haiku-4-5"}, {"provider": "openai", "model": "gpt-4.1"}, {"provider": "openai", "model": "gpt-next"}]},
    {"id": "frontier", "name": "Frontier", "chain": [{"provider": "anthropic", "model": "claude-sonnet-4-5"}, {"provider": "openai", "model": "gpt-4o"}]}],
  "rules": [
    {"id": "r1", "name": "Regulated traffic stays on Frontier", "when": {"fact": "feature", "is": "claims-triage"}, "route": {"strategy": "direct", "tier": "frontier"}},
    {"id": "r2", "name": "Autocomplete is cheap", "when": {"fact": "feature", "is": "autocomplete"}, "route": {"strategy": "direct", "tier": "small"}},
    {"id": "r3", "name": "Code for paying users", "when": {"all": [{"fact": "code", "is": true}, {"fact": "user_tier", "is": "pro"}]}, "route": {"strategy": "direct", "tier": "mid"}},
    {"id": "r4", "name": "JSON is checked", "when": {"fact": "json", "is": true}, "route": {"strategy": "cascade", "tiers": ["small", "mid"], "validators": ["finish_reason", "json"]}},
    {"id": "else", "name": "Everything else", "when": "always", "route": {"strategy": "cascade", "tiers": ["small", "frontier"], "validators": ["finish_reason", "empty", "refusal"]}}],
  "ceilings": [
    {"id": "day", "scope": "global", "window": "day", "limit": "20.00", "alert_at": [0.8, 1.0], "at_limit": "block"},
    {"id": "month", "scope": "global", "window": "month", "limit": "400.00", "at_limit": "downgrade"},
    {"id": "frontier-hour", "scope": "tier:frontier", "window": "hour", "limit": "6.00", "alert_at": [0.9],
     "downgrade_from": {"share": 0.95, "tiers": ["frontier"]}, "at_limit": "downgrade", "in_flight": "cut"},
    {"id": "each-key", "scope": "key:*", "window": "week", "limit": "60.00", "at_limit": "free"}],
  "alerts": {"forecast_before": "18:00", "channels": [
    {"id": "ops", "kind": "webhook", "shape": "ntfy", "url": "http://127.0.0.1:9/ops", "local": true},
    {"id": "night-watch", "kind": "mail", "host": "smtp.example.com", "from": "urgent",
     "from_address": "signalbox@example.com", "to": ["ops@example.com"]}]}
})json";

class DemoClock final : public Clock {
public:
    [[nodiscard]] WallUs now() const override { return at; }
    [[nodiscard]] Steady steady() const override { return std::chrono::steady_clock::now(); }
    std::atomic<WallUs> at { 0 };
};

struct Kind {
    const char* rule;
    double share;
    const char* feature;
    const char* userTier;
    bool code;
    bool json;
    double escalates; ///< probability
};
constexpr Kind kKinds[] = {
    { "r2", 0.47, "autocomplete", "free", true, false, 0.0 },
    { "r3", 0.12, "chat", "pro", true, false, 0.0 },
    { "r4", 0.11, "extract", "free", false, true, 0.12 },
    { "r1", 0.02, "claims-triage", "enterprise", false, false, 0.0 },
    { "else", 0.28, "chat", "free", false, false, 0.08 },
};

constexpr WallUs kPast = 26LL * 3600 * 1'000'000;
constexpr std::int64_t kVersion = 1;

class Day {
public:
    Day(const Config& config, WallUs end)
        : m_config(config)
        , m_end(end)
    {
    }

    [[nodiscard]] RequestRecord request(WallUs at);
    [[nodiscard]] double unit() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
    [[nodiscard]] WallUs end() const { return m_end; }

private:
    [[nodiscard]] const Kind& pick();
    [[nodiscard]] AttemptRecord attempt(
        const RequestRecord& record, std::size_t tier, std::int64_t in, std::int64_t out, WallUs at);
    void judge(RequestRecord& record, const Kind& kind, std::int64_t in, std::int64_t out);
    [[nodiscard]] Facts facts(const Kind& kind, std::int64_t in) const;
    [[nodiscard]] std::string session(const Kind& kind, WallUs at);

    const Config& m_config;
    WallUs m_end;
    std::mt19937_64 m_random { 20261122 };
};

const Kind& Day::pick()
{
    double left = unit();
    for (const Kind& kind : kKinds) {
        if (left < kind.share)
            return kind;
        left -= kind.share;
    }
    return kKinds[4];
}

/// Agents work in loops of some twenty minutes, two or three at a time.
std::string Day::session(const Kind& kind, WallUs at)
{
    constexpr WallUs kLoopUs = 20LL * 60 * 1'000'000;
    const bool agent = std::string_view(kind.rule) == "r3";
    if (!agent && (std::string_view(kind.rule) != "else" || unit() < 0.6))
        return {};
    const auto loop = static_cast<int>(at / kLoopUs % 1000) * 3 + static_cast<int>(unit() * 3);
    return (agent ? "refactor-" : "triage-") + std::to_string(loop);
}

Facts Day::facts(const Kind& kind, std::int64_t in) const
{
    Facts facts;
    facts.tokensLast = in / 2;
    facts.tokensContext = in;
    facts.messages = 3;
    facts.code = kind.code;
    facts.json = kind.json;
    facts.language = "en";
    facts.feature = kind.feature;
    facts.userTier = kind.userTier;
    facts.stakes = "normal";
    facts.clientKey = kind.json ? "billing-worker" : "ide-plugin";
    facts.requestedModel = "auto";
    facts.endpoint = "chat";
    return facts;
}

AttemptRecord Day::attempt(const RequestRecord& record, std::size_t tier, std::int64_t in, std::int64_t out, WallUs at)
{
    const Tier& where = m_config.tiers[tier];
    const Deployment& what = *where.chain[unit() < 0.97 ? 0 : 1];
    AttemptRecord attempt;
    attempt.attemptNo = static_cast<int>(record.attempts.size()) + 1;
    attempt.attemptId = attemptIdOf(record.id, attempt.attemptNo);
    attempt.tier = where.id;
    attempt.provider = what.provider->id;
    attempt.model = attempt.responseModel = what.model;
    attempt.purpose = attempt.attemptNo == 1 ? "try" : "escalation";
    attempt.state = "settled";
    attempt.outcome = "ok";
    attempt.finishReason = "stop";
    attempt.status = 200;
    attempt.startedAt = at;
    const double speed = tier == 0 ? 300 : tier == 1 ? 620 : 1150;
    attempt.totalUs =
        static_cast<std::int64_t>(1000 * speed * std::exp(0.35 * std::normal_distribution<double>()(m_random)));
    attempt.firstByteUs = attempt.totalUs / 3;
    Usage usage;
    usage.present = true;
    usage.uncachedIn = in;
    usage.out = out;
    attempt.uncachedIn = in;
    attempt.out = out;
    attempt.costNano = what.price ? what.price->cost(usage, what.provider->priceFactorPpm).nano() : 0;
    attempt.reservedNano = attempt.costNano * 3;
    attempt.priceSource = what.price ? what.price->source : "";
    attempt.promptBytes = in * 4;
    attempt.outputBytes = out * 4 + at % 12;
    if (tier == 1) // as a router between would report it, with its fee
        attempt.reportedNano = attempt.costNano + attempt.costNano * 55 / 1000;
    return attempt;
}

void Day::judge(RequestRecord& record, const Kind& kind, std::int64_t in, std::int64_t out)
{
    const auto rule = std::find_if(
        m_config.rules.rules.begin(), m_config.rules.rules.end(), [&](const Rule& r) { return r.id == kind.rule; });
    record.ruleId = rule->id;
    record.ruleName = rule->name;
    record.reason = "rule:" + rule->id;
    record.strategy = rule->route.strategy == StrategyKind::Cascade ? "cascade" : "direct";
    record.escalationEligible = rule->route.tiers.size() > 1;
    const auto tierIndex = [&](const std::string& id) {
        return static_cast<std::size_t>(std::find_if(m_config.tiers.begin(), m_config.tiers.end(), [&](const Tier& t) {
            return t.id == id;
        }) - m_config.tiers.begin());
    };
    record.tierPlanned = rule->route.tiers.front();
    record.attempts.push_back(attempt(record, tierIndex(rule->route.tiers.front()), in, out, record.startedAt));
    if (record.escalationEligible && unit() < kind.escalates) {
        AttemptRecord& first = record.attempts.back();
        first.outcome = "rejected";
        first.rejectReason =
            kind.json ? "json: not_json" : (unit() < 0.5 ? "refusal: phrase" : "finish_reason: length");
        record.escalated = true;
        record.reason = "escalated:" + first.rejectReason;
        record.attempts.push_back(
            attempt(record, tierIndex(rule->route.tiers.back()), in, out, record.startedAt + first.totalUs));
    }
}

RequestRecord Day::request(WallUs at)
{
    const Kind& kind = pick();
    RequestRecord record;
    record.startedAt = at;
    record.id = newRequestId(at);
    const auto in = static_cast<std::int64_t>(900 + 5200 * unit() * unit() * (kind.json ? 2 : 1));
    const auto out = static_cast<std::int64_t>(90 + 1300 * unit() * unit());
    record.keyId = "vk_demo";
    record.client = kind.json ? "billing-worker" : "ide-plugin";
    record.endpoint = "chat";
    record.requestedModel = "auto";
    record.stream = unit() < 0.7;
    record.status = 200;
    record.cause = "rule";
    record.rulesVersion = kVersion;
    judge(record, kind, in, out);
    const AttemptRecord& last = record.attempts.back();
    record.tier = last.tier;
    record.provider = last.provider;
    record.model = last.model;
    record.finishReason = "stop";
    record.tokensIn = in;
    record.tokensOut = out;
    for (const AttemptRecord& each : record.attempts) {
        record.costNano += each.costNano;
        record.totalUs += each.totalUs;
    }
    record.firstByteUs = record.totalUs - last.totalUs + last.firstByteUs;
    record.decideUs = 40;
    Usage usage;
    usage.uncachedIn = in;
    usage.out = out;
    const Deployment& baseline = *m_config.findTier(m_config.baselineTier)->chain.front();
    record.baselineNano = baseline.price->cost(usage, 1'000'000).nano();
    record.baselineKnown = true;
    Facts seen = facts(kind, in);
    seen.session = record.session = session(kind, at);
    record.feature = seen.feature;
    record.facts = packFacts(seen);
    return record;
}

/// The same amounts in the ledger, so that the ceiling shows what the tiles show.
void book(Ledger& ledger, const RequestRecord& record, const std::string& session = "")
{
    for (const AttemptRecord& attempt : record.attempts) {
        ReserveRequest reserve;
        reserve.attemptId = attempt.attemptId;
        reserve.requestId = record.id;
        reserve.attemptNo = attempt.attemptNo;
        reserve.tier = attempt.tier;
        reserve.provider = attempt.provider;
        reserve.model = attempt.model;
        reserve.keyId = record.keyId;
        reserve.feature = record.feature;
        reserve.session = session;
        reserve.worst.fixedPico = static_cast<__int128>(attempt.reservedNano) * 1000;
        Settlement settlement;
        settlement.amount = Money::fromNano(attempt.costNano);
        settlement.usage.uncachedIn = attempt.uncachedIn;
        settlement.usage.out = attempt.out;
        settlement.usage.present = true;
        ledger.reserve(std::move(reserve), [&ledger, settlement](ReserveResult held) {
            if (held)
                ledger.settle(held->sequence, settlement);
        });
    }
}

/// Two attempts of which no answer said what they cost.
void bookUncertain(Ledger& ledger)
{
    for (const char* name : { "req_demo_1.1", "req_demo_2.1" }) {
        ReserveRequest reserve;
        reserve.attemptId = name;
        reserve.requestId = std::string(name).substr(0, 10);
        reserve.tier = "frontier";
        reserve.provider = "anthropic";
        reserve.model = "claude-sonnet-4-5";
        reserve.keyId = "vk_demo";
        reserve.worst.fixedPico = static_cast<__int128>(48'200'000) * 1000;
        Settlement settlement;
        settlement.state = AttemptState::Uncertain;
        ledger.reserve(std::move(reserve), [&ledger, settlement](ReserveResult held) {
            if (held)
                ledger.settle(held->sequence, settlement);
        });
    }
}

/// The configuration under which the day's requests were decided: the proxy that starts on it keeps its number.
void keepVersion(Ledger& ledger, const Config& config, WallUs since)
{
    ConfigVersion version;
    version.number = kVersion;
    version.appliedAt = since;
    version.rulesHash = config.rules.hash;
    version.configHash = sha256Hex(config.text).substr(0, 16);
    version.origin = "start";
    version.text = config.text;
    ledger.addVersion(std::move(version), [](const Result<void>&) {});
}

} // namespace

Result<void> makeDemo(const std::string& dataDir, const std::string& configPath)
{
    if (auto saved = saveTextFile(configPath, kConfig); !saved)
        return saved;
    const ConfigRead read = readConfig(kConfig, PriceBook::builtIn());
    if (!read.config)
        return tl::unexpected(read.problems.empty() ? Error { "internal", {} } : read.problems.front().error);
    DemoClock clock;
    const WallUs end = SystemClock().now();
    clock.at = end;
    Ledger::Options options;
    options.dir = dataDir;
    options.reserveDeadline = std::chrono::hours(1); // all at once, and nobody waits
    auto ledger = Ledger::open(options, clock, read.config->day);
    if (!ledger)
        return tl::unexpected(ledger.error());
    (*ledger)->setCeilings(read.config->ceilings);
    auto recorder = Recorder::open(dataDir, clock, read.config->day);
    if (!recorder)
        return tl::unexpected(recorder.error());
    Writer writer;
    (*ledger)->attach(writer);
    (*recorder)->attach(writer);
    writer.start();
    keepVersion(**ledger, *read.config, end - kPast);
    Day day(*read.config, end);
    const std::string today = read.config->day.dayOf(end);
    // From yesterday on, busier towards now, with the swing of an afternoon.
    const WallUs start = end - kPast;
    WallUs at = start;
    while (at < end) {
        const double age = static_cast<double>(end - at) / 3.6e9; // hours
        const double perMinute = 3.0 + 22.0 * std::exp(-age / 2.5) * (1.0 + 0.35 * std::sin(age * 5.0));
        at += static_cast<WallUs>(60e6 / perMinute * -std::log(1.0 - day.unit()));
        if (at >= end)
            break;
        clock.at = at;
        RequestRecord record = day.request(at);
        // The ledger books by its own clock, which may be ahead of the record by the time it gets to it.
        if (read.config->day.dayOf(at) == today)
            book(**ledger, record);
        (*recorder)->add(std::move(record));
    }
    bookUncertain(**ledger);
    writer.stop();
    return {};
}

namespace {

constexpr int kYearDays = 365;
constexpr WallUs kDay = 24LL * 3600 * 1'000'000;

/// What waits for its time waits for that of the year: how fast this computer gets on changes nothing in the books.
class YearClock final : public Clock {
public:
    [[nodiscard]] WallUs now() const override { return at; }
    [[nodiscard]] Steady steady() const override { return Steady(std::chrono::microseconds(at)); }
    std::atomic<WallUs> at { 0 };
};

/// A day of that year: both books follow the day's own clock, so nothing is booked elsewhere.
void addDayOfYear(Day& day, int number, WallUs start, Ledger& ledger, Recorder& recorder, YearClock& clock)
{
    const bool weekend = (start / kDay + 4) % 7 >= 5; // 1970-01-01 was a Thursday; Monday is 0
    const int requests =
        static_cast<int>((weekend ? 20 : 60) * (0.6 + 0.8 * number / kYearDays) * (0.8 + 0.4 * day.unit()));
    clock.at = start + kDay / 2;
    for (int i = 0; i < requests; ++i) {
        RequestRecord record = day.request(start + kDay / 4 + i * (kDay / 2) / requests);
        book(ledger, record, "run-" + std::to_string(number / 7) + "-" + std::to_string(i % 5));
        recorder.add(std::move(record));
    }
    // Each of them until it has nothing: a record that stays behind would be counted when its day is long over.
    while (ledger.drain()) { }
    clock.at += kDay / 24;
    while (recorder.drain()) { }
}

} // namespace

Result<void> makeDemoYear(const std::string& dataDir, WallUs until)
{
    const ConfigRead read = readConfig(kConfig, PriceBook::builtIn());
    if (!read.config)
        return fail("internal");
    const auto utc = DayRule::make("UTC", 0);
    YearClock clock;
    const WallUs end = until / kDay * kDay;
    clock.at = end - kYearDays * kDay;
    Ledger::Options options;
    options.dir = dataDir;
    options.reserveDeadline = std::chrono::hours(1); // all at once, and nobody waits
    auto ledger = Ledger::open(options, clock, *utc);
    if (!ledger)
        return tl::unexpected(ledger.error());
    auto recorder = Recorder::open(dataDir, clock, *utc);
    if (!recorder)
        return tl::unexpected(recorder.error());
    Day day(*read.config, end);
    for (int number = 0; number < kYearDays; ++number)
        addDayOfYear(day, number, end - (kYearDays - number) * kDay, **ledger, **recorder, clock);
    (*recorder)->finish();
    (*ledger)->finish();
    return {};
}

void addDemoKeys(Proxy& proxy)
{
    KeyTerms worker;
    worker.tiers = { "small", "mid" };
    worker.requestsPerMinute = 60;
    KeyTerms bot;
    bot.features = { "chat", "claims-triage" };
    bot.concurrency = 8;
    bot.expiresAt = SystemClock().now() + 30 * kDay;
    (void)proxy.addKey("ide-plugin", std::nullopt);
    (void)proxy.addKey("billing-worker", std::nullopt, worker);
    (void)proxy.addKey("support-bot", std::nullopt, bot);
    if (const auto trial = proxy.addKey("trial", std::nullopt))
        (void)proxy.revokeKey(trial->key.id);
    (void)proxy.setSecret("session:openai", "sk-demo-0000000000000000000000000000abcd");
    (void)proxy.setSecret("session:openai-2", "sk-demo-0000000000000000000000000000efgh");
    (void)proxy.setSecret("session:anthropic", "sk-ant-demo-00000000000000000000000wxyz");
}

void addDemoAlerts(Proxy& proxy)
{
    const auto event = [](AlertKind kind, const char* subject) {
        AlertEvent made;
        made.kind = kind;
        made.subject = subject;
        return made;
    };
    AlertDesk& desk = proxy.alerts();
    desk.raise(event(AlertKind::KeyRefused, "anthropic"));
    desk.raise(event(AlertKind::Unpriced, "openai/gpt-next"));
    for (int i = 0; i < 4; ++i)
        desk.raise(event(AlertKind::BreakerOpened, "openai/gpt-4o-mini"));
    AlertEvent hour = event(AlertKind::Threshold, "frontier-hour");
    hour.scope = "tier:frontier";
    hour.span = "hour";
    hour.sharePpm = 900'000;
    hour.used = Money::fromNano(5'410'000'000);
    hour.limit = Money::fromNano(6'000'000'000);
    hour.atLimit = "downgrade";
    desk.raise(hour);
    // Told now, it is not told again today: whether the pace reaches the ceiling depends on the hour of the pictures.
    const DayRule& day = proxy.config()->day;
    const WallUs now = SystemClock().now();
    AlertEvent forecast = event(AlertKind::Forecast, "day");
    forecast.scope = "global";
    forecast.span = "day";
    forecast.window = day.dayOf(now);
    for (const Ledger::Standing& standing : proxy.standings()) {
        if (standing.ceiling.id != forecast.subject)
            continue;
        forecast.used = standing.balance.used();
        forecast.limit = standing.ceiling.limit;
    }
    forecast.atLimit = "block";
    forecast.resetsAt = day.nextDay(now);
    forecast.reachesAt = now + (forecast.resetsAt - now) / 2;
    desk.raise(forecast);
    desk.markSeen(); // no banner over the pictures of the other pages
}

} // namespace signalbox::app
