// SPDX-License-Identifier: GPL-3.0-or-later
// The log with a million requests: twelve filters by the reader alone, warm and cold; the same through the real page,
// with the jump to the other end and with scrolling; and what blocks cost the writer, against the indexes they replace.
// usage: bench_table [--rows N] [--cache FOLDER], prints a table. --one NAME: one cold question, prints milliseconds.
#include "tests/bench/bench_log.h"
#include "tests/bench/stall_meter.h"
#include "tests/ui/fake_proxy.h"
#include "ui/requests/filter_line.h"
#include "ui/requests/requests_model.h"
#include "ui/requests/requests_page.h"

#include "core/record/log_store.h"
#include "core/record/request_log.h"

#include <QApplication>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <fmt/format.h>

#include <filesystem>

using namespace signalbox;
using namespace signalbox::ui;

namespace {

constexpr int kPage = RequestsModel::kPageRows;
constexpr int kRounds = 7;
constexpr double kWarmMs = 150, kColdMs = 1000, kJumpMs = 150, kStallMs = 50;

struct Named {
    const char* name;
    const char* filter;
};
constexpr Named kFilters[] = { { "everything", "" }, { "one tier", "tier:frontier" },
    { "rule and duration", "rule:r3 latency>4s" }, { "client and failure", "client:billing-worker error" },
    { "error code", "code:upstream_timeout" }, { "escalated of a feature", "escalated feature:extract" },
    { "dear ones", "cost>0.05" }, { "rare feature", "feature:quarterly-audit" }, { "words", "claims regulated" },
    { "one session", "session:coding-4711" }, { "no hit: two fields", "tier:small rule:r1" },
    { "no hit: a word", "zebra" }, { "all but", "-tier:small -error simulated" } };

using Clock = std::chrono::steady_clock;
double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

RequestFilter filterOf(const char* text, WallUs now)
{
    return parseFilter(text, now).value();
}

int g_missed = 0;
std::string verdict(double figure, double wanted)
{
    g_missed += figure < wanted ? 0 : 1;
    return fmt::format("{:9.1f} ms  < {:5.0f} ms  {}", figure, wanted, figure < wanted ? "met" : "MISSED");
}

/// A process of its own that has read nothing yet; the file's pages are dropped before.
double coldMs(const bench::LogFolder& folder, const char* name, const char* cache, std::int64_t rows)
{
    (void)bench::dropFromMemory(logPath(folder.path));
    const std::string command =
        fmt::format("/proc/{}/exe --one '{}' --rows {} --cache '{}'", ::getpid(), name, rows, cache);
    FILE* child = ::popen(command.c_str(), "r");
    double ms = -1;
    if (child == nullptr || std::fscanf(child, "%lf", &ms) != 1)
        ms = -1;
    if (child != nullptr)
        ::pclose(child);
    return ms;
}

int answerOne(const bench::LogFolder& folder, const std::string& name)
{
    const auto start = Clock::now();
    const auto log = RequestLog::open(folder.path);
    if (name == "sessions")
        (void)(*log)->sessions({}, SessionOrder::Latest, 0, 100);
    else if (name == "the oldest")
        (void)(*log)->pageAfter({}, -1, kPage);
    for (const Named& each : kFilters) {
        if (name == each.name)
            (void)(*log)->page(filterOf(each.filter, folder.end), 0, kPage);
    }
    fmt::print("{}\n", msSince(start));
    return 0;
}

template <class Ask> double warmMs(Ask ask)
{
    ask();
    std::vector<double> times;
    for (int round = 0; round < kRounds; ++round) {
        const auto start = Clock::now();
        ask();
        times.push_back(msSince(start));
    }
    return median(times);
}

void readerAlone(const bench::LogFolder& folder, const std::string& cache, std::int64_t rows)
{
    const auto log = *RequestLog::open(folder.path);
    const double left = bench::dropFromMemory(logPath(folder.path));
    fmt::print("\nThe reader alone: first {} rows (cold: a fresh process, {:.0f} % of the file in memory)\n", kPage,
        left * 100);
    for (const Named& each : kFilters) {
        const RequestFilter filter = filterOf(each.filter, folder.end);
        const auto count = log->count(filter, INT64_MAX).value_or(-1);
        const double warm = warmMs([&] { (void)log->page(filter, 0, kPage); });
        const double counting = warmMs([&] { (void)log->count(filter, INT64_MAX); });
        const double cold = coldMs(folder, each.name, cache.c_str(), rows);
        fmt::print("{:24} {:9} fit  warm {}   cold {}   counted in {:.1f} ms\n", each.name, count,
            verdict(warm, kWarmMs), verdict(cold, kColdMs), counting);
    }
    const double oldest = warmMs([&] { (void)log->pageAfter({}, -1, kPage); });
    fmt::print("{:24} {:13}  warm {}   cold {:.1f} ms\n", "the oldest", "", verdict(oldest, kJumpMs),
        coldMs(folder, "the oldest", cache.c_str(), rows));
    for (const SessionOrder order : { SessionOrder::Latest, SessionOrder::Dearest }) {
        const auto all = log->sessions({}, order, 0, 100)->all;
        fmt::print("{:24} {:9} are  warm {:9.1f} ms (reported)   cold {:.1f} ms\n",
            order == SessionOrder::Latest ? "sessions, latest first" : "sessions, dearest first", all,
            warmMs([&] { (void)log->sessions({}, order, 0, 100); }), coldMs(folder, "sessions", cache.c_str(), rows));
    }
    fmt::print("{:24} {:13}  warm {:9.1f} ms (reported)\n", "values of 7 days", "",
        warmMs([&] { (void)log->seenValues(folder.end - 7 * kDayUs); }));
}

class Desk {
public:
    explicit Desk(const bench::LogFolder& folder)
    {
        fake::stateOf(*m_proxy).status.dataDir = folder.path;
        m_engine = std::make_unique<Engine>(*m_proxy);
        m_page = std::make_unique<RequestsPage>(*m_engine, m_theme, m_settings);
        m_page->resize(1300, 800);
        m_page->show();
        m_page->shown();
        m_table = m_page->findChild<QTableView*>();
        m_model = qobject_cast<RequestsModel*>(m_table->model());
        waitForRows();
    }
    /// Until the model has answered, and what it has is painted.
    bool waitForRows()
    {
        const auto ready = [this] { return m_model->state() == RequestsModel::State::Ready; };
        if (!QTest::qWaitFor(ready, 60'000))
            return false;
        m_table->viewport()->repaint();
        return true;
    }
    double filterMs(const char* text)
    {
        const auto start = Clock::now();
        m_page->findChild<FilterLine*>()->setFilterText(QString::fromUtf8(text));
        waitForRows();
        return msSince(start);
    }
    double jumpMs()
    {
        const auto start = Clock::now();
        bool there = false;
        const auto connection =
            QObject::connect(m_model, &RequestsModel::reachedOldest, m_page.get(), [&there] { there = true; });
        QTest::keyClick(m_table, Qt::Key_End, Qt::ControlModifier);
        (void)QTest::qWaitFor([&there] { return there; }, 60'000);
        m_table->viewport()->repaint();
        QObject::disconnect(connection);
        return msSince(start);
    }
    void newest()
    {
        QTest::keyClick(m_table, Qt::Key_Home, Qt::ControlModifier);
        waitForRows();
    }
    /// Keys as fast as they repeat; the worst and the 99th of a hundred ticks.
    std::pair<double, double> scroll(Qt::Key key, int times)
    {
        m_table->setFocus();
        QTest::qWait(300); // counting and completions are another thread's
        m_stalls.begin();
        for (int i = 0; i < times; ++i) {
            QTest::keyClick(m_table, key);
            QTest::qWait(16);
        }
        return { m_stalls.at(1), m_stalls.at(0.99) };
    }
    [[nodiscard]] int rows() const { return m_model->rowCount(); }

private:
    QTemporaryDir m_dir;
    QSettings m_settings { m_dir.filePath(QStringLiteral("s.ini")), QSettings::IniFormat };
    std::unique_ptr<Proxy> m_proxy = fake::startProxy();
    Theme m_theme { *qApp };
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RequestsPage> m_page;
    QTableView* m_table = nullptr;
    RequestsModel* m_model = nullptr;
    bench::StallMeter m_stalls;
};

void throughThePage(const bench::LogFolder& folder)
{
    Desk desk(folder);
    fmt::print("\nThrough the Requests page: from the filter to painted rows\n");
    for (const Named& each : kFilters) {
        (void)desk.filterMs(each.filter);
        std::vector<double> times;
        for (int round = 0; round < 3; ++round) {
            (void)desk.filterMs("tier:mid");
            times.push_back(desk.filterMs(each.filter));
        }
        fmt::print("{:24} {:13}       {}\n", each.name, "", verdict(median(times), kWarmMs));
    }
    (void)desk.filterMs("");
    std::vector<double> jumps;
    for (int round = 0; round < 5; ++round) {
        desk.newest();
        jumps.push_back(desk.jumpMs());
    }
    fmt::print("{:24} {:13}       {}\n", "jump to the end", "", verdict(median(jumps), kJumpMs));
    desk.newest();
    const auto [down, down99] = desk.scroll(Qt::Key_PageDown, 200);
    fmt::print("{:24} {:9} read       {}   p99 {:.1f}\n", "stall: 200 pages down", desk.rows(), verdict(down, kStallMs),
        down99);
    (void)desk.jumpMs();
    const auto [up, up99] = desk.scroll(Qt::Key_PageUp, 200);
    fmt::print(
        "{:24} {:9} read       {}   p99 {:.1f}\n", "stall: 200 pages up", desk.rows(), verdict(up, kStallMs), up99);
}

enum class Scheme { Blocks, Indexes };
/// Rows a second, of a log that has `fill` already.
double writeRate(Scheme scheme, std::int64_t fill, std::int64_t requests)
{
    QTemporaryDir dir;
    LogStore store(dir.path().toStdString());
    if (scheme == Scheme::Indexes) // as they stood before version 5
        Database(logPath(dir.path().toStdString()), Database::Mode::WriteNormal, {})
            .execute("CREATE INDEX request_tier ON request(tier); CREATE INDEX request_model ON request(model);"
                     "CREATE INDEX request_rule ON request(rule_id); CREATE INDEX request_client ON request(client);"
                     "CREATE INDEX request_failed ON request(failed) WHERE failed = 1;"
                     "CREATE INDEX request_error ON request(error_code) WHERE error_code <> '';"
                     "CREATE INDEX request_escalated ON request(escalated) WHERE escalated = 1;");
    bench::Traffic traffic(7);
    const WallUs start = SystemClock().now() - kDayUs;
    double ms = 0;
    for (std::int64_t number = 0; number < fill + requests;) {
        std::vector<RequestRecord> group;
        for (int i = 0; i < 200; ++i, ++number)
            group.push_back(traffic.request(number, start + number * 5000));
        const auto begin = Clock::now();
        store.begin();
        for (const RequestRecord& record : group)
            store.insert(record);
        store.commit();
        if (scheme == Scheme::Blocks)
            while (store.buildBlock(start + number * 5000)) { }
        if (store.walFrames() > 4000)
            store.checkpoint(false);
        if (number > fill)
            ms += msSince(begin);
    }
    return double(requests) / ms * 1000;
}

void writing()
{
    fmt::print("\nThe writer's log: rows a second, in turns\n");
    std::vector<double> ratios;
    for (int round = 0; round < 3; ++round) {
        const double blocks = writeRate(Scheme::Blocks, 40'000, 40'000);
        const double indexes = writeRate(Scheme::Indexes, 40'000, 40'000);
        ratios.push_back(blocks / indexes);
        fmt::print(
            "blocks {:8.0f}   seven indexes, as before {:8.0f}   ratio {:.2f}\n", blocks, indexes, ratios.back());
    }
    fmt::print("median ratio {:.2f}\n", median(ratios));
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const auto option = [&arguments](const QString& name, const QString& otherwise) {
        const qsizetype at = arguments.indexOf(name);
        return at < 0 || at + 1 >= arguments.size() ? otherwise : arguments[at + 1];
    };
    const std::int64_t rows = option(QStringLiteral("--rows"), QStringLiteral("1000000")).toLongLong();
    const std::string cache =
        option(QStringLiteral("--cache"), QString::fromStdString(bench::cacheFolder())).toStdString();
    const bench::LogFolder folder = bench::largeLog(cache, rows);
    const QString one = option(QStringLiteral("--one"), QString());
    if (!one.isEmpty())
        return answerOne(folder, one.toStdString());
    fmt::print(
        "{} requests, {:.0f} MB in log.db\n", rows, double(std::filesystem::file_size(logPath(folder.path))) / 1e6);
    readerAlone(folder, cache, rows);
    throughThePage(folder);
    writing();
    fmt::print("\n{}\n", g_missed == 0 ? "all met" : fmt::format("{} MISSED", g_missed));
    return 0;
}
