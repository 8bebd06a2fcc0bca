// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/condition_words.h"

#include <nlohmann/json.hpp>

#include <QLocale>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;

class ConditionWordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void a_condition_reads_as_a_sentence_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* json, const QString& words) {
            QTest::newRow(json) << QByteArray(json) << words;
        };
        row(R"("always")", QStringLiteral("always"));
        row(R"({"fact":"code","is":true})", QStringLiteral("contains code"));
        row(R"({"fact":"code","is":false})", QStringLiteral("contains no code"));
        row(R"({"fact":"tools","is_not":true})", QStringLiteral("has no tools"));
        row(R"({"fact":"user_tier","is":"pro"})", QStringLiteral("user tier = pro"));
        row(R"({"fact":"user_tier","is_not":"free"})", QStringLiteral("user tier ≠ free"));
        row(R"({"fact":"tokens_context","gt":12000})", QStringLiteral("tokens of the whole request > 12,000"));
        row(R"({"fact":"tokens_last","between":[10,2000]})",
            QStringLiteral("tokens of the last message between 10 and 2,000"));
        row(R"({"fact":"language","in":["de","fr"]})", QStringLiteral("language is one of de, fr"));
        row(R"({"fact":"feature","starts_with":"claims"})", QStringLiteral("feature starts with claims"));
        row(R"({"all":[{"fact":"code","is":true},{"fact":"user_tier","is":"pro"}]})",
            QStringLiteral("contains code, and user tier = pro"));
        row(R"({"any":[{"fact":"tools","is":true},{"all":[{"fact":"json","is":true},{"fact":"stream","is":false}]}]})",
            QStringLiteral("has tools, or (asks for JSON, and wants no stream)"));
        row(R"({"none":[{"fact":"images","is":true},{"fact":"stakes","is":"high"}]})",
            QStringLiteral("not (has images, or stakes = high)"));
    }
    void a_condition_reads_as_a_sentence()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, words);
        const auto condition = readCondition(nlohmann::ordered_json::parse(json.toStdString()), "");
        QVERIFY(condition.has_value());
        QCOMPARE(conditionWords(*condition), words);
    }

    void every_fact_of_the_language_has_words_of_its_own()
    {
        for (const FactInfo& fact : factCatalogue()) {
            const QString name = QString::fromUtf8(fact.name.data(), qsizetype(fact.name.size()));
            const QString words = factWords(fact.name);
            QVERIFY2(!words.contains(u'_'), qPrintable(name));
            const std::string wanted = fact.type == FactType::Bool ? "true" : "7";
            QVERIFY2(!testWords(std::string(fact.name), "is", wanted).contains(u'_'), qPrintable(name));
        }
    }

    void every_operator_has_words_of_its_own()
    {
        using Op = Condition::Op;
        for (const Op op :
            { Op::Is, Op::IsNot, Op::In, Op::Lt, Op::Le, Op::Gt, Op::Ge, Op::Between, Op::Contains, Op::StartsWith }) {
            const std::string name(opName(op));
            const QString words = testWords("feature", name, "x");
            QVERIFY2(!words.contains(u'_') && words.endsWith(QStringLiteral(" x")), name.c_str());
            // These two are English as they are.
            const bool english = op == Op::Contains || op == Op::Between;
            QCOMPARE(words.contains(QStringLiteral(" %1 ").arg(QString::fromStdString(name))), english);
        }
    }

    void a_failed_test_says_what_it_saw_and_what_was_wanted()
    {
        QCOMPARE(mismatchWords("feature", "is", "claims-triage", "chat"),
            QStringLiteral("feature is “chat”, the rule wants “claims-triage”"));
        QCOMPARE(mismatchWords("tokens_context", "lt", "1000", "1204"),
            QStringLiteral("tokens of the whole request is 1,204, the rule wants less than 1,000"));
        QCOMPARE(mismatchWords("code", "is", "true", "false"),
            QStringLiteral("contains no code, the rule wants: contains code"));
        QCOMPARE(mismatchWords("user_tier", "is", "pro", ""),
            QStringLiteral("user tier was not given, the rule wants “pro”"));
    }

    void text_of_clients_is_never_taken_for_a_placeholder()
    {
        QCOMPARE(
            mismatchWords("feature", "is", "%1%2%3", "%2"), QStringLiteral("feature is “%2”, the rule wants “%1%2%3”"));
        QCOMPARE(testWords("feature", "is", "%1"), QStringLiteral("feature = %1"));
    }

    void a_route_names_its_tiers_in_order()
    {
        const auto name = [](const std::string& id) { return QString::fromStdString(id).toUpper(); };
        RouteAction route;
        route.tiers = { "small" };
        QCOMPARE(routeWords(route, name), QStringLiteral("SMALL"));
        route.strategy = StrategyKind::Cascade;
        route.tiers = { "small", "mid", "frontier" };
        route.validators = { "json", "refusal" };
        QCOMPARE(routeWords(route, name), QStringLiteral("Cascade: SMALL, then MID, then FRONTIER"));
        QCOMPARE(validatorWords(route), QStringLiteral("valid JSON, no refusal"));
    }
};

QTEST_GUILESS_MAIN(ConditionWordsTest)
#include "condition_words_test.moc"
