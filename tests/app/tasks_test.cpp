// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sample_sender.h"
#include "tests/app/demo_desk.h"
#include "tests/ui/find_control.h"
#include "ui/first_run/first_run_page.h"
#include "ui/help/help_window.h"
#include "ui/keys/new_key_panel.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSlider>
#include <QTextBrowser>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::test;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;

namespace {

/// A keyboard that counts.
class Keys {
public:
    explicit Keys(QWidget& window)
        : m_window(window)
    {
    }
    void press(Qt::Key key, Qt::KeyboardModifiers with = Qt::NoModifier)
    {
        ++m_pressed;
        QTest::keyClick(focus(), key, with);
    }
    void type(const QString& text)
    {
        m_pressed += int(text.size());
        QTest::keyClicks(focus(), text);
    }
    /// Ctrl+K, words of a command, Enter.
    void command(const QString& words)
    {
        QTimer::singleShot(0, qApp, [this, words] {
            QWidget* palette = QApplication::activeModalWidget();
            auto* line = palette == nullptr ? nullptr : palette->findChild<QLineEdit*>();
            if (line == nullptr)
                return;
            m_pressed += int(words.size()) + 1;
            QTest::keyClicks(line, words);
            QTest::keyClick(line, Qt::Key_Return);
        });
        press(Qt::Key_K, Qt::ControlModifier);
    }
    [[nodiscard]] int pressed() const { return m_pressed; }

private:
    /// No window manager makes the window the active one again when a dialog has gone.
    [[nodiscard]] QWidget* focus()
    {
        if (QApplication::activeWindow() == nullptr)
            m_window.activateWindow();
        (void)QTest::qWaitFor([] { return QApplication::focusWidget() != nullptr; }, 3000);
        QWidget* focused = QApplication::focusWidget();
        return focused != nullptr ? focused : &m_window;
    }
    QWidget& m_window;
    int m_pressed = 0;
};

QAction* actionOf(ui::MainWindow& window, const QString& text)
{
    for (QAction* action : window.findChildren<QAction*>()) {
        if (action->text().remove(QLatin1Char('&')) == text)
            return action;
    }
    return nullptr;
}

} // namespace

/// What users do most, with real keys, and how many (docs/help/tasks.md).
class TasksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_new_profile_shows_a_routed_request_after_at_most_fifteen_keys()
    {
        DemoDesk desk(Filling::Nothing);
        app::SampleSender samples(desk.proxy());
        desk.engine().setSampleSender([&samples](int count) { samples.send(count); });
        desk.window().showPage(QStringLiteral("first_run"));
        Keys keys(desk.window());
        QElapsedTimer timer;
        timer.start();
        keys.press(Qt::Key_Space);
        auto* page = desk.window().findChild<ui::FirstRunPage*>();
        QTRY_VERIFY_WITH_TIMEOUT(findButton(*page, QStringLiteral("Why there?")) != nullptr, 30'000);
        qInfo("%d key(s), the first request on screen after %lld ms", keys.pressed(), timer.elapsed());
        QVERIFY(keys.pressed() <= 15);
        QVERIFY(desk.engine().live().requestsToday > 0);
        QCOMPARE(desk.engine().live().costTodayNano, 0); // the sandbox is no money
        QTRY_VERIFY_WITH_TIMEOUT(desk.engine().live().requestsToday >= 20, 60'000);
    }

    void the_first_steps_open_again_from_the_help_menu()
    {
        DemoDesk desk(Filling::Nothing);
        desk.window().showPage(QStringLiteral("live"));
        QAction* again = actionOf(desk.window(), QStringLiteral("First steps…"));
        QVERIFY(again != nullptr);
        again->trigger();
        QCOMPARE(desk.window().currentPage()->id(), QStringLiteral("first_run"));
    }

    void an_application_gets_a_key_with_fourteen_keys_beside_its_name()
    {
        DemoDesk desk(Filling::Nothing);
        Keys keys(desk.window());
        keys.press(Qt::Key_6, Qt::ControlModifier);
        QCOMPARE(desk.window().currentPage()->id(), QStringLiteral("keys"));
        keys.command(QStringLiteral("create"));
        const QString name = QStringLiteral("editor");
        keys.type(name);
        keys.press(Qt::Key_Return);
        auto* panel = desk.window().currentPage()->findChild<ui::NewKeyPanel*>();
        QTRY_VERIFY(panel->keyText().startsWith(QStringLiteral("sk-sb-")));
        QVERIFY2(keys.pressed() - int(name.size()) <= 14, qPrintable(QString::number(keys.pressed())));
    }

    void a_ceiling_of_five_dollars_takes_six_keys_on_its_card()
    {
        DemoDesk desk(Filling::Nothing);
        desk.window().showPage(QStringLiteral("first_run"));
        auto* slider = desk.window().currentPage()->findChild<QSlider*>();
        slider->setFocus(Qt::TabFocusReason);
        Keys keys(desk.window());
        keys.press(Qt::Key_Home);
        for (int step = 0; step < 4; ++step)
            keys.press(Qt::Key_Right);
        findButton(*desk.window().currentPage(), QStringLiteral("Set the ceiling"))->setFocus(Qt::TabFocusReason);
        keys.press(Qt::Key_Space);
        const auto config = desk.engine().config();
        const auto day = std::ranges::find(config->ceilings, std::string("global"), &Ceiling::scope);
        QVERIFY(day != config->ceilings.end());
        QCOMPARE(day->limit.nano(), 5'000'000'000);
        QCOMPARE(keys.pressed(), 6);
    }

    void help_opens_at_the_page_that_is_shown()
    {
        DemoDesk desk(Filling::Nothing);
        desk.window().showPage(QStringLiteral("budgets"));
        Keys keys(desk.window());
        keys.press(Qt::Key_F1);
        auto* help = desk.window().findChild<ui::HelpWindow*>();
        QVERIFY(help != nullptr && help->isVisible());
        QVERIFY(help->browser()->toPlainText().startsWith(QStringLiteral("Budgets")));
        help->close();
    }
};

QTEST_MAIN(TasksTest)
#include "tasks_test.moc"
