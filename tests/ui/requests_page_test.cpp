// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/find_control.h"
#include "tests/ui/mirrored.h"
#include "tests/ui/requests_desk.h"
#include "ui/requests/filter_line.h"
#include "ui/requests/filter_text.h"
#include "ui/requests/request_inspector.h"
#include "ui/requests/requests_page.h"
#include "ui/shell/table.h"

#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::isSaid;
using signalbox::testing::press;

using fake::RequestsDesk;
using Fixture = RequestsDesk;

namespace {

constexpr WallUs kSecond = 1'000'000;

} // namespace

class RequestsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void the_newest_request_is_on_top_and_new_ones_come_in_above()
    {
        Fixture f(30);
        QTRY_COMPARE(f.model()->rowCount(), 30);
        f.add(5);
        QTRY_COMPARE(f.model()->rowCount(), 35);
        QVERIFY(f.table()->verticalScrollBar()->value() == 0);
    }

    void following_stops_at_a_selection_and_a_pill_leads_back()
    {
        Fixture f(30);
        QTRY_COMPARE(f.model()->rowCount(), 30);
        f.table()->selectRow(3);
        const QString id = f.model()->index(3, RequestsModel::Time).data().toString();
        f.add(37);
        QTRY_VERIFY(findButton(*f.page, QStringLiteral("37 new")) != nullptr
            || findButton(*f.page, QStringLiteral("37 new: go to the newest request")) != nullptr);
        QCOMPARE(f.model()->rowCount(), 30);
        QCOMPARE(f.model()->index(3, RequestsModel::Time).data().toString(), id);
        QVERIFY(press(*f.page, QStringLiteral("37 new: go to the newest request")));
        QTRY_COMPARE(f.model()->rowCount(), 67);
        QVERIFY(!f.table()->selectionModel()->hasSelection());
    }

    void the_filter_is_checked_while_typing_and_applied_when_it_is_sound()
    {
        Fixture f(60);
        QTRY_COMPARE(f.model()->rowCount(), 60);
        QVERIFY(f.page->focusFilter());
        QTest::keyClicks(f.filter(), QStringLiteral("tiers:small"));
        QVERIFY(!f.filter()->problem().isEmpty());
        QVERIFY(isSaid(*f.page, QStringLiteral("tiers:small")));
        QCOMPARE(f.model()->rowCount(), 60);
        f.filter()->clear();
        QTest::keyClicks(f.filter(), QStringLiteral("error"));
        QTest::keyClick(f.filter(), Qt::Key_Return);
        QTRY_VERIFY(f.model()->rowCount() > 0 && f.model()->rowCount() < 30);
        QVERIFY(f.filter()->problem().isEmpty());
        for (int row = 0; row < f.model()->rowCount(); ++row)
            QVERIFY(f.model()->index(row, RequestsModel::Status).data().toString().contains(QStringLiteral("429")));
    }

    void a_filter_that_fits_nothing_says_so_and_can_be_cleared()
    {
        Fixture f(20);
        QTRY_COMPARE(f.model()->rowCount(), 20);
        f.filter()->setFilterText(QStringLiteral("tier:nowhere"));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("No request matches")));
        QVERIFY(press(*f.page, QStringLiteral("Clear filter")));
        QTRY_COMPARE(f.model()->rowCount(), 20);
        QVERIFY(f.filter()->text().isEmpty());
    }

    void an_empty_log_says_what_it_is_for()
    {
        Fixture f(0);
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("No requests yet")));
        QVERIFY(isSaid(*f.page, QStringLiteral("http://127.0.0.1:8787/v1")));
    }

    void a_log_that_can_not_be_read_says_why_and_offers_to_try_again()
    {
        Fixture f(3);
        f.state.status.dataDir = "/nowhere/at/all";
        Engine engine(*f.proxy);
        RequestsPage page(engine, f.theme, f.settings);
        page.show();
        page.shown();
        QTRY_VERIFY(isSaid(page, QStringLiteral("The log can't be read")));
        QVERIFY(findButton(page, QStringLiteral("Try again")) != nullptr);
    }

    void enter_opens_the_inspector_and_escape_goes_back()
    {
        Fixture f(30);
        QTRY_COMPARE(f.model()->rowCount(), 30);
        f.page->activateWindow();
        f.table()->selectRow(2);
        f.table()->setFocus();
        QVERIFY(!f.inspector()->isVisible());
        QTest::keyClick(f.table(), Qt::Key_Return);
        QTRY_VERIFY(f.inspector()->isVisible());
        QTRY_VERIFY(
            isSaid(*f.inspector(), QStringLiteral("settled")) || isSaid(*f.inspector(), QStringLiteral("answer")));
        for (int tab = 0; tab < f.inspector()->tabs()->count(); ++tab)
            QVERIFY(!f.inspector()->tabs()->tabText(tab).isEmpty());
        QTest::keyClick(f.table(), Qt::Key_Escape);
        QVERIFY(!f.inspector()->isVisible());
    }

    void messages_are_shown_only_while_they_are_in_memory()
    {
        Fixture f(10);
        QTRY_COMPARE(f.model()->rowCount(), 10);
        const auto* model = qobject_cast<RequestsModel*>(f.model());
        f.state.prompts.add(model->request(2)->id, "What does this loop cost?");
        const auto shown = [&f] {
            QStringList tabs;
            for (int tab = 0; tab < f.inspector()->tabs()->count(); ++tab) {
                if (f.inspector()->tabs()->isTabVisible(tab))
                    tabs << f.inspector()->tabs()->tabText(tab);
            }
            return tabs;
        };
        f.page->open({ QStringLiteral("requests"), QString::fromStdString(model->request(2)->id), {} });
        QTRY_VERIFY(shown().contains(QStringLiteral("Messages")));
        QCOMPARE(f.inspector()->findChild<QPlainTextEdit*>()->isReadOnly(), true);
        f.page->open({ QStringLiteral("requests"), QString::fromStdString(model->request(3)->id), {} });
        QTRY_VERIFY(!shown().contains(QStringLiteral("Messages")));
    }

    void a_link_to_a_request_shows_it_even_where_it_is_not_in_the_table()
    {
        Fixture f(30);
        QTRY_COMPARE(f.model()->rowCount(), 30);
        RequestRecord old = fake::sampleRecord(*f.state.config, 1, f.start - 9 * 86'400 * kSecond);
        f.log.add(old);
        QVERIFY(f.log.holds(31));
        f.page->open({ QStringLiteral("requests"), QString::fromStdString(old.id), {} });
        QTRY_VERIFY(isSaid(*f.inspector(), QString::fromStdString(old.id)));
    }

    void a_link_with_a_filter_and_a_minute_shows_that_minute()
    {
        Fixture f(120);
        QTRY_COMPARE(f.model()->rowCount(), 120);
        PageTarget target { QStringLiteral("requests"), {}, {} };
        target.filter.from = f.start + 10 * kSecond;
        target.filter.to = f.start + 20 * kSecond;
        f.page->open(target);
        QTRY_VERIFY(f.model()->rowCount() >= 9 && f.model()->rowCount() <= 11);
        target.filter.tier = "frontier";
        f.page->open(target);
        QTRY_COMPARE(f.filter()->text(), QStringLiteral("tier:frontier"));
    }

    void an_open_rule_in_the_trace_leads_to_the_rules_page()
    {
        Fixture f(10);
        QTRY_COMPARE(f.model()->rowCount(), 10);
        QSignalSpy navigated(f.page.get(), &Page::navigate);
        Q_EMIT f.inspector()->openRule(QStringLiteral("else"));
        QCOMPARE(navigated.front().front().value<PageTarget>().item, QStringLiteral("else"));
    }

    void column_widths_are_remembered()
    {
        Fixture f(5);
        f.table()->setColumnWidth(RequestsModel::Model, 222);
        f.page->hidden();
        RequestsPage again(*f.engine, f.theme, f.settings);
        QCOMPARE(again.findChild<QTableView*>()->columnWidth(RequestsModel::Model), 222);
    }

    void cost_and_status_stay_in_sight_at_every_width()
    {
        Fixture f(5);
        QTRY_COMPARE(f.model()->rowCount(), 5);
        const QHeaderView* header = f.table()->horizontalHeader();
        for (const int width : { 1500, 900, 720 }) {
            f.page->resize(width, 760);
            QTRY_VERIFY2(header->length() <= f.table()->viewport()->width(),
                qPrintable(QStringLiteral("%1: %2 > %3")
                               .arg(width)
                               .arg(header->length())
                               .arg(f.table()->viewport()->width())));
            for (const int column : { RequestsModel::TierColumn, RequestsModel::Cost, RequestsModel::Status })
                QVERIFY2(!header->isSectionHidden(column), qPrintable(QString::number(width)));
            // What the reason says as well goes first, and comes back where there is room.
            QCOMPARE(header->isSectionHidden(RequestsModel::RuleColumn), width < 1300);
        }
    }

    void a_filter_is_read_back_from_its_own_text_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : { "", "tier:small", "tier:small error cost>=0.01 latency>=2s client:ci words",
                 "model:\"a b\" -escalated simulated -stream latency>=250ms",
                 "code:ceiling_reached endpoint:chat rule:r1", "feature:chat session:\"loop 1\" -tier:small -client:ci",
                 "\"two words\" plain", "-error cost>=0.000001" })
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void a_filter_is_read_back_from_its_own_text()
    {
        QFETCH(QString, text);
        const auto filter = parseFilter(text.toStdString());
        QVERIFY(filter.has_value());
        const auto again = parseFilter(filterText(*filter).toStdString());
        QVERIFY(again.has_value());
        QVERIFY(*again == *filter);
    }

    void a_cell_filters_by_its_value_where_the_language_can_say_it()
    {
        LiveRequest row;
        row.tier = "small";
        row.model = "a \"quoted\" model";
        row.status = 429;
        row.errorCode = "ceiling_reached";
        row.escalated = true;
        row.simulated = true;
        using M = RequestsModel;
        for (const int column : { M::TierColumn, M::Model, M::Reason, M::Status }) {
            const QString only = onlyThisValue(row, column);
            QVERIFY(!only.isEmpty());
            QVERIFY2(parseFilter(only.toStdString()).has_value(), qPrintable(only));
        }
        QCOMPARE(onlyThisValue(row, M::Latency), QString());
        for (const int column : { M::TierColumn, M::Model, M::Reason, M::Status }) {
            const QString without = excludeThisValue(row, column);
            QVERIFY(without.startsWith(u'-'));
            QVERIFY2(parseFilter(without.toStdString()).has_value(), qPrintable(without));
        }
        QCOMPARE(excludeThisValue(row, M::Status), QStringLiteral("-code:ceiling_reached"));
        QCOMPARE(excludeThisValue(row, M::Reason), QStringLiteral("-escalated"));
    }

    void a_new_term_takes_the_place_of_its_former_one()
    {
        QCOMPARE(withTerm(QStringLiteral("tier:mid words error"), QStringLiteral("tier:small")),
            QStringLiteral("words error tier:small"));
        QCOMPARE(withTerm(QStringLiteral("error words"), QStringLiteral("-error")), QStringLiteral("words -error"));
        QCOMPARE(withTerm(QStringLiteral("-tier:mid tier:small"), QStringLiteral("-tier:frontier")),
            QStringLiteral("-tier:mid tier:small -tier:frontier"));
        QCOMPARE(withTerm(QStringLiteral("tier:mid x"), QStringLiteral("-tier:mid")), QStringLiteral("x -tier:mid"));
        QCOMPARE(withTerm(QString(), QStringLiteral("escalated")), QStringLiteral("escalated"));
    }

    void every_known_term_is_the_beginning_of_a_sound_filter()
    {
        Fixture f(0);
        for (const auto& [term, words] : knownTerms(*f.state.config, {}, { { RequestField::Client, "my app", 3 } })) {
            const bool open = term.endsWith(u':') || term.endsWith(u'>') || term.endsWith(u'=');
            QVERIFY2(open || parseFilter(term.toStdString()).has_value(), qPrintable(term));
        }
    }

    void large_text_squeezes_no_line_of_the_inspectors_header()
    {
        RequestsDesk f(5);
        f.theme.setTextScale(2);
        f.page->resize(1068, 620);
        QTRY_COMPARE(f.model()->rowCount(), 5);
        f.page->open({ QStringLiteral("requests"),
            QString::fromStdString(qobject_cast<RequestsModel*>(f.model())->request(0)->id), {} });
        QTRY_VERIFY(f.inspector()->isVisible() && !isSaid(*f.inspector(), QStringLiteral("Reading the request")));
        QTest::qWait(50);
        int lines = 0;
        for (const QLabel* label : f.inspector()->findChildren<QLabel*>()) {
            if (!label->isVisible() || !label->wordWrap() || label->parentWidget()->parentWidget() != f.inspector())
                continue;
            ++lines;
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        }
        QVERIFY(lines >= 2);
        f.theme.setTextScale(1);
    }

    void mirrored_the_keys_go_the_way_they_point()
    {
        const signalbox::testing::Mirrored mirrored;
        RequestsDesk f(30);
        QTRY_COMPARE(f.model()->rowCount(), 30);
        f.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(f.page.get()));
        f.table()->setFocus();
        chooseRow(*f.table(), 3);
        QCOMPARE(f.table()->currentIndex().row(), 3);
        signalbox::testing::goThroughMirroredRow(*f.table());
    }

    void every_control_has_a_name()
    {
        Fixture f(30);
        QTRY_COMPARE(f.model()->rowCount(), 30);
        f.table()->selectRow(2);
        QTest::keyClick(f.table(), Qt::Key_Return);
        QTRY_VERIFY(f.inspector()->isVisible());
        for (int tab = 0; tab < f.inspector()->tabs()->count(); ++tab) {
            f.inspector()->tabs()->setCurrentIndex(tab);
            QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
        }
    }
};

QTEST_MAIN(RequestsPageTest)
#include "requests_page_test.moc"
