// SPDX-License-Identifier: GPL-3.0-or-later
// The rules page with many rules: how long it takes to open, and the longest time the window could not answer while
// somebody types, drags and moves. What-if, analysis and the keeping of the draft run beside it, as they always do.
// usage: bench_editor [RULES [REQUESTS]], prints one line of JSON.
#include "tests/ui/fake_proxy.h"
#include "tests/ui/sample_log.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_page.h"
#include "ui/rules/rules_view.h"

#include "core/base/embedded.h"

#include <QApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <fmt/format.h>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::ui;
using Json = nlohmann::ordered_json;

namespace {

constexpr int kOpenings = 7;
constexpr int kKeys = 100;
constexpr int kKeyEveryMs = 35;
constexpr int kSteps = 200;
constexpr int kStepEveryMs = 16;
constexpr int kMoves = 40;
constexpr int kTickMs = 5;
constexpr int kSettleMs = 3000; ///< so that what waits for a pause in the editing counts as well

/// How late a tick of every five milliseconds comes: what keeps the event loop busy for longer makes the next one late.
/// (The loop's own signals don't tell: glib's says "awake" after it has handed out the events.)
class StallMeter : public QObject {
public:
    StallMeter()
    {
        m_ticks.setTimerType(Qt::PreciseTimer);
        connect(&m_ticks, &QTimer::timeout, this, [this] { note(); });
        m_ticks.start(kTickMs);
    }
    void begin()
    {
        m_late.clear();
        m_sinceTick.start();
    }
    [[nodiscard]] Json report()
    {
        std::ranges::sort(m_late);
        const auto at = [this](double share) {
            return m_late.empty() ? 0.0 : m_late[std::size_t(double(m_late.size() - 1) * share)];
        };
        return { { "ticks", m_late.size() }, { "p50_ms", at(0.5) }, { "p99_ms", at(0.99) }, { "max_ms", at(1) } };
    }

private:
    void note()
    {
        if (m_sinceTick.isValid())
            m_late.push_back(std::max(0.0, double(m_sinceTick.nsecsElapsed()) / 1e6 - kTickMs));
        m_sinceTick.start();
    }
    QTimer m_ticks;
    QElapsedTimer m_sinceTick;
    std::vector<double> m_late;
};

std::string configWith(int count)
{
    Json json = Json::parse(embedded::sandbox_config);
    const Json last = json["rules"].back();
    json["rules"] = Json::array();
    for (int at = 0; at < count - 1; ++at) {
        const std::string number = std::to_string(at);
        Json when = { { "all",
            Json::array({ { { "fact", "feature" }, { "is", "feature-" + number } },
                { { "fact", "tokens_last" }, { "gt", at } }, { { "fact", "user_tier" }, { "in", { "pro", "team" } } },
                { { "any",
                    Json::array(
                        { { { "fact", "code" }, { "is", true } }, { { "fact", "tools" }, { "is", true } } }) } } }) } };
        json["rules"].push_back({ { "id", "r" + number }, { "name", "Rule " + number }, { "when", when },
            { "route", { { "strategy", "direct" }, { "tier", "mid" } } } });
    }
    json["rules"].push_back(last);
    return json.dump();
}

void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Does it so many times, each from a turn of the event loop of its own, then lets everything settle.
template <class Step> Json measure(StallMeter& meter, int times, int everyMs, Step step)
{
    meter.begin();
    QEventLoop loop;
    QTimer timer;
    int done = 0;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        step(done);
        if (++done == times)
            loop.quit();
    });
    timer.start(everyMs);
    loop.exec();
    timer.stop();
    wait(kSettleMs);
    return meter.report();
}

double openPage(Engine& engine, Theme& theme, std::unique_ptr<RulesPage>& page)
{
    page.reset();
    QElapsedTimer timer;
    timer.start();
    page = std::make_unique<RulesPage>(engine, theme);
    page->resize(1180, 760);
    page->show();
    page->shown();
    if (!QTest::qWaitForWindowExposed(page.get()))
        return -1;
    page->grab();
    return double(timer.nsecsElapsed()) / 1e6;
}

void drag(RulesView& view, int step)
{
    QWidget* list = view.viewport();
    const int x = list->width() / 3;
    const int reach = list->height() - 2;
    const QPoint from = view.visualRect(view.model()->index(view.rowAt(20), RulesModel::Name)).center();
    if (step == 0)
        QTest::mousePress(list, Qt::LeftButton, {}, from);
    // Down to the edge and past it, so that the list scrolls, and up again.
    const int half = kSteps / 2;
    const int y = step < half ? 20 + step * (reach - 20) / half : reach - (step - half) * (reach - 100) / half;
    QTest::mouseMove(list, { x, y });
    if (step == kSteps - 1)
        QTest::mouseRelease(list, Qt::LeftButton, {}, { x, y });
}

void fillLog(fake::SampleLog& log, const Config& config, int requests)
{
    const WallUs now = QDateTime::currentMSecsSinceEpoch() * 1000;
    for (int at = 0; at < requests; ++at)
        log.add(fake::sampleRecord(config, at, now - WallUs(requests - at) * 1'000'000));
    for (int tries = 0; tries < 20 && !log.holds(requests); ++tries) { }
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const int rules = argc > 1 ? std::atoi(argv[1]) : 1000;
    const int requests = argc > 2 ? std::atoi(argv[2]) : 10'000;
    QTemporaryDir folder;
    auto proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    state.config = readConfig(configWith(rules), PriceBook::builtIn()).config;
    if (state.config == nullptr)
        return 2;
    state.status.dataDir = folder.path().toStdString();
    fake::SampleLog log(folder.path().toStdString());
    fillLog(log, *state.config, requests);
    Theme theme(application);
    Engine engine(*proxy);
    std::unique_ptr<RulesPage> page;
    std::vector<double> openings;
    for (int at = 0; at < kOpenings; ++at)
        openings.push_back(openPage(engine, theme, page));
    std::ranges::sort(openings);
    StallMeter meter;
    RulesView& view = *page->findChild<RulesView*>();
    Json result = { { "rules", rules }, { "requests", requests }, { "open_ms", openings[kOpenings / 2] },
        { "open_worst_ms", openings.back() } };
    result["idle"] = measure(meter, 10, 100, [](int) {});
    view.select(rules / 2);
    page->activateWindow();
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Return);
    const auto type = [](int at) { QTest::keyClick(QApplication::focusWidget(), char('a' + at % 26)); };
    result["typing_a_name"] = measure(meter, kKeys, kKeyEveryMs, type);
    for (QLineEdit* line : page->findChildren<QLineEdit*>()) {
        if (line->accessibleName() == QStringLiteral("Condition 1: value"))
            line->setFocus();
    }
    result["typing_a_value"] = measure(meter, kKeys, kKeyEveryMs, type);
    view.setFocus();
    result["dragging"] = measure(meter, kSteps, kStepEveryMs, [&view](int step) { drag(view, step); });
    result["alt_down"] =
        measure(meter, kMoves, kKeyEveryMs, [&view](int) { QTest::keyClick(&view, Qt::Key_Down, Qt::AltModifier); });
    result["undo"] = measure(meter, kMoves, kKeyEveryMs, [&page](int) { page->draft().stack().undo(); });
    result["steps_in_the_stack"] = page->draft().stack().count();
    fmt::print("{}\n", result.dump(2));
    return 0;
}
