// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/alerts/alerts_model.h"
#include "ui/alerts/alerts_page.h"

#include "core/alerts/alert_desk.h"
#include "ui/alerts/alert_edit.h"
#include "ui/alerts/alert_words.h"

#include <QDateTime>
#include <QComboBox>
#include <QLocale>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;

namespace {

AlertEvent eventOf(AlertKind kind)
{
    AlertEvent event;
    event.kind = kind;
    event.subject = kind == AlertKind::BreakerOpened ? "openai/gpt-4o" : "day";
    event.scope = "global";
    event.span = "day";
    event.window = kind == AlertKind::BreakerOpened ? "" : "2026-11-22";
    event.sharePpm = kind == AlertKind::Threshold ? 800'000 : 0;
    event.used = Money::fromNano(16'000'000'000);
    event.limit = Money::fromNano(20'000'000'000);
    event.atLimit = "block";
    return event;
}

struct Fixture {
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    Theme theme { *qApp };
    Engine engine { *proxy };
    AlertsPage page { engine, theme };
    std::vector<Notice> notices;

    Fixture()
    {
        QObject::connect(&page, &Page::notice, &page, [this](const Notice& notice) { notices.push_back(notice); });
        page.resize(1000, 900);
        page.show();
        page.shown();
        engine.setVisible(true);
    }
    AlertDesk& desk() { return proxy->alerts(); }
    QTableView& table() { return *page.findChild<QTableView*>(); }
    const AlertSettings& settings() { return state.config->alerts; }
    void raise(AlertKind kind)
    {
        const std::size_t before = desk().alerts().size();
        desk().raise(eventOf(kind));
        QTRY_COMPARE(desk().alerts().size(), before + 1);
        engine.pull();
    }
};

} // namespace

class AlertsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void an_empty_list_says_so_and_no_control_is_unnamed()
    {
        Fixture f;
        QVERIFY(isSaid(f.page, QStringLiteral("Nothing had to be told yet.")));
        QCOMPARE(signalbox::testing::unnamedControls(f.page), QString());
        QVERIFY(press(f.page, QStringLiteral("Add webhook")));
        QCOMPARE(signalbox::testing::unnamedControls(f.page), QString());
        QVERIFY(press(f.page, QStringLiteral("Add mail")));
        QCOMPARE(signalbox::testing::unnamedControls(f.page), QString());
    }

    void alerts_are_listed_newest_first_with_a_sign_and_a_word_for_their_level()
    {
        Fixture f;
        f.raise(AlertKind::Threshold);
        f.raise(AlertKind::CeilingReached);
        const QAbstractItemModel& model = *f.table().model();
        QCOMPARE(model.rowCount(), 2);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, AlertsModel::Level), QStringLiteral("✕ Urgent"));
        QCOMPARE(cell(0, AlertsModel::What), QStringLiteral("Reached: daily ceiling"));
        QCOMPARE(cell(1, AlertsModel::Level), QStringLiteral("⚠ Attention"));
        QCOMPARE(cell(1, AlertsModel::What), QStringLiteral("80 % of the daily ceiling is spent"));
        QVERIFY(cell(1, AlertsModel::Meaning).startsWith(QStringLiteral("$16.00 of $20.00 is used.")));
    }

    void large_text_has_all_of_it_below_each_other()
    {
        Fixture f;
        f.page.resize(1068, 700); // what a window of 1180 leaves to a page
        f.page.show();
        f.theme.setTextScale(2);
        QTest::qWait(50);
        const auto* area = f.page.findChild<QScrollArea*>();
        QVERIFY(area->verticalScrollBar()->maximum() > 0);
        QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
        f.raise(AlertKind::Threshold);
        f.raise(AlertKind::CeilingReached);
        QTRY_VERIFY(f.table().horizontalScrollBar()->maximum() > 0);
        QTRY_COMPARE(f.table().verticalScrollBar()->maximum(), 0);
        f.theme.setTextScale(1);
    }

    void new_alerts_are_counted_beside_the_page_until_it_is_looked_at()
    {
        Fixture f;
        f.page.hidden();
        QTest::qWait(20);
        QSignalSpy badges(&f.page, &Page::badgeChanged);
        f.raise(AlertKind::Threshold);
        QTRY_VERIFY(!badges.isEmpty());
        QCOMPARE(badges.last().first().toString(), QStringLiteral("1"));
        f.page.shown();
        QTRY_VERIFY(f.desk().alerts().front().seen);
        f.engine.pull();
        QTRY_COMPARE(badges.last().first().toString(), QString());
    }

    void the_selected_alert_is_snoozed_with_undo_and_leads_to_its_page()
    {
        Fixture f;
        f.raise(AlertKind::BreakerOpened);
        QVERIFY(!findButton(f.page, QStringLiteral("Snooze alerts like this for an hour"))->isEnabled());
        f.table().selectRow(0);
        QVERIFY(press(f.page, QStringLiteral("Snooze alerts like this for an hour")));
        QTRY_COMPARE(f.desk().snoozes().count("breaker_opened/openai/gpt-4o"), std::size_t(1));
        f.engine.pull();
        QVERIFY(isSaid(f.page, QStringLiteral("Some alerts are snoozed until")));
        f.notices.back().action();
        QTRY_VERIFY(f.desk().snoozes().empty());
        QSignalSpy leads(&f.page, &Page::navigate);
        QTest::keyClick(&f.table(), Qt::Key_Return);
        QVERIFY(press(f.page, QStringLiteral("Show what the alert is about")));
        QCOMPARE(leads.last().first().value<PageTarget>().page, QStringLiteral("tiers"));
    }

    void everything_is_snoozed_and_woken()
    {
        Fixture f;
        QVERIFY(press(f.page, QStringLiteral("Snooze all alerts for an hour")));
        QTRY_COMPARE(f.desk().snoozes().count(""), std::size_t(1));
        f.engine.pull();
        QVERIFY(isSaid(f.page, QStringLiteral("All alerts are snoozed until")));
        QVERIFY(press(f.page, QStringLiteral("End the snooze")));
        QTRY_VERIFY(f.desk().snoozes().empty());
    }

    void a_level_takes_effect_at_once_and_changes_no_other()
    {
        Fixture f;
        QComboBox* box = nullptr;
        for (QComboBox* each : f.page.findChildren<QComboBox*>()) {
            if (each->accessibleName() == QStringLiteral("Level of: Deployment failing"))
                box = each;
        }
        QVERIFY(box != nullptr);
        QCOMPARE(box->currentText(), QStringLiteral("Info"));
        const AlertSettings before = f.settings();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_End);
        AlertSettings wanted = before;
        wanted.levels[AlertKind::BreakerOpened] = AlertLevel::Urgent;
        QCOMPARE(f.settings() == wanted, true);
        f.notices.back().action();
        QCOMPARE(f.settings() == before, true);
    }

    void the_url_of_a_webhook_goes_to_the_keychain_and_not_to_the_file()
    {
        Fixture f;
        QVERIFY(press(f.page, QStringLiteral("Add webhook")));
        findLine(f.page, QStringLiteral("Name"))->setText(QStringLiteral("ops"));
        findLine(f.page, QStringLiteral("URL"))->setText(QStringLiteral("https://hooks.example/T0/secret-part"));
        QVERIFY(press(f.page, QStringLiteral("Add channel")));
        QTRY_COMPARE(f.settings().channels.size(), std::size_t(1));
        QCOMPARE(f.settings().channels.front().url, std::string("keychain:alerts-ops"));
        QVERIFY(f.state.config->text.find("secret-part") == std::string::npos);
        QCOMPARE(f.state.secretsSet.front().second, std::string("https://hooks.example/T0/secret-part"));
        QCOMPARE(signalbox::testing::unnamedControls(f.page), QString());
    }

    void what_is_wrong_with_a_channel_is_said_at_its_field()
    {
        Fixture f;
        QVERIFY(press(f.page, QStringLiteral("Add mail")));
        findLine(f.page, QStringLiteral("Name"))->setText(QStringLiteral("mail"));
        findLine(f.page, QStringLiteral("Mail server"))->setText(QStringLiteral("169.254.1.1"));
        findLine(f.page, QStringLiteral("From"))->setText(QStringLiteral("nobody"));
        findLine(f.page, QStringLiteral("To"))->setText(QStringLiteral("ops@example.com"));
        QVERIFY(press(f.page, QStringLiteral("Add channel")));
        QVERIFY(f.settings().channels.empty());
        QVERIFY(isSaid(f.page, QStringLiteral("This is not a plain mail address.")));
        QTest::keyClick(findLine(f.page, QStringLiteral("Name")), Qt::Key_Escape);
        QTRY_VERIFY(findLine(f.page, QStringLiteral("Mail server")) == nullptr);
    }

    void a_test_says_how_it_went()
    {
        Fixture f;
        ChannelEntry channel;
        channel.id = "ops";
        channel.url = "https://ntfy.example/topic";
        QVERIFY(f.engine.apply(*addChannel(f.state.config->text, channel)).config != nullptr);
        QVERIFY(press(f.page, QStringLiteral("Send a test through “ops”")));
        QTRY_VERIFY(isSaid(f.page, QStringLiteral("✓ the test was sent")));
        {
            const std::lock_guard lock(f.state.mutex);
            f.state.channelTest = fail("channel_redirect", { { "status", "302" } });
        }
        QVERIFY(press(f.page, QStringLiteral("Send a test through “ops”")));
        QTRY_VERIFY(isSaid(f.page, QStringLiteral("redirect (302)")));
        QCOMPARE(f.state.channelsTested, (std::vector<std::string> { "ops", "ops" }));
    }

    void a_channel_is_changed_switched_off_and_removed()
    {
        Fixture f;
        ChannelEntry channel;
        channel.id = "ops";
        channel.url = "keychain:alerts-ops";
        channel.shape = "slack";
        QVERIFY(f.engine.apply(*addChannel(f.state.config->text, channel)).config != nullptr);
        QVERIFY(press(f.page, QStringLiteral("Change the channel “ops”")));
        QVERIFY(press(f.page, QStringLiteral("Save")));
        QCOMPARE(f.settings().channels.front().url, std::string("keychain:alerts-ops"));
        QVERIFY(f.settings().channels.front().shape == WebhookShape::Slack);
        QVERIFY(press(f.page, QStringLiteral("Send through “ops”")));
        QVERIFY(!f.settings().channels.front().on);
        QVERIFY(press(f.page, QStringLiteral("Remove the channel “ops”")));
        QVERIFY(f.settings().channels.empty());
        f.notices.back().action();
        QCOMPARE(f.settings().channels.size(), std::size_t(1));
    }

    void amounts_and_times_are_written_as_on_every_page()
    {
        Alert alert;
        alert.event = eventOf(AlertKind::CeilingReached);
        alert.event.used = Money::fromNano(5'410'000'000);
        alert.event.limit = Money::fromNano(6'000'000'000);
        const QDateTime reset(QDate(2026, 11, 23), QTime(17, 5));
        alert.event.resetsAt = reset.toMSecsSinceEpoch() * 1000;
        const AlertSentences english = alertSentences(alert, QLocale(QStringLiteral("en_US")));
        QVERIFY2(english.body.contains(QStringLiteral("$5.41 of $6.00")), qPrintable(english.body));
        QVERIFY2(english.body.contains(QStringLiteral("until 17:05")), qPrintable(english.body));
        const AlertSentences german = alertSentences(alert, QLocale(QStringLiteral("de_DE")));
        QVERIFY2(german.body.contains(QStringLiteral("5,41\u00a0$")), qPrintable(german.body));
    }

    void a_clock_that_jumped_is_told_with_its_way_and_its_distance()
    {
        Alert alert;
        alert.event.kind = AlertKind::ClockJumped;
        const auto at = [](QTime time) { return QDateTime(QDate(2026, 11, 23), time).toMSecsSinceEpoch() * 1000; };
        alert.event.resetsAt = at(QTime(17, 5));
        alert.event.reachesAt = at(QTime(19, 5));
        const QLocale english(QStringLiteral("en_GB"));
        const AlertSentences ahead = alertSentences(alert, english);
        QVERIFY2(ahead.title.contains(QStringLiteral("forwards by 2 hour")), qPrintable(ahead.title));
        QVERIFY2(ahead.body.contains(QStringLiteral("19:05, where ")), qPrintable(ahead.body));
        QVERIFY2(ahead.body.contains(QStringLiteral("17:05 was due")), qPrintable(ahead.body));
        alert.event.reachesAt = at(QTime(16, 58));
        QVERIFY2(alertSentences(alert, english).title.contains(QStringLiteral("back by 7 minute")),
            qPrintable(alertSentences(alert, english).title));
        alert.event.reachesAt = alert.event.resetsAt - 3650LL * 86'400 * 1'000'000;
        QVERIFY(alertSentences(alert, english).title.contains(QStringLiteral("650 day")));
    }

    void every_kind_has_its_words()
    {
        for (const AlertKind kind : kAlertKinds) {
            Alert alert;
            alert.event = eventOf(kind);
            alert.folded = 3;
            const AlertSentences words = alertSentences(alert, QLocale());
            QVERIFY2(
                !words.title.isEmpty() && words.body.contains(QStringLiteral("3 more")), alertKindName(kind).data());
            QVERIFY(!words.title.contains(QLatin1Char('%')) || kind == AlertKind::Threshold);
            QVERIFY(!words.body.contains(QStringLiteral("%1")));
        }
    }
};

QTEST_MAIN(AlertsPageTest)
#include "alerts_page_test.moc"
