// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench_log.h"

#include "core/base/ids.h"
#include "core/record/log_store.h"
#include "core/record/rollup.h"
#include "core/route/facts.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace signalbox::bench {

namespace {

struct Kind {
    const char *rule, *ruleName, *client, *feature, *tier;
    double share, inSession, escalates;
    std::int64_t tokensIn, tokensOut;
};
constexpr Kind kKinds[] = {
    { "r2", "Autocomplete is cheap", "ide-plugin", "autocomplete", "small", 0.44, 0.1, 0, 900, 60 },
    { "r3", "Code for paying users", "agent-runner", "coding", "mid", 0.21, 0.95, 0, 9000, 700 },
    { "r4", "JSON is checked", "billing-worker", "extract", "small", 0.13, 0, 0.1, 2100, 300 },
    { "r1", "Regulated traffic stays on Frontier", "claims-portal", "claims-triage", "frontier", 0.015, 0.3, 0, 3000,
        500 },
    { "else", "Everything else", "support-bot", "chat", "small", 0.205, 0.6, 0.07, 1500, 350 },
};
constexpr WallUs kDays = 14;
constexpr int kGroup = 500;
constexpr std::int64_t kFormat = 4; ///< of the made log: a higher one is made anew

Facts factsOf(const RequestRecord& record)
{
    Facts facts;
    facts.tokensLast = record.tokensIn / 3;
    facts.tokensContext = record.tokensIn;
    facts.messages = 5;
    facts.language = "en";
    facts.feature = record.feature;
    facts.session = record.session;
    facts.userTier = "pro";
    facts.stakes = "normal";
    facts.clientKey = record.client;
    facts.requestedModel = "auto";
    facts.endpoint = record.endpoint;
    return facts;
}

} // namespace

void Traffic::serve(RequestRecord& record, const char* tier)
{
    const bool frontier = std::string_view(tier) == "frontier";
    const bool small = std::string_view(tier) == "small";
    const bool fallback = unit() < 0.03;
    AttemptRecord attempt;
    attempt.attemptNo = static_cast<int>(record.attempts.size()) + 1;
    attempt.attemptId = attemptIdOf(record.id, attempt.attemptNo);
    attempt.tier = record.tier = tier;
    attempt.provider = record.provider = small == fallback ? "anthropic" : "openai";
    attempt.model = small ? (fallback ? "claude-haiku-4-5" : "gpt-4o-mini")
        : frontier        ? (fallback ? "gpt-4o" : "claude-sonnet-4-5")
                          : (fallback ? "gpt-4.1" : "claude-haiku-4-5");
    record.model = attempt.responseModel = attempt.model;
    attempt.purpose = attempt.attemptNo == 1 ? "try" : "escalation";
    attempt.state = "settled";
    attempt.outcome = "ok";
    attempt.finishReason = record.finishReason = "stop";
    attempt.status = 200;
    attempt.uncachedIn = record.tokensIn;
    attempt.out = record.tokensOut;
    attempt.promptBytes = record.tokensIn * 4;
    attempt.outputBytes = record.tokensOut * 4;
    attempt.startedAt = record.startedAt + record.totalUs + 1900;
    attempt.connectUs = 1200;
    attempt.totalUs = static_cast<std::int64_t>(1000 * std::exp(6.3 + 0.8 * (unit() + unit() + unit() - 1.5) * 2));
    attempt.firstByteUs = attempt.totalUs / 3;
    const std::int64_t price = frontier ? 3000 : small ? 150 : 1000;
    attempt.costNano = record.tokensIn * price + record.tokensOut * price * 4;
    attempt.reservedNano = attempt.costNano * 3;
    attempt.priceSource = "built-in 2026-11-01";
    attempt.rawUsage =
        fmt::format(R"({{"prompt_tokens":{},"completion_tokens":{}}})", record.tokensIn, record.tokensOut);
    record.costNano += attempt.costNano;
    record.totalUs += attempt.totalUs + 2500;
    record.firstByteUs = record.totalUs - attempt.totalUs + attempt.firstByteUs;
    record.attempts.push_back(std::move(attempt));
}

void Traffic::spoil(RequestRecord& record)
{
    const bool timeout = unit() < 0.5;
    record.status = timeout ? 504 : 429;
    record.errorCode = timeout ? "upstream_timeout" : "ceiling_reached";
    record.attempts.clear();
    record.costNano = 0;
    record.firstByteUs = -1;
    record.tokensOut = 0;
    if (!timeout) {
        record.tier.clear();
        record.model.clear();
        record.totalUs = 900;
    }
}

