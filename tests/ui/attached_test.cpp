// SPDX-License-Identifier: GPL-3.0-or-later
// The engine and the window on a proxy behind a socket: what engine_test.cpp says of one in the same process.
#include "tests/ui/fake_proxy.h"
#include "ui/bridge/engine.h"
#include "ui/shell/banner.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/quit_question.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/theme.h"

#include "core/alerts/alert_desk.h"
#include "core/attach/desk_server.h"
#include "core/attach/remote_proxy.h"
#include "core/base/embedded.h"

#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace signalbox;
using namespace signalbox::ui;

namespace {

LiveBucket bucket(WallUs start, std::uint32_t requests)
{
    LiveBucket bucket;
    bucket.start = start;
    bucket.tiers["small"].requests = requests;
    bucket.tiers["small"].total.add(1000 * requests);
    return bucket;
}

} // namespace

class AttachedTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Proxy> m_proxy;
    std::unique_ptr<attach::DeskServer> m_server;
    std::unique_ptr<attach::RemoteProxy> m_remote;

    fake::State& state() { return fake::stateOf(*m_proxy); }
    void serve()
    {
        auto server = attach::DeskServer::open(*m_proxy, attach::DeskServer::Options(m_folder.path().toStdString()));
        QVERIFY(server.has_value());
        m_server = std::move(*server);
    }

