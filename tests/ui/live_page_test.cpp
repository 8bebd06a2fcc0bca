// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/sample_traffic.h"
#include "ui/budgets/ceiling_words.h"
#include "ui/live/ceiling_gauge.h"
#include "ui/live/cost_chart.h"
#include "ui/live/escalation_chart.h"
#include "ui/live/latency_chart.h"
#include "ui/live/latest_requests.h"
#include "ui/live/live_page.h"
#include "ui/live/live_tiles.h"

#include "core/base/period.h"

#include <QApplication>
#include <QChart>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <cmath>
#include <map>
#include <set>

using namespace signalbox;
using namespace signalbox::ui;
using fake::Traffic;

namespace {

constexpr WallUs kNow = 1'795'003'207'000'000; // a Sunday afternoon
constexpr WallUs kSecond = 1'000'000;

/// Proxy, engine, theme and page, shown.
struct Desk {
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    Theme theme { *qApp };
    std::unique_ptr<Engine> engine;
    std::unique_ptr<LivePage> page;

    fake::State& state() { return fake::stateOf(*proxy); }
    void show()
    {
        engine = std::make_unique<Engine>(*proxy);
        page = std::make_unique<LivePage>(*engine, theme);
        page->resize(980, 700);
        page->show();
        page->shown();
    }
    void setCeiling(const char* scope, std::int64_t dollars)
    {
        auto config = std::make_shared<Config>(*state().config);
        Ceiling ceiling;
        ceiling.id = "c";
        ceiling.scope = scope;
        ceiling.limit = Money::fromNano(dollars * 1'000'000'000);
        config->ceilings = { ceiling };
        state().config = config;
    }
};

/// Which repaint of the window each of some widgets was painted in, by its number.
class Repaints : public QObject {
public:
    Repaints(QWidget& window, std::vector<QWidget*> watched)
        : m_window(window)
        , m_watched(std::move(watched))
    {
        for (QWidget* each : m_watched)
            each->installEventFilter(this);
        m_window.installEventFilter(this);
    }
    /// Every one has been painted since the last call of this, no two of them in one repaint.
    bool wereApart()
    {
        const bool all = m_at.size() == m_watched.size();
        std::set<int> repaints;
        for (const auto& [widget, repaint] : m_at)
            repaints.insert(repaint);
        m_at.clear();
        return all && repaints.size() == m_watched.size();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == &m_window && event->type() == QEvent::UpdateRequest)
            ++m_count;
        if (watched != &m_window && event->type() == QEvent::Paint)
            m_at[watched] = m_count;
        return false;
    }

private:
    QWidget& m_window;
    std::vector<QWidget*> m_watched;
    std::map<QObject*, int> m_at;
    int m_count = 0;
};

QComboBox* choice(QWidget& root, const QString& name)
{
    for (QComboBox* box : root.findChildren<QComboBox*>()) {
        if (box->accessibleName() == name)
            return box;
    }
    return nullptr;
}

LiveSnapshot quiet(LiveRange range)
{
    LiveSnapshot snapshot;
    snapshot.range = range;
    snapshot.now = kNow;
    const WallUs length = bucketSeconds(range) * kSecond;
    for (int at = bucketCount(range) - 1; at >= 0; --at)
        snapshot.buckets.push_back({ .start = kNow / length * length - at * length, .tiers = {} });
    return snapshot;
}

} // namespace

class LivePageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void tiles_say_figure_and_meaning()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.setCeiling("global", 20);
        desk.show();
        const LiveTiles& tiles = *desk.page->tiles();
        QCOMPARE(tiles.tile(LiveTiles::Spend)->figure(), QStringLiteral("$12.41"));
        QCOMPARE(tiles.tile(LiveTiles::Spend)->remark(), QStringLiteral("64% of $20.00 ceiling"));
        QCOMPARE(tiles.tile(LiveTiles::Saved)->figure(), QStringLiteral("$31.87"));
        QCOMPARE(tiles.tile(LiveTiles::Saved)->remark(), QStringLiteral("72.0% less"));
        QCOMPARE(tiles.tile(LiveTiles::Requests)->figure(), QStringLiteral("8,412"));
        QCOMPARE(tiles.tile(LiveTiles::Escalation)->figure(), QStringLiteral("6.4%"));
        QCOMPARE(tiles.tile(LiveTiles::CostPerRequest)->figure(), QStringLiteral("$0.0015"));
        QCOMPARE(tiles.tile(LiveTiles::Spend)->mark(), QString());
        QCOMPARE(
            tiles.tile(LiveTiles::Spend)->accessibleDescription(), QStringLiteral("$12.41, 64% of $20.00 ceiling"));
    }

    void simulated_traffic_is_marked_and_is_no_money()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::SimulatedOnly);
        desk.show();
        const LiveTiles& tiles = *desk.page->tiles();
        QCOMPARE(tiles.tile(LiveTiles::Spend)->figure(), QStringLiteral("$0.04"));
        QCOMPARE(tiles.tile(LiveTiles::Spend)->mark(), QStringLiteral("simulated"));
        QCOMPARE(tiles.tile(LiveTiles::CostPerRequest)->mark(), QStringLiteral("simulated"));
        QCOMPARE(tiles.tile(LiveTiles::Saved)->figure(), QStringLiteral("\u2013"));
        QVERIFY(desk.page->costChart()->simulated());
        for (const ChartSeries& series : desk.page->costChart()->content().series)
            QVERIFY(series.hatched);
    }

    void simulated_costs_are_never_stacked_on_money()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        auto& buckets = desk.state().live[LiveRange::Hours2].buckets;
        std::int64_t money = 0;
        for (LiveBucket& bucket : buckets) {
            for (auto& [tier, cell] : bucket.tiers) {
                money += cell.costNano;
                cell.simulatedNano = 5'000'000'000;
            }
        }
        desk.show();
        Money drawn;
        for (const auto& [tier, sum] : desk.page->costChart()->totals())
            drawn += sum;
        // The newest point looks back two whole minutes and so counts a part of the one before again.
        QVERIFY(drawn.nano() >= money && drawn.nano() < money + money / 20);
        QVERIFY(!desk.page->costChart()->simulated());
    }

    void tiles_stand_in_two_rows_where_six_have_no_room()
    {
        Desk desk;
        desk.show();
        const LiveTiles& tiles = *desk.page->tiles();
        QCOMPARE(tiles.tile(LiveTiles::Latency)->y(), tiles.tile(LiveTiles::Spend)->y());
        desk.page->resize(680, 700);
        QTRY_VERIFY(tiles.tile(LiveTiles::Latency)->y() > tiles.tile(LiveTiles::Spend)->y());
        QCOMPARE(tiles.tile(LiveTiles::Latency)->x(), tiles.tile(LiveTiles::Spend)->x());
    }

    void a_tile_leads_to_its_requests_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("spend") << int(LiveTiles::Spend);
        QTest::newRow("escalation") << int(LiveTiles::Escalation);
        QTest::newRow("latency") << int(LiveTiles::Latency);
        QTest::newRow("requests") << int(LiveTiles::Requests);
    }

    void a_tile_leads_to_its_requests()
    {
        QFETCH(int, which);
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        PageTarget target;
        connect(desk.page.get(), &Page::navigate, this, [&](const PageTarget& wanted) { target = wanted; });
        QTest::mouseClick(desk.page->tiles()->tile(LiveTiles::Which(which)), Qt::LeftButton);
        QCOMPARE(target.page, QStringLiteral("requests"));
        QVERIFY(target.filter.from > kNow - 25 * 3600 * kSecond && target.filter.from <= kNow);
        QCOMPARE(target.filter.minCostNano, which == LiveTiles::Spend ? 1 : -1);
        QCOMPARE(target.filter.escalated.has_value(), which == LiveTiles::Escalation);
        QCOMPARE(target.filter.minTotalUs > 0, which == LiveTiles::Latency);
    }

    void the_day_of_a_filter_begins_at_the_local_hour_of_the_rule()
    {
        const DayRule berlin = DayRule::make("Europe/Berlin", 0).value();
        const WallUs start = startOfDay(berlin, kNow);
        QCOMPARE(QString::fromStdString(berlin.localTime(start)), QStringLiteral("00:00"));
        QCOMPARE(berlin.dayOf(start), berlin.dayOf(kNow));
        QVERIFY(berlin.dayOf(start - 1) != berlin.dayOf(kNow));
        const WallUs sixInTheMorning = startOfDay(DayRule::make("Europe/Berlin", 360).value(), kNow);
        QCOMPARE(sixInTheMorning - start, 6 * 3600 * kSecond);
        // 2026-10-25 has 25 hours in Berlin; its last minute still belongs to it.
        const WallUs longDayEnd = 1'792'969'140'000'000;
        QCOMPARE(longDayEnd - startOfDay(berlin, longDayEnd), WallUs(25 * 3600 - 60) * kSecond);
    }

    void without_any_request_the_page_says_how_to_send_one()
    {
        Desk desk;
        desk.state().live[LiveRange::Hours2] = quiet(LiveRange::Hours2);
        desk.state().status.sandbox = true;
        desk.show();
        QVERIFY(desk.page->isEmpty());
        auto* empty = desk.page->findChild<EmptyState*>();
        QVERIFY(empty->isVisibleTo(desk.page.get()));
        QVERIFY(!empty->actionButton()->isVisibleTo(desk.page.get()));
        int sent = 0;
        desk.engine->setSampleSender([&](int count) { sent = count; });
        desk.engine->pull();
        QVERIFY(empty->actionButton()->isVisibleTo(desk.page.get()));
        QTest::mouseClick(empty->actionButton(), Qt::LeftButton);
        QCOMPARE(sent, 20);
        fake::fillWithTraffic(desk.state(), kNow, Traffic::SimulatedOnly);
        desk.engine->pull();
        QVERIFY(!empty->isVisibleTo(desk.page.get()));
    }

    void a_chart_never_has_more_than_ninety_two_points_data()
    {
        QTest::addColumn<int>("range");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("15 minutes") << int(LiveRange::Minutes15) << qint64(10);
        QTest::newRow("2 hours") << int(LiveRange::Hours2) << qint64(120);
        QTest::newRow("today") << int(LiveRange::Today) << qint64(1800);
        QTest::newRow("7 days") << int(LiveRange::Days7) << qint64(7200);
    }

    void a_chart_never_has_more_than_ninety_two_points()
    {
        QFETCH(int, range);
        QFETCH(qint64, seconds);
        const ChartFrame frame = chartFrame(quiet(LiveRange(range)));
        QVERIFY(frame.buckets.size() <= 92);
        QCOMPARE(frame.buckets.front().from % (seconds * kSecond), 0);
        QCOMPARE(frame.buckets[1].to - frame.buckets[1].from, seconds * kSecond);
        QVERIFY(frame.end >= frame.buckets.back().to);
    }

    void the_newest_point_is_as_long_as_the_others_and_ends_now()
    {
        LiveSnapshot snapshot = quiet(LiveRange::Hours2);
        snapshot.buckets.back().tiers["small"].requests = 3;
        const ChartFrame frame = chartFrame(snapshot);
        const ChartBucket& newest = frame.buckets.back();
        QCOMPARE(newest.to - newest.from, 120 * kSecond);
        QCOMPARE(newest.to, snapshot.buckets.back().start + 10 * kSecond);
        QCOMPARE(newest.tiers.at("small").requests, 3U);
    }

    void latency_has_a_gap_where_no_request_was()
    {
        Desk desk;
        desk.show();
        LiveSnapshot snapshot = quiet(LiveRange::Hours2);
        snapshot.buckets[100].tiers["small"].total.add(400'000);
        desk.page->latencyChart()->show(chartFrame(snapshot), {}, LatencyChart::Until::LastByte);
        const std::vector<double>& p50 = desk.page->latencyChart()->content().series.front().values;
        QCOMPARE(std::count_if(p50.begin(), p50.end(), [](double value) { return !std::isnan(value); }), 1);
    }

    void ticks_are_round_times()
    {
        const std::vector<Tick> ticks = timeTicks(kNow - 7200 * kSecond, kNow, 8);
        QVERIFY(ticks.size() >= 4 && ticks.size() <= 9);
        for (const Tick& tick : ticks) {
            const QTime time = QDateTime::fromMSecsSinceEpoch(qint64(tick.at)).time();
            QVERIFY(time.minute() % 15 == 0 && time.second() == 0);
        }
    }

    void steps_are_one_two_or_five_data()
    {
        QTest::addColumn<double>("top");
        QTest::addColumn<int>("most");
        QTest::addColumn<double>("step");
        QTest::newRow("half a dollar") << 0.5 << 5 << 0.1;
        QTest::newRow("four seconds") << 3600.0 << 4 << 1000.0;
        QTest::newRow("tiny") << 0.00037 << 4 << 0.0001;
        QTest::newRow("exact") << 1.0 << 5 << 0.2;
        QTest::newRow("nothing") << 0.0 << 5 << 1.0;
    }

    void steps_are_one_two_or_five()
    {
        QFETCH(double, top);
        QFETCH(int, most);
        QTEST(niceStep(top, most), "step");
    }

    void a_drag_over_a_chart_looks_closer_and_escape_leads_back()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        desk.page->activateWindow();
        CostChart* chart = desk.page->costChart();
        QTest::qWait(50);
        const WallUs whole = chart->content().end - chart->content().start;
        QSignalSpy spans(chart, &TimeChart::spanClicked);
        const auto drag = [&](double from, double to) {
            QWidget* view = chart->viewport();
            const int y = view->height() / 2;
            QTest::mousePress(view, Qt::LeftButton, {}, QPoint(int(view->width() * from), y));
            for (int step = 1; step <= 8; ++step)
                QTest::mouseMove(view, QPoint(int(view->width() * (from + (to - from) * step / 8)), y));
            QTest::mouseRelease(view, Qt::LeftButton, {}, QPoint(int(view->width() * to), y));
        };
        drag(0.4, 0.6);
        const WallUs closer = chart->content().end - chart->content().start;
        QVERIFY2(closer < whole / 2 && closer > whole / 20, qPrintable(QString::number(closer / kSecond)));
        QCOMPARE(desk.page->latencyChart()->content().start, chart->content().start);
        QCOMPARE(spans.count(), 0);
        chart->setFocus();
        QTest::keyClick(chart, Qt::Key_Escape);
        QTRY_COMPARE(chart->content().end - chart->content().start, whole);
        QTest::keyClick(chart, Qt::Key_Right); // the crosshair, then a closer look by the key
        QTest::keyClick(chart, Qt::Key_Plus);
        QVERIFY(chart->content().end - chart->content().start < whole / 2);
        QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, chart->viewport()->rect().center());
        QCOMPARE(spans.count(), 1);
        QVERIFY(spans.front().at(1).value<WallUs>() - spans.front().at(0).value<WallUs>() < whole / 50);
    }

    void a_breaker_that_trips_or_closes_is_a_flag_of_its_own_kind()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        const auto turn = [&](BreakerState state) {
            {
                const std::lock_guard lock(desk.state().mutex);
                desk.state().breakers = { { "openai/gpt-4o", state, 5, "http_500", 0, false } };
            }
            if (desk.engine)
                desk.engine->pull();
        };
        const auto count = [&](ChartFlag::Kind kind) {
            return std::ranges::count(desk.page->costChart()->flags(), kind, &ChartFlag::kind);
        };
        turn(BreakerState::Closed);
        desk.show();
        QCOMPARE(count(ChartFlag::Kind::Opened), 0);
        turn(BreakerState::Open);
        QCOMPARE(count(ChartFlag::Kind::Opened), 1);
        turn(BreakerState::HalfOpen); // a probe is no news
        turn(BreakerState::Closed);
        QCOMPARE(count(ChartFlag::Kind::Closed), 1);
        QCOMPARE(count(ChartFlag::Kind::Opened), 1);
        const auto& flags = desk.page->latencyChart()->flags();
        const auto closed = std::ranges::find(flags, ChartFlag::Kind::Closed, &ChartFlag::kind);
        QVERIFY(closed != flags.end());
        QVERIFY(closed->text.contains(QStringLiteral("openai/gpt-4o")));
        QCOMPARE(closed->page, QStringLiteral("tiers"));
    }

    void versions_of_the_rules_are_flags_on_every_chart_and_lead_to_the_history()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        ConfigVersion version;
        version.number = 15;
        version.appliedAt = kNow - 3000 * kSecond;
        version.note = "cheaper nights";
        desk.state().versions.push_back(version);
        desk.show();
        QTRY_VERIFY(!desk.page->costChart()->flags().empty());
        QCOMPARE(desk.page->latencyChart()->flags().size(), desk.page->costChart()->flags().size());
        const auto& flags = desk.page->costChart()->flags();
        const auto flag = std::ranges::find(flags, version.appliedAt, &ChartFlag::at);
        QVERIFY(flag != flags.end());
        QVERIFY2(flag->text.contains(QStringLiteral("15")) && flag->text.contains(QStringLiteral("cheaper nights")),
            qPrintable(flag->text));
        QSignalSpy navigated(desk.page.get(), &Page::navigate);
        const CostChart* chart = desk.page->costChart();
        const QRectF plot = chart->chart()->plotArea();
        const double share =
            double(version.appliedAt - chart->content().start) / double(chart->content().end - chart->content().start);
        const QPoint foot(int(plot.left() + share * plot.width()), int(plot.bottom()) - 4);
        QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, foot);
        QCOMPARE(navigated.count(), 1);
        QCOMPARE(navigated.front().front().value<PageTarget>().page, QStringLiteral("rules"));
        QCOMPARE(navigated.front().front().value<PageTarget>().item, QStringLiteral("history"));
    }

    void the_cost_is_shown_per_tier_or_for_all_together()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        const CostChart* chart = desk.page->costChart();
        const std::size_t tiers = chart->content().series.size();
        QVERIFY(tiers > 1);
        double sum = 0;
        for (const ChartSeries& series : chart->content().series)
            sum += series.values.back();
        auto* split = choice(*desk.page, QStringLiteral("Cost of each tier or of all"));
        QVERIFY(split != nullptr);
        split->setCurrentIndex(1);
        Q_EMIT split->activated(1);
        QCOMPARE(chart->content().series.size(), std::size_t(1));
        QVERIFY(std::abs(chart->content().series.front().values.back() - sum) < 1e-9);
    }

    void a_hidden_page_draws_nothing()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        desk.page->hidden();
        desk.state().live[LiveRange::Hours2].requestsToday = 9'999;
        desk.state().live[LiveRange::Hours2].revision = 2;
        desk.engine->pull();
        QCOMPARE(desk.page->tiles()->tile(LiveTiles::Requests)->figure(), QStringLiteral("8,412"));
        desk.page->shown();
        QCOMPARE(desk.page->tiles()->tile(LiveTiles::Requests)->figure(), QStringLiteral("9,999"));
    }

    void what_the_clock_brings_is_drawn_in_turns_and_an_order_at_once()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        LivePage& page = *desk.page;
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        Repaints repaints(page,
            { page.costChart()->viewport(), page.latencyChart()->viewport(), page.escalationChart()->viewport(),
                page.latest()->table()->viewport() });
        desk.engine->setVisible(true);
        LiveSnapshot& live = desk.state().live[LiveRange::Hours2];
        bool apart = false;
        for (int round = 0; round < 20 && !apart; ++round) { // a machine under load may bring two turns together
            ++live.revision;
            live.latest.insert(live.latest.begin(), fake::sampleRequest(2001 + round, kNow, Traffic::Paid));
            QSignalSpy pulled(desk.engine.get(), &Engine::pulled);
            QVERIFY(pulled.wait());
            QCOMPARE(pulled.front().front().value<Engine::Occasion>(), Engine::Occasion::Clock);
            QTest::qWait(200);
            apart = repaints.wereApart();
        }
        QVERIFY(apart);
        // Between two turns somebody does something: nothing of the page is older than that.
        ++live.revision;
        live.requestsToday = 9'998;
        live.latest.insert(live.latest.begin(), fake::sampleRequest(3001, kNow, Traffic::Paid));
        QTRY_COMPARE(page.tiles()->tile(LiveTiles::Requests)->figure(), QStringLiteral("9,998"));
        live.requestsToday = 9'999;
        live.latest.insert(live.latest.begin(), fake::sampleRequest(3002, kNow, Traffic::Paid));
        desk.engine->pull();
        QCOMPARE(page.tiles()->tile(LiveTiles::Requests)->figure(), QStringLiteral("9,999"));
        const auto* rows = qobject_cast<const LatestModel*>(page.latest()->table()->model());
        QCOMPARE(rows->at(0).id, live.latest.front().id);
    }

    void new_requests_come_in_one_insertion()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        QAbstractItemModel* model = desk.page->latest()->table()->model();
        QSignalSpy inserted(model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(model, &QAbstractItemModel::modelReset);
        auto& latest = desk.state().live[LiveRange::Hours2].latest;
        for (int number = 2001; number <= 2007; ++number)
            latest.insert(latest.begin(), fake::sampleRequest(number, kNow, Traffic::Paid));
        latest.resize(50);
        desk.engine->pull();
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model->rowCount(), 50);
        desk.engine->pull();
        QCOMPARE(inserted.count(), 1);
    }

    void rows_stay_while_one_is_being_read()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        QTableView* table = desk.page->latest()->table();
        QVERIFY(QTest::qWaitForWindowExposed(desk.page.get()));
        table->setFocus();
        table->selectRow(2);
        const QString held = table->model()->index(0, LatestModel::Time).data().toString();
        auto& latest = desk.state().live[LiveRange::Hours2].latest;
        latest.insert(latest.begin(), fake::sampleRequest(2001, kNow + 3 * kSecond, Traffic::Paid));
        desk.engine->pull();
        QCOMPARE(table->model()->index(0, LatestModel::Time).data().toString(), held);
        table->clearSelection();
        desk.engine->pull();
        QVERIFY(table->model()->index(0, LatestModel::Time).data().toString() != held);
    }

    void an_activated_row_leads_to_its_request()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        PageTarget target;
        connect(desk.page.get(), &Page::navigate, this, [&](const PageTarget& wanted) { target = wanted; });
        QTableView* table = desk.page->latest()->table();
        table->setCurrentIndex(table->model()->index(1, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(target.page, QStringLiteral("requests"));
        QCOMPARE(target.item, QString::fromStdString(desk.engine->live().latest[1].id));
    }

    void a_chart_is_read_with_the_keyboard()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        CostChart* chart = desk.page->costChart();
        QSignalSpy moved(chart, &TimeChart::crosshairMoved);
        QSignalSpy clicked(chart, &TimeChart::spanClicked);
        QTest::keyClick(chart, Qt::Key_Left);
        QTest::keyClick(chart, Qt::Key_Left);
        QCOMPARE(moved.count(), 2);
        QTest::keyClick(chart, Qt::Key_Space);
        QCOMPARE(clicked.count(), 1);
        const auto spans = chart->content().spans;
        QCOMPARE(clicked.front().at(0).value<WallUs>(), spans[spans.size() - 2].first);
        QTest::keyClick(chart, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), qsizetype(spans.size() + 1));
        QCOMPARE(lines.front(), QStringLiteral("Time\tSmall\tMid\tFrontier"));
    }

    void a_chart_says_its_sum_to_those_who_cannot_see_it()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        QVERIFY2(desk.page->costChart()->accessibleDescription().startsWith(QLatin1String("Last 2 hours, total $")),
            qPrintable(desk.page->costChart()->accessibleDescription()));
        QVERIFY(desk.page->latencyChart()->accessibleDescription().contains(QLatin1String("p95")));
        QVERIFY(desk.page->escalationChart()->accessibleDescription().contains(QLatin1String("escalated")));
    }

    void a_forecast_says_when_the_ceiling_is_hit_and_what_then()
    {
        Ceiling ceiling;
        ceiling.limit = Money::fromNano(20'000'000'000);
        Forecast outlook;
        outlook.kind = Forecast::Case::Reaches;
        outlook.reachesAt = kNow;
        QVERIFY(outlookSentence(outlook, ceiling, kNow).contains(QLatin1String("blocked")));
        ceiling.atLimit = AtLimit::Downgrade;
        QVERIFY(outlookSentence(outlook, ceiling, kNow).contains(QLatin1String("cheaper tiers")));
        QCOMPARE(int(outlookTone(outlook)), int(Tone::Warning));
        outlook.kind = Forecast::Case::Reached;
        QCOMPARE(int(outlookTone(outlook)), int(Tone::Error));
    }

    void every_control_has_a_name_and_tab_comes_back()
    {
        for (const Traffic traffic : { Traffic::Paid, Traffic::SimulatedOnly }) {
            Desk desk;
            fake::fillWithTraffic(desk.state(), kNow, traffic);
            desk.show();
            QCOMPARE(signalbox::testing::unnamedControls(*desk.page), QString());
            QVERIFY(QTest::qWaitForWindowExposed(desk.page.get()));
            desk.page->activateWindow();
            desk.page->tiles()->tile(LiveTiles::Spend)->setFocus();
            const int stops = signalbox::testing::tabStops(*desk.page);
            QVERIFY2(stops > 10, qPrintable(QString::number(stops)));
        }
    }

    void an_update_of_the_whole_page_is_cheap()
    {
        Desk desk;
        fake::fillWithTraffic(desk.state(), kNow, Traffic::Paid);
        desk.show();
        QElapsedTimer timer;
        timer.start();
        constexpr int kRounds = 20;
        for (int round = 0; round < kRounds; ++round) {
            ++desk.state().live[LiveRange::Hours2].revision;
            desk.engine->pull();
        }
        const double each = double(timer.nsecsElapsed()) / 1e6 / kRounds;
        qInfo("pull and update: %.1f ms", each);
        QVERIFY2(each < 150, qPrintable(QString::number(each))); // generous: machines under load
    }
};

QTEST_MAIN(LivePageTest)
#include "live_page_test.moc"
