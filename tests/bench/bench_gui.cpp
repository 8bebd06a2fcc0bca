// SPDX-License-Identifier: GPL-3.0-or-later
// The desk under load: how soon its window can be used, what its GUI thread costs at 200 requests a second with the
// Live page visible and hidden, how late its event loop is at 10,000 requests a second, and its memory. The
// real proxy, window and pages, in this process; upstream and load are programs of their own. Offscreen, unless
// QT_QPA_PLATFORM says otherwise.
// usage: bench_gui [--seconds N] [--requests N] [--rows N] [--cache FOLDER], prints a table.
#include "app/pages.h"
#include "tests/bench/bench_log.h"
#include "tests/bench/stall_meter.h"
#include "ui/bridge/desk_files.h"
#include "ui/bridge/engine.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"

#include "core/proxy/proxy.h"
#include "core/record/log_store.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>

#include <fmt/format.h>

#include <ctime>
#include <filesystem>
#include <fstream>

using namespace signalbox;

namespace {

constexpr double kVisibleShare = 0.10, kHiddenShare = 0.01, kLaterMs = 8, kMemoryMb = 200;
constexpr double kStartEmptyMs = 500, kStartFullMs = 1000;
constexpr double kStallMs = 50;
constexpr int kRate = 200;
constexpr int kManyPerSecond = 9500;

double nowMs()
{
    timespec now {};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return double(now.tv_sec) * 1000 + double(now.tv_nsec) / 1e6;
}

/// Of the thread that asks, which is the GUI's.
double threadCpuMs()
{
    timespec used {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1000 + double(used.tv_nsec) / 1e6;
}

double pssMb()
{
    std::ifstream rollup("/proc/self/smaps_rollup");
    for (std::string word; rollup >> word;) {
        double kib = 0;
        if (word == "Pss:" && rollup >> kib)
            return kib / 1024;
    }
    return -1;
}

int g_missed = 0;
void say(const char* what, double figure, double wanted, const char* unit, const std::string& remark = {})
{
    g_missed += figure < wanted ? 0 : 1;
    fmt::print("{:44} {:8.2f} {:2}   < {:6.1f} {:2}   {}   {}\n", what, figure, unit, wanted, unit,
        figure < wanted ? "met" : "MISSED", remark);
    std::fflush(stdout);
}

/// A figure under load counts only if the load was there.
void expectRate(double perSecond, double wanted)
{
    if (perSecond >= wanted)
        return;
    ++g_missed;
    fmt::print("    MISSED: the load was {:.0f} requests/s of {:.0f}\n", perSecond, wanted);
}

void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

void writeConfig(const QString& path, int upstream)
{
    const std::string text = fmt::format(R"({{"schema": 1, "listen": {{"port": 0}}, "baseline_tier": "frontier",
"providers": [{{"id": "up", "base_url": "http://127.0.0.1:{}/v1", "dialect": "openai", "auth": "none", "local": true}}],
"tiers": [
 {{"id": "small", "chain": [{{"provider": "up", "model": "bench-1", "price": {{"input": "0.15", "output": "0.60"}}}}]}},
 {{"id": "mid", "chain": [{{"provider": "up", "model": "bench-2", "price": {{"input": "1.00", "output": "4.00"}}}}]}},
 {{"id": "frontier", "chain": [{{"provider": "up", "model": "bench-3", "price": {{"input": "3.00", "output": "12.00"}}}}]}}],
"rules": [
 {{"id": "r1", "name": "Code", "on": true, "when": {{"fact": "code", "is": true}}, "route": {{"strategy": "direct", "tier": "mid"}}}},
 {{"id": "else", "name": "Everything else", "when": "always", "route": {{"strategy": "direct", "tier": "small"}}}}],
"ceilings": [{{"id": "day", "scope": "global", "window": "day", "limit": "100000.00", "at_limit": "block"}}]}})",
        upstream);
    std::ofstream(path.toStdString()) << text;
}

