// SPDX-License-Identifier: GPL-3.0-or-later
// Questions put to the draft on the rules page (reachability, recorded requests, the wrong axis), and files of other
// gateways that come into it.
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "tests/ui/rules_desk.h"
#include "tests/ui/sample_log.h"
#include "ui/rules/reach_pane.h"
#include "ui/rules/recorded_pane.h"

#include "core/base/embedded.h"

#include <QDateTime>
#include <QLocale>

#include <nlohmann/json.hpp>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::isSaid;
using signalbox::testing::press;
using signalbox::testing::RulesDesk;
using signalbox::testing::unnamedControls;

namespace {

RequestRecord recordOf(const RulesDesk& desk, int number, const Facts& facts)
{
    const WallUs now = QDateTime::currentMSecsSinceEpoch() * 1000;
    RequestRecord record = fake::sampleRecord(*desk.state.config, number, now - (1000 - number) * 1'000'000);
    record.facts = packFacts(facts);
    record.errorCode.clear();
    record.status = 200;
    record.ruleId = "else";
    record.tierPlanned = record.tier = "small";
    record.rulesVersion = 12;
    return record;
}

Facts plainFacts()
{
    Facts facts;
    facts.stakes = "normal";
    facts.endpoint = "chat";
    facts.language = "en";
    facts.requestedModel = "auto";
    facts.messages = 1;
    return facts;
}

template <class Table> QStringList columnOf(const Table& table, int column)
{
    QStringList cells;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        cells.append(table.model()->index(row, column).data().toString());
    return cells;
}

QTableView* tableNamed(QWidget& root, const QString& name)
{
    for (QTableView* table : root.findChildren<QTableView*>()) {
        if (table->isVisibleTo(&root) && table->accessibleName().startsWith(name))
            return table;
    }
    return nullptr;
}

QString fileWith(const RulesDesk& desk, const QString& name, const QByteArray& text)
{
    QFile file(desk.dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("no file");
    return file.fileName();
}

QByteArray corpusFile(const QString& name)
{
    QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/corpora/imports/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The sandbox with rules that look at the user tier alone.
std::string tierOnlyConfig()
{
    auto json = nlohmann::ordered_json::parse(embedded::sandbox_config);
    const auto rule = [](const char* id, const char* tier, const char* to) {
        return nlohmann::ordered_json { { "id", id }, { "name", id },
            { "when", { { "fact", "user_tier" }, { "is", tier } } },
            { "route", { { "strategy", "direct" }, { "tier", to } } } };
    };
    json["rules"] = nlohmann::ordered_json::array({ rule("pro", "pro", "frontier"), rule("free", "free", "small"),
        { { "id", "else" }, { "name", "else" }, { "when", "always" },
            { "route", { { "strategy", "direct" }, { "tier", "small" } } } } });
    return json.dump();
}

} // namespace

class RulesQuestionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void each_deployment_is_proved_out_of_reach_or_shown_with_a_way_and_an_example()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        QAction* reach = nullptr;
        for (QAction* action : desk.page->menuActions()) {
            if (action->text() == QStringLiteral("Can it ever get there?"))
                reach = action;
        }
        QVERIFY(reach != nullptr);
        reach->trigger();
        auto* pane = desk.page->findChild<ReachPane*>();
        QVERIFY(pane->isVisibleTo(desk.page.get()));
        pane->setCondition({ { "all",
            RuleJson::array({ { { "fact", "feature" }, { "is", "autocomplete" } },
                { { "fact", "stakes" }, { "is", "low" } } }) } });
        QTableView* table = tableNamed(*pane, QStringLiteral("Deployments"));
        QVERIFY(table != nullptr);
        // An application may name a tier itself: that is a way as well, so it is shown and not hidden.
        QTRY_VERIFY(columnOf(*table, 0).contains(QStringLiteral("sandbox/sandbox-small")));
        const QStringList ways = columnOf(*table, 2);
        QVERIFY2(ways.contains(QStringLiteral("by rule 2 “Autocomplete is cheap”")), qPrintable(ways.join(u'\n')));
        QVERIFY(columnOf(*table, 3).join(u' ').contains(QStringLiteral("feature = autocomplete")));
        QCOMPARE(unnamedControls(*desk.page), QString());
    }

