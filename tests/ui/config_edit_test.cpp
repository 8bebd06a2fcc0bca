// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/embedded.h"
#include "core/proxy/config.h"
#include "ui/tiers/config_change.h"
#include "ui/tiers/config_edit.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;
using Json = nlohmann::ordered_json;

namespace {

const std::string kText = R"({
  "schema": 1,
  "x_unknown": {"keep": [1, 2, 3]},
  "baseline_tier": "frontier",
  "providers": [
    {"id": "openai", "preset": "openai", "secret": "keychain:openai", "headers": {"x-team": "desk"}},
    {"id": "box", "preset": "ollama"}
  ],
  "tiers": [
    {"id": "small", "note": "mine", "chain": [
      {"provider": "box", "model": "llama3.1", "price": "free", "context": 8192},
      {"provider": "openai", "model": "gpt-4o-mini"},
      {"provider": "openai", "model": "gpt-4.1-nano", "price": {"input": "0.10", "output": "0.40", "cache_write": "0.2"}}]},
    {"id": "frontier", "chain": [{"provider": "openai", "model": "gpt-4o"}]}
  ],
  "rules": [{"id": "else", "name": "Everything else", "when": "always",
    "route": {"strategy": "cascade", "tiers": ["small", "frontier"], "validators": ["empty"]}}],
  "ceilings": [{"id": "day", "scope": "global", "window": "day", "limit": "20.00"},
    {"id": "cheap", "scope": "tier:small", "window": "day", "limit": "2.00"}]
})";

Json json(const EditedText& text)
{
    return Json::parse(*text);
}

} // namespace

class ConfigEditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_moved_deployment_keeps_every_member_and_the_others_keep_their_order()
    {
        const EditedText moved = moveDeployment(kText, "small", 2, 0);
        QVERIFY(moved.has_value());
        const Json chain = json(moved)["tiers"][0]["chain"];
        QCOMPARE(chain[0]["model"].get<std::string>(), std::string("gpt-4.1-nano"));
        QCOMPARE(chain[1]["model"].get<std::string>(), std::string("llama3.1"));
        QCOMPARE(chain[1]["context"].get<int>(), 8192);
        QCOMPARE(chain[2]["model"].get<std::string>(), std::string("gpt-4o-mini"));
    }

    void moving_there_and_back_gives_the_same_document()
    {
        const EditedText there = moveDeployment(kText, "small", 0, 2);
        const EditedText back = moveDeployment(*there, "small", 2, 0);
        QVERIFY(json(back) == Json::parse(kText));
    }

    void members_that_are_unknown_stay_in_their_place()
    {
        const EditedText edited = setCeilingLimit(kText, "day", "25.50");
        const Json after = json(edited);
        QCOMPARE(after["ceilings"][0]["limit"].get<std::string>(), std::string("25.50"));
        Json expected = Json::parse(kText);
        expected["ceilings"][0]["limit"] = "25.50";
        QVERIFY(after == expected);
        QCOMPARE(after.begin().key(), std::string("schema"));
        QCOMPARE((++after.begin()).key(), std::string("x_unknown"));
    }

    void an_edited_deployment_keeps_what_the_form_does_not_show()
    {
        DeploymentEntry entry = *readDeployment(kText, "small", 2);
        QCOMPARE(entry.pricing, Pricing::Own);
        QCOMPARE(entry.output, std::string("0.40"));
        entry.output = "0.50";
        entry.maxOutput = "4096";
        const Json after = json(editDeployment(kText, "small", 2, entry))["tiers"][0]["chain"][2];
        QCOMPARE(after["price"]["output"].get<std::string>(), std::string("0.50"));
        QCOMPARE(after["price"]["cache_write"].get<std::string>(), std::string("0.2"));
        QCOMPARE(after["max_output"].get<int>(), 4096);
    }

    void limits_are_written_as_numbers_and_vanish_with_the_last_of_them()
    {
        DeploymentEntry entry = *readDeployment(kText, "small", 0);
        QCOMPARE(entry.requestsPerMinute, std::string());
        entry.requestsPerMinute = "60";
        entry.concurrent = "4";
        const EditedText edited = editDeployment(kText, "small", 0, entry);
        QVERIFY(json(edited)["tiers"][0]["chain"][0]["limits"]
            == Json({ { "requests_per_minute", 60 }, { "concurrent", 4 } }));
        QVERIFY(*readDeployment(*edited, "small", 0) == entry);
        entry.requestsPerMinute = entry.concurrent = "";
        QVERIFY(!json(editDeployment(*edited, "small", 0, entry))["tiers"][0]["chain"][0].contains("limits"));
        entry.tokensPerMinute = "lots";
        const ConfigRead read = readConfig(*editDeployment(kText, "small", 0, entry), PriceBook::builtIn());
        QVERIFY(!problemOf(read.problems, "tokens_per_minute").isEmpty());
    }

    void one_key_is_a_secret_and_several_are_a_pool()
    {
        const auto keysOf = [](const EditedText& text) { return json(text)["providers"]; };
        const EditedText pool = setProviderSecrets(kText, "openai", { "keychain:openai", "env:B" });
        const std::size_t place = keysOf(pool)[0]["id"] == "openai" ? 0 : 1;
        QVERIFY(keysOf(pool)[place]["secrets"] == Json({ "keychain:openai", "env:B" }));
        QVERIFY(!keysOf(pool)[place].contains("secret"));
        const EditedText one = setProviderSecrets(*pool, "openai", { "env:B" });
        QVERIFY(keysOf(one)[place]["secret"] == "env:B" && !keysOf(one)[place].contains("secrets"));
        const EditedText none = setProviderSecret(*pool, "openai", "");
        QVERIFY(!keysOf(none)[place].contains("secret") && !keysOf(none)[place].contains("secrets"));
    }

    void a_price_from_the_catalogue_is_no_member_at_all()
    {
        DeploymentEntry entry = *readDeployment(kText, "small", 0);
        QCOMPARE(entry.pricing, Pricing::Free);
        entry.pricing = Pricing::Catalogue;
        QVERIFY(!json(editDeployment(kText, "small", 0, entry))["tiers"][0]["chain"][0].contains("price"));
    }

    void a_number_that_is_none_is_left_for_the_reader_to_refuse()
    {
        DeploymentEntry entry = *readDeployment(kText, "small", 0);
        entry.maxOutput = "many";
        const EditedText edited = editDeployment(kText, "small", 0, entry);
        const ConfigRead read = readConfig(*edited, PriceBook::builtIn());
        QVERIFY(read.config == nullptr);
        QVERIFY(!problemOf(read.problems, "max_output").isEmpty());
    }

    void what_is_gone_is_said_to_be_gone_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("text");
        QTest::newRow("tier") << "no_such_entry" << QString::fromStdString(kText);
        QTest::newRow("text") << "config_syntax"
                              << "{";
    }
    void what_is_gone_is_said_to_be_gone()
    {
        QFETCH(QString, code);
        QFETCH(QString, text);
        const std::string from = text.toStdString();
        const DeploymentEntry entry { "box", "m", Pricing::Free, {}, {}, {}, {} };
        const std::vector<EditedText> edits { moveDeployment(from, "none", 0, 1), removeDeployment(from, "small", 9),
            addDeployment(from, "none", entry), removeTier(from, "none"), removeProvider(from, "none"),
            setProviderSecret(from, "none", "env:X"), setCeilingLimit(from, "none", "1") };
        for (const EditedText& edited : edits) {
            QVERIFY(!edited.has_value());
            QCOMPARE(QString::fromStdString(edited.error().code), code);
        }
    }

    void a_tier_knows_who_names_it()
    {
        QCOMPARE(usesOfTier(kText, "small"), (std::vector<std::string> { "Everything else", "cheap" }));
        QCOMPARE(usesOfTier(kText, "frontier"), (std::vector<std::string> { "baseline_tier", "Everything else" }));
        QCOMPARE(usesOfProvider(kText, "openai"), (std::vector<std::string> { "small", "frontier" }));
    }

    void a_provider_goes_through_the_form_unharmed()
    {
        const ProviderEntry entry = *readProvider(kText, "openai");
        QCOMPARE(entry.secret, std::string("keychain:openai"));
        QVERIFY(json(editProvider(kText, entry)) == Json::parse(kText));
    }

    void an_added_tier_and_provider_are_read_back_by_the_configuration()
    {
        const std::string start(embedded::sandbox_config);
        const EditedText provider = addProvider(start, { "box", "ollama", {}, {}, {}, {}, false, {} });
        const EditedText tier = addTier(*provider, "home", { "box", "llama3.1", Pricing::Free, {}, {}, {}, "2048" });
        const ConfigRead read = readConfig(*tier, PriceBook::builtIn());
        for (const ConfigProblem& problem : read.problems)
            qInfo("%s", problem.text().c_str());
        QVERIFY(read.config != nullptr);
        const Tier* home = read.config->findTier("home");
        QVERIFY(home != nullptr);
        QCOMPARE(home->chain.front()->profile.maxOutput, 2048);
        QVERIFY(home->chain.front()->price->free);
    }

    void a_problem_stands_at_its_field_and_all_else_below()
    {
        const std::vector<ConfigProblem> problems { { "/providers/2/base_url", 0, 0, { "url_syntax", {} }, false },
            { "/providers/2", 0, 0, { "field_missing", { { "field", "id" } } }, false },
            { "/rules", 0, 0, { "rules_empty", {} }, false } };
        QVERIFY(problemOf(problems, "base_url").contains(QStringLiteral("address")));
        QVERIFY(problemOf(problems, "id").contains(QStringLiteral("missing")));
        QVERIFY(problemOf(problems, "auth").isEmpty());
        const QString others = otherProblems(problems, { "base_url", "id" });
        QVERIFY(others.contains(QStringLiteral("rules_empty")));
        QVERIFY(!others.contains(QStringLiteral("url_syntax")));
    }
};

QTEST_GUILESS_MAIN(ConfigEditTest)
#include "config_edit_test.moc"
