// SPDX-License-Identifier: GPL-3.0-or-later
// What replay, analysis and the history say on the rules page, over a log that the real recorder wrote.
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "tests/ui/rules_desk.h"
#include "tests/ui/sample_log.h"

#include <QCompleter>
#include <QDateTime>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QSignalSpy>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;
using signalbox::testing::RulesDesk;

namespace {

constexpr int kRequests = 40;

/// Requests of which every second one comes from autocomplete, decided by the applied rules.
void fillLog(RulesDesk& desk, fake::SampleLog& log)
{
    const WallUs now = QDateTime::currentMSecsSinceEpoch() * 1000;
    for (int at = 0; at < kRequests; ++at) {
        Facts facts;
        facts.stakes = "normal";
        facts.endpoint = "chat";
        facts.language = "en";
        facts.feature = at % 2 == 0 ? "autocomplete" : "chat";
        facts.userTier = "pro";
        facts.messages = 1;
        facts.tokensLast = at * 10;
        RequestRecord record = fake::sampleRecord(*desk.state.config, at, now - (kRequests - at) * 1'000'000);
        record.facts = packFacts(facts);
        record.errorCode.clear();
        record.status = 200;
        record.ruleId = at % 2 == 0 ? "autocomplete" : "else";
        record.tierPlanned = record.tier = "small";
        record.rulesVersion = 14;
        log.add(std::move(record));
    }
}

QString warningOf(const RulesDesk& desk, int row)
{
    return desk.view().model()->index(row, RulesModel::When).data(RulesModel::WarningRole).toString();
}

} // namespace

class RulesLabTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void a_draft_is_tried_on_recorded_requests_while_it_is_written()
    {
        RulesDesk desk;
        fake::SampleLog log(desk.dir.path().toStdString());
        fillLog(desk, log);
        QVERIFY(log.holds(kRequests));
        desk.open();
        desk.view().select(1); // autocomplete
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("Matches 20 of the newest 40 requests (50.0%)")));
        const auto lists = desk.page->findChildren<QListWidget*>();
        const auto newest = std::ranges::find_if(lists, [](const QListWidget* list) {
            return list->accessibleName().startsWith(QStringLiteral("Newest requests"));
        });
        QVERIFY(newest != lists.end() && (*newest)->count() > 0);
        QVERIFY(!isSaid(*desk.page, QStringLiteral("would change tier"))); // no draft, no figures

        RuleJson rule = desk.page->draft().rules()[1]->json();
        rule["route"]["tier"] = "frontier";
        desk.page->draft().edit(1, rule, {}, QStringLiteral("edit"));
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("20 would change tier")));
        QVERIFY(desk.activate());
        desk.key(Qt::Key_S, Qt::ControlModifier);
        const auto tables = desk.page->findChildren<QTableView*>();
        const auto moves = std::ranges::find_if(tables, [](const QTableView* table) {
            return table->accessibleName().startsWith(QStringLiteral("Moves between"));
        });
        QVERIFY(moves != tables.end() && (*moves)->isVisibleTo(desk.page.get()));
        QVERIFY((*moves)->model()->index(0, 2).data().toString().startsWith(QStringLiteral("20 · ")));
        QCOMPARE(signalbox::testing::unnamedControls(*desk.page), QString());
        desk.key(Qt::Key_Escape);
        desk.page->draft().stack().undo();
        QTRY_VERIFY(!isSaid(*desk.page, QStringLiteral("would change tier")));
    }

    void values_that_were_seen_complete_what_is_typed()
    {
        RulesDesk desk;
        fake::SampleLog log(desk.dir.path().toStdString());
        fillLog(desk, log);
        QVERIFY(log.holds(kRequests));
        desk.open();
        desk.view().select(1);
        QLineEdit* value = findLine(*desk.page, QStringLiteral("Condition 1: value"));
        QTRY_VERIFY(value->completer() != nullptr);
        QCOMPARE(value->completer()->model()->rowCount(), 2);
        QVERIFY(value->completer()->model()->index(0, 0).data().toString().endsWith(QStringLiteral("· 20")));
    }

    void a_rule_that_is_never_reached_is_named_with_the_rule_above_it_and_moved()
    {
        RulesDesk desk;
        RuleJson rule = desk.page->draft().rules()[1]->json();
        rule["name"] = "Shadowed";
        rule["route"]["tier"] = "frontier";
        const std::string id = desk.page->draft().insert(4, rule, QStringLiteral("add"));
        QTRY_COMPARE(warningOf(desk, 4), QStringLiteral("⚠ never reached"));
        QVERIFY(isSaid(*desk.page, QStringLiteral("2 “Autocomplete is cheap” takes every request")));
        QVERIFY(press(*desk.page, QStringLiteral("Move above 2")));
        QCOMPARE(desk.page->draft().rowOf(id), 1);
        QTRY_COMPARE(warningOf(desk, 1), QString());
        QTRY_COMPARE(warningOf(desk, 2), QStringLiteral("⚠ never reached")); // now the other one is
    }

    void a_partly_covered_rule_says_how_much_of_the_traffic_goes_to_others_first()
    {
        RulesDesk desk;
        RuleJson rule = desk.page->draft().rules()[1]->json();
        rule["name"] = "Short";
        rule["when"] = { { "fact", "tokens_last" }, { "lt", 100 } };
        (void)desk.page->draft().insert(0, rule, QStringLiteral("add"));
        desk.view().select(2); // autocomplete
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("1 “Short”")));
        QVERIFY(!isSaid(*desk.page, QStringLiteral("recorded matches")));
        fake::SampleLog log(desk.dir.path().toStdString());
        fillLog(desk, log);
        QVERIFY(log.holds(kRequests));
        QTRY_COMPARE(QFile::exists(desk.dir.filePath(QStringLiteral("rules-draft.json"))), true);
        desk.open();
        desk.view().select(2);
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("25% of its 20 recorded matches go to rule 1 “Short” first.")));
        RuleJson other = desk.page->draft().rules()[0]->json();
        other["name"] = "Long";
        other["when"] = { { "fact", "tokens_last" }, { "gt", 300 } };
        (void)desk.page->draft().insert(1, other, QStringLiteral("add"));
        desk.view().select(3);
        QTRY_VERIFY(isSaid(*desk.page,
            QStringLiteral(
                "45% of its 20 recorded matches go to earlier rules first (1 “Short”: 25%; 2 “Long”: 20%).")));
    }

    void conditions_that_cannot_hold_together_are_found()
    {
        RulesDesk desk;
        RuleJson rule = desk.page->draft().rules()[4]->json();
        rule["when"] = { { "all",
            RuleJson::array(
                { { { "fact", "tokens_last" }, { "lt", 500 } }, { { "fact", "tokens_last" }, { "gt", 900 } } }) } };
        desk.page->draft().edit(4, rule, {}, QStringLiteral("edit"));
        QTRY_COMPARE(warningOf(desk, 4), QStringLiteral("⚠ can't match"));
    }

    void the_history_shows_what_going_back_would_change_and_goes_back()
    {
        RulesDesk desk;
        desk.page->draft().setOn(0, Qt::Unchecked);
        QVERIFY(desk.activate());
        QVERIFY(desk.applyDraft(QStringLiteral("too dear")));
        QCOMPARE(desk.state.versions.back().note, std::string("too dear"));
        QVERIFY(!desk.state.config->rules.rules[0].on);
        QVERIFY(press(*desk.page, QStringLiteral("History")));
        QTableView* versions = nullptr;
        for (QTableView* table : desk.page->findChildren<QTableView*>()) {
            if (table->accessibleName().startsWith(QStringLiteral("Applied versions")))
                versions = table;
        }
        QVERIFY(versions != nullptr);
        QTRY_COMPARE(versions->model()->rowCount(), 2);
        versions->selectRow(1);
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("Going back to version 14 would change:")));
        QCOMPARE(signalbox::testing::unnamedControls(*desk.page), QString());
        QVERIFY(press(*desk.page, QStringLiteral("Go back to version 14")));
        QVERIFY(desk.state.config->rules.rules[0].on);
        QCOMPARE(desk.state.versions.back().origin, std::string("rollback:14"));
        QVERIFY(!desk.page->draft().isDirty());
    }

    void a_version_whose_tiers_are_gone_is_told_with_their_ids()
    {
        RulesDesk desk;
        RuleJson without = RuleJson::parse(desk.state.config->text);
        RuleJson rest = RuleJson::array();
        for (const RuleJson& tier : without["tiers"]) {
            if (tier["id"] != "mid")
                rest.push_back(tier);
        }
        without["tiers"] = rest;
        without["rules"] = RuleJson::array({ without["rules"][0], without["rules"].back() });
        QVERIFY(desk.engine->apply(without.dump()).config != nullptr);
        QVERIFY(press(*desk.page, QStringLiteral("History")));
        QTableView* versions = nullptr;
        QTableView* changes = nullptr;
        for (QTableView* table : desk.page->findChildren<QTableView*>()) {
            versions = table->accessibleName().startsWith(QStringLiteral("Applied versions")) ? table : versions;
            if (table->isVisibleTo(desk.page.get())
                && table->accessibleName().startsWith(QStringLiteral("Changes of the rules")))
                changes = table;
        }
        QVERIFY(versions != nullptr && changes != nullptr);
        QTRY_COMPARE(versions->model()->rowCount(), 2);
        versions->selectRow(1);
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("Going back to version 14 would change:")));
        QString words;
        for (int row = 0; row < changes->model()->rowCount(); ++row) {
            for (int column = 0; column < changes->model()->columnCount(); ++column)
                words += changes->model()->index(row, column).data().toString() + u'\n';
        }
        QVERIFY2(words.contains(QStringLiteral("mid (no longer there)")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("Cascade: Small, then mid (no longer there)")), qPrintable(words));
        QVERIFY2(!words.contains(QStringLiteral("→ …")), qPrintable(words));
    }
};

QTEST_MAIN(RulesLabTest)
#include "rules_lab_test.moc"
