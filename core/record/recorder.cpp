// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recorder.h"

#include "core/record/log_compactor.h"
#include "core/record/log_store.h"
#include "core/record/rollup.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string_view>

namespace signalbox {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFlushAfter { 80 };
constexpr milliseconds kRetryAfter { 500 };
constexpr milliseconds kUpkeepStep { 50 };
constexpr milliseconds kUpkeepPause { 10 * 60 * 1000 };
/// The ledger is drained first, so it waits for one drain of ours at most.
constexpr std::size_t kRowsPerDrain = 500;
constexpr milliseconds kTimePerDrain { 8 };
constexpr std::size_t kRowsPerUpkeep = 2000;
constexpr std::size_t kQueueLimit = 50'000;
constexpr std::size_t kUnwrittenLimit = 20'000;
/// So many rows wait for a compaction; then it gives way. Half the limit: what is written back takes a moment, too.
constexpr std::size_t kMostWhileCompacting = 10'000;
constexpr milliseconds kCompactionLook { 50 };
/// 1,000 frames are 4 MB: quick to copy back. While it is busy the log may grow to 16 MB first.
constexpr int kCheckpointFrames = 1000;
constexpr int kCheckpointFramesBusy = 4000;
constexpr int kLatest = 50;
/// Written records that wait to be freed by the thread that made them, and how many it frees with each new one.
constexpr std::size_t kSpentLimit = 512;
constexpr std::size_t kSpentPerAdd = 2;
/// Roll-ups of a minute are written anew with each group; a minute nobody adds to any more is let go.
constexpr WallUs kMinuteOpenUs = 10 * kMinuteUs;
/// Most requests have ended by then; one that ends later has its block written anew.
constexpr WallUs kBlockAfterUs = kMinuteUs;

using Records = std::deque<std::unique_ptr<RequestRecord>>;

bool isFree(const RequestRecord& record)
{
    return record.simulated || record.costNano == 0;
}

/// Puts a damaged file aside: it holds no money, and a proxy that can't start for its sake would cost more.
void quarantine(const std::string& dir)
{
    for (const std::string_view part : { "", "-wal", "-shm" }) {
        const std::string path = logPath(dir).append(part);
        std::rename(path.c_str(), (logPath(dir) + ".damaged").append(part).c_str());
    }
}

std::unique_ptr<LogStore> openStore(const std::string& dir)
{
    LogCompactor::sweep(dir);
    try {
        return std::make_unique<LogStore>(dir);
    } catch (const StorageError& error) {
        if (error.code != "storage_corrupt")
            throw;
    }
    quarantine(dir);
    return std::make_unique<LogStore>(dir);
}

} // namespace

struct Recorder::Impl {
    /// What a group of requests adds to the stored figures.
    struct FigureGroup {
        std::map<WallUs, FigureBucket> minutes;
        UsageTable usage;

        void add(const RequestRecord& record, NameLimit& known)
        {
            minutes[minuteOf(record.startedAt)].add(record);
            addUsage(usage, record, known);
        }
    };

    Impl(std::string directory, const Clock& source, DayRule day)
        : dir(std::move(directory))
        , clock(source)
        , figures(std::move(day), source.now())
        , upkeepAt(source.steady() + kUpkeepStep)
    {
    }

    void load();
    [[nodiscard]] bool takeQueue(); ///< true where more is queued
    [[nodiscard]] bool isDue() const;
    void keepUnwritten(std::unique_ptr<RequestRecord> record);
    void write();
    [[nodiscard]] std::size_t writeGroup(Records& group);
    void giveBack(Records& group, std::size_t count);
    [[nodiscard]] std::map<WallUs, FigureBucket> saveFigures(const FigureGroup& added);
    void failed(const StorageError& error);
    void upkeep();
    [[nodiscard]] bool isCompacting();
    void takeBack();
    void checkpoint(bool truncate);
    [[nodiscard]] std::size_t waiting() const { return paid.size() + unpaid.size(); }

    const std::string dir;
    const Clock& clock;
    Writer* writer = nullptr;

    mutable std::mutex queueMutex; // guards the next four; held for a few instructions only
    Records queue;
    std::vector<std::unique_ptr<RequestRecord>> spent; // memory freed by another thread comes back the long way
    bool armed = false;                                // the writer knows that there is something, and when to write it
    Steady due;
    std::atomic<std::uint64_t> dropped { 0 };

