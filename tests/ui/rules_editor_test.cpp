// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "tests/ui/rules_desk.h"
#include "tests/ui/sample_log.h"

#include "core/base/embedded.h"
#include "ui/rules/editor_fields.h"
#include "ui/shell/table.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSignalSpy>

#include <nlohmann/json.hpp>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;
using signalbox::testing::RulesDesk;

namespace {

/// The sandbox with nothing but "Everything else", which goes to one tier.
std::string bareConfig()
{
    auto json = nlohmann::ordered_json::parse(embedded::sandbox_config);
    json["rules"] = nlohmann::ordered_json::array({ { { "id", "else" }, { "name", "Everything else" },
        { "when", "always" }, { "route", { { "strategy", "direct" }, { "tier", "small" } } } } });
    return json.dump();
}

struct Test {
    QString field; ///< what is typed in the choice, and how often Down is pressed then
    int down = 0;
    QString op;
    QString value;
    QString upper;
};

struct Wanted {
    QString name;
    QString kind; ///< "" as it is
    QList<Test> tests;
    QString tier;
    QString when; ///< as the list shows it
    QString route;
};

// The picture's rules with the facts of the rule language.
QList<Wanted> sevenRules()
{
    using namespace Qt::Literals::StringLiterals;
    return {
        { u"Regulated traffic"_s, {}, { { u"Feature"_s, 0, {}, u"claims-triage"_s, {} } }, u"Frontier"_s,
            u"feature = claims-triage"_s, u"Frontier"_s },
        { u"Tools or long context"_s, u"any"_s,
            { { u"Tools"_s, 0, {}, {}, {} }, { u"Tokens"_s, 1, u"more"_s, u"12000"_s, {} } }, u"Frontier"_s,
            u"has tools, or tokens of the whole request > 12,000"_s, u"Frontier"_s },
        { u"Autocomplete is cheap"_s, {}, { { u"Feature"_s, 0, {}, u"autocomplete"_s, {} } }, u"Small"_s,
            u"feature = autocomplete"_s, u"Small"_s },
        { u"Code for paying users"_s, {}, { { u"Code"_s, 0, {}, {}, {} }, { u"User"_s, 0, {}, u"pro"_s, {} } },
            u"Mid"_s, u"contains code, and user tier = pro"_s, u"Mid"_s },
        { u"Pro users, code, short"_s, {},
            { { u"Code"_s, 0, {}, {}, {} }, { u"User"_s, 0, {}, u"pro"_s, {} },
                { u"Tokens"_s, 0, u"less"_s, u"500"_s, {} } },
            u"Small"_s, u"contains code, and user tier = pro, and tokens of the last message < 500"_s, u"Small"_s },
        { u"Long batches to small"_s, {}, { { u"Number"_s, 1, u"between"_s, u"20"_s, u"60"_s } }, u"Small"_s,
            u"number of messages between 20 and 60"_s, u"Small"_s },
    };
}

} // namespace

class RulesEditorTest : public QObject {
    Q_OBJECT

    static void writeTest(const RulesDesk& desk, int number, const Test& test)
    {
        QVERIFY(desk.tabTo(QStringLiteral("+ Condition")));
        desk.key(Qt::Key_Space);
        QCOMPARE(desk.focusName(), QStringLiteral("Condition %1: field").arg(number));
        desk.type(test.field);
        for (int at = 0; at < test.down; ++at)
            desk.key(Qt::Key_Down);
        if (!test.op.isEmpty()) {
            QVERIFY(desk.tabTo(QStringLiteral("Condition %1: comparison").arg(number)));
            desk.type(test.op);
        }
        if (test.value.isEmpty())
            return;
        QVERIFY(desk.tabTo(QStringLiteral("Condition %1: value").arg(number)));
        desk.type(test.value);
        if (test.upper.isEmpty())
            return;
        QVERIFY(desk.tabTo(QStringLiteral("Condition %1: upper value").arg(number)));
        desk.type(test.upper);
    }

