// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/replay_log.h"

#include "core/evals/replay_sums.h"

#include "core/record/database.h"
#include "core/record/log_store.h"

#include <sqlite3.h>

#include <algorithm>
#include <mutex>
#include <thread>

namespace signalbox {

namespace {

constexpr int kRowsPerLook = 512; ///< at `cancel`
constexpr int kPartsPerThread = 8;
constexpr std::size_t kMostDifferent = 100;

constexpr std::string_view kRows =
    "SELECT r.n, r.id, r.key_id, r.tier_planned, r.tier, r.provider, r.model, r.rule_id, r.error_code, r.reason, "
    "r.rules_version, r.status, r.tokens_in, r.tokens_out, r.cost_nano, r.total_us, r.simulated, r.escalated, d.facts "
    "FROM request r JOIN detail d ON d.n = r.n WHERE r.n BETWEEN ?1 AND ?2 ORDER BY r.n";

/// Filled again for each row, so that the texts keep their memory.
void readRow(ReplayRow& row, const Statement& from)
{
    row.row = from.integer(0);
    row.at = row.row / kRowsPerUs;
    row.id = from.view(1);
    row.keyId = from.view(2);
    row.tierPlanned = from.view(3);
    row.tier = from.view(4);
    row.provider = from.view(5);
    row.model = from.view(6);
    row.ruleId = from.view(7);
    row.errorCode = from.view(8);
    row.reason = from.view(9);
    row.version = from.integer(10);
    row.status = static_cast<int>(from.integer(11));
    row.tokensIn = from.integer(12);
    row.tokensOut = from.integer(13);
    row.costNano = from.integer(14);
    row.totalUs = from.integer(15);
    row.simulated = from.integer(16) != 0;
    row.escalated = from.integer(17) != 0;
    const std::string_view packed = from.view(18);
    row.hasFacts = false;
    if (packed.empty())
        return;
    if (auto facts = unpackFacts(packed)) {
        row.facts = std::move(*facts);
        row.hasFacts = true;
    }
}

} // namespace

struct ReplayLog::Impl {
    explicit Impl(const std::string& dir)
        : database(logPath(dir), Database::Mode::ReadOnly, logMigrations())
    {
    }
    Database database;
};

ReplayLog::ReplayLog(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

ReplayLog::~ReplayLog() = default;

Result<std::unique_ptr<ReplayLog>> ReplayLog::open(const std::string& dir)
{
    try {
        return std::unique_ptr<ReplayLog>(new ReplayLog(std::make_unique<Impl>(dir)));
    } catch (const StorageError& error) {
        return tl::unexpected(error.error());
    }
}

Result<ReplayLog::Range> ReplayLog::since(WallUs from)
{
    try {
        Statement row = m_impl->database.prepare("SELECT min(n), max(n) FROM request WHERE n >= ?");
        row.bind(1, firstRowOf(from));
        if (!row.step() || row.isNull(0))
            return Range { 1, 0 };
        return Range { row.integer(0), row.integer(1) };
    } catch (const StorageError& error) {
        return tl::unexpected(error.error());
    }
}

Result<ReplayLog::Range> ReplayLog::newest(std::int64_t count)
{
    try {
        Statement row =
            m_impl->database.prepare("SELECT min(n), max(n) FROM (SELECT n FROM request ORDER BY n DESC LIMIT ?)");
        row.bind(1, count);
        if (!row.step() || row.isNull(0))
            return Range { 1, 0 };
        return Range { row.integer(0), row.integer(1) };
    } catch (const StorageError& error) {
        return tl::unexpected(error.error());
    }
}

Result<void> ReplayLog::each(Range range, const std::function<bool(ReplayRow&)>& visit, const std::atomic<bool>* cancel)
{
    try {
        Statement rows = m_impl->database.prepare(kRows);
        rows.bind(1, range.first).bind(2, range.last);
        ReplayRow row;
        int turn = 0;
        while (rows.step()) {
            if (++turn % kRowsPerLook == 0 && cancel && cancel->load())
                return fail("cancelled");
            readRow(row, rows);
            if (!visit(row))
                break;
        }
        return {};
    } catch (const StorageError& error) {
        return tl::unexpected(error.error());
    }
}

namespace {

/// The span as ranges of rows of about the same time each.
Result<std::vector<ReplayLog::Range>> partsOf(const std::string& dir, const ReplaySpan& span)
{
    auto log = ReplayLog::open(dir);
    if (!log)
        return tl::unexpected(log.error());
    const auto whole = span.last > 0 ? (*log)->newest(span.last) : (*log)->since(span.since);
    if (!whole)
        return tl::unexpected(whole.error());
    std::vector<ReplayLog::Range> parts;
    if (whole->first > whole->last)
        return parts;
    const std::int64_t count = span.threads <= 1 ? 1 : static_cast<std::int64_t>(span.threads) * kPartsPerThread;
    const std::int64_t width = (whole->last - whole->first) / count + 1;
    for (std::int64_t first = whole->first; first <= whole->last; first += width)
        parts.push_back({ first, std::min(whole->last, first + width - 1) });
    return parts;
}

/// work(log, part) for each part, each thread with a connection of its own; the first error.
Result<void> inParts(const std::string& dir, std::size_t parts, unsigned threads,
    const std::function<Result<void>(ReplayLog&, std::size_t)>& work)
{
    std::atomic<std::size_t> next { 0 };
    std::mutex mutex;
    Result<void> outcome;
    const auto run = [&] {
        auto log = ReplayLog::open(dir);
        Result<void> mine = log ? Result<void>() : tl::unexpected(log.error());
        for (std::size_t part = next++; mine && part < parts; part = next++)
            mine = work(**log, part);
        const std::scoped_lock lock(mutex);
        if (!mine && outcome)
            outcome = mine;
    };
    std::vector<std::thread> workers;
    for (unsigned i = 1; i < threads; ++i)
        workers.emplace_back(run);
    run();
    for (std::thread& worker : workers)
        worker.join();
    return outcome;
}

/// The worlds that one thread has asked for.
class KnownWorlds {
public:
    explicit KnownWorlds(const WorldOfVersion& worlds)
        : m_worlds(worlds)
    {
    }
    const ReplayWorld* of(std::int64_t version)
    {
        const auto known = m_known.find(version);
        if (known != m_known.end())
            return known->second.get();
        return m_known.emplace(version, m_worlds(version)).first->second.get();
    }

private:
    const WorldOfVersion& m_worlds;
    std::map<std::int64_t, std::shared_ptr<const ReplayWorld>> m_known;
};

void compareRow(Reproduction& sum, ReplayRow& row, KnownWorlds& worlds, const AskedTests& asked)
{
    ++sum.requests;
    if (!row.hasFacts) {
        ++sum.withoutFacts;
        return;
    }
    const ReplayWorld* world = worlds.of(row.version);
    if (!world) {
        ++sum.withoutVersion;
        return;
    }
    const auto again = decideAgain(row.facts, *world, &asked);
    if (!again && again.error().code == "facts_missing") {
        ++sum.unknown;
        return;
    }
    ++sum.decided;
    ++sum.byVersion[row.version];
    if (agrees(again, row, *world))
        return;
    ++sum.differences;
    if (sum.different.size() < kMostDifferent)
        sum.different.push_back(row);
}

} // namespace

Reproduction& Reproduction::operator+=(Reproduction&& later)
{
    ReplayCounts::operator+=(later);
    differences += later.differences;
    for (const auto& [version, count] : later.byVersion)
        byVersion[version] += count;
    std::move(later.different.begin(), later.different.end(), std::back_inserter(different));
    if (different.size() > kMostDifferent)
        different.resize(kMostDifferent);
    return *this;
}

Result<Reproduction> reproduce(const std::string& dir, ReplaySpan span, const WorldOfVersion& worlds,
    const AskedTests& asked, const std::atomic<bool>* cancel)
{
    const auto parts = partsOf(dir, span);
    if (!parts)
        return tl::unexpected(parts.error());
    std::vector<Reproduction> sums(parts->size());
    const auto done = inParts(dir, parts->size(), span.threads, [&](ReplayLog& log, std::size_t part) {
        KnownWorlds known(worlds);
        return log.each((*parts)[part],
            [&](ReplayRow& row) {
                compareRow(sums[part], row, known, asked);
                return true;
            },
            cancel);
    });
    if (!done)
        return tl::unexpected(done.error());
    Reproduction all;
    for (Reproduction& part : sums)
        all += std::move(part);
    return all;
}

Result<ReplayReport> replayLog(
    const std::string& dir, ReplaySpan span, const ReplayWorld& draft, const ReplayOptions& options)
{
    const auto parts = partsOf(dir, span);
    if (!parts)
        return tl::unexpected(parts.error());
    std::vector<ReplaySums> sums(parts->size(), ReplaySums(draft, options));
    const auto done = inParts(dir, parts->size(), span.threads, [&](ReplayLog& log, std::size_t part) {
        return log.each((*parts)[part],
            [&sum = sums[part]](ReplayRow& row) {
                sum.take(row);
                return true;
            },
            options.cancel);
    });
    if (!done)
        return tl::unexpected(done.error());
    ReplaySums all(draft, options);
    for (ReplaySums& part : sums)
        all.append(std::move(part));
    return all.finish();
}

} // namespace signalbox
