// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "tests/ui/sample_traffic.h"
#include "ui/budgets/budgets_page.h"
#include "ui/budgets/ceiling_edit.h"
#include "ui/budgets/ceiling_editor.h"

#include <QComboBox>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;

namespace {

struct Fixture {
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    Theme theme { *qApp };
    Engine engine { *proxy };
    BudgetsPage page { engine, theme };
    std::vector<Notice> notices;

    Fixture()
    {
        fake::fillWithTraffic(state, 1'795'000'000'000'000, fake::Traffic::Paid);
        QObject::connect(&page, &Page::notice, &page, [this](const Notice& notice) { notices.push_back(notice); });
        page.resize(1000, 700);
        page.show();
        page.shown();
        engine.setVisible(true);
    }
    Money limit() const
    {
        for (const Ceiling& ceiling : state.config->ceilings) {
            if (ceiling.id == "day")
                return ceiling.limit;
        }
        return {};
    }
    /// Opens the editor of the global ceiling and saves with this limit.
    void type(const QString& amount)
    {
        QVERIFY(press(page, QStringLiteral("Edit the ceiling “All traffic · Day”")));
        write(amount);
    }
    void write(const QString& amount)
    {
        QLineEdit* line = findLine(page, QStringLiteral("Limit in dollars"));
        QVERIFY(line != nullptr);
        line->selectAll();
        QTest::keyClicks(line, amount);
        QTest::keyClick(line, Qt::Key_Return);
    }
    void stand(const std::string& id, std::int64_t usedNano)
    {
        Ledger::Standing standing;
        for (const Ceiling& ceiling : state.config->ceilings) {
            if (ceiling.id == id)
                standing.ceiling = ceiling;
        }
        standing.configured = standing.ceiling.limit;
        standing.balance.scope = standing.ceiling.scope;
        standing.balance.settled = Money::fromNano(usedNano);
        standing.resetsAt = 1'795'010'000'000'000;
        state.standings.push_back(standing);
        engine.pull();
    }
};

} // namespace

class BudgetsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void a_ceiling_says_what_is_used_held_and_left()
    {
        Fixture f;
        QVERIFY(isSaid(f.page, QStringLiteral("$12.75")));
        QVERIFY(isSaid(f.page, QStringLiteral("of $20.00 today · 64%")));
        QVERIFY(isSaid(f.page, QStringLiteral("$0.34 reserved")));
        QVERIFY(isSaid(f.page, QStringLiteral("$7.25 left")));
        QVERIFY(isSaid(f.page, QStringLiteral("Alerts at 80%, 100%.")));
    }

    void the_sandbox_ceiling_is_marked_as_simulated()
    {
        Fixture f;
        QVERIFY(isSaid(f.page, QStringLiteral("never counted as money")));
    }

    void a_lower_limit_is_applied_at_once_and_can_be_undone()
    {
        Fixture f;
        f.type(QStringLiteral("15.50"));
        QCOMPARE(f.limit().dollars(), std::string("15.50"));
        QCOMPARE(f.notices.size(), std::size_t(1));
        f.notices.front().action();
        QCOMPARE(f.limit().dollars(), std::string("20.00"));
    }

    void a_higher_limit_is_asked_once_more()
    {
        Fixture f;
        f.type(QStringLiteral("50"));
        QCOMPARE(f.limit().dollars(), std::string("20.00"));
        QVERIFY(isSaid(f.page, QStringLiteral("Raise the ceiling from $20.00 to $50.00")));
        QVERIFY(press(f.page, QStringLiteral("Yes, save")));
        QCOMPARE(f.limit().dollars(), std::string("50.00"));
    }

    void changing_the_amount_asks_again()
    {
        Fixture f;
        f.type(QStringLiteral("50"));
        f.write(QStringLiteral("500"));
        QCOMPARE(f.limit().dollars(), std::string("20.00"));
    }

    void zero_and_less_than_is_used_are_asked_once_more()
    {
        Fixture f;
        f.type(QStringLiteral("0"));
        QVERIFY(isSaid(f.page, QStringLiteral("refuses every paid request")));
        f.write(QStringLiteral("3"));
        QVERIFY(isSaid(f.page, QStringLiteral("$12.75 is used already")));
        QCOMPARE(f.limit().dollars(), std::string("20.00"));
    }

    void an_amount_that_is_none_is_marked_at_the_field()
    {
        Fixture f;
        f.type(QStringLiteral("a lot"));
        QVERIFY(isSaid(f.page, QStringLiteral("Write the amount in dollars")));
        QLineEdit* line = findLine(f.page, QStringLiteral("Limit in dollars"));
        QVERIFY(line->property("invalid").toBool());
        QCOMPARE(f.limit().dollars(), std::string("20.00"));
        QVERIFY(f.notices.empty());
    }

