// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/sample_traffic.h"
#include "ui/bridge/engine.h"

#include "core/alerts/alert_desk.h"

#include "core/base/embedded.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace signalbox;
using namespace signalbox::ui;

namespace {

AlertEvent trouble()
{
    AlertEvent event;
    event.kind = AlertKind::LedgerTrouble;
    return event;
}

} // namespace

class EngineTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<Proxy> m_proxy;
    fake::State& state() { return fake::stateOf(*m_proxy); }

private Q_SLOTS:
    void init() { m_proxy = fake::startProxy(); }

    void nothing_is_pulled_while_nothing_can_be_seen()
    {
        Engine engine(*m_proxy);
        QSignalSpy pulled(&engine, &Engine::pulled);
        QTest::qWait(600);
        QCOMPARE(pulled.count(), 0);
        engine.setVisible(true);
        QCOMPARE(pulled.count(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(pulled.count() >= 3, 3000);
        engine.setVisible(false);
        const qsizetype before = pulled.count();
        QTest::qWait(400);
        QCOMPARE(pulled.count(), before);
    }

    void a_frozen_view_keeps_its_figures_while_the_state_goes_on()
    {
        state().live[LiveRange::Hours2].requestsToday = 1;
        Engine engine(*m_proxy);
        engine.setFrozen(true);
        state().live[LiveRange::Hours2].requestsToday = 2;
        state().status.inFlight = 7;
        engine.pull();
        QCOMPARE(engine.live().requestsToday, 1);
        QCOMPARE(engine.status().inFlight, 7U);
        engine.setFrozen(false);
        QCOMPARE(engine.live().requestsToday, 2);
    }

    void another_range_is_pulled_at_once_even_when_frozen()
    {
        Engine engine(*m_proxy);
        engine.setFrozen(true);
        engine.setRange(LiveRange::Days7);
        QCOMPARE(int(engine.live().range), int(LiveRange::Days7));
    }

    void an_applied_configuration_is_announced_once_and_a_refused_one_not()
    {
        Engine engine(*m_proxy);
        QSignalSpy changed(&engine, &Engine::configChanged);
        QVERIFY(engine.apply("{").config == nullptr);
        QCOMPARE(changed.count(), 0);
        QVERIFY(engine.apply(std::string(embedded::sandbox_config)).config != nullptr);
        QCOMPARE(changed.count(), 1);
        engine.pull();
        QCOMPARE(changed.count(), 1);
    }

    void a_configuration_that_changed_elsewhere_is_noticed_at_the_next_pull()
    {
        Engine engine(*m_proxy);
        QSignalSpy changed(&engine, &Engine::configChanged);
        state().config = std::make_shared<Config>(*state().config);
        engine.pull();
        QCOMPARE(changed.count(), 1);
    }

    void answers_come_on_the_gui_thread()
    {
        Engine engine(*m_proxy);
        QThread* where = nullptr;
        Result<NewKey> answer = fail("none");
        engine.addKey(QStringLiteral("ci"), {}, this, [&](Result<NewKey> result) {
            where = QThread::currentThread();
            answer = std::move(result);
        });
        QTRY_VERIFY(where != nullptr);
        QCOMPARE(where, QCoreApplication::instance()->thread());
        QVERIFY(answer.has_value());
        QCOMPARE(QString::fromStdString(answer->key.name), QStringLiteral("ci"));
    }

    void a_context_that_has_died_gets_no_answer()
    {
        Engine engine(*m_proxy);
        bool answered = false;
        auto context = std::make_unique<QObject>();
        engine.testDeployment("sandbox/x", context.get(), [&](const Proxy::TestReport&) { answered = true; });
        context.reset();
        bool later = false;
        engine.testDeployment("sandbox/x", this, [&](const Proxy::TestReport&) { later = true; });
        QTRY_VERIFY(later); // answers come in order
        QVERIFY(!answered);
    }

    void a_stored_secret_reaches_the_proxy_and_is_announced()
    {
        Engine engine(*m_proxy);
        QSignalSpy changed(&engine, &Engine::keysChanged);
        bool stored = false;
        engine.setSecret("session:openai", QStringLiteral("sk-test-0123456789"), this,
            [&](const Result<bool>& result) { stored = result.has_value(); });
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(stored);
        QCOMPARE(state().secretsSet.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(state().secretsSet.front().second), QStringLiteral("sk-test-0123456789"));
    }

    void a_refusal_is_an_answer_too()
    {
        Engine engine(*m_proxy);
        std::string code;
        engine.revokeKey(
            "vk_unknown", this, [&](const Result<bool>& result) { code = result ? "" : result.error().code; });
        QTRY_COMPARE(QString::fromStdString(code), QStringLiteral("key_unknown"));
    }

    void an_alert_of_another_thread_arrives_on_the_gui_thread()
    {
        Engine engine(*m_proxy);
        QThread* where = nullptr;
        connect(&engine, &Engine::alertRaised, this, [&](const AlertNews&) { where = QThread::currentThread(); });
        m_proxy->alerts().raise(trouble());
        QTRY_COMPARE(where, QCoreApplication::instance()->thread());
    }

    void an_alert_after_the_end_of_the_engine_is_dropped()
    {
        auto engine = std::make_unique<Engine>(*m_proxy);
        engine.reset();
        m_proxy->alerts().raise(trouble());
        QTRY_COMPARE(m_proxy->alerts().alerts().size(), std::size_t(1));
        QCoreApplication::processEvents();
    }

    void samples_are_sent_in_the_sandbox_only()
    {
        Engine engine(*m_proxy);
        int sent = 0;
        QVERIFY(!engine.canSendSamples());
        engine.setSampleSender([&](int count) { sent += count; });
        QVERIFY(!engine.canSendSamples());
        engine.sendSamples(20);
        QCOMPARE(sent, 0);
        state().status.sandbox = true;
        engine.pull();
        QVERIFY(engine.canSendSamples());
        engine.sendSamples(20);
        QCOMPARE(sent, 20);
    }

    void a_log_that_cannot_be_opened_is_an_error_and_no_hang()
    {
        state().status.dataDir = "/nonexistent/folder";
        Engine engine(*m_proxy);
        bool answered = false;
        engine.fetchPage({}, 0, 10, this, [&](const Result<RequestPage>& page) { answered = !page.has_value(); });
        QTRY_VERIFY(answered);
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
