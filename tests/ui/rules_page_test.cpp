// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/find_control.h"
#include "tests/ui/mirrored.h"
#include "tests/ui/rules_desk.h"
#include "ui/shell/table.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLocale>
#include <QSignalSpy>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::isSaid;
using signalbox::testing::RulesDesk;

namespace {

QAction* actionOf(const RulesPage& page, const QString& text)
{
    for (QAction* action : page.menuActions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

class RulesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void each_rule_is_a_row_in_plain_words()
    {
        RulesDesk desk;
        QCOMPARE(desk.view().model()->rowCount(), int(desk.state.config->rules.rules.size()));
        QCOMPARE(desk.cell(0, RulesModel::Place), QStringLiteral("1"));
        QCOMPARE(
            desk.cell(2, RulesModel::When), QStringLiteral("contains code, and user tier is one of pro, enterprise"));
        QCOMPARE(desk.cell(2, RulesModel::Route), QStringLiteral("Frontier"));
        QCOMPARE(desk.column(RulesModel::When).back(), QStringLiteral("always"));
        QCOMPARE(desk.column(RulesModel::Route).back(), QStringLiteral("Cascade: Small, then Frontier"));
    }

    void mirrored_the_keys_go_the_way_they_point()
    {
        const signalbox::testing::Mirrored mirrored;
        RulesDesk desk;
        desk.page->resize(1300, 760);
        desk.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(desk.page.get()));
        desk.view().setFocus();
        chooseRow(desk.view(), 0);
        QCOMPARE(desk.view().currentIndex().row(), 0);
        signalbox::testing::goThroughMirroredRow(desk.view());
    }

    void hits_are_figures_with_a_share_and_unknown_before_they_are_read()
    {
        RulesDesk desk;
        RulesModel model(desk.page->draft(), desk.theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setConfig(desk.state.config, {});
        QCOMPARE(model.index(0, RulesModel::Hits).data().toString(), QStringLiteral("–"));
        model.setHits({ { "high-stakes", 300, 1'000'000 }, { "else", 900, 4'000'000 } }, 5'000'000);
        QCOMPARE(model.index(0, RulesModel::Hits).data().toString(), QStringLiteral("300"));
        QCOMPARE(model.index(0, RulesModel::Hits).data(RulesModel::ShareRole).toDouble(), 0.25);
        QCOMPARE(model.index(0, RulesModel::LastHit).data().toString(), QStringLiteral("4 s ago"));
        QCOMPARE(model.index(1, RulesModel::Hits).data().toString(), QStringLiteral("0"));
        QCOMPARE(model.index(1, RulesModel::LastHit).data().toString(), QStringLiteral("never"));
    }

    void rows_follow_the_draft_without_losing_the_selection()
    {
        RulesDesk desk;
        RulesDraftCheck check(desk);
        RuleDraft& draft = desk.page->draft();
        draft.move(0, 3);
        draft.remove(1);
        (void)draft.duplicate(2);
        draft.setOn(0, Qt::Unchecked);
        draft.revert();
        draft.stack().undo();
        draft.stack().undo();
        draft.stack().undo();
        draft.stack().undo();
        QCOMPARE(desk.column(RulesModel::Name).size(), 7);
    }

    void marks_say_what_is_new_changed_and_moved()
    {
        RulesDesk desk;
        RuleDraft& draft = desk.page->draft();
        const auto badge = [&desk](int row) {
            return desk.view().model()->index(row, RulesModel::Name).data(BadgeRole).toString();
        };
        draft.move(0, 2);
        QCOMPARE(badge(2), QStringLiteral("was 1"));
        QCOMPARE(badge(0), QString()); // the others only made room
        QCOMPARE(draft.changeCount(), 1);
        draft.setOn(2, Qt::Unchecked);
        QCOMPARE(badge(2), QStringLiteral("changed · was 1"));
        (void)draft.add(1, QStringLiteral("Another"));
        QCOMPARE(badge(1), QStringLiteral("new"));
        QCOMPARE(draft.changeCount(), 2);
        QVERIFY(isSaid(*desk.page, QStringLiteral("Draft: 2")));
    }

    void a_warning_of_the_configuration_stands_at_its_rule()
    {
        RulesDesk desk;
        RulesModel model(desk.page->draft(), desk.theme);
        model.setConfig(desk.state.config, { { "/rules/1/when", 3, 4, { "operator_type", {} }, true } });
        const auto tip = [&model](
                             int row) { return model.index(row, RulesModel::Name).data(Qt::ToolTipRole).toString(); };
        QVERIFY(tip(1).contains(QStringLiteral("This operator does not fit")));
        QVERIFY(!tip(0).contains(QStringLiteral("This operator does not fit")));
    }

    void an_untouched_draft_follows_what_is_applied_and_a_touched_one_stays()
    {
        RulesDesk desk;
        std::string text = desk.state.config->text;
        text.replace(text.find("High stakes go to the best"), 26, "Renamed from elsewhere");
        QVERIFY(desk.engine->apply(text).config != nullptr);
        QCOMPARE(desk.cell(0, RulesModel::Name), QStringLiteral("Renamed from elsewhere"));
        desk.page->draft().setOn(0, Qt::Unchecked);
        text.replace(text.find("Renamed from elsewhere"), 22, "Renamed once more");
        QVERIFY(desk.engine->apply(text).config != nullptr);
        QCOMPARE(desk.cell(0, RulesModel::Name), QStringLiteral("Renamed from elsewhere"));
    }

    void applying_keeps_all_else_of_the_configuration()
    {
        RulesDesk desk;
        desk.page->draft().setOn(0, Qt::Unchecked);
        const std::string tiers = desk.state.config->tiers[0].id;
        QVERIFY(desk.activate());
        QVERIFY(desk.applyDraft());
        QVERIFY(!desk.state.config->rules.rules[0].on);
        QCOMPARE(desk.state.config->tiers[0].id, tiers);
        QCOMPARE(desk.state.config->ceilings.size(), std::size_t(2));
        QCOMPARE(desk.notices.back().actionText, QStringLiteral("Undo"));
        desk.notices.back().action();
        QVERIFY(desk.state.config->rules.rules[0].on);
    }

    void a_file_that_was_changed_by_hand_is_applied_and_can_be_undone()
    {
        RulesDesk desk;
        std::string text = desk.state.config->text;
        text.replace(text.find("High stakes go to the best"), 26, "Renamed by hand");
        desk.write(text);
        actionOf(*desk.page, QStringLiteral("Read it again"))->trigger();
        QCOMPARE(desk.state.config->rules.rules[0].name, std::string("Renamed by hand"));
        desk.notices.front().action();
        QCOMPARE(desk.state.config->rules.rules[0].name, std::string("High stakes go to the best"));
    }

    void a_broken_file_changes_nothing_and_says_where()
    {
        RulesDesk desk;
        desk.write("{\n  \"schema\": 1,\n  oops\n}");
        actionOf(*desk.page, QStringLiteral("Read it again"))->trigger();
        QVERIFY(isSaid(*desk.page, QStringLiteral("Line 3")));
        QCOMPARE(desk.state.config->rules.rules.size(), std::size_t(7));
        QVERIFY(desk.notices.empty());
    }

    void a_link_to_a_rule_selects_it_and_a_rule_leads_to_its_requests()
    {
        RulesDesk desk;
        desk.page->open({ QStringLiteral("rules"), QStringLiteral("tools"), {} });
        QCOMPARE(desk.view().currentRow(), 3);
        QSignalSpy navigated(desk.page.get(), &Page::navigate);
        actionOf(*desk.page, QStringLiteral("Requests of this rule"))->trigger();
        QCOMPARE(navigated.front().front().value<PageTarget>().filter.ruleId, std::string("tools"));
    }

private:
    /// Holds the model of the page against Qt's own rules for models while the draft changes.
    struct RulesDraftCheck {
        explicit RulesDraftCheck(const RulesDesk& desk)
            : tester(desk.view().model(), QAbstractItemModelTester::FailureReportingMode::QtTest)
        {
        }
        QAbstractItemModelTester tester;
    };
};

QTEST_MAIN(RulesPageTest)
#include "rules_page_test.moc"