    void a_new_ceiling_is_made_and_deleted_with_undo()
    {
        Fixture f;
        const std::size_t before = f.state.config->ceilings.size();
        QVERIFY(press(f.page, QStringLiteral("New ceiling")));
        auto* kind = f.page.findChild<CeilingEditor*>()->findChild<QComboBox*>();
        kind->setCurrentIndex(kind->findData(QStringLiteral("session")));
        Q_EMIT kind->activated(kind->currentIndex());
        f.write(QStringLiteral("0.50"));
        QCOMPARE(f.state.config->ceilings.size(), before + 1);
        QCOMPARE(f.state.config->ceilings.back().scope, std::string("session:*"));
        QCOMPARE(f.state.config->ceilings.back().id, std::string("session-day"));
        QVERIFY(press(f.page, QStringLiteral("Delete the ceiling “Each session by itself · Day”")));
        QCOMPARE(f.state.config->ceilings.size(), before);
        f.notices.back().action();
        QCOMPARE(f.state.config->ceilings.size(), before + 1);
    }

    void a_raise_is_asked_for_with_amount_end_and_note()
    {
        Fixture f;
        f.stand("day", 12'000'000'000);
        QVERIFY(press(f.page, QStringLiteral("Raise the ceiling “All traffic · Day” for a while")));
        findLine(f.page, QStringLiteral("Note"))->setText(QStringLiteral("demo day"));
        QLineEdit* line = findLine(f.page, QStringLiteral("Dollars until then"));
        line->setText(QStringLiteral("10"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(isSaid(f.page, QStringLiteral("A raise must lie above")));
        QVERIFY(f.state.raises.empty());
        line->setText(QStringLiteral("30"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(f.state.raises.size(), std::size_t(1));
        QCOMPARE(f.state.raises.front().limit.dollars(), std::string("30.00"));
        QCOMPARE(f.state.raises.front().note, std::string("demo day"));
        QCOMPARE(f.state.raises.front().until, WallUs(1'795'010'000'000'000));
    }

    void the_panic_stop_is_confirmed_said_and_released()
    {
        Fixture f;
        QVERIFY(press(f.page, QStringLiteral("Stop everything…")));
        QVERIFY(!f.state.stopped);
        QVERIFY(press(f.page, QStringLiteral("Stop everything now")));
        QTRY_VERIFY(isSaid(f.page, QStringLiteral("Everything is stopped")));
        QVERIFY(press(f.page, QStringLiteral("Release…")));
        QVERIFY(f.state.stopped.has_value());
        QVERIFY(press(f.page, QStringLiteral("Release now")));
        QTRY_VERIFY(!f.state.stopped);
        QTRY_VERIFY(!isSaid(f.page, QStringLiteral("Everything is stopped")));
    }

    void a_ceiling_that_is_nearly_reached_marks_the_page()
    {
        Fixture f;
        QSignalSpy badge(&f.page, &Page::badgeChanged);
        f.state.balances[0].settled = Money::fromNano(16'500'000'000);
        QTRY_COMPARE(badge.size(), 1);
        QCOMPARE(badge.front().front().toString(), QStringLiteral("!"));
        QVERIFY(!badge.front().back().toString().isEmpty());
    }

    void an_edited_ceiling_keeps_what_the_form_does_not_show()
    {
        const std::string text = R"({"schema": 1, "x": 1, "ceilings": [{"id": "a", "limit": "5", "note": "kept"}]})";
        auto entry = readCeiling(text, "a");
        QVERIFY(entry.has_value());
        entry->earlyFrom = "82.5 %";
        entry->earlyTiers = "mid, frontier";
        const auto edited = editCeiling(text, *entry);
        QVERIFY(edited->find("\"kept\"") != std::string::npos);
        QVERIFY(edited->find("0.825") != std::string::npos);
        QCOMPARE(readCeiling(*edited, "a")->earlyFrom, std::string("82.5"));
        QCOMPARE(readCeiling(*edited, "a")->earlyTiers, std::string("mid, frontier"));
    }

    void every_control_has_a_name_and_tab_comes_back()
    {
        Fixture f;
        f.page.activateWindow();
        QVERIFY(press(f.page, QStringLiteral("Edit the ceiling “All traffic · Day”")));
        QCOMPARE(signalbox::testing::unnamedControls(f.page), QString());
        QVERIFY(signalbox::testing::tabStops(f.page) > 1);
    }
};

QTEST_MAIN(BudgetsPageTest)
#include "budgets_page_test.moc"