class Desk {
public:
    Desk(const QString& dataDir, const QString& config)
        : m_settings(dataDir + QStringLiteral("/window.ini"), QSettings::IniFormat)
    {
        Proxy::Options options;
        options.dataDir = dataDir.toStdString();
        options.configPath = config.toStdString();
        options.port = std::uint16_t { 0 };
        options.vault = std::make_shared<MemoryVault>();
        auto started = Proxy::start(std::move(options));
        if (!started) {
            fmt::print(stderr, "bench_gui: {}\n", started.error().text());
            std::exit(1);
        }
        m_proxy = std::move(*started);
        m_engine = std::make_unique<ui::Engine>(*m_proxy);
        m_files = std::make_unique<ui::DeskFiles>(*m_proxy, *m_engine);
        m_window = std::make_unique<ui::MainWindow>(*m_engine, m_theme, m_language, m_settings);
        app::addPages(*m_window, { *m_engine, *m_files, m_theme, m_language, m_settings, {}, false });
        m_window->restore();
        m_window->open({ QStringLiteral("live"), {}, {} });
        m_window->show();
        while (!m_window->isVisible() || m_engine->live().buckets.empty())
            QApplication::processEvents();
        m_window->repaint();
        QApplication::processEvents();
    }
    ~Desk()
    {
        m_window.reset();
        m_proxy->stop(std::chrono::seconds(4));
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;
    [[nodiscard]] Proxy& proxy() { return *m_proxy; }
    [[nodiscard]] ui::MainWindow& window() { return *m_window; }

private:
    QSettings m_settings;
    ui::Language m_language;
    ui::Theme m_theme { *qApp, ui::Theme::Styling::Later };
    std::unique_ptr<Proxy> m_proxy;
    std::unique_ptr<ui::Engine> m_engine;
    std::unique_ptr<ui::DeskFiles> m_files;
    std::unique_ptr<ui::MainWindow> m_window;
};

QString beside(const char* program)
{
    return QFileInfo(QApplication::applicationFilePath()).dir().filePath(QString::fromLatin1(program));
}

class Load {
public:
    Load(const QString& mode, int port, const QString& key, qint64 first, qint64 second)
    {
        m_process.setProgram(beside("bench_load"));
        m_process.setArguments({ mode, QString::number(port), key, QString::number(first), QString::number(second) });
        m_process.start();
    }
    [[nodiscard]] bool runs() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] QJsonObject figures() { return QJsonDocument::fromJson(m_process.readAllStandardOutput()).object(); }

private:
    QProcess m_process;
};

