// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "tests/ui/requests_desk.h"
#include "ui/requests/curl_text.h"
#include "ui/requests/export_job.h"
#include "ui/requests/saved_filters.h"
#include "ui/requests/sessions_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QFile>
#include <QHeaderView>
#include <QInputDialog>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>

using namespace signalbox;
using namespace signalbox::ui;
using fake::RequestsDesk;
using signalbox::testing::findButton;
using signalbox::testing::isSaid;
using signalbox::testing::press;

namespace {

QAction* actionOf(const QList<QAction*>& actions, const QString& text)
{
    for (QAction* action : actions) {
        if (action->text().startsWith(text))
            return action;
    }
    return nullptr;
}

/// What a button's menu would show.
QMenu* menuOf(QWidget& root, const QString& button)
{
    auto* found = qobject_cast<QPushButton*>(findButton(root, button));
    if (found == nullptr || found->menu() == nullptr)
        return nullptr;
    Q_EMIT found->menu()->aboutToShow();
    return found->menu();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Requests of two loops of an agent and some that belong to none.
void addSessions(RequestsDesk& f)
{
    const int before = f.rows;
    for (int i = 0; i < 30; ++i, ++f.rows) {
        RequestRecord record = fake::sampleRecord(*f.state.config, 2, f.start + (before + i) * RequestsDesk::kSecond);
        record.session = i % 3 == 0 ? "loop-a" : i % 3 == 1 ? "loop-b" : "";
        record.costNano = i % 3 == 0 ? 5'000'000 : 1'000'000;
        f.log.add(std::move(record));
    }
    QVERIFY(f.log.holds(f.rows));
}

} // namespace

class RequestsToolsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void typing_completes_names_and_then_values_that_were_seen_with_their_counts()
    {
        RequestsDesk f(60);
        QTRY_COMPARE(f.model()->rowCount(), 60);
        f.page->activateWindow();
        f.filter()->setFocus();
        auto* completer = f.filter()->findChild<QCompleter*>();
        const auto offered = [completer](const QString& text) {
            const QAbstractItemModel* model = completer->completionModel();
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->index(row, 0).data().toString().contains(text))
                    return true;
            }
            return false;
        };
        QTest::keyClicks(f.filter(), QStringLiteral("cli"));
        QTRY_VERIFY(completer->popup()->isVisible());
        QVERIFY(offered(QStringLiteral("name of the key that asked")));
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QCOMPARE(f.filter()->text(), QStringLiteral("client:"));
        QTRY_VERIFY(offered(QStringLiteral("client:editor   ·   15 request(s)")));
        f.filter()->clear();
        QTest::keyClicks(f.filter(), QStringLiteral("-client:ed"));
        QTRY_VERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QCOMPARE(f.filter()->text(), QStringLiteral("-client:editor"));
        QTRY_COMPARE(f.model()->rowCount(), 45);
    }

    void down_in_an_empty_line_lists_all_names()
    {
        RequestsDesk f(3);
        f.page->activateWindow();
        f.filter()->setFocus();
        QTest::keyClick(f.filter(), Qt::Key_Down);
        auto* completer = f.filter()->findChild<QCompleter*>();
        QTRY_VERIFY(completer->popup()->isVisible());
        QVERIFY(completer->completionCount() > 16);
        QTest::keyClick(completer->popup(), Qt::Key_Escape);
        QVERIFY(!completer->popup()->isVisible());
    }

    void a_mistake_says_its_remedy_and_applies_it_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("remedy");
        QTest::addColumn<QString>("mended");
        QTest::newRow("mistyped field") << "error teir:small"
                                        << "Write tier:small"
                                        << "error tier:small";
        QTest::newRow("mistyped minus") << "-cleint:ci"
                                        << "Write -client:ci"
                                        << "-client:ci";
        QTest::newRow("unknown field") << "colour:red"
                                       << "Write \"colour:red\""
                                       << "\"colour:red\"";
        QTest::newRow("twice") << "tier:small tier:mid"
                               << "Remove tier:mid"
                               << "tier:small";
        QTest::newRow("open quote") << "ä client:\"my app"
                                    << "Write client:\"my app\""
                                    << "ä client:\"my app\"";
        QTest::newRow("no value") << "tier:"
                                  << ""
                                  << "";
    }
    void a_mistake_says_its_remedy_and_applies_it()
    {
        QFETCH(QString, typed);
        QFETCH(QString, remedy);
        QFETCH(QString, mended);
        RequestsDesk f(3);
        f.filter()->setText(typed);
        QVERIFY(!f.filter()->problem().isEmpty());
        QCOMPARE(f.filter()->remedy(), remedy);
        if (remedy.isEmpty())
            return;
        QVERIFY(press(*f.page, remedy));
        QCOMPARE(f.filter()->text(), mended);
        QCOMPARE(f.filter()->problem(), QString());
    }

    void a_filter_is_saved_by_name_kept_and_its_deletion_undone()
    {
        RequestsDesk f(20);
        QTRY_COMPARE(f.model()->rowCount(), 20);
        f.filter()->setFilterText(QStringLiteral("client:ci"));
        actionOf(f.page->menuActions(), QStringLiteral("Save this filter"))->trigger();
        auto* dialog = f.page->findChild<QInputDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->setTextValue(QStringLiteral("Builds & tests"));
        dialog->accept();
        f.filter()->setFilterText({});
        QMenu* menu = menuOf(*f.page, QStringLiteral("Saved filters"));
        QAction* saved = actionOf(menu->actions(), QStringLiteral("Builds && tests"));
        QVERIFY(saved != nullptr);
        saved->trigger();
        QCOMPARE(f.filter()->text(), QStringLiteral("client:ci"));
        QTRY_COMPARE(f.model()->rowCount(), 5);
        {
            SavedFilters again(f.settings);
            QCOMPARE(again.all().size(), std::size_t(1));
            QCOMPARE(again.all().front().name, QStringLiteral("Builds & tests"));
        }
        QSignalSpy notices(f.page.get(), &Page::notice);
        menu = menuOf(*f.page, QStringLiteral("Saved filters"));
        actionOf(menu->actions(), QStringLiteral("Delete"))->menu()->actions().front()->trigger();
        QVERIFY(f.page->savedFilters().all().empty());
        notices.back().front().value<Notice>().action();
        QCOMPARE(f.page->savedFilters().nameOf(QStringLiteral("client:ci")), QStringLiteral("Builds & tests"));
    }

    void columns_are_chosen_and_kept()
    {
        RequestsDesk f(5);
        QTRY_COMPARE(f.model()->rowCount(), 5);
        f.page->resize(1800, 760);
        const QHeaderView* header = f.table()->horizontalHeader();
        QVERIFY(header->isSectionHidden(RequestsModel::Session));
        QMenu* menu = menuOf(*f.page, QStringLiteral("Columns"));
        actionOf(menu->actions(), QStringLiteral("Session"))->trigger();
        actionOf(menu->actions(), QStringLiteral("Saved"))->trigger();
        QVERIFY(!header->isSectionHidden(RequestsModel::Session));
        QVERIFY(header->isSectionHidden(RequestsModel::Saved));
        RequestsPage again(*f.engine, f.theme, f.settings);
        again.resize(1800, 760);
        again.show();
        again.shown();
        const QTableView* table = again.findChild<QTableView*>();
        QTRY_COMPARE(table->model()->rowCount(), 5);
        QVERIFY(!table->isColumnHidden(RequestsModel::Session));
        QVERIFY(table->isColumnHidden(RequestsModel::Saved));
    }

    void today_begins_with_the_ledgers_day_not_with_midnight_here()
    {
        RequestsDesk f(5);
        QTRY_COMPARE(f.model()->rowCount(), 5);
        const auto* model = qobject_cast<RequestsModel*>(f.model());
        // A zone far from this machine's, and a reset hour that was an hour ago there.
        const QTime there = QDateTime::currentDateTimeUtc().addSecs(14 * 3600).time();
        const int startMinute = (there.hour() * 60 + there.minute() + 23 * 60) % 1440;
        auto config = *f.state.config;
        config.day = *DayRule::make("Pacific/Kiritimati", startMinute);
        f.state.config = std::make_shared<const Config>(config);
        QTRY_COMPARE(f.engine->config()->day.startMinute(), startMinute);
        auto* range = f.page->findChild<QComboBox*>();
        range->setCurrentIndex(range->findText(QStringLiteral("Today")));
        Q_EMIT range->activated(range->currentIndex());
        const WallUs since = model->filter().from;
        const WallUs hour = 3600 * RequestsDesk::kSecond;
        QCOMPARE(since % (60 * RequestsDesk::kSecond), 0);
        const WallUs age = fake::wallNow() - since;
        QVERIFY2(age >= hour && age <= hour + 120 * RequestsDesk::kSecond, qPrintable(QString::number(age)));
    }

    void the_other_end_is_one_key_away_and_newer_rows_come_in_above()
    {
        RequestsDesk f(900);
        QTRY_VERIFY(f.model()->rowCount() >= 200);
        const auto* model = qobject_cast<RequestsModel*>(f.model());
        QTest::keyClick(f.table(), Qt::Key_End, Qt::ControlModifier);
        QTRY_VERIFY(model->isDetached());
        QTRY_VERIFY(f.table()->verticalScrollBar()->value() == f.table()->verticalScrollBar()->maximum());
        QCOMPARE(model->request(model->rowCount() - 1)->at, f.start);
        QTest::qWait(100); // it stays there, and nothing is read from above while nobody goes there
        QCOMPARE(f.table()->verticalScrollBar()->value(), f.table()->verticalScrollBar()->maximum());
        QCOMPARE(model->rowCount(), 200);
        QVERIFY(findButton(*f.page, QStringLiteral("Newest")) != nullptr);
        while (model->isDetached()) { // up to the newest, page by page
            const int rows = model->rowCount();
            f.table()->verticalScrollBar()->setValue(10);
            const std::string eyes = model->request(f.table()->rowAt(5))->id;
            QTRY_VERIFY(model->rowCount() > rows || !model->isDetached());
            QCOMPARE(model->request(f.table()->rowAt(5))->id, eyes); // what was there is there
            QTest::qWait(10);
            QCOMPARE(model->request(f.table()->rowAt(5))->id, eyes);
        }
        QCOMPARE(model->rowCount(), 900);
        for (int row = 1; row < model->rowCount(); ++row)
            QVERIFY(model->request(row - 1)->at > model->request(row)->at);
        QTest::keyClick(f.table(), Qt::Key_Home, Qt::ControlModifier);
        QTRY_COMPARE(f.table()->verticalScrollBar()->value(), 0);
    }

    void sessions_are_summed_sorted_and_lead_to_their_requests()
    {
        RequestsDesk f(10);
        QTRY_COMPARE(f.model()->rowCount(), 10);
        addSessions(f);
        QVERIFY(press(*f.page, QStringLiteral("Show sessions")));
        auto* view = f.page->findChild<SessionsView*>();
        QTableView* table = view->table();
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QVERIFY(isSaid(*f.page, QStringLiteral("2 session(s)")));
        const auto cell = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
        QCOMPARE(cell(0, SessionsModel::Session), QStringLiteral("loop-b")); // the latest
        table->setColumnWidth(SessionsModel::Session, 700);                  // the strip has to leave marks out
        QVERIFY(!table->grab().isNull());
        QCOMPARE(cell(0, SessionsModel::Requests), QStringLiteral("10"));
        QVERIFY2(
            cell(0, SessionsModel::Tiers).contains(QStringLiteral("10× ")), qPrintable(cell(0, SessionsModel::Tiers)));
        QHeaderView* header = table->horizontalHeader();
        const QPoint cost(header->sectionViewportPosition(SessionsModel::Cost) + 10, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, cost);
        QTRY_COMPARE(cell(0, SessionsModel::Session), QStringLiteral("loop-a")); // the dearest
        QCOMPARE(cell(0, SessionsModel::Cost), QStringLiteral("$0.0500"));
        f.filter()->setFilterText(QStringLiteral("session:loop-b"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        f.filter()->setFilterText({});
        QTRY_COMPARE(table->model()->rowCount(), 2);
        f.page->activateWindow();
        table->setFocus();
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Return);
        QTRY_COMPARE(f.filter()->text(), QStringLiteral("session:loop-a"));
        QTRY_COMPARE(f.model()->rowCount(), 10);
        QVERIFY(f.table()->isVisible());
        QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
    }

    void without_sessions_the_page_says_how_a_client_names_one()
    {
        RequestsDesk f(10);
        QVERIFY(press(*f.page, QStringLiteral("Show sessions")));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("No sessions yet")));
        QVERIFY(isSaid(*f.page, QStringLiteral("x-signalbox-session")));
        f.filter()->setFilterText(QStringLiteral("error"));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("No session matches")));
        QVERIFY(press(*f.page, QStringLiteral("Clear filter")));
        QCOMPARE(f.filter()->text(), QString());
    }

    void what_the_table_shows_is_exported_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("linesMore"); ///< than requests
        QTest::newRow("csv") << int(ExportFormat::Csv) << 1;
        QTest::newRow("json lines") << int(ExportFormat::JsonLines) << 0;
    }
    void what_the_table_shows_is_exported()
    {
        QFETCH(int, format);
        QFETCH(int, linesMore);
        RequestsDesk f(80);
        QTRY_COMPARE(f.model()->rowCount(), 80);
        f.filter()->setFilterText(QStringLiteral("client:ci"));
        QTRY_COMPARE(f.model()->rowCount(), 20);
        QSignalSpy notices(f.page.get(), &Page::notice);
        const QString path = f.dir.filePath(QStringLiteral("out"));
        f.page->exportTo(path, ExportFormat(format));
        QTRY_COMPARE(notices.count(), 1);
        QVERIFY2(notices.back().front().value<Notice>().text.startsWith(QStringLiteral("20 request(s) exported")),
            qPrintable(notices.back().front().value<Notice>().text));
        QCOMPARE(contentOf(path).count('\n'), 20 + linesMore);
    }

    void an_export_that_can_not_be_written_or_is_cancelled_leaves_what_was_there()
    {
        RequestsDesk f(5);
        QSignalSpy notices(f.page.get(), &Page::notice);
        f.page->exportTo(QStringLiteral("/nowhere/at/all.csv"), ExportFormat::Csv);
        QTRY_COMPARE(notices.count(), 1);
        QVERIFY(notices.back().front().value<Notice>().text.contains(QStringLiteral("/nowhere/at/all.csv")));
        const QString path = f.dir.filePath(QStringLiteral("kept.csv"));
        {
            QFile before(path);
            QVERIFY(before.open(QIODevice::WriteOnly));
            before.write("before");
        }
        ExportJob job(f.dir.path(), {}, ExportFormat::Csv, path, nullptr);
        QSignalSpy done(&job, &ExportJob::done);
        job.cancel();
        job.start();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(contentOf(path), QByteArray("before"));
    }

    void a_cell_of_a_csv_file_is_never_a_formula()
    {
        for (const char* nasty : { "=1+1", "+1", "-1", "@sum", "\t=1", "\"=1", "a\r\nb" }) {
            LiveRequest request;
            request.client = nasty;
            const std::string line = csvLine(request);
            QCOMPARE(line.find('\n'), line.size() - 1);
            const std::size_t at = line.find(",\"", line.find("\"\",\"\",\"\",\"\",\"\","));
            QVERIFY(at != std::string::npos);
            for (const char* start : { "\"=", "\"+", "\"-", "\"@" })
                QVERIFY2(line.find(std::string(",") + start) == std::string::npos, line.c_str());
        }
    }

    void a_request_is_copied_as_curl_without_a_key_and_safe_for_the_shell()
    {
        RequestsDesk f(10);
        QTRY_COMPARE(f.model()->rowCount(), 10);
        f.table()->selectRow(0);
        QSignalSpy notices(f.page.get(), &Page::notice);
        actionOf(f.page->menuActions(), QStringLiteral("Copy as curl"))->trigger();
        QTRY_COMPARE(notices.count(), 1);
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(
            copied.startsWith(QStringLiteral("curl 'http://127.0.0.1:8787/v1/chat/completions'")), qPrintable(copied));
        QVERIFY(copied.contains(QStringLiteral("$SIGNALBOX_KEY")));
        RequestRecord record;
        record.endpoint = "chat";
        record.session = "it's; rm -rf /";
        const QString line = curlText(record, QStringLiteral("http://h/v1"), {});
        QVERIFY2(line.contains(QStringLiteral("'x-signalbox-session: it'\\''s; rm -rf /'")), qPrintable(line));
    }

    void every_control_of_both_views_has_a_name()
    {
        RequestsDesk f(10);
        f.filter()->setText(QStringLiteral("teir:x"));
        QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
        QVERIFY(press(*f.page, QStringLiteral("Show sessions")));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("No sessions yet")));
        QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
    }
};

QTEST_MAIN(RequestsToolsTest)
#include "requests_tools_test.moc"