    mutable std::mutex liveMutex; // guards the next two
    LiveFigures figures;
    Error problem;

    std::mutex retentionMutex;
    Retention retention;

    mutable std::mutex compactionMutex; // guards the next three
    bool compactionWanted = false;
    LogCompaction compaction;
    std::unique_ptr<LogCompactor> compactor; // has the writing connection while it is there

    // On the writer thread only:
    std::unique_ptr<LogStore> store;
    Records paid, unpaid;                   // not written yet, in the order of their end
    std::map<WallUs, FigureBucket> minutes; // as they stand in the file, of the last ten minutes
    FigureGroup lost;                       // of requests whose rows were dropped: they count all the same
    NameLimit features;
    std::size_t rowsSinceUpkeep = 0;
    bool flushing = false;
    bool failing = false;
    Steady retryAt;
    Steady upkeepAt;
};

void Recorder::Impl::load()
{
    store = openStore(dir);
    const WallUs now = clock.now();
    store->eachMinute(minuteOf(now - 7 * kDayUs),
        [&](WallUs start, const FigureBucket& bucket) { figures.load(start, bucket, now); });
    // A restart gives nobody a thousand more.
    store->eachFeature(now - kDayUs, [&](WallUs at, const std::string& name) { (void)features.admitted(name, at); });
    for (LiveRequest& line : store->latest(kLatest))
        figures.loadLatest(std::move(line));
}

bool Recorder::Impl::isDue() const
{
    const Steady now = clock.steady();
    if (failing)
        return now >= retryAt;
    return (armed && now >= due) || queue.size() + waiting() >= kRowsPerDrain || flushing;
}

bool Recorder::Impl::takeQueue()
{
    std::vector<std::unique_ptr<RequestRecord>> taken;
    bool more = false;
    {
        const std::lock_guard lock(queueMutex);
        flushing = isDue();
        while (!queue.empty() && taken.size() < kRowsPerDrain) {
            taken.push_back(std::move(queue.front()));
            queue.pop_front();
        }
        more = !queue.empty();
        armed = more || (armed && !flushing);
    }
    const WallUs now = clock.now();
    for (auto& record : taken) {
        {
            const std::lock_guard lock(liveMutex); // for each anew: who asks for the figures shall not wait for many
            figures.fold(*record, now);
        }
        keepUnwritten(std::move(record));
    }
    return more;
}

void Recorder::Impl::keepUnwritten(std::unique_ptr<RequestRecord> record)
{
    (isFree(*record) ? unpaid : paid).push_back(std::move(record));
    if (waiting() <= kUnwrittenLimit)
        return;
    Records& from = unpaid.empty() ? paid : unpaid;
    lost.add(*from.front(), features);
    from.pop_front();
    dropped.fetch_add(1, std::memory_order_relaxed);
}

void Recorder::Impl::write()
{
    Records group;
    for (Records* from : { &paid, &unpaid }) {
        while (!from->empty() && group.size() < kRowsPerDrain) {
            group.push_back(std::move(from->front()));
            from->pop_front();
        }
    }
    std::size_t written = 0;
    try {
        written = writeGroup(group);
    } catch (const StorageError& error) {
        failed(error);
    }
    for (std::size_t i = group.size(); i > written; --i) {
        auto& record = group[i - 1];
        (isFree(*record) ? unpaid : paid).push_front(std::move(record));
    }
    giveBack(group, written);
    flushing = !failing && waiting() > 0;
    rowsSinceUpkeep += written;
    if (rowsSinceUpkeep > kRowsPerUpkeep || (store && store->walFrames() > kCheckpointFrames))
        upkeepAt = std::min(upkeepAt, clock.steady() + kUpkeepStep);
    if (store && store->walFrames() > kCheckpointFramesBusy)
        checkpoint(false);
}

void Recorder::Impl::giveBack(Records& group, std::size_t count)
{
    const std::lock_guard lock(queueMutex);
    for (std::size_t i = 0; i < count && spent.size() < kSpentLimit; ++i)
        spent.push_back(std::move(group[i]));
}

void Recorder::Impl::checkpoint(bool truncate)
{
    try {
        store->checkpoint(truncate);
    } catch (const StorageError&) {
        // The rows are in the write-ahead log all the same; what is wrong shows with the next group.
    }
}