/// From the start of a process of its own to the first painted window with figures.
double startMs(const QString& dataDir, const QString& config)
{
    QProcess child;
    child.setProgram(QApplication::applicationFilePath());
    child.setArguments({ QStringLiteral("--start"), dataDir, config, QString::number(nowMs(), 'f', 3) });
    child.start();
    child.waitForFinished(60'000);
    const QByteArray out = child.readAllStandardOutput();
    return out.isEmpty() ? -1 : out.trimmed().toDouble();
}

double medianStart(const QString& dataDir, const QString& config)
{
    std::vector<double> times;
    for (int i = 0; i < 5; ++i)
        times.push_back(startMs(dataDir, config));
    std::ranges::sort(times);
    return times[2];
}

/// The share of a core that the GUI thread takes while `load` runs; no meter ticks meanwhile.
double guiShare(Load& load)
{
    const double cpu = threadCpuMs();
    const double start = nowMs();
    while (load.runs())
        wait(500);
    return (threadCpuMs() - cpu) / (nowMs() - start);
}

double perSecond(Load& load)
{
    return load.figures()[QStringLiteral("per_second")].toDouble();
}

/// The GUI thread's share at kRate, held against `wanted`.
void measureShare(const char* what, double wanted, int port, const QString& secret, qint64 requests)
{
    Load load(QStringLiteral("paced"), port, secret, kRate, requests);
    const double share = guiShare(load);
    const double rate = perSecond(load);
    say(what, share * 100, wanted * 100, "%", fmt::format("at {:.0f} requests/s", rate));
    expectRate(rate, kRate * 0.98);
}

void measureQuiet(Desk& desk, int port, const QString& secret, int seconds)
{
    const qint64 requests = qint64(kRate) * seconds;
    measureShare("GUI thread, Live visible, of one core", kVisibleShare, port, secret, requests);
    bench::StallMeter stalls;
    {
        Load load(QStringLiteral("paced"), port, secret, kRate, requests / 4);
        stalls.begin();
        (void)guiShare(load);
        stalls.end();
        say("worst stall of the event loop meanwhile", stalls.at(1), kStallMs, "ms",
            fmt::format("p99 {:.1f} ms", stalls.at(0.99)));
        expectRate(perSecond(load), kRate * 0.98);
    }
    desk.window().hide();
    measureShare("GUI thread, hidden, of one core", kHiddenShare, port, secret, requests);
    desk.window().show();
}

void measure(Desk& desk, int seconds, qint64 requests)
{
    const int port = desk.proxy().status().port;
    const auto key = desk.proxy().addKey("bench", std::nullopt);
    const QString secret = QString::fromStdString(key->text);
    wait(3000);
    fmt::print("memory of the idle desk: {:.0f} MB (PSS)\n", pssMb());
    measureQuiet(desk, port, secret, seconds);
    wait(1000);
    bench::StallMeter stalls;
    stalls.begin();
    wait(15'000);
    stalls.end();
    const double idle = stalls.at(0.99);
    Load load(QStringLiteral("steady"), port, secret, kManyPerSecond * 105 / 100, requests);
    stalls.begin();
    const double share = guiShare(load);
    stalls.end();
    const QJsonObject figures = load.figures();
    const double rate = figures[QStringLiteral("per_second")].toDouble();
    say("lateness p99 above the idle run's", stalls.at(0.99) - idle, kLaterMs, "ms",
        fmt::format("idle {:.2f} ms, loaded {:.2f} ms at {:.0f} requests/s, GUI {:.0f} % of a core", idle,
            stalls.at(0.99), rate, share * 100));
    expectRate(rate, kManyPerSecond);
    wait(2000);
    say("memory of the process (PSS)", pssMb(), kMemoryMb, "MB",
        fmt::format("after {:.0f} requests served in this run", figures[QStringLiteral("done")].toDouble()));
}

int runStart(const QStringList& arguments)
{
    Desk desk(arguments[2], arguments[3]);
    fmt::print("{:.3f}\n", nowMs() - arguments[4].toDouble());
    std::fflush(stdout);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == QStringLiteral("--start"))
        return runStart(arguments);
    const auto option = [&arguments](const QString& name, const QString& otherwise) {
        const qsizetype at = arguments.indexOf(name);
        return at < 0 || at + 1 >= arguments.size() ? otherwise : arguments[at + 1];
    };
    const std::string cache =
        option(QStringLiteral("--cache"), QString::fromStdString(bench::cacheFolder())).toStdString();
    for (const char* needed : { "bench_load", "bench_upstream" }) {
        if (!QFileInfo(beside(needed)).isExecutable()) {
            fmt::print(stderr, "bench_gui: {} is not built beside this program\n", needed);
            return 2;
        }
    }
    const bench::LogFolder large =
        bench::largeLog(cache, option(QStringLiteral("--rows"), QStringLiteral("1000000")).toLongLong());
    QTemporaryDir folder(QString::fromStdString(cache) + QStringLiteral("/gui-XXXXXX"));
    const QString full = folder.filePath(QStringLiteral("full"));
    const QString empty = folder.filePath(QStringLiteral("empty"));
    for (const QString& each : { full, empty })
        QDir().mkpath(each);
    std::filesystem::copy_file(logPath(large.path), logPath(full.toStdString()));
    QProcess upstream;
    upstream.start(beside("bench_upstream"), {});
    upstream.waitForReadyRead(5000);
    const QJsonObject ready = QJsonDocument::fromJson(upstream.readLine()).object();
    const QString config = folder.filePath(QStringLiteral("signalbox.json"));
    writeConfig(config, ready[QStringLiteral("port")].toInt());
    fmt::print("platform {}, {} cores\n", QGuiApplication::platformName().toStdString(), sysconf(_SC_NPROCESSORS_ONLN));
    say("start to usable window, empty", medianStart(empty, config), kStartEmptyMs, "ms", "median of 5, warm");
    say("start to usable window, 1,000,000 requests", medianStart(full, config), kStartFullMs, "ms",
        "median of 5, warm");
    {
        Desk desk(full, config);
        measure(desk, option(QStringLiteral("--seconds"), QStringLiteral("60")).toInt(),
            option(QStringLiteral("--requests"), QStringLiteral("200000")).toLongLong());
    }
    upstream.kill();
    upstream.waitForFinished();
    fmt::print("\n{}\n", g_missed == 0 ? "all met" : fmt::format("{} MISSED", g_missed));
    return 0;
}
