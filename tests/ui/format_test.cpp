// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/format.h"
#include "ui/shell/reason_text.h"

#include <QLocale>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;

class FormatTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void money_shows_cents_and_tiny_amounts_two_digits_data()
    {
        QTest::addColumn<qint64>("nano");
        QTest::addColumn<QString>("total");
        QTest::addColumn<QString>("row");
        QTest::newRow("zero") << qint64(0) << "$0.00"
                              << "$0.0000";
        QTest::newRow("dollars") << qint64(12'410'000'000) << "$12.41"
                                 << "$12.4100";
        QTest::newRow("thousands") << qint64(1'234'560'000'000) << "$1,234.56"
                                   << "$1,234.5600";
        QTest::newRow("a cent") << qint64(10'000'000) << "$0.01"
                                << "$0.0100";
        QTest::newRow("below a cent") << qint64(6'900'000) << "$0.0069"
                                      << "$0.0069";
        QTest::newRow("four digits") << qint64(400'000) << "$0.0004"
                                     << "$0.0004";
        QTest::newRow("tiny") << qint64(42'000) << "$0.000042"
                              << "$0.000042";
        QTest::newRow("no trailing zero") << qint64(40'000) << "$0.00004"
                                          << "$0.00004";
        QTest::newRow("a nano") << qint64(1) << "$0.000000001"
                                << "$0.000000001";
        QTest::newRow("negative") << qint64(-400'000) << QStringLiteral("\u2212$0.0004")
                                  << QStringLiteral("\u2212$0.0004");
    }

    void money_shows_cents_and_tiny_amounts_two_digits()
    {
        QFETCH(qint64, nano);
        QTEST(moneyText(Money::fromNano(nano)), "total");
        QTEST(moneyText(Money::fromNano(nano), MoneyStyle::Row), "row");
    }

    void german_figures_have_comma_and_trailing_dollar()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(moneyText(Money::fromNano(1'234'560'000'000)).simplified(), QStringLiteral("1.234,56 $"));
        QCOMPARE(countText(8412), QStringLiteral("8.412"));
        QCOMPARE(durationText(1'310'000), QStringLiteral("1,31 s"));
    }

    void durations_keep_three_digits_data()
    {
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(-1) << QStringLiteral("\u2013");
        QTest::newRow("zero") << qint64(0) << "0 ms";
        QTest::newRow("under a millisecond") << qint64(420) << "0.4 ms";
        QTest::newRow("just under ten") << qint64(9'960) << "10 ms";
        QTest::newRow("milliseconds") << qint64(380'400) << "380 ms";
        QTest::newRow("rounds to a second") << qint64(999'600) << "1.00 s";
        QTest::newRow("seconds") << qint64(1'310'000) << "1.31 s";
        QTest::newRow("tens of seconds") << qint64(12'440'000) << "12.4 s";
        QTest::newRow("rounds to a minute") << qint64(59'960'000) << "1 min 00 s";
        QTest::newRow("minutes") << qint64(125'000'000) << "2 min 05 s";
    }

    void durations_keep_three_digits()
    {
        QFETCH(qint64, us);
        QTEST(durationText(us), "text");
    }

    void ages_go_from_seconds_to_days()
    {
        const WallUs now = 1'795'000'000'000'000;
        QCOMPARE(agoText(0, now), QStringLiteral("never"));
        QCOMPARE(agoText(now + 5, now), QStringLiteral("0 s ago"));
        QCOMPARE(agoText(now - 59'000'000, now), QStringLiteral("59 s ago"));
        QCOMPARE(agoText(now - 3'599'000'000, now), QStringLiteral("59 min ago"));
        QCOMPARE(agoText(now - 3'600'000'000, now), QStringLiteral("1 h ago"));
        QCOMPARE(agoText(now - 3 * 86'400'000'000, now), QStringLiteral("3 d ago"));
    }

    void a_share_of_nothing_is_a_dash()
    {
        QCOMPARE(shareText(0, 0), QStringLiteral("\u2013"));
        QCOMPARE(shareText(392, 6120), QStringLiteral("6.4%"));
    }

    void reasons_are_said_in_words_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("text");
        QTest::newRow("rule") << "rule:r1"
                              << "Rule: Autocomplete";
        QTest::newRow("escalated") << "escalated:json: missing_field:total"
                                   << QStringLiteral("Escalated · JSON: field “total” is missing");
        QTest::newRow("fallback") << "fallback:http_503" << QStringLiteral("Fallback · HTTP 503");
        QTest::newRow("pin") << "pin"
                             << "Pinned by the application";
        QTest::newRow("unknown") << "something_new"
                                 << "something_new";
    }

    void reasons_are_said_in_words()
    {
        QFETCH(QString, code);
        QTEST(reasonText(code, QStringLiteral("Autocomplete")), "text");
    }
};

QTEST_GUILESS_MAIN(FormatTest)
#include "format_test.moc"
