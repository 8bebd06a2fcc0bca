// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "tests/ui/sample_traffic.h"
#include "ui/budgets/budgets_page.h"

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
    void type(const QString& amount)
    {
        QVERIFY(press(page, QStringLiteral("Change the limit of “All traffic”")));
        QLineEdit* line = findLine(page, QStringLiteral("Limit in dollars"));
        line->setText(amount);
        QTest::keyClick(line, Qt::Key_Return);
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
        QVERIFY(press(f.page, QStringLiteral("Raise it")));
        QCOMPARE(f.limit().dollars(), std::string("50.00"));
    }

    void changing_the_amount_asks_again()
    {
        Fixture f;
        f.type(QStringLiteral("50"));
        QLineEdit* line = findLine(f.page, QStringLiteral("Limit in dollars"));
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("500"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(f.limit().dollars(), std::string("20.00"));
    }

    void an_amount_that_is_none_is_marked_at_the_field()
    {
        Fixture f;
        f.type(QStringLiteral("a lot"));
        QVERIFY(isSaid(f.page, QStringLiteral("Write the amount in dollars")));
        QCOMPARE(f.limit().dollars(), std::string("20.00"));
        QVERIFY(f.notices.empty());
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

    void every_control_has_a_name_and_tab_comes_back()
    {
        Fixture f;
        f.page.activateWindow();
        QVERIFY(press(f.page, QStringLiteral("Change the limit of “All traffic”")));
        QCOMPARE(signalbox::testing::unnamedControls(f.page), QString());
        QVERIFY(signalbox::testing::tabStops(f.page) > 1);
    }
};

QTEST_MAIN(BudgetsPageTest)
#include "budgets_page_test.moc"