std::size_t Recorder::Impl::writeGroup(Records& group)
{
    if (!store)
        store = openStore(dir);
    const Steady end = clock.steady() + kTimePerDrain;
    FigureGroup added = lost;
    std::size_t written = 0;
    store->begin();
    for (; written < group.size() && (written % 16 != 15 || clock.steady() < end); ++written) {
        store->insert(*group[written]);
        added.add(*group[written], features);
    }
    std::map<WallUs, FigureBucket> changed = saveFigures(added);
    store->saveUsage(added.usage);
    store->commit();
    lost = {};
    for (auto& [start, bucket] : changed)
        minutes[start] = std::move(bucket);
    minutes.erase(minutes.begin(), minutes.lower_bound(clock.now() - kMinuteOpenUs));
    if (std::exchange(failing, false)) {
        const std::lock_guard lock(liveMutex);
        problem = {};
    }
    return written;
}

/// Rows and figures are one transaction, so a minute is written whole: as it stood, with the group's part.
std::map<WallUs, FigureBucket> Recorder::Impl::saveFigures(const FigureGroup& added)
{
    std::map<WallUs, FigureBucket> changed;
    for (const auto& [start, bucket] : added.minutes) {
        const auto known = minutes.find(start);
        FigureBucket& sum = changed[start];
        sum = known != minutes.end() ? known->second : store->minute(start);
        sum.merge(bucket);
        store->saveMinute(start, sum);
    }
    return changed;
}

void Recorder::Impl::failed(const StorageError& error)
{
    failing = true;
    retryAt = clock.steady() + kRetryAfter;
    if (store)
        store->rollBack();
    // A full disk or a lock goes away by itself; after anything else nothing is known about what the connection holds.
    if (error.code != "storage_full" && error.code != "storage_busy")
        store.reset();
    const std::lock_guard lock(liveMutex);
    problem = error.error();
}

void Recorder::Impl::upkeep()
{
    Retention limits;
    {
        const std::lock_guard lock(retentionMutex);
        limits = retention;
    }
    const WallUs now = clock.now();
    bool more = false;
    try {
        more = store->prune(now - limits.requestDays * kDayUs, now - limits.figureDays * kDayUs, limits.bytes);
        more = store->giveBack() || more;
        more = store->buildBlock(now - kBlockAfterUs) || more;
    } catch (const StorageError&) {
        more = false; // not urgent: what is wrong shows with the next request
    }
    if (store->walFrames() > kCheckpointFrames)
        checkpoint(false);
    rowsSinceUpkeep = 0;
    upkeepAt = clock.steady() + (more ? kUpkeepStep : kUpkeepPause);
}

/// Moves a compaction on; true while it has the writing connection.
bool Recorder::Impl::isCompacting()
{
    const std::lock_guard lock(compactionMutex);
    if (compactionWanted) {
        compactionWanted = false;
        compactor = std::make_unique<LogCompactor>(dir, std::move(store), [this] {
            if (writer != nullptr)
                writer->wake();
        });
    }
    if (!compactor)
        return false;
    if (waiting() > kMostWhileCompacting)
        compactor->cancel(LogCompactor::Reason::GiveWay);
    if (!compactor->isFinished())
        return true;
    takeBack();
    return false;
}

void Recorder::Impl::takeBack()
{
    LogCompactor::Outcome outcome = compactor->take();
    compactor.reset();
    store = std::move(outcome.store);
    compaction = outcome.result;
    upkeepAt = clock.steady() + kUpkeepStep;
}

