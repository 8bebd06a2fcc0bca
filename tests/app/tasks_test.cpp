// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sample_sender.h"
#include "core/budget/spending.h"
#include "tests/app/demo_desk.h"
#include "tests/ui/find_control.h"
#include "ui/first_run/first_run_page.h"
#include "ui/help/help_window.h"
#include "ui/keys/new_key_panel.h"
#include "ui/requests/request_inspector.h"
#include "ui/requests/requests_model.h"
#include "ui/requests/trace_view.h"
#include "ui/rules/apply_sheet.h"

#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSlider>
#include <QTableView>
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
    /// Return in the dialog for a file that comes next, which takes what it offers.
    void acceptFile()
    {
        QTimer::singleShot(50, qApp, [this] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (dialog == nullptr)
                return acceptFile();
            ++m_pressed;
            QTest::keyClick(dialog->findChild<QLineEdit*>(), Qt::Key_Return);
        });
    }
    [[nodiscard]] int pressed() const { return m_pressed; }
    /// Where the next key goes to. No window manager makes the window the active one again when a dialog or a list of
    /// completions has gone.
    [[nodiscard]] QWidget* focus()
    {
        const QWidget* active = QApplication::activeWindow();
        if (active == nullptr || !active->isVisible())
            m_window.activateWindow();
        (void)QTest::qWaitFor(
            [] {
                const QWidget* focused = QApplication::focusWidget();
                return focused != nullptr && focused->window()->isVisible();
            },
            3000);
        QWidget* focused = QApplication::focusWidget();
        return focused != nullptr ? focused : &m_window;
    }

private:
    QWidget& m_window;
    int m_pressed = 0;
};

constexpr WallUs kDayUs = 86'400'000'000;

QTableView* tableNamed(QWidget& root, const QString& name)
{
    for (auto* table : root.findChildren<QTableView*>()) {
        if (table->accessibleName() == name)
            return table;
    }
    return nullptr;
}

QAction* actionOf(ui::MainWindow& window, const QString& text)
{
    for (QAction* action : window.findChildren<QAction*>()) {
        if (action->text()
                .replace(QStringLiteral("&&"), QStringLiteral("+"))
                .remove(QLatin1Char('&'))
                .replace(QLatin1Char('+'), QLatin1Char('&'))
            == text)
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

    void a_request_becomes_an_applied_rule_with_five_keys()
    {
        DemoDesk desk(Filling::DemoData);
        desk.window().showPage(QStringLiteral("live"));
        const std::size_t before = desk.engine().config()->rules.rules.size();
        Keys keys(desk.window());
        keys.press(Qt::Key_2, Qt::ControlModifier);
        auto* table = tableNamed(*desk.window().currentPage(), QStringLiteral("Requests, newest first"));
        QVERIFY(table != nullptr);
        QTRY_COMPARE(keys.focus(), static_cast<QWidget*>(table));
        keys.press(Qt::Key_Down);
        QVERIFY(table->currentIndex().isValid());
        keys.press(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(desk.window().currentPage()->id(), QStringLiteral("rules"));
        QAction* review = actionOf(desk.window(), QStringLiteral("Review & apply"));
        QVERIFY(review != nullptr);
        QTRY_VERIFY(review->isEnabled()); // the record has been read, the draft has its rule
        keys.press(Qt::Key_S, Qt::ControlModifier);
        auto* sheet = desk.window().currentPage()->findChild<ui::ApplySheet*>();
        QTRY_VERIFY_WITH_TIMEOUT(sheet->mayApply(), 20'000);
        QTRY_VERIFY(qobject_cast<QPushButton*>(keys.focus()) != nullptr);
        keys.press(Qt::Key_Space);
        QTRY_COMPARE(desk.engine().config()->rules.rules.size(), before + 1);
        QCOMPARE(keys.pressed(), 5);
    }

    void why_a_request_was_expensive_stands_there_after_twelve_keys()
    {
        DemoDesk desk(Filling::DemoData);
        desk.window().showPage(QStringLiteral("live"));
        Keys keys(desk.window());
        keys.press(Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(desk.window().currentPage()->id(), QStringLiteral("requests"));
        keys.type(QStringLiteral("cost>0.02"));
        keys.press(Qt::Key_Return);
        auto* table = tableNamed(*desk.window().currentPage(), QStringLiteral("Requests, newest first"));
        QTRY_VERIFY(keys.focus() == table && table->currentIndex().isValid());
        keys.press(Qt::Key_Return);
        auto* inspector = desk.window().currentPage()->findChild<ui::RequestInspector*>();
        QTRY_VERIFY(inspector->isVisible() && !inspector->trace()->text().isEmpty());
        QCOMPARE(keys.pressed(), 12);
        const auto cell = [table](ui::RequestsModel::Column column) {
            return table->currentIndex().siblingAtColumn(column).data().toString();
        };
        const QString trace = inspector->trace()->text();
        qInfo("%s", qPrintable(trace));
        QVERIFY2(cell(ui::RequestsModel::Cost).remove(QRegularExpression(QStringLiteral("[^0-9.]"))).toDouble() > 0.02,
            qPrintable(cell(ui::RequestsModel::Cost)));
        QVERIFY2(trace.contains(cell(ui::RequestsModel::TierColumn)), qPrintable(trace)); // where it went
        QVERIFY2(trace.contains(QStringLiteral("✓")), qPrintable(trace)); // by which rule, and what held
        QVERIFY2(trace.contains(QLatin1Char('$')), qPrintable(trace));    // what each attempt cost
    }

    void last_week_is_exported_with_nine_keys()
    {
        DemoDesk desk(Filling::DemoData);
        const QByteArray home = qgetenv("HOME");
        qputenv("HOME", desk.folder().toUtf8());
        desk.window().showPage(QStringLiteral("live"));
        Keys keys(desk.window());
        keys.acceptFile();
        keys.command(QStringLiteral("report"));
        QCOMPARE(desk.window().currentPage()->id(), QStringLiteral("budgets"));
        const DayRule& days = desk.engine().config()->day;
        const WallUs now = QDateTime::currentMSecsSinceEpoch() * 1000;
        const auto dayBefore = [&](int back) { return QString::fromStdString(days.dayOf(now - back * kDayUs)); };
        QFile file(desk.folder() + QStringLiteral("/signalbox-report-%1-to-%2.html").arg(dayBefore(6), dayBefore(0)));
        QTRY_VERIFY(file.exists());
        QCOMPARE(keys.pressed(), 9);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString page = QString::fromUtf8(file.readAll());
        const auto spending = readSpending(desk.engine().status().dataDir, dayBefore(6).toStdString(), days);
        QVERIFY(spending && !spending->days.empty());
        for (const SpendLine& day : spending->days)
            QVERIFY2(page.contains(QString::fromStdString(day.key)), day.key.c_str());
        QVERIFY(!page.contains(dayBefore(7) + QLatin1Char('<')));
        qputenv("HOME", home);
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
