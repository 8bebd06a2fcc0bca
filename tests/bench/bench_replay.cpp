// SPDX-License-Identifier: GPL-3.0-or-later
// Replay over a long log: writes one (1,000,000 requests, or the count given) into a folder of its own, decides all of
// them again on two threads and a what-if over the newest 10,000 in memory. Prints one line of JSON; exit 1 where the
// figures are missed.
#include "core/evals/replay_log.h"
#include "core/record/log_store.h"
#include "core/route/rule_program.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>

namespace {

using namespace signalbox;
using Steadily = std::chrono::steady_clock;

constexpr WallUs kStart = 1'795'000'000'000'000;
constexpr WallUs kStep = 250'000; ///< between requests: a million in about three days

double seconds(Steadily::time_point begin)
{
    return std::chrono::duration<double>(Steadily::now() - begin).count();
}

RuleSet rulesOf(const char* text)
{
    return readRules(nlohmann::ordered_json::parse(text), "/rules", { "small", "mid", "frontier" }).value();
}

constexpr const char* kApplied = R"([
    {"id":"high","when":{"fact":"stakes","is":"high"},"route":{"strategy":"direct","tier":"frontier"}},
    {"id":"code","when":{"all":[{"fact":"code","is":true},{"fact":"user_tier","in":["pro","enterprise"]}]},
     "route":{"strategy":"direct","tier":"frontier"}},
    {"id":"team","when":{"fact":"header:x-team","is":"billing"},"route":{"strategy":"direct","tier":"mid"}},
    {"id":"long","when":{"fact":"tokens_context","gt":32000},"route":{"strategy":"direct","tier":"mid"}},
    {"id":"night","when":{"fact":"time","between":["22:00","06:00"]},"route":{"strategy":"direct","tier":"small"}},
    {"id":"else","when":"always","route":{"strategy":"cascade","tiers":["small","mid"]}}])";
constexpr const char* kDraft = R"([
    {"id":"canary","when":{"fact":"share:canary","lt":1000},"route":{"strategy":"direct","tier":"mid"}},
    {"id":"high","when":{"fact":"stakes","is":"high"},"route":{"strategy":"direct","tier":"frontier"}},
    {"id":"code","when":{"fact":"code","is":true},"route":{"strategy":"direct","tier":"mid"}},
    {"id":"else","when":"always","route":{"strategy":"direct","tier":"small"}}])";

std::vector<Tier> tiersOf()
{
    auto provider = std::make_shared<Provider>();
    provider->id = "box";
    std::vector<Tier> tiers;
    for (const char* id : { "small", "mid", "frontier" }) {
        auto deployment = std::make_shared<Deployment>();
        deployment->id = std::string("box/") + id;
        deployment->model = id;
        deployment->provider = provider;
        deployment->profile = CapabilityProfile::unknown();
        Price price;
        price.input = UnitPrice::fromPico(1'000'000);
        price.output = UnitPrice::fromPico(4'000'000);
        deployment->price = price;
        tiers.push_back({ id, "", { deployment } });
    }
    return tiers;
}