    static void writeRule(const RulesDesk& desk, const Wanted& rule)
    {
        desk.key(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(desk.focusName(), QStringLiteral("Name of the rule"));
        desk.type(rule.name);
        if (!rule.kind.isEmpty()) {
            QVERIFY(desk.tabTo(QStringLiteral("When which")));
            desk.type(rule.kind);
        }
        for (int at = 0; at < rule.tests.size(); ++at)
            writeTest(desk, at + 1, rule.tests.at(at));
        QVERIFY(desk.tabTo(QStringLiteral("Tier")));
        desk.type(rule.tier);
        desk.key(Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&desk.view()));
    }

    static void writeSeven(const RulesDesk& desk)
    {
        const QList<Wanted> rules = sevenRules();
        for (int at = 0; at < rules.size(); ++at) {
            writeRule(desk, rules.at(at));
            QCOMPARE(desk.cell(at, RulesModel::Name), rules.at(at).name);
            QCOMPARE(desk.cell(at, RulesModel::When), rules.at(at).when);
            QCOMPARE(desk.cell(at, RulesModel::Route), rules.at(at).route);
        }
        desk.key(Qt::Key_Space); // the last one written is off
        // The seventh is there already: it becomes a cascade.
        desk.key(Qt::Key_Down);
        desk.key(Qt::Key_Return);
        QVERIFY(desk.tabTo(QStringLiteral("How the rule routes")));
        desk.type(QStringLiteral("a"));
        desk.key(Qt::Key_Escape);
        QCOMPARE(desk.cell(6, RulesModel::Route), QStringLiteral("Cascade: Small, then Mid"));
        QCOMPARE(desk.view().model()->index(5, RulesModel::On).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QStringLiteral("en_US")));
        QApplication::setKeyboardInputInterval(250);
    }

    void seven_rules_are_built_from_nothing_by_keyboard_alone()
    {
        RulesDesk desk(bareConfig());
        QVERIFY(desk.activate());
        writeSeven(desk);
        QCOMPARE(desk.page->draft().problemCount(), 0);
        QCOMPARE(desk.state.config->rules.rules.size(), std::size_t(1)); // nothing is applied yet
        const QStringList built = desk.column(RulesModel::When);

        // Reorder, then everything back and forth again.
        desk.key(Qt::Key_Home, Qt::ControlModifier);
        desk.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(desk.cell(1, RulesModel::Name), QStringLiteral("Regulated traffic"));
        const QStringList moved = desk.column(RulesModel::When);
        int steps = 0;
        while (desk.page->draft().stack().canUndo() && ++steps < 300)
            desk.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(desk.column(RulesModel::Name), QStringList { QStringLiteral("Everything else") });
        QVERIFY(!desk.page->draft().isDirty());
        while (desk.page->draft().stack().canRedo() && --steps > -300)
            desk.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(desk.column(RulesModel::When), moved);
        desk.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(desk.column(RulesModel::When), built);

        // Review and apply; the toast takes it back.
        QVERIFY(desk.applyDraft());
        QCOMPARE(desk.state.config->rules.rules.size(), std::size_t(7));
        QVERIFY(!desk.state.config->rules.rules[5].on);
        QVERIFY(!desk.page->draft().isDirty());
        desk.notices.back().action();
        QCOMPARE(desk.state.config->rules.rules.size(), std::size_t(1));
    }

    void groups_nest_to_depth_four_by_keyboard()
    {
        RulesDesk desk(bareConfig());
        QVERIFY(desk.activate());
        desk.key(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(desk.tabTo(QStringLiteral("+ Group")));
        desk.key(Qt::Key_Space);
        desk.type(QStringLiteral("Code"));
        for (int group = 1; group <= 2; ++group) {
            QVERIFY(desk.tabTo(QStringLiteral("Add a group to group %1").arg(group)));
            desk.key(Qt::Key_Space);
            desk.type(QStringLiteral("Tools"));
        }
        QCOMPARE(findButton(*desk.page, QStringLiteral("Add a group to group 3")), nullptr);
        QCOMPARE(desk.cell(0, RulesModel::When), QStringLiteral("(contains code, or (has tools, or (has tools)))"));
        QCOMPARE(desk.page->draft().problemCount(), 0);
    }

    void typing_in_one_field_is_one_step_and_setting_it_back_is_none()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        desk.key(Qt::Key_Return);
        QLineEdit* name = findLine(*desk.page, QStringLiteral("Name of the rule"));
        const QString former = name->text();
        desk.key(Qt::Key_End);
        desk.type(QStringLiteral("abc"));
        QCOMPARE(desk.page->draft().stack().count(), 1);
        QCOMPARE(desk.cell(0, RulesModel::Name), former + QStringLiteral("abc"));
        for (int at = 0; at < 3; ++at)
            desk.key(Qt::Key_Backspace);
        QCOMPARE(desk.page->draft().stack().count(), 0);
        QVERIFY(!desk.page->draft().isDirty());
        desk.type(QStringLiteral("x"));
        desk.key(Qt::Key_Z, Qt::ControlModifier); // in the field, and yet a step of the draft
        QCOMPARE(name->text(), former);
        QCOMPARE(desk.focusName(), QStringLiteral("Name of the rule"));
    }

    void drag_alt_arrow_and_move_to_give_the_same_step()
    {
        QStringList steps;
        QStringList orders;
        for (int way = 0; way < 3; ++way) {
            RulesDesk desk;
            QVERIFY(desk.activate());
            RulesView& view = desk.view();
            view.select(1);
            if (way == 0) {
                const auto middle = [&view](int row) {
                    return view.visualRect(view.model()->index(row, RulesModel::Name)).center();
                };
                QTest::mousePress(view.viewport(), Qt::LeftButton, {}, middle(1));
                QTest::mouseMove(view.viewport(), middle(1) + QPoint(0, 15));
                QTest::mouseMove(view.viewport(), middle(2) + QPoint(0, 12));
                QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, middle(2) + QPoint(0, 12));
            } else if (way == 1) {
                desk.key(Qt::Key_Down, Qt::AltModifier);
            } else {
                desk.page->draft().move(1, 2);
            }
            steps.append(desk.page->draft().stack().undoText());
            orders.append(desk.column(RulesModel::Name).join(QLatin1Char('|')));
            QCOMPARE(view.currentRow(), 2); // the selection went along
        }
        QCOMPARE(steps, QStringList(3, QStringLiteral("move “Autocomplete is cheap”")));
        QCOMPARE(orders, QStringList(3, orders.front()));
    }

    void escape_lets_a_dragged_rule_go()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        RulesView& view = desk.view();
        const QPoint first = view.visualRect(view.model()->index(0, RulesModel::Name)).center();
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, first);
        QTest::mouseMove(view.viewport(), first + QPoint(0, 90));
        desk.key(Qt::Key_Escape);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, first + QPoint(0, 90));
        QVERIFY(!desk.page->draft().isDirty());
    }

    void a_click_on_the_box_switches_a_rule_off_and_the_last_one_stays_on()
    {
        RulesDesk desk;
        RulesView& view = desk.view();
        QVERIFY(desk.activate());
        const auto box = [&view](int row) {
            QStyleOptionViewItem cell;
            cell.rect = view.visualRect(view.model()->index(row, RulesModel::On));
            cell.features = QStyleOptionViewItem::HasCheckIndicator;
            return view.style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &cell, &view).center();
        };
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, box(0));
        const int last = view.model()->rowCount() - 1;
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, box(last));
        QVERIFY(!desk.page->draft().rules().front()->on());
        QVERIFY(desk.page->draft().rules().back()->on());
    }

    void a_deleted_rule_stays_struck_through_and_comes_back()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        desk.view().select(2);
        desk.key(Qt::Key_Delete);
        QCOMPARE(desk.cell(2, RulesModel::Place), QStringLiteral("–"));
        QVERIFY(desk.view().model()->index(2, RulesModel::Name).data(StruckRole).toBool());
        QCOMPARE(desk.page->draft().rules().size(), desk.page->draft().applied().size() - 1);
        QVERIFY(isSaid(*desk.page, QStringLiteral("goes when the draft is applied")));
        QVERIFY(press(*desk.page, QStringLiteral("Restore")));
        QVERIFY(!desk.page->draft().isDirty());
        desk.view().select(2);
        desk.key(Qt::Key_Delete);
        desk.notices.back().action();
        QVERIFY(!desk.page->draft().isDirty());
    }

    void the_draft_outlives_the_program_and_is_never_applied_by_itself()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        desk.key(Qt::Key_Return);
        desk.type(QStringLiteral("Half writ"));
        desk.key(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(desk.tabTo(QStringLiteral("+ Condition")));
        desk.key(Qt::Key_Space); // a condition that looks at nothing yet
        const QString path = desk.dir.filePath(QStringLiteral("rules-draft.json"));
        QTRY_VERIFY(QFile::exists(path)); // while the program is still running
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const QStringList names = desk.column(RulesModel::Name);
        desk.open();
        QCOMPARE(desk.column(RulesModel::Name), names);
        QCOMPARE(desk.cell(0, RulesModel::Name), QStringLiteral("Half writ"));
        QCOMPARE(desk.page->draft().problemCount(), 1);
        QCOMPARE(desk.state.config->rules.rules[0].name, std::string("High stakes go to the best"));
        QVERIFY(press(*desk.page, QStringLiteral("Discard")));
        QVERIFY(!desk.page->draft().isDirty());
        desk.page.reset();
        QVERIFY(!QFile::exists(path));
    }

    void a_kept_draft_that_cannot_be_read_is_put_aside()
    {
        RulesDesk desk;
        desk.page.reset();
        QFile file(desk.dir.filePath(QStringLiteral("rules-draft.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ not a draft");
        file.close();
        desk.open();
        QVERIFY(isSaid(*desk.page, QStringLiteral("put aside")));
        QVERIFY(QFile::exists(file.fileName() + QStringLiteral(".broken")));
        QVERIFY(!desk.page->draft().isDirty());
    }

    void what_is_wrong_is_marked_at_its_field_and_cannot_be_applied()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        desk.view().select(4); // tokens_context > 32000
        QLineEdit* value = findLine(*desk.page, QStringLiteral("Condition 1: value"));
        QCOMPARE(value->text(), QStringLiteral("32000"));
        value->setFocus();
        value->selectAll();
        desk.type(QStringLiteral("many"));
        QVERIFY(value->property("invalid").toBool());
        QVERIFY(isSaid(*desk.page, QStringLiteral("Write a whole number")));
        QCOMPARE(value->text(), QStringLiteral("many")); // nothing typed is lost
        QCOMPARE(desk.view().model()->index(4, RulesModel::When).data(RulesModel::WarningRole).toString(),
            QStringLiteral("⚠ not complete"));
        desk.view().select(0);
        desk.view().setFocus();
        desk.key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(desk.view().currentRow(), 4); // led to the place instead
        QVERIFY(desk.notices.back().text.contains(QStringLiteral("not complete")));
        value = findLine(*desk.page, QStringLiteral("Condition 1: value"));
        value->setFocus();
        value->selectAll();
        desk.type(QStringLiteral("64000"));
        QVERIFY(!value->property("invalid").toBool());
        QCOMPARE(desk.page->draft().problemCount(), 0);
    }

    void an_import_lands_in_the_draft_unreviewed_and_is_one_step()
    {
        RulesDesk desk;
        const QString path = desk.dir.filePath(QStringLiteral("in.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"schema":1,"rules":[{"id":"a","name":"From outside","when":{"fact":"no_such","is":1},
            "route":{"strategy":"direct","tier":"gone"}}]})");
        file.close();
        desk.page->importFile(path);
        QCOMPARE(desk.page->draft().rules().size(), std::size_t(2)); // with the rule that catches everything
        QCOMPARE(desk.page->draft().stack().count(), 1);
        const QModelIndex name = desk.view().model()->index(desk.view().currentRow(), RulesModel::Name);
        QCOMPARE(name.data().toString(), QStringLiteral("From outside"));
        QCOMPARE(name.data(BadgeRole).toString(), QStringLiteral("unreviewed"));
        QCOMPARE(desk.state.config->rules.rules.size(), std::size_t(7));
        QVERIFY(isSaid(*desk.page, QStringLiteral("came from an import")));
        QVERIFY(isSaid(*desk.page, QStringLiteral("There is no fact of this name.")));
        QVERIFY(press(*desk.page, QStringLiteral("I have looked at it")));
        QVERIFY(!isSaid(*desk.page, QStringLiteral("came from an import")));
        desk.page->draft().stack().undo();
        desk.page->draft().stack().undo();
        QVERIFY(!desk.page->draft().isDirty());
    }

    void a_hostile_import_changes_nothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("too deep") << QByteArray("[").repeated(5000);
        QTest::newRow("too large") << QByteArray(" ").repeated(2 << 20);
        QTest::newRow("no rules") << QByteArray(R"({"schema":1,"rules":[]})");
        QTest::newRow("no objects") << QByteArray(R"({"schema":1,"rules":[1]})");
        QTest::newRow("newer") << QByteArray(R"({"schema":9,"rules":[{"id":"a"}]})");
    }
    void a_hostile_import_changes_nothing()
    {
        QFETCH(const QByteArray, text);
        RulesDesk desk;
        QFile file(desk.dir.filePath(QStringLiteral("in.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        desk.page->importFile(file.fileName());
        QVERIFY(!desk.page->draft().isDirty());
        QVERIFY(desk.notices.back().text.startsWith(QStringLiteral("Nothing was imported")));
    }

    void what_is_exported_can_be_imported()
    {
        RulesDesk desk;
        const QString path = desk.dir.filePath(QStringLiteral("out.json"));
        desk.page->exportFile(path);
        desk.page->importFile(path);
        QVERIFY(!desk.page->draft().isDirty()); // the same rules
    }

    void a_tier_that_goes_marks_the_rules_that_name_it()
    {
        RulesDesk desk;
        desk.page->draft().setOn(0, Qt::Unchecked);
        auto json = nlohmann::ordered_json::parse(bareConfig());
        json["tiers"].erase(1); // mid
        QVERIFY(desk.engine->apply(json.dump()).config != nullptr);
        const int row = static_cast<const RulesModel*>(desk.view().model())->rowOf("tools");
        QVERIFY(row >= 0);
        desk.view().select(row);
        QVERIFY(isSaid(*desk.page, QStringLiteral("There is no tier “mid” any more.")));
        QVERIFY(desk.page->draft().isDirty()); // the draft is as it was
    }

    void a_rule_is_made_from_a_recorded_request_and_stands_before_the_one_that_took_it()
    {
        RulesDesk desk;
        RequestRecord record = fake::sampleRecord(*desk.state.config, 1, 1'795'000'000'000'000);
        Facts facts;
        facts.feature = "claims";
        facts.userTier = "pro";
        facts.stakes = "normal";
        facts.tools = true;
        record.facts = packFacts(facts);
        record.ruleId = "tools";
        record.tier = "mid";
        fake::SampleLog log(desk.dir.path().toStdString());
        log.add(record);
        QVERIFY(log.holds(1));
        desk.page->open({ QStringLiteral("rules"), QString::fromStdString("from:" + record.id), {} });
        QTRY_COMPARE(desk.page->draft().stack().count(), 1);
        QCOMPARE(desk.cell(3, RulesModel::Name), QStringLiteral("claims"));
        QCOMPARE(
            desk.cell(3, RulesModel::When), QStringLiteral("feature = claims, and user tier = pro, and has tools"));
        QCOMPARE(desk.cell(3, RulesModel::Route), QStringLiteral("Mid"));
        QCOMPARE(desk.view().currentRow(), 3);
    }

    void a_request_is_tried_on_the_draft_and_nobody_is_called()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        desk.key(Qt::Key_T, Qt::ControlModifier);
        auto* body = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
        QVERIFY(body != nullptr);
        QVERIFY(isSaid(*desk.page, QStringLiteral("Goes to Small by rule “Everything else”")));
        findLine(*desk.page, QStringLiteral("Header x-signalbox-stakes"))->setText(QStringLiteral("high"));
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("Goes to Frontier by rule “High stakes go to the best”")));
        desk.page->draft().setOn(0, Qt::Unchecked); // only in the draft
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("Goes to Small by rule “Everything else”")));
        body->setPlainText(QStringLiteral("{ \"model\": "));
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("not valid JSON")));
        QCOMPARE(signalbox::testing::unnamedControls(*desk.page), QString());
        desk.key(Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(&desk.view()));
    }

    void a_thousand_rules_can_be_opened_edited_and_moved()
    {
        auto json = nlohmann::ordered_json::parse(bareConfig());
        const auto last = json["rules"][0];
        json["rules"] = nlohmann::ordered_json::array();
        for (int at = 0; at < 999; ++at) {
            const std::string number = std::to_string(at);
            nlohmann::ordered_json when = { { "all",
                nlohmann::ordered_json::array({ { { "fact", "feature" }, { "is", "feature-" + number } },
                    { { "fact", "tokens_last" }, { "gt", at } },
                    { { "fact", "user_tier" }, { "in", { "pro", "team" } } },
                    { { "fact", "code" }, { "is", true } } }) } };
            json["rules"].push_back({ { "id", "r" + number }, { "name", "Rule " + number }, { "when", when },
                { "route", { { "strategy", "direct" }, { "tier", "mid" } } } });
        }
        json["rules"].push_back(last);
        RulesDesk desk(json.dump());
        QCOMPARE(desk.view().model()->rowCount(), 1000);
        QElapsedTimer timer;
        timer.start();
        desk.open();
        QVERIFY(QTest::qWaitForWindowExposed(desk.page.get()));
        QApplication::processEvents();
        qInfo("1,000 rules: open %lld ms", timer.restart());
        QVERIFY(desk.activate());
        desk.view().select(500);
        desk.key(Qt::Key_Return);
        timer.restart();
        desk.type(QStringLiteral("abcdefghij"));
        QApplication::processEvents();
        qInfo("1,000 rules: %.1f ms a key", double(timer.nsecsElapsed()) / 1e7);
        desk.key(Qt::Key_Escape);
        timer.restart();
        for (int at = 0; at < 10; ++at)
            desk.key(Qt::Key_Up, Qt::AltModifier);
        QApplication::processEvents();
        qInfo("1,000 rules: %.1f ms a move", double(timer.nsecsElapsed()) / 1e7);
        QCOMPARE(desk.view().currentRow(), 490);
        QCOMPARE(desk.page->draft().changeCount(), 1);
    }

    void every_control_has_a_name_and_tab_comes_back()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        desk.view().select(5); // a cascade with its checks
        QCOMPARE(signalbox::testing::unnamedControls(*desk.page), QString());
        QVERIFY(signalbox::testing::tabStops(*desk.page) > 10);
        desk.page->draft().setOn(0, Qt::Unchecked);
        desk.key(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(signalbox::testing::unnamedControls(*desk.page), QString());
        QVERIFY(signalbox::testing::tabStops(*desk.page) > 1);
    }

    void words_of_a_condition_are_never_cut_whatever_the_text_size()
    {
        RulesDesk desk;
        RuleJson rule = desk.page->draft().rules()[0]->json();
        rule["when"] = { { "all",
            RuleJson::array({ { { "fact", "feature" }, { "starts_with", "cl" } },
                { { "fact", "tokens_context" }, { "between", { 10, 20 } } },
                { { "fact", "code" }, { "is", true } } }) } };
        desk.page->draft().edit(0, rule, {}, QStringLiteral("edit"));
        desk.view().select(0);
        for (const double scale : { 1.0, 2.0, 1.0 }) {
            desk.theme.setTextScale(scale);
            QCoreApplication::processEvents();
            int seen = 0;
            for (const Choice* choice : desk.page->findChildren<Choice*>()) {
                if (!choice->isVisibleTo(desk.page.get()) || !choice->accessibleName().endsWith(u": comparison"))
                    continue;
                ++seen;
                QVERIFY2(choice->shownWidth() <= choice->width(), qPrintable(choice->currentText()));
            }
            QCOMPARE(seen, 3);
            QCOMPARE(signalbox::testing::unnamedControls(*desk.page), QString());
        }
    }
};

QTEST_MAIN(RulesEditorTest)
#include "rules_editor_test.moc"