RequestRecord Traffic::request(std::int64_t number, WallUs at)
{
    double left = unit();
    const Kind* kind = &kKinds[4];
    for (const Kind& each : kKinds) {
        if (left < each.share) {
            kind = &each;
            break;
        }
        left -= each.share;
    }
    RequestRecord record;
    record.id = newRequestId(at);
    record.startedAt = at;
    record.decideUs = 40;
    record.reserveUs = 600;
    record.client = kind->client;
    record.keyId = std::string("vk_") + kind->client;
    record.endpoint = unit() < 0.02 ? "embeddings" : "chat";
    record.requestedModel = "auto";
    record.stream = unit() < 0.7;
    record.status = 200;
    record.feature = unit() < 0.00005 ? "quarterly-audit" : kind->feature;
    // A loop is some forty requests long, several at a time.
    if (unit() < kind->inSession)
        record.session = fmt::format("{}-{}", kind->feature, number / 160 * 4 + static_cast<std::int64_t>(unit() * 4));
    const double size = std::exp((unit() + unit() + unit() - 1.5) * 2);
    record.tokensIn = static_cast<std::int64_t>(static_cast<double>(kind->tokensIn) * size) + 10;
    record.tokensOut = static_cast<std::int64_t>(static_cast<double>(kind->tokensOut) * size) + 5;
    record.ruleId = kind->rule;
    record.ruleName = kind->ruleName;
    record.cause = "rule";
    record.reason = std::string("rule:") + kind->rule;
    record.rulesVersion = 1;
    record.tierPlanned = kind->tier;
    record.escalationEligible = kind->escalates > 0;
    record.strategy = kind->escalates > 0 ? "cascade" : "direct";
    record.simulated = unit() < 0.02;
    record.requestBytes = record.tokensIn * 4;
    record.responseBytes = record.tokensOut * 5;
    serve(record, kind->tier);
    if (unit() < kind->escalates) {
        record.escalated = true;
        record.attempts.front().outcome = "rejected";
        record.attempts.front().rejectReason = "json: not_json";
        record.reason = "escalated:json: not_json";
        serve(record, "frontier");
    }
    if (unit() < 0.012)
        spoil(record);
    record.baselineKnown = true;
    record.baselineNano = record.tokensIn * 3000 + record.tokensOut * 12000;
    record.facts = packFacts(factsOf(record));
    return record;
}

LogFolder largeLog(const std::string& cache, std::int64_t requests)
{
    LogFolder folder { fmt::format("{}/log-{}-{}", cache, requests, kFormat), 0 };
    const std::string mark = folder.path + "/made";
    if (std::ifstream made(mark); made >> folder.end)
        return folder;
    std::filesystem::remove_all(folder.path);
    std::filesystem::create_directories(folder.path);
    fmt::print(stderr, "making a log of {} requests in {}\n", requests, folder.path);
    LogStore store(folder.path);
    Traffic traffic(20261122);
    NameLimit features;
    folder.end = SystemClock().now() - 2 * kMinuteUs;
    const WallUs step = kDays * kDayUs / requests;
    std::map<WallUs, FigureBucket> minutes;
    for (std::int64_t number = 0; number < requests;) {
        UsageTable usage;
        store.begin();
        for (int i = 0; i < kGroup && number < requests; ++i, ++number) {
            const RequestRecord record = traffic.request(number, folder.end - (requests - 1 - number) * step);
            store.insert(record);
            minutes[minuteOf(record.startedAt)].add(record);
            addUsage(usage, record, features);
        }
        for (const auto& [start, bucket] : minutes)
            store.saveMinute(start, bucket);
        minutes.erase(minutes.begin(), std::prev(minutes.end()));
        store.saveUsage(usage);
        store.commit();
        if (store.walFrames() > 8000)
            store.checkpoint(false);
    }
    while (store.buildBlock(folder.end + kMinuteUs)) { }
    store.checkpoint(true);
    std::ofstream(mark) << folder.end << '\n';
    return folder;
}

std::string cacheFolder()
{
    const char* base = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    return (base != nullptr ? std::string(base) : std::string(home != nullptr ? home : "/tmp") + "/.cache")
        + "/signalbox-bench";
}

double dropFromMemory(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    (void)::fsync(file);
    (void)::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    struct stat status { };
    (void)::fstat(file, &status);
    double share = -1;
    if (void* at = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, file, 0);
        at != MAP_FAILED) {
        const std::size_t pages = (static_cast<std::size_t>(status.st_size) + 4095) / 4096;
        std::vector<unsigned char> resident(pages);
        if (::mincore(at, static_cast<std::size_t>(status.st_size), resident.data()) == 0)
            share = static_cast<double>(std::count_if(resident.begin(), resident.end(), [](unsigned char page) {
                return page & 1;
            })) / static_cast<double>(pages);
        ::munmap(at, static_cast<std::size_t>(status.st_size));
    }
    ::close(file);
    return share;
}

} // namespace signalbox::bench