Recorder::Recorder(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Recorder::~Recorder() = default;

Result<std::unique_ptr<Recorder>> Recorder::open(const std::string& dir, const Clock& clock, DayRule day)
{
    auto impl = std::make_unique<Impl>(dir, clock, day);
    try {
        impl->load();
    } catch (const StorageError& error) {
        return tl::unexpected(error.error());
    }
    impl->figures.setDayRule(std::move(day), clock.now());
    return std::unique_ptr<Recorder>(new Recorder(std::move(impl)));
}

void Recorder::attach(Writer& writer)
{
    m_impl->writer = &writer;
    writer.add(*this);
}

void Recorder::add(RequestRecord record)
{
    Impl& self = *m_impl;
    auto moved = std::make_unique<RequestRecord>(std::move(record));
    std::array<std::unique_ptr<RequestRecord>, kSpentPerAdd> spent; // freed at the end, without the lock
    bool wake = false;
    {
        const std::lock_guard lock(self.queueMutex);
        const std::size_t limit = isFree(*moved) ? kQueueLimit : 2 * kQueueLimit;
        if (self.queue.size() >= limit) {
            self.dropped.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        self.queue.push_back(std::move(moved));
        for (auto& each : spent) {
            if (self.spent.empty())
                break;
            each = std::move(self.spent.back());
            self.spent.pop_back();
        }
        if (!self.armed) {
            self.armed = wake = true;
            self.due = self.clock.steady() + kFlushAfter;
        }
    }
    if (wake && self.writer != nullptr)
        self.writer->wake();
}

LiveSnapshot Recorder::live(LiveRange range) const
{
    const std::lock_guard lock(m_impl->liveMutex);
    return m_impl->figures.snapshot(range, m_impl->clock.now());
}

std::map<std::string, TierCell> Recorder::today() const
{
    const std::lock_guard lock(m_impl->liveMutex);
    return m_impl->figures.today(m_impl->clock.now());
}

std::uint64_t Recorder::dropped() const
{
    return m_impl->dropped.load(std::memory_order_relaxed);
}

void Recorder::setDayRule(DayRule day)
{
    const std::lock_guard lock(m_impl->liveMutex);
    m_impl->figures.setDayRule(std::move(day), m_impl->clock.now());
}

void Recorder::setRetention(Retention retention)
{
    const std::lock_guard lock(m_impl->retentionMutex);
    m_impl->retention = retention;
}

Result<void> Recorder::compact()
{
    Impl& self = *m_impl;
    const auto room = logRoom(self.dir);
    if (!room)
        return tl::unexpected(room.error());
    if (auto enough = enoughRoom(*room); !enough)
        return enough;
    {
        const std::lock_guard lock(self.compactionMutex);
        if (self.compaction.state == LogCompaction::State::Running)
            return fail("compaction_runs");
        self.compaction = LogCompaction();
        self.compaction.state = LogCompaction::State::Running;
        self.compactionWanted = true;
    }
    if (self.writer != nullptr)
        self.writer->wake();
    return {};
}

void Recorder::cancelCompaction()
{
    Impl& self = *m_impl;
    const std::lock_guard lock(self.compactionMutex);
    if (std::exchange(self.compactionWanted, false))
        self.compaction = { LogCompaction::State::Failed, 0, 0, 0, { "compaction_cancelled", {} } };
    if (self.compactor)
        self.compactor->cancel(LogCompactor::Reason::Asked);
}

LogCompaction Recorder::compaction() const
{
    const std::lock_guard lock(m_impl->compactionMutex);
    LogCompaction now = m_impl->compaction;
    if (m_impl->compactor)
        now.percent = m_impl->compactor->percent();
    return now;
}

Error Recorder::lastProblem() const
{
    const std::lock_guard lock(m_impl->liveMutex);
    return m_impl->problem;
}

bool Recorder::drain()
{
    Impl& self = *m_impl;
    const bool more = self.takeQueue();
    if (self.isCompacting())
        return more;
    if (self.flushing) {
        self.write();
        return more || self.flushing;
    }
    if (!more && self.store && !self.failing && self.clock.steady() >= self.upkeepAt)
        self.upkeep();
    return more;
}

std::optional<std::chrono::steady_clock::time_point> Recorder::wakeAt()
{
    const Impl& self = *m_impl;
    if (self.compactor) // that comes and goes on this thread alone
        return self.clock.steady() + kCompactionLook;
    if (self.failing)
        return self.retryAt;
    const std::lock_guard lock(self.queueMutex);
    return self.armed ? std::min(self.due, self.upkeepAt) : self.upkeepAt;
}

void Recorder::finish()
{
    Impl& self = *m_impl;
    cancelCompaction();
    if (self.compactor) {
        const std::lock_guard lock(self.compactionMutex);
        self.takeBack();
    }
    while (self.takeQueue()) { }
    self.failing = false;
    while (self.waiting() > 0 && !self.failing)
        self.write();
    self.dropped.fetch_add(self.waiting(), std::memory_order_relaxed);
    if (self.store)
        self.checkpoint(true);
}

} // namespace signalbox
