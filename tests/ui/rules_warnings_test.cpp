// SPDX-License-Identifier: GPL-3.0-or-later
// Warnings about what rules route to, the review's gate, and what undoing an applied import takes back.
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "tests/ui/rules_desk.h"
#include "tests/ui/sample_log.h"
#include "ui/rules/config_diff.h"
#include "ui/rules/route_trouble.h"

#include "core/base/embedded.h"

#include <QDateTime>
#include <QFile>
#include <QLineEdit>
#include <QLocale>
#include <QSignalSpy>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;
using signalbox::testing::RulesDesk;
using signalbox::testing::unnamedControls;
using Json = nlohmann::ordered_json;

namespace {

/// Tiers on two providers that need keys; "odd" has a model that nobody knows a price of.
std::string paidConfig()
{
    Json json = Json::parse(embedded::sandbox_config);
    json["providers"].push_back({ { "id", "openai" }, { "preset", "openai" }, { "secret", "session:openai" } });
    json["providers"].push_back(
        { { "id", "anthropic" }, { "preset", "anthropic" }, { "secret", "session:anthropic" } });
    const auto tier = [](const char* id, const Json& chain) { return Json { { "id", id }, { "chain", chain } }; };
    const auto deployment = [](const char* provider, const char* model) {
        return Json { { "provider", provider }, { "model", model } };
    };
    json["tiers"].push_back(tier("paid", Json::array({ deployment("openai", "gpt-4o") })));
    json["tiers"].push_back(
        tier("both", Json::array({ deployment("openai", "gpt-4o"), deployment("anthropic", "claude-sonnet-4-5") })));
    json["tiers"].push_back(tier("odd", Json::array({ deployment("openai", "gpt-nobody-knows") })));
    json["rules"][1]["route"] = { { "strategy", "direct" }, { "tier", "paid" } };
    return json.dump();
}

RouteAction direct(const std::string& tier, const std::string& pin = {})
{
    RouteAction route;
    route.tiers = { tier };
    route.pin = pin;
    return route;
}

RouteAction cascade(std::vector<std::string> tiers)
{
    RouteAction route;
    route.strategy = StrategyKind::Cascade;
    route.tiers = std::move(tiers);
    return route;
}

QString nameOf(const std::string& tier)
{
    return QString::fromStdString(tier);
}

QString corpus(const char* name)
{
    return QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/corpora/imports/") + QLatin1String(name);
}

/// Requests of the past that the rules in force sent to the small tier, each for a cent.
void fillLog(const RulesDesk& desk, fake::SampleLog& log, int requests)
{
    const WallUs now = QDateTime::currentMSecsSinceEpoch() * 1000;
    for (int at = 0; at < requests; ++at) {
        Facts facts;
        facts.stakes = "normal";
        facts.endpoint = "chat";
        facts.feature = "autocomplete";
        facts.messages = 1;
        RequestRecord record = fake::sampleRecord(*desk.state.config, at, now - (requests - at) * 1'000'000);
        record.facts = packFacts(facts);
        record.errorCode.clear();
        record.status = 200;
        record.ruleId = "autocomplete";
        record.tierPlanned = record.tier = "small";
        record.provider = "sandbox";
        record.model = "sandbox-small";
        record.tokensIn = 100'000;
        record.tokensOut = 100'000;
        record.rulesVersion = 14;
        log.add(std::move(record));
    }
}

} // namespace

Q_DECLARE_METATYPE(signalbox::RouteAction)

class RulesWarningsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void what_keeps_a_route_from_serving_is_said_exactly_data()
    {
        QTest::addColumn<RouteAction>("route");
        QTest::addColumn<QStringList>("keys");
        QTest::addColumn<QStringList>("open");
        QTest::addColumn<QString>("badge");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("target");
        const QStringList all { QStringLiteral("session:openai"), QStringLiteral("session:anthropic") };
        const QString none;
        QTest::newRow("all is well") << direct("paid") << all << QStringList() << none << none << none;
        QTest::newRow("a simulated tier") << direct("small") << QStringList() << QStringList() << none << none << none;
        QTest::newRow("no key") << direct("paid") << QStringList() << QStringList() << QStringLiteral("no key")
                                << QStringLiteral("Requests of this rule are refused, because nothing of paid can be "
                                                  "called: there is no key for openai.")
                                << QStringLiteral("openai");
        QTest::newRow("open breaker")
            << direct("paid") << all << QStringList { QStringLiteral("openai/gpt-4o") }
            << QStringLiteral("breaker open")
            << QStringLiteral("Requests of this rule are refused, because nothing of paid can be called: the breaker "
                              "of openai/gpt-4o is open.")
            << QStringLiteral("paid");
        QTest::newRow("unpriced") << direct("odd") << all << QStringList() << QStringLiteral("unpriced")
                                  << QStringLiteral("Requests of this rule are refused, because nothing of odd can be "
                                                    "called: openai/gpt-nobody-knows is unpriced, so it is never used "
                                                    "under a ceiling.")
                                  << QStringLiteral("odd");
        QTest::newRow("two reasons")
            << direct("both") << QStringList { QStringLiteral("session:openai") }
            << QStringList { QStringLiteral("openai/gpt-4o") } << QStringLiteral("can't serve")
            << QStringLiteral("Requests of this rule are refused, because nothing of both can be called: the breaker "
                              "of openai/gpt-4o is open, there is no key for anthropic.")
            << QStringLiteral("anthropic");
        QTest::newRow("a fallback serves")
            << direct("both") << QStringList { QStringLiteral("session:anthropic") } << QStringList() << none
            << QStringLiteral("Not all of both can be called: there is no key for openai. Its requests go to "
                              "anthropic/claude-sonnet-4-5.")
            << QStringLiteral("openai");
        QTest::newRow("a pin has no fallback")
            << direct("both", "openai/gpt-4o") << QStringList { QStringLiteral("session:anthropic") } << QStringList()
            << QStringLiteral("no key")
            << QStringLiteral("Requests of this rule are refused, because nothing of both can be called: there is no "
                              "key for openai.")
            << QStringLiteral("openai");
        QTest::newRow("a step of a cascade")
            << cascade({ "small", "paid" }) << QStringList() << QStringList() << QStringLiteral("no key")
            << QStringLiteral("This cascade leaves out paid, because nothing of it can be called: there is no key for "
                              "openai.")
            << QStringLiteral("openai");
        QTest::newRow("a whole cascade")
            << cascade({ "odd", "paid" }) << QStringList() << QStringList() << QStringLiteral("no key")
            << QStringLiteral("Requests of this rule are refused, because nothing of odd, paid can be called: there is "
                              "no key for openai.")
            << QStringLiteral("openai");
    }
    void what_keeps_a_route_from_serving_is_said_exactly()
    {
        QFETCH(const RouteAction, route);
        QFETCH(const QStringList, keys);
        QFETCH(const QStringList, open);
        QFETCH(const QString, badge);
        QFETCH(const QString, sentence);
        QFETCH(const QString, target);
        const auto config = readConfig(paidConfig(), PriceBook::builtIn()).config;
        QVERIFY(config != nullptr);
        Hindrances hindrances;
        for (const QString& key : keys)
            hindrances.secrets.insert(key.toStdString());
        for (const QString& deployment : open)
            hindrances.openBreakers.insert(deployment.toStdString());
        const auto trouble = troubleOf(route, *config, hindrances, nameOf).value_or(RouteTrouble());
        QCOMPARE(trouble.badge, badge);
        QCOMPARE(trouble.sentence, sentence);
        QCOMPARE(QString::fromStdString(trouble.target), target);
    }

    void without_a_ceiling_an_unpriced_tier_serves_and_is_told_so()
    {
        Json json = Json::parse(paidConfig());
        json["ceilings"].erase(json["ceilings"].size() - 1);
        const auto config = readConfig(json.dump(), PriceBook::builtIn()).config;
        QVERIFY(config != nullptr);
        Hindrances hindrances;
        hindrances.secrets = { "session:openai" };
        const auto trouble = troubleOf(direct("odd"), *config, hindrances, nameOf);
        QVERIFY(trouble && trouble->sentence.contains(QStringLiteral("counts in no sum")));
        QVERIFY(trouble->remedy == RouteTrouble::Remedy::ShowTier);
    }

    void a_rule_without_a_key_is_marked_and_the_fix_leads_to_the_keys()
    {
        RulesDesk desk(paidConfig());
        const auto warning = [&desk] {
            return desk.view().model()->index(1, RulesModel::When).data(RulesModel::WarningRole).toString();
        };
        QCOMPARE(warning(), QStringLiteral("⚠ no key"));
        desk.view().select(1);
        QVERIFY(isSaid(*desk.page, QStringLiteral("nothing of paid can be called: there is no key for openai.")));
        QSignalSpy ways(desk.page.get(), &Page::navigate);
        QVERIFY(press(*desk.page, QStringLiteral("Add a key for openai")));
        QCOMPARE(ways.size(), 1);
        const auto target = ways[0][0].value<PageTarget>();
        QCOMPARE(target.page, QStringLiteral("keys"));
        QCOMPARE(target.item, QStringLiteral("openai"));
        QCOMPARE(unnamedControls(*desk.page), QString());
        QVERIFY(desk.state.secretsSet.empty());
        QVERIFY(desk.proxy->setSecret("session:openai", "sk-test-0123456789abcdef").has_value());
        desk.engine->pull();
        QCOMPARE(warning(), QString());
        QVERIFY(!isSaid(*desk.page, QStringLiteral("can be called")));
    }

    void an_open_breaker_is_marked_while_it_is_open()
    {
        RulesDesk desk(paidConfig());
        QVERIFY(desk.proxy->setSecret("session:openai", "sk-test-0123456789abcdef").has_value());
        Breakers::View open;
        open.deployment = "openai/gpt-4o";
        open.state = BreakerState::Open;
        desk.state.breakers = { open };
        desk.engine->pull();
        const auto warning = [&desk] {
            return desk.view().model()->index(1, RulesModel::When).data(RulesModel::WarningRole).toString();
        };
        QCOMPARE(warning(), QStringLiteral("⚠ breaker open"));
        desk.state.breakers.clear();
        desk.engine->pull();
        QCOMPARE(warning(), QString());
    }

    void a_key_is_only_missed_while_a_provider_asks_for_it()
    {
        RulesDesk desk(paidConfig());
        QVERIFY(!desk.proxy->secrets().load("session:openai").has_value());
        QVERIFY(!desk.proxy->secrets().load("session:of-a-provider-that-is-gone").has_value());
        QCOMPARE(desk.engine->secrets().size(), std::size_t(1));
        QCOMPARE(desk.engine->secrets().front().reference, std::string("session:openai"));
    }

    void the_review_lists_the_warnings_with_their_remedies()
    {
        RulesDesk desk(paidConfig());
        desk.page->draft().setOn(0, Qt::Unchecked);
        QVERIFY(desk.activate());
        desk.key(Qt::Key_S, Qt::ControlModifier);
        QTableView* table = nullptr;
        for (QTableView* each : desk.page->findChildren<QTableView*>()) {
            if (each->isVisibleTo(desk.page.get()) && each->accessibleName().startsWith(QStringLiteral("Warnings")))
                table = each;
        }
        QVERIFY(table != nullptr);
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("Add a key for openai"));
        QCOMPARE(unnamedControls(*desk.page), QString());
        QSignalSpy ways(desk.page.get(), &Page::navigate);
        Q_EMIT table->activated(table->model()->index(0, 0));
        QCOMPARE(ways.size(), 1);
    }

    void without_traffic_the_gate_wants_a_reason_and_keeps_it()
    {
        RulesDesk desk;
        desk.page->draft().setOn(0, Qt::Unchecked);
        QVERIFY(desk.activate());
        desk.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("there is no recorded request to try it on")));
        QVERIFY(!findButton(*desk.page, QStringLiteral("Apply as version 15"))->isEnabled());
        QLineEdit* reason = findLine(*desk.page, QStringLiteral("Reason"));
        QTRY_VERIFY(reason->hasFocus());
        QTest::keyClick(reason, Qt::Key_Return);
        QTest::keyClicks(reason, QStringLiteral("   "));
        QTest::keyClick(reason, Qt::Key_Return);
        QCOMPARE(desk.state.versions.size(), std::size_t(1));
        QTest::keyClicks(reason, QStringLiteral("new machine"));
        QVERIFY(press(*desk.page, QStringLiteral("Apply as version 15")));
        QCOMPARE(desk.state.versions.back().note, std::string("new machine"));
        QCOMPARE(desk.state.versions.back().origin, std::string("apply:no_traffic"));
    }

    void a_draft_that_the_replay_speaks_for_is_applied_at_once()
    {
        RulesDesk desk;
        fake::SampleLog log(desk.dir.path().toStdString());
        fillLog(desk, log, 40);
        QVERIFY(log.holds(40));
        desk.open();
        desk.page->draft().setOn(0, Qt::Unchecked);
        QVERIFY(desk.activate());
        desk.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("nothing speaks against it")));
        QTRY_COMPARE(desk.focusName(), QStringLiteral("Apply as version 15"));
        desk.key(Qt::Key_Space);
        QCOMPARE(desk.state.versions.back().origin, std::string("apply"));
    }

    void a_dearer_draft_needs_a_reason_and_every_edit_asks_anew()
    {
        RulesDesk desk;
        fake::SampleLog log(desk.dir.path().toStdString());
        fillLog(desk, log, 40);
        QVERIFY(log.holds(40));
        desk.open();
        RuleJson rule = desk.page->draft().rules()[1]->json();
        rule["route"]["tier"] = "frontier";
        desk.page->draft().edit(1, rule, {}, QStringLiteral("edit"));
        QVERIFY(desk.activate());
        desk.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("the cost would rise by more than 10%")));
        QVERIFY(!findButton(*desk.page, QStringLiteral("Apply as version 15"))->isEnabled());
        desk.key(Qt::Key_Escape);
        desk.page->draft().stack().undo();
        desk.page->draft().setOn(0, Qt::Unchecked);
        desk.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("nothing speaks against it")));
    }

    void undoing_an_applied_import_gives_the_configuration_back()
    {
        RulesDesk desk;
        const Json before = Json::parse(desk.state.config->text);
        QVERIFY(desk.activate());
        desk.page->importFile(corpus("litellm-fallbacks.yaml"));
        desk.key(Qt::Key_Escape);
        QVERIFY(desk.applyDraft());
        QCOMPARE(desk.state.versions.back().origin, std::string("import:no_traffic"));
        QVERIFY(Json::parse(desk.state.config->text)["providers"].size() > before["providers"].size());
        desk.notices.back().action();
        QVERIFY(Json::parse(desk.state.config->text) == before);
        QCOMPARE(desk.notices.back().text, QStringLiteral("Version 16 applied"));
        QVERIFY(!desk.page->draft().isDirty());
        desk.notices.back().action(); // and the undo undone
        QVERIFY(desk.state.config->findTier("fast") != nullptr);
        QCOMPARE(desk.state.versions.back().origin, std::string("rollback:15"));
    }

    void ctrl_z_takes_an_applied_import_back_as_the_toast_does()
    {
        RulesDesk desk;
        const Json before = Json::parse(desk.state.config->text);
        QVERIFY(desk.activate());
        desk.page->draft().setOn(0, Qt::Unchecked); // a step of the draft that the import replaces
        desk.page->importFile(corpus("litellm-fallbacks.yaml"));
        desk.key(Qt::Key_Escape);
        QVERIFY(desk.applyDraft());
        QVERIFY(desk.activate());
        desk.page->draft().setOn(0, Qt::Unchecked);
        desk.key(Qt::Key_Z, Qt::ControlModifier); // only that step
        QVERIFY(desk.state.config->findTier("fast") != nullptr);
        QVERIFY(!desk.page->draft().isDirty());
        desk.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(Json::parse(desk.state.config->text) == before);
        QCOMPARE(desk.notices.back().text, QStringLiteral("Version 16 applied"));
        QVERIFY(!desk.page->draft().isDirty());
        desk.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier); // a draft again, nothing is applied
        QVERIFY(desk.page->draft().isDirty());
        QVERIFY(Json::parse(desk.state.config->text) == before);
    }

    void ctrl_z_after_another_change_says_what_of_the_import_stays()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        desk.page->importFile(corpus("litellm-fallbacks.yaml"));
        desk.key(Qt::Key_Escape);
        QVERIFY(desk.applyDraft());
        Json edited = Json::parse(desk.state.config->text);
        edited["rules"][0]["note"] = "looked at";
        QVERIFY(desk.engine->apply(edited.dump()).config != nullptr);
        QVERIFY(desk.activate());
        desk.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(desk.state.config->findTier("fast") != nullptr);
        QVERIFY2(desk.notices.back().text.startsWith(QStringLiteral("Only the rules go back")),
            qPrintable(desk.notices.back().text));
    }

    void what_of_an_import_was_edited_since_stays_and_is_named()
    {
        RulesDesk desk;
        QVERIFY(desk.activate());
        desk.page->importFile(corpus("litellm-fallbacks.yaml"));
        desk.key(Qt::Key_Escape);
        QVERIFY(desk.applyDraft());
        const Notice applied = desk.notices.back();
        Json edited = Json::parse(desk.state.config->text);
        for (Json& tier : edited["tiers"]) {
            if (tier["id"] == "fast")
                tier["chain"][0]["max_output"] = 512;
        }
        QVERIFY(desk.engine->apply(edited.dump()).config != nullptr);
        applied.action();
        QVERIFY(desk.state.config->findTier("fast") != nullptr);
        const QString said = desk.notices.back().text;
        QVERIFY2(said.contains(QStringLiteral("The tier “fast” of the import stays: it was edited since.")),
            qPrintable(said));
    }

    void rolling_back_from_the_history_takes_an_import_back_and_says_so_before()
    {
        RulesDesk desk;
        const Json before = Json::parse(desk.state.config->text);
        QVERIFY(desk.activate());
        desk.page->importFile(corpus("litellm-fallbacks.yaml"));
        desk.key(Qt::Key_Escape);
        QVERIFY(desk.applyDraft());
        QVERIFY(press(*desk.page, QStringLiteral("History")));
        QTableView* versions = nullptr;
        QTableView* changes = nullptr;
        for (QTableView* table : desk.page->findChildren<QTableView*>()) {
            if (!table->isVisibleTo(desk.page.get()))
                continue;
            if (table->accessibleName().startsWith(QStringLiteral("Applied versions")))
                versions = table;
            if (table->accessibleName().startsWith(QStringLiteral("Changes of the rules")))
                changes = table;
        }
        QVERIFY(versions != nullptr && changes != nullptr);
        QTRY_COMPARE(versions->model()->rowCount(), 2);
        versions->selectRow(1);
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("Going back to version 14 would change:")));
        QString words;
        for (int row = 0; row < changes->model()->rowCount(); ++row)
            words += changes->model()->index(row, 1).data().toString() + u'\n';
        QVERIFY2(words.contains(QStringLiteral("tier goes")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("provider goes")), qPrintable(words));
        QVERIFY(press(*desk.page, QStringLiteral("Go back to version 14")));
        QVERIFY(Json::parse(desk.state.config->text) == before);
    }
};

QTEST_MAIN(RulesWarningsTest)
#include "rules_warnings_test.moc"