private Q_SLOTS:
    void init()
    {
        m_proxy = fake::startProxy();
        state().status.dataDir = m_folder.path().toStdString();
        serve();
        auto remote = attach::RemoteProxy::attach(m_folder.path().toStdString());
        QVERIFY(remote.has_value());
        m_remote = std::move(*remote);
    }
    void cleanup()
    {
        m_remote.reset();
        m_server.reset();
        m_proxy.reset();
    }

    void the_first_picture_is_there_when_the_engine_is()
    {
        const Engine engine(*m_remote);
        QVERIFY(engine.attachment());
        QVERIFY(!engine.isStale());
        QCOMPARE(engine.status().port, quint16(8787));
        QCOMPARE(QString::fromStdString(engine.config()->text), QString::fromStdString(state().config->text));
    }

    void pulls_come_back_while_the_window_is_seen_and_not_else()
    {
        Engine engine(*m_remote);
        QTest::qWait(100);
        QSignalSpy pulled(&engine, &Engine::pulled);
        QTest::qWait(600);
        QCOMPARE(pulled.count(), 0);
        engine.setVisible(true);
        QTRY_VERIFY_WITH_TIMEOUT(pulled.count() >= 4, 3000);
        engine.setVisible(false);
        QTest::qWait(100);
        const qsizetype before = pulled.count();
        QTest::qWait(500);
        QCOMPARE(pulled.count(), before);
    }

    void live_figures_follow_bucket_by_bucket()
    {
        const auto set = [this](std::vector<LiveBucket> buckets) {
            const std::lock_guard lock(state().mutex);
            LiveSnapshot& live = state().live[LiveRange::Hours2];
            live.buckets = std::move(buckets);
            ++live.revision;
        };
        set({ bucket(10, 1), bucket(20, 2), bucket(30, 3) });
        Engine engine(*m_remote);
        const auto shows = [&](const std::vector<LiveBucket>& wanted) {
            engine.pull();
            return std::ranges::equal(engine.live().buckets, wanted,
                [](const auto& a, const auto& b) { return a.start == b.start && a.tiers == b.tiers; });
        };
        QTRY_VERIFY(shows({ bucket(10, 1), bucket(20, 2), bucket(30, 3) }));
        set({ bucket(20, 2), bucket(30, 9), bucket(40, 4) }); // one has gone, one has changed, one is new
        QTRY_VERIFY(shows({ bucket(20, 2), bucket(30, 9), bucket(40, 4) }));
        set({ bucket(15, 5), bucket(20, 2), bucket(40, 4) }); // whatever it was
        QTest::qWait(50);
        set({ bucket(100, 1) });
        QTRY_VERIFY(shows({ bucket(100, 1) }));
        set({});
        QTRY_VERIFY(shows({}));
        engine.setRange(LiveRange::Days7);
        QTRY_COMPARE(int(engine.live().range), int(LiveRange::Days7));
    }

    void an_applied_configuration_is_announced_once_and_a_refused_one_not()
    {
        Engine engine(*m_remote);
        QSignalSpy changed(&engine, &Engine::configChanged);
        QVERIFY(engine.apply("{").config == nullptr);
        QCOMPARE(changed.count(), 0);
        QVERIFY(engine.apply(std::string(embedded::starter_config)).config != nullptr);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(QString::fromStdString(state().config->text), QString::fromStdString(engine.config()->text));
        engine.pull();
        QTest::qWait(100);
        QCOMPARE(changed.count(), 1);
    }

    void a_configuration_that_changed_elsewhere_is_noticed_at_the_next_pull()
    {
        Engine engine(*m_remote);
        QSignalSpy changed(&engine, &Engine::configChanged);
        (void)m_proxy->apply(embedded::starter_config);
        engine.pull();
        QTRY_COMPARE(changed.count(), 1);
    }

    void answers_come_on_the_gui_thread_and_the_news_are_there_by_then()
    {
        Engine engine(*m_remote);
        QThread* where = nullptr;
        std::size_t keys = 0;
        engine.addKey(QStringLiteral("ci"), {}, this, [&](const Result<NewKey>& result) {
            where = QThread::currentThread();
            keys = result ? engine.keys().size() : 0;
        });
        QTRY_VERIFY(where != nullptr);
        QCOMPARE(where, QCoreApplication::instance()->thread());
        QCOMPARE(keys, std::size_t(1));
    }

    void a_stored_secret_reaches_the_proxy_and_is_announced()
    {
        Engine engine(*m_remote);
        QSignalSpy changed(&engine, &Engine::keysChanged);
        engine.setSecret("session:openai", QStringLiteral("sk-test-0123456789"), this, [](const Result<bool>&) {});
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(QString::fromStdString(state().secretsSet.front().second), QStringLiteral("sk-test-0123456789"));
    }

    void a_refusal_is_an_answer_too()
    {
        Engine engine(*m_remote);
        std::string code;
        engine.revokeKey(
            "vk_unknown", this, [&](const Result<bool>& result) { code = result ? "" : result.error().code; });
        QTRY_COMPARE(QString::fromStdString(code), QStringLiteral("key_unknown"));
    }

    void an_alert_arrives_on_the_gui_thread_also_while_nothing_can_be_seen()
    {
        Engine engine(*m_remote);
        QThread* where = nullptr;
        connect(&engine, &Engine::alertRaised, this, [&](const AlertNews&) { where = QThread::currentThread(); });
        AlertEvent event;
        event.kind = AlertKind::LedgerTrouble;
        m_proxy->alerts().raise(event);
        QTRY_COMPARE_WITH_TIMEOUT(where, QCoreApplication::instance()->thread(), 5000);
    }

    void the_window_says_where_it_works_and_what_to_do_when_that_has_gone()
    {
        QSettings settings(m_folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
        Theme theme(*qApp);
        Language language;
        Engine engine(*m_remote);
        MainWindow window(engine, theme, language, settings);
        window.show();
        auto* bar = window.findChild<StatusBar*>();
        QTRY_VERIFY(bar->text().contains(QStringLiteral("attached to serve, pid")));
        m_server.reset();
        QTRY_VERIFY_WITH_TIMEOUT(engine.isStale(), 5000);
        QTRY_VERIFY(bar->text().contains(QStringLiteral("Nothing is routed")));
        QSignalSpy here(&window, &MainWindow::startHereWanted);
        QPushButton* start = nullptr;
        for (QPushButton* button : window.findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text().remove(u'&') == QStringLiteral("Start here"))
                start = button;
        }
        QVERIFY(start != nullptr);
        start->click();
        QCOMPARE(here.count(), 1);
        serve();
        QTRY_VERIFY_WITH_TIMEOUT(!engine.isStale(), 5000);
        QTRY_VERIFY(bar->text().contains(QStringLiteral("attached to serve, pid")));
    }

    void quitting_asks_nothing_and_stops_nothing_whatever_is_in_flight()
    {
        state().status.inFlight = 3;
        Engine engine(*m_remote);
        QWidget window;
        QuitQuestion question(engine, window);
        QSignalSpy agreed(&question, &QuitQuestion::agreed);
        QTRY_COMPARE(engine.status().inFlight, 3U);
        question.ask();
        QCOMPARE(agreed.count(), 1);
        QTest::qWait(100);
        QVERIFY(!m_proxy->status().paused());
    }
};

QTEST_MAIN(AttachedTest)
#include "attached_test.moc"
