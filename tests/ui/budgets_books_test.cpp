// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/ledger.h"
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "tests/ui/sample_traffic.h"
#include "ui/budgets/budgets_page.h"
#include "ui/budgets/sums_table.h"
#include "ui/budgets/invoice_part.h"
#include "ui/budgets/uncertain_part.h"

#include <QDateTime>
#include <QFile>
#include <QLocale>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;

namespace {

/// A ledger with one settled attempt of two dollars and an uncertain one of three.
void fillLedger(const std::string& dir)
{
    const SystemClock clock;
    auto ledger = *Ledger::open({ dir }, clock, DayRule());
    const auto book = [&ledger](const char* id, std::int64_t nano, AttemptState state) {
        ReserveRequest request;
        request.attemptId = id;
        request.requestId = id;
        request.tier = "small";
        request.provider = "sandbox";
        request.model = "m1";
        request.keyId = "vk_1";
        request.feature = "chat";
        request.worst.fixedPico = static_cast<__int128>(nano) * 1000;
        Settlement settlement;
        settlement.state = state;
        settlement.amount = Money::fromNano(nano);
        ledger->reserve(std::move(request), [&ledger, settlement](ReserveResult held) {
            if (held)
                ledger->settle(held->sequence, settlement);
        });
        while (ledger->drain()) { }
    };
    book("a.1", 2'000'000'000, AttemptState::Settled);
    book("b.1", 3'000'000'000, AttemptState::Uncertain);
    ledger->finish();
}

struct Fixture {
    QTemporaryDir folder;
    std::unique_ptr<Proxy> proxy;
    Theme theme { *qApp };
    std::unique_ptr<Engine> engine;
    std::unique_ptr<BudgetsPage> page;
    std::vector<Notice> notices;

    Fixture()
    {
        fillLedger(folder.path().toStdString() + "/data");
        Proxy::Options options;
        options.dataDir = folder.path().toStdString() + "/data";
        proxy = *Proxy::start(std::move(options));
        engine = std::make_unique<Engine>(*proxy);
        page = std::make_unique<BudgetsPage>(*engine, theme);
        QObject::connect(
            page.get(), &Page::notice, page.get(), [this](const Notice& notice) { notices.push_back(notice); });
        page->resize(1000, 700);
        page->show();
        page->shown();
    }
    fake::State& state() { return fake::stateOf(*proxy); }
    QString file(const char* name, const QByteArray& text)
    {
        const QString path = folder.path() + QLatin1Char('/') + QLatin1String(name);
        QFile out(path);
        if (out.open(QIODevice::WriteOnly))
            out.write(text);
        return path;
    }
};

} // namespace

class BudgetsBooksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void the_history_says_what_was_spent_and_what_ceilings_did()
    {
        Fixture f;
        f.page->showPart(BudgetsPage::Part::History);
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("$2.00 settled")));
        QVERIFY(isSaid(*f.page, QStringLiteral("0 refused")));
        QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
    }

    void a_folder_without_a_ledger_shows_what_the_history_is_for()
    {
        Fixture f;
        QVERIFY(QFile::remove(f.folder.path() + QStringLiteral("/data/ledger.db")));
        f.page->showPart(BudgetsPage::Part::History);
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("Nothing was spent in this time.")));
    }

    void a_ledger_that_cant_be_read_is_said_with_a_retry()
    {
        Fixture f;
        QFile ledger(f.folder.path() + QStringLiteral("/data/ledger.db"));
        QVERIFY(ledger.open(QIODevice::WriteOnly | QIODevice::Truncate));
        ledger.write(QByteArray(8192, 'x'));
        ledger.close();
        f.page->showPart(BudgetsPage::Part::History);
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("The ledger could not be read")));
        QVERIFY(press(*f.page, QStringLiteral("Retry")));
    }

    void a_tried_ceiling_says_what_it_would_have_refused_and_saved()
    {
        Fixture f;
        f.page->showPart(BudgetsPage::Part::Trial);
        findLine(*f.page, QStringLiteral("Dollars of the ceiling"))->setText(QStringLiteral("2.50"));
        QVERIFY(press(*f.page, QStringLiteral("Try it")));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("$2.00 instead of $5.00")));
        QVERIFY(isSaid(*f.page, QStringLiteral("1 refused")));
        findLine(*f.page, QStringLiteral("Dollars of the ceiling"))->setText(QStringLiteral("lots"));
        QVERIFY(press(*f.page, QStringLiteral("Try it")));
        QVERIFY(isSaid(*f.page, QStringLiteral("Write the amount in dollars")));
    }

    void large_text_breaks_lines_of_controls_and_covers_no_row()
    {
        Fixture f;
        f.theme.setTextScale(2);
        f.page->resize(1068, 700); // what a window of 1180 leaves to a page
        for (const BudgetsPage::Part part : { BudgetsPage::Part::Trial, BudgetsPage::Part::Uncertain }) {
            f.page->showPart(part);
            QTest::qWait(50);
            for (const QScrollArea* area : f.page->findChildren<QScrollArea*>()) {
                if (area->isVisible())
                    QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
            }
        }
        const auto* table = f.page->uncertain().findChild<QTableView*>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QTRY_VERIFY(table->horizontalScrollBar()->maximum() > 0);
        QTRY_COMPARE(table->verticalScrollBar()->maximum(), 0);
        f.theme.setTextScale(1);
    }

    void an_uncertain_attempt_is_decided_after_a_question()
    {
        Fixture f;
        f.page->showPart(BudgetsPage::Part::Uncertain);
        auto* table = f.page->uncertain().findChild<QTableView*>();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->selectRow(0);
        findLine(*f.page, QStringLiteral("Dollars of each"))->setText(QStringLiteral("1.25"));
        QVERIFY(press(*f.page, QStringLiteral("Was billed…")));
        QVERIFY(isSaid(*f.page, QStringLiteral("cost $1.25 together")));
        QVERIFY(f.state().resolved.empty());
        QVERIFY(press(*f.page, QStringLiteral("Yes, write it down")));
        QTRY_COMPARE(f.state().resolved.size(), std::size_t(1));
        QCOMPARE(f.state().resolved[0].first, std::string("b.1"));
        QCOMPARE(f.state().resolved[0].second.amount.dollars(), std::string("1.25"));
        QTRY_VERIFY(!f.notices.empty());
    }

    void an_export_shows_the_gap_and_settles_in_bulk()
    {
        Fixture f;
        const QByteArray now = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toUtf8();
        const QByteArray head = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n";
        f.page->showPart(BudgetsPage::Part::Invoices);
        f.page->invoices().read(f.file("good.csv", head + "b.1," + now + ",1.5,10,10,m1\n"));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("The ledger says $2.00, the export $1.50")));
        QVERIFY(press(*f.page, QStringLiteral("Write down 1 decision(s)")));
        QTRY_COMPARE(f.state().resolved.size(), std::size_t(1));
        QCOMPARE(f.state().resolved[0].second.amount.dollars(), std::string("1.50"));
    }

    void a_hostile_export_names_the_line_and_changes_nothing()
    {
        Fixture f;
        f.page->showPart(BudgetsPage::Part::Invoices);
        const QByteArray head = "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug\n";
        f.page->invoices().read(f.file("bad.csv", head + ",,=cmd(),1,1,m\n"));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("Line 2: ")));
        f.page->invoices().read(f.file("short.csv", "generation_id,created_at,cost_total\n"));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("The column tokens_prompt is missing")));
        f.page->invoices().read(QStringLiteral("/nonexistent"));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("cannot be read")));
        QVERIFY(f.state().resolved.empty());
    }
};

QTEST_MAIN(BudgetsBooksTest)
#include "budgets_books_test.moc"
