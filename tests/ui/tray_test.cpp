// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fake_proxy.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/quit_question.h"
#include "ui/shell/tray_icon.h"

#include <QAction>
#include <QImage>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace signalbox;
using namespace signalbox::ui;

namespace {

struct TrayDesk {
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    Engine engine { *proxy };
    TrayIcon tray { engine };

    void spend(const char* dollars)
    {
        Ledger::Standing standing;
        standing.ceiling.id = "day";
        standing.ceiling.scope = "global";
        standing.ceiling.limit = Money::fromDollars("20.00").value();
        standing.ceiling.alertAt = { 0.8, 1.0 };
        standing.balance.settled = Money::fromDollars(dollars).value();
        state.standings = { standing };
        engine.pull();
    }
    QAction* action(const QString& text) { return find(tray.menu(), text); }
    static QAction* find(const QMenu& menu, const QString& text)
    {
        for (QAction* each : menu.actions()) {
            if (QString(each->text()).remove(u'&') == text)
                return each;
            if (each->menu() != nullptr) {
                if (QAction* inner = find(*each->menu(), text))
                    return inner;
            }
        }
        return nullptr;
    }
};

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

int pixelsOf(const QIcon& icon)
{
    const QImage image = icon.pixmap(64).toImage();
    int opaque = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            opaque += image.pixelColor(x, y).alpha() > 200 ? 1 : 0;
    }
    return opaque;
}

} // namespace

class TrayTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_language.use(QStringLiteral("en")); // plurals
        QLocale::setDefault(QLocale(QStringLiteral("en_US")));
    }

    void the_words_say_what_is_used_of_the_ceiling_and_how_much_is_asked()
    {
        TrayDesk desk;
        desk.state.live[LiveRange::Hours2].requestsLastMinute = 41;
        desk.spend("12.41");
        QCOMPARE(desk.tray.look().words, QStringLiteral("$12.41 of $20.00 · 41/min"));
        QCOMPARE(desk.tray.look().sign, TrayLook::Sign::Fine);
        QVERIFY(std::abs(desk.tray.look().share - 0.6205) < 1e-9);
    }

    void the_sign_follows_alert_limit_and_state()
    {
        TrayDesk desk;
        desk.spend("16.00");
        QCOMPARE(desk.tray.look().sign, TrayLook::Sign::Attention);
        desk.spend("20.00");
        QCOMPARE(desk.tray.look().sign, TrayLook::Sign::Off);
        desk.spend("1.00");
        desk.engine.setRouting(Routing::Stopped);
        QCOMPARE(desk.tray.look().sign, TrayLook::Sign::Attention);
        QVERIFY(desk.tray.look().words.startsWith(QStringLiteral("Routing is paused · ")));
        desk.engine.setRouting(Routing::Bypass);
        QCOMPARE(desk.tray.look().sign, TrayLook::Sign::Attention);
        QVERIFY(desk.tray.look().words.startsWith(QStringLiteral("Rules are bypassed · ")));
        desk.engine.setRouting(Routing::Rules);
        desk.state.status.ledgerHealthy = false;
        desk.engine.pull();
        QCOMPARE(desk.tray.look().sign, TrayLook::Sign::Off);
    }

    void the_ring_grows_with_what_is_used()
    {
        const auto ringOf = [](double share) { return pixelsOf(trayPicture({ share, TrayLook::Sign::Fine, {} })); };
        QVERIFY(ringOf(0.1) < ringOf(0.5));
        QVERIFY(ringOf(0.5) < ringOf(1.0));
        QCOMPARE(ringOf(1.0), ringOf(1.7)); // full is full
    }

    void its_colours_stand_out_from_light_and_dark_panels()
    {
        for (const auto sign : { TrayLook::Sign::Fine, TrayLook::Sign::Attention, TrayLook::Sign::Off }) {
            QVERIFY(contrast(traySignColor(sign), QColor(0xff, 0xff, 0xff)) >= 3.0);
            QVERIFY(contrast(traySignColor(sign), QColor(0x24, 0x24, 0x24)) >= 3.0);
        }
    }

    void the_menu_has_what_must_be_at_hand()
    {
        TrayDesk desk;
        desk.spend("1.00");
        QSignalSpy opened(&desk.tray, &TrayIcon::openWanted);
        QSignalSpy copied(&desk.tray, &TrayIcon::copyWanted);
        QSignalSpy quitted(&desk.tray, &TrayIcon::quitWanted);
        desk.action(QStringLiteral("Open Signalbox"))->trigger();
        desk.action(QStringLiteral("Copy base URL"))->trigger();
        desk.action(QStringLiteral("Quit"))->trigger();
        QCOMPARE(opened.count() + copied.count() + quitted.count(), 3);
        desk.action(QStringLiteral("Stop: refuse new requests"))->trigger();
        QVERIFY(desk.state.status.paused());
        QVERIFY(!desk.action(QStringLiteral("Stop: refuse new requests"))->isEnabled());
        desk.action(QStringLiteral("Resume"))->trigger();
        QVERIFY(!desk.state.status.paused());
        desk.action(QStringLiteral("Bypass rules"))->trigger();
        QCOMPARE(int(desk.state.status.routing), int(Routing::Bypass));
        QVERIFY(!desk.action(QStringLiteral("Bypass rules"))->isEnabled());
        desk.action(QStringLiteral("Resume"))->trigger();
        QCOMPARE(int(desk.state.status.routing), int(Routing::Rules));
        desk.action(QStringLiteral("Stop everything at once"))->trigger();
        QTRY_VERIFY(desk.engine.stopped().has_value());
        desk.action(QStringLiteral("Release the stop"))->trigger();
        QTRY_VERIFY(!desk.engine.stopped().has_value());
    }

    void without_a_tray_nothing_is_there_and_closing_ends_the_program()
    {
        QTemporaryDir folder;
        TrayDesk desk;
        Theme theme(*qApp);
        Language language;
        QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
        MainWindow window(desk.engine, theme, language, settings);
        desk.tray.show();
        window.setTray(&desk.tray);
        QVERIFY(!desk.tray.isThere()); // the offscreen platform has none
        window.show();
        QSignalSpy quitted(&window, &MainWindow::quitWanted);
        QVERIFY(window.close());
        QCOMPARE(quitted.count(), 1);
    }

    void quitting_waits_for_requests_in_flight_and_takes_no_new_ones()
    {
        TrayDesk desk;
        QWidget window;
        window.show();
        QuitQuestion question(desk.engine, window);
        QSignalSpy agreed(&question, &QuitQuestion::agreed);
        desk.state.status.inFlight = 2;
        question.ask();
        QVERIFY(question.box() != nullptr);
        QCOMPARE(question.box()->text(), QStringLiteral("2 requests in flight. Quitting when they finish."));
        QVERIFY(desk.state.status.paused());
        QCOMPARE(agreed.count(), 0);
        desk.state.status.inFlight = 0;
        QTRY_COMPARE(agreed.count(), 1);
    }

    void keep_running_gives_the_routing_back_as_it_was()
    {
        TrayDesk desk;
        QWidget window;
        window.show();
        QuitQuestion question(desk.engine, window);
        QSignalSpy agreed(&question, &QuitQuestion::agreed);
        desk.state.status.inFlight = 1;
        question.ask();
        question.box()->escapeButton()->click();
        QVERIFY(!desk.state.status.paused());
        QTest::qWait(300);
        QCOMPARE(agreed.count(), 0);
        question.ask();
        for (QAbstractButton* button : question.box()->buttons()) {
            if (button->text() == QStringLiteral("Quit now"))
                button->click();
        }
        QCOMPARE(agreed.count(), 1);
    }

private:
    Language m_language;
};

QTEST_MAIN(TrayTest)
#include "tray_test.moc"