Facts factsOf(std::mt19937& random)
{
    const auto below = [&random](std::uint32_t limit) { return random() % limit; };
    Facts facts;
    facts.tokensLast = 20 + below(2000);
    facts.tokensContext = facts.tokensLast + below(60'000);
    facts.messages = 1 + below(12);
    facts.code = below(5) == 0;
    facts.stream = below(2) == 0;
    facts.language = below(3) ? "en" : "de";
    facts.feature = below(2) ? "chat" : "autocomplete";
    facts.userTier = below(4) ? "free" : "pro";
    facts.stakes = below(20) ? "normal" : "high";
    facts.session = fmt::format("session-{}", below(5000));
    facts.clientKey = "laptop";
    facts.requestedModel = "auto";
    facts.endpoint = "chat";
    facts.time = below(1440);
    facts.weekday = "mon";
    facts.headers = { { "user-agent", "client/1.2.3 (linux)" }, { "x-team", below(6) ? "search" : "billing" } };
    facts.shareSeed = shareSeed(facts.session, "");
    return facts;
}

void writeLog(const std::string& dir, std::int64_t count, const ReplayWorld& world)
{
    LogStore store(dir);
    std::mt19937 random(5);
    store.begin();
    for (std::int64_t i = 0; i < count; ++i) {
        const Facts facts = factsOf(random);
        const auto decision = decideAgain(facts, world);
        RequestRecord record;
        record.startedAt = kStart + i * kStep;
        record.id = fmt::format("req_{:026}", i);
        record.keyId = "vk_1";
        record.endpoint = "chat";
        record.status = 200;
        record.ruleId = decision->ruleId;
        record.tierPlanned = record.tier = decision->steps.front().tier;
        record.provider = "box";
        record.model = record.tier;
        record.rulesVersion = 1;
        record.tokensIn = facts.tokensContext;
        record.tokensOut = 50 + static_cast<std::int64_t>(random() % 500);
        record.costNano = 1000;
        record.totalUs = 300'000 + static_cast<std::int64_t>(random() % 2'000'000);
        record.feature = facts.feature;
        record.facts = packFacts(facts);
        store.insert(record);
        if (i % 5000 == 4999) {
            store.commit();
            store.checkpoint(false);
            store.begin();
        }
    }
    store.commit();
    store.checkpoint(true);
}

} // namespace

int main(int argc, char** argv)
{
    const std::int64_t count = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
    const std::string dir =
        (std::filesystem::temp_directory_path() / fmt::format("bench-replay-{}", ::getpid())).string();
    std::filesystem::create_directories(dir);
    const RuleSet applied = rulesOf(kApplied);
    const RuleSet draftRules = rulesOf(kDraft);
    const std::vector<Tier> tiers = tiersOf();
    const std::vector<Ceiling> ceilings { { "day", "global", Money::fromNano(50'000'000'000), {},
        AtLimit::Downgrade } };
    ReplayWorld world;
    world.rules = &applied;
    world.tiers = &tiers;
    world.ceilings = &ceilings;
    ReplayWorld draft = world;
    draft.rules = &draftRules;
    auto begin = Steadily::now();
    writeLog(dir, count, world);
    const double writing = seconds(begin);

    const auto shared = std::make_shared<const ReplayWorld>(world);
    begin = Steadily::now();
    const auto again = reproduce(dir, {}, [&shared](std::int64_t) { return shared; }, {});
    const double reproducing = seconds(begin);
    begin = Steadily::now();
    const auto report = replayLog(dir, {}, draft, {});
    const double replaying = seconds(begin);

    std::vector<ReplayRow> rows;
    auto log = ReplayLog::open(dir).value();
    begin = Steadily::now();
    (void)log->each(log->newest(10'000).value(), [&rows](ReplayRow& row) {
        rows.push_back(row);
        return true;
    });
    const double loading = seconds(begin);
    begin = Steadily::now();
    const ReplayReport little = whatIf(rows, draft, {});
    const double whatIfMs = seconds(begin) * 1000;
    const auto bytes = std::filesystem::file_size(dir + "/log.db");
    std::filesystem::remove_all(dir);
    const bool fine = again && again->differences == 0 && again->decided == count && report && reproducing <= 10
        && replaying <= 10 && whatIfMs <= 300 && little.decided > 0;
    fmt::print(
        R"({{"requests":{},"differences":{},"changed":{},"write_s":{:.1f},"reproduce_s":{:.2f},"replay_s":{:.2f},)"
        R"("load_10000_ms":{:.1f},"what_if_10000_ms":{:.1f},"log_bytes_per_request":{},"met":{}}})"
        "\n",
        count, again ? again->differences : -1, report ? report->changed : -1, writing, reproducing, replaying,
        loading * 1000, whatIfMs, static_cast<std::int64_t>(bytes) / count, fine ? "true" : "false");
    return fine ? 0 : 1;
}