    void a_pinned_rule_is_proved_to_reach_its_deployment_alone()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        RuleJson rule = desk.page->draft().rules()[0]->json();
        rule["name"] = "Pinned";
        rule["when"] = { { "fact", "feature" }, { "is", "claims" } };
        rule["route"] = { { "strategy", "direct" }, { "pin", "sandbox/sandbox-frontier" } };
        desk.page->draft().insert(0, rule, QStringLiteral("add"));
        desk.view().select(0);
        for (QAction* action : desk.page->menuActions()) {
            if (action->text() == QStringLiteral("Where requests of this rule can get"))
                action->trigger();
        }
        auto* pane = desk.page->findChild<ReachPane*>();
        QTableView* table = tableNamed(*pane, QStringLiteral("Deployments"));
        QVERIFY(table != nullptr);
        QTRY_VERIFY(isSaid(*pane, QStringLiteral("2 of 3 deployments can never be reached by such a request.")));
        QCOMPARE(columnOf(*table, 1).count(QStringLiteral("never")), 2);
        desk.key(Qt::Key_Escape);
        QVERIFY(!pane->isVisibleTo(desk.page.get()));
    }

    void a_recorded_request_is_decided_again_under_todays_rules_and_with_the_draft()
    {
        RulesDesk desk;
        fake::SampleLog log(desk.dir.path().toStdString());
        Facts facts = plainFacts();
        facts.feature = "autocomplete";
        const RequestRecord record = recordOf(desk, 1, facts);
        log.add(record);
        QVERIFY(log.holds(1));
        desk.open();
        RuleJson rule = desk.page->draft().rules()[1]->json();
        rule["route"]["tier"] = "frontier";
        desk.page->draft().edit(1, rule, {}, QStringLiteral("edit"));
        desk.page->open({ QStringLiteral("rules"), QStringLiteral("again:") + QString::fromStdString(record.id), {} });
        auto* pane = desk.page->findChild<RecordedPane*>();
        QTRY_VERIFY(isSaid(*pane, QStringLiteral("Goes to Frontier by rule “Autocomplete is cheap”")));
        QVERIFY(isSaid(*pane, QStringLiteral("Goes to Small by rule “Autocomplete is cheap”")));
        QVERIFY(isSaid(*pane, QStringLiteral("Then · version 12")));
        QVERIFY(isSaid(*pane, QStringLiteral("Rules in force · version 14")));
        QVERIFY(isSaid(*pane, QStringLiteral("The draft would send it another way than the rules in force.")));
        QCOMPARE(unnamedControls(*desk.page), QString());
        desk.page->draft().stack().undo();
        QTRY_VERIFY(isSaid(*pane, QStringLiteral("Then, now, and with the draft it goes the same way.")));
    }

    void rules_that_look_at_the_user_tier_alone_are_told_when_the_traffic_differs_inside_it()
    {
        RulesDesk desk(tierOnlyConfig());
        fake::SampleLog log(desk.dir.path().toStdString());
        for (int number = 0; number < 240; ++number) {
            Facts facts = plainFacts();
            facts.userTier = number % 2 == 0 ? "pro" : "free";
            facts.tokensLast = number % 4 < 2 ? 20 : 4000;
            facts.code = number % 4 >= 2;
            log.add(recordOf(desk, number, facts));
        }
        QVERIFY(log.holds(240));
        desk.open();
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("The rules tell requests apart by the user tier alone")));
    }

    void another_gateways_file_comes_into_the_draft_with_its_tiers_and_what_it_left_out()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        desk.page->importFile(
            fileWith(desk, QStringLiteral("in.yaml"), corpusFile(QStringLiteral("litellm-fallbacks.yaml"))));
        RuleDraft& draft = desk.page->draft();
        QVERIFY2(draft.companions() != nullptr, qPrintable(desk.notices.back().text));
        QCOMPARE(draft.problemCount(), 0); // the rules name tiers that come with them
        QVERIFY(isSaid(*desk.page, QStringLiteral("What the import left out")));
        QTableView* table = tableNamed(*desk.page, QStringLiteral("Things of the imported file"));
        QVERIFY(table != nullptr && table->model()->rowCount() > 0);
        for (const QString& why : columnOf(*table, 2))
            QVERIFY2(why.endsWith(u'.'), qPrintable(why)); // a sentence, not a code
        QCOMPARE(unnamedControls(*desk.page), QString());
        desk.key(Qt::Key_Escape);
        for (const DraftRulePtr& rule : draft.rules())
            QVERIFY(rule->origin() == DraftRule::Origin::Imported || rule->id() == draft.rules().back()->id());
        QCOMPARE(desk.state.versions.size(), std::size_t(1)); // nothing is applied
        QVERIFY(desk.activate());
        desk.key(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(columnOf(*tableNamed(*desk.page, QStringLiteral("Changes of the rules")), 1)
                    .join(u' ')
                    .contains(QStringLiteral("new provider")));
        QVERIFY(desk.applyDraft());
        QVERIFY(desk.state.config->findTier("fast") != nullptr);
        QVERIFY(draft.companions() == nullptr);
        QVERIFY(!draft.isDirty());
    }

    void every_file_of_other_gateways_can_be_imported_and_taken_back()
    {
        const QDir corpus(QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/corpora/imports"));
        RulesDesk desk;
        for (const QString& name : corpus.entryList(QDir::Files)) {
            desk.page->importFile(corpus.filePath(name));
            QVERIFY2(desk.page->draft().isDirty(), qPrintable(name + u": " + desk.notices.back().text));
            QVERIFY2(desk.page->draft().problemCount() == 0, qPrintable(name));
            desk.page->draft().stack().undo();
            QVERIFY2(!desk.page->draft().isDirty(), qPrintable(name));
        }
    }

    void a_stored_key_is_never_sent_to_the_destination_of_an_import()
    {
        auto json = nlohmann::ordered_json::parse(embedded::sandbox_config);
        json["providers"].push_back({ { "id", "openai" }, { "preset", "openai" }, { "secret", "keychain:openai" } });
        json["tiers"][0]["chain"].push_back({ { "provider", "openai" }, { "model", "gpt-4o-mini" } });
        RulesDesk desk(json.dump());
        const nlohmann::ordered_json target = { { "name", "x" }, { "provider", "openai" }, { "api_key", "k" },
            { "custom_host", "https://evil.example/v1" }, { "override_params", { { "model", "gpt-4o" } } } };
        const nlohmann::ordered_json file = { { "targets", nlohmann::ordered_json::array({ target }) },
            { "strategy", { { "mode", "single" } } } };
        const QByteArray hostile = QByteArray::fromStdString(file.dump());
        desk.page->importFile(fileWith(desk, QStringLiteral("in.json"), hostile));
        const RuleDraft& draft = desk.page->draft();
        QVERIFY2(draft.companions() != nullptr, qPrintable(desk.notices.back().text));
        for (const auto& provider : draft.config()->providers)
            QVERIFY2(provider->host != "evil.example" || provider->secretRef != "keychain:openai",
                provider->secretRef.c_str());
        QTableView* table = tableNamed(*desk.page, QStringLiteral("Things of the imported file"));
        QVERIFY(table != nullptr);
        QVERIFY(columnOf(*table, 2).join(u' ').contains(QStringLiteral("goes to another address here")));

        // The same with a configuration of ours.
        auto own = json;
        own["providers"].back()["base_url"] = "https://evil.example/v1";
        desk.page->importFile(fileWith(desk, QStringLiteral("own.json"), QByteArray::fromStdString(own.dump())));
        for (const auto& provider : draft.config()->providers)
            QVERIFY(provider->host != "evil.example" || provider->secretRef != "keychain:openai");
    }

    void types_that_no_file_should_have_change_nothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("tiers are a number") << QByteArray(R"({"schema":1,"rules":[],"tiers":7,"providers":{}})");
        QTest::newRow("a list of lists") << QByteArray(R"([[{"id":"a"}]])");
        QTest::newRow("model_list of numbers") << QByteArray(R"({"model_list":[1,2,3]})");
        QTest::newRow("aliases without end")
            << QByteArray("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\nmodel_list: [*d,*d]\n");
        QTest::newRow("deep yaml") << QByteArray("{a: ").repeated(200);
        QTest::newRow("binary") << QByteArray("\0\1\2\3\xff\xfe", 6);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("null") << QByteArray("null");
    }
    void types_that_no_file_should_have_change_nothing()
    {
        QFETCH(const QByteArray, text);
        RulesDesk desk;
        desk.page->importFile(fileWith(desk, QStringLiteral("in.json"), text));
        QVERIFY(!desk.page->draft().isDirty());
        const QString said = desk.notices.back().text;
        QVERIFY2(said.startsWith(QStringLiteral("Nothing was imported: ")), qPrintable(said));
        QVERIFY2(said.contains(u' ') && !said.contains(QStringLiteral("import_")), qPrintable(said));
    }

    void the_tiers_of_an_import_outlive_the_program_with_the_draft()
    {
        RulesDesk desk;
        desk.page->importFile(
            fileWith(desk, QStringLiteral("in.yaml"), corpusFile(QStringLiteral("litellm-basic.yaml"))));
        QVERIFY(desk.page->draft().companions() != nullptr);
        const std::size_t rules = desk.page->draft().rules().size();
        desk.open(); // as after a start
        QVERIFY(desk.page->draft().companions() != nullptr);
        QCOMPARE(desk.page->draft().rules().size(), rules);
        QCOMPARE(desk.page->draft().problemCount(), 0);
    }
};

QTEST_MAIN(RulesQuestionsTest)
#include "rules_questions_test.moc"
