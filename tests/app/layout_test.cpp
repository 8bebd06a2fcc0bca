// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poses.h"
#include "app/settle.h"
#include "tests/app/demo_desk.h"
#include "ui/requests/requests_model.h"
#include "ui/shell/columns.h"
#include "ui/shell/layout_memory.h"
#include "ui/shell/part_splitter.h"

#include <QHeaderView>
#include <QMenu>
#include <QTableView>
#include <QTest>

#include <map>

using namespace signalbox;
using namespace signalbox::test;

namespace {

constexpr int kWider = 23;
constexpr int kPageMs = 300;

/// Columns that a user can drag, of the tables in sight.
template <class Act> void eachColumn(const ui::Page& page, Act&& act)
{
    for (QTableView* table : page.findChildren<QTableView*>()) {
        if (!table->isVisible() || table->findChild<ui::Columns*>() == nullptr)
            continue;
        const QHeaderView* header = table->horizontalHeader();
        for (int column = 0; column < header->count(); ++column) {
            const bool last = header->stretchLastSection() && header->visualIndex(column) == header->count() - 1;
            if (!last && !header->isSectionHidden(column)
                && header->sectionResizeMode(column) == QHeaderView::Interactive)
                act(*table, column);
        }
    }
}

QString placeOf(const QTableView& table, int column)
{
    return ui::LayoutMemory::placeOf(table) + QStringLiteral(" #%1").arg(column);
}

/// Drags the edge of a column's title.
void drag(QTableView& table, int column, int by)
{
    QHeaderView* header = table.horizontalHeader();
    const int edge = header->sectionViewportPosition(column) + header->sectionSize(column) - 1;
    const QPoint from(edge, header->height() / 2);
    QTest::mousePress(header->viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(header->viewport(), from + QPoint(by, 0));
    QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, from + QPoint(by, 0));
}

void drag(ui::PartSplitter& splitter, int by)
{
    QWidget* handle = splitter.handle(1);
    const QPoint to = splitter.orientation() == Qt::Horizontal ? QPoint(by, 0) : QPoint(0, by);
    const QPoint from = handle->rect().center();
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QTest::mouseMove(handle, from + to);
    QTest::mouseRelease(handle, Qt::LeftButton, {}, from + to);
}

void show(DemoDesk& desk, const QString& page)
{
    desk.window().open({ page, {}, {} });
    app::settle(kPageMs);
}

} // namespace

/// What the user made of the window is there again when it is opened the next time.
class LayoutTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_column_keeps_its_width()
    {
        DemoDesk desk(Filling::DemoData);
        std::map<QString, int> chosen;
        QStringList pages;
        for (const ui::Page* page : desk.window().pages())
            pages << page->id();
        for (const QString& id : pages) {
            show(desk, id);
            eachColumn(*desk.window().page(id), [&](QTableView& table, int column) {
                QVERIFY2(chosen.count(placeOf(table, column)) == 0, qPrintable(placeOf(table, column)));
                const int before = table.columnWidth(column);
                table.horizontalHeader()->resizeSection(column, before + kWider);
                chosen[placeOf(table, column)] = before + kWider;
            });
        }
        QVERIFY2(chosen.size() > 20, qPrintable(QString::number(chosen.size())));
        desk.reopen();
        std::size_t seen = 0;
        for (const QString& id : pages) {
            show(desk, id);
            eachColumn(*desk.window().page(id), [&](const QTableView& table, int column) {
                const auto wanted = chosen.find(placeOf(table, column));
                if (wanted == chosen.end())
                    return; // of the requests some are hidden where others are wide
                ++seen;
                QVERIFY2(table.columnWidth(column) == wanted->second,
                    qPrintable(QStringLiteral("%1: %2, was %3")
                                   .arg(placeOf(table, column))
                                   .arg(table.columnWidth(column))
                                   .arg(wanted->second)));
            });
        }
        QVERIFY(seen + 6 >= chosen.size());
    }

    void a_column_dragged_with_the_mouse_keeps_its_width_in_another_language_and_size_of_text()
    {
        DemoDesk desk(Filling::DemoData);
        show(desk, QStringLiteral("keys"));
        const auto table = [&] {
            return desk.window().page(QStringLiteral("keys"))->findChild<QTableView*>(QStringLiteral("keys"));
        };
        const int before = table()->columnWidth(0);
        drag(*table(), 0, 60);
        const int dragged = table()->columnWidth(0);
        QVERIFY(dragged > before + 40);
        desk.language().use(QStringLiteral("de"));
        app::settle(50);
        QCOMPARE(table()->columnWidth(0), dragged);
        desk.theme().setTextScale(2);
        QCOMPARE(table()->columnWidth(0), 2 * dragged);
        desk.theme().setTextScale(1);
        QCOMPARE(table()->columnWidth(0), dragged);
        desk.reopen();
        show(desk, QStringLiteral("keys"));
        QCOMPARE(table()->columnWidth(0), dragged);
    }

    void order_and_visibility_of_the_columns_of_requests_come_back()
    {
        DemoDesk desk(Filling::DemoData);
        show(desk, QStringLiteral("requests"));
        const auto header = [&] {
            return desk.window().page(QStringLiteral("requests"))->findChild<QTableView*>()->horizontalHeader();
        };
        header()->moveSection(header()->visualIndex(ui::RequestsModel::Cost), 1);
        QVERIFY(!header()->isSectionHidden(ui::RequestsModel::Latency));
        auto* menus = desk.window().page(QStringLiteral("requests"))->findChild<QMenu*>();
        QVERIFY(menus != nullptr);
        Q_EMIT menus->aboutToShow();
        const QString title =
            header()->model()->headerData(ui::RequestsModel::Latency, Qt::Horizontal, Qt::DisplayRole).toString();
        for (QAction* action : menus->actions()) {
            if (action->text() == title)
                action->trigger();
        }
        QVERIFY(header()->isSectionHidden(ui::RequestsModel::Latency));
        desk.reopen();
        show(desk, QStringLiteral("requests"));
        QCOMPARE(header()->visualIndex(ui::RequestsModel::Cost), 1);
        QVERIFY(header()->isSectionHidden(ui::RequestsModel::Latency));
    }

    void a_handle_stays_where_it_was_put()
    {
        DemoDesk desk(Filling::DemoData);
        const auto splitter = [&](const char* page) {
            return desk.window().page(QString::fromLatin1(page))->findChild<ui::PartSplitter*>();
        };
        desk.window().resize(1400, 800);
        show(desk, QStringLiteral("rules"));
        drag(*splitter("rules"), -60);
        const QList<int> rules = splitter("rules")->sizes();
        const auto latest = desk.engine().live().latest;
        QVERIFY(!latest.empty());
        desk.window().open({ QStringLiteral("requests"), QString::fromStdString(latest.front().id), {} });
        app::settle(kPageMs);
        drag(*splitter("requests"), -70);
        const QList<int> requests = splitter("requests")->sizes();
        desk.reopen();
        show(desk, QStringLiteral("rules"));
        QVERIFY(std::abs(splitter("rules")->sizes()[1] - rules[1]) <= 2);
        desk.window().open({ QStringLiteral("requests"), QString::fromStdString(latest.front().id), {} });
        app::settle(kPageMs);
        QVERIFY2(std::abs(splitter("requests")->sizes()[1] - requests[1]) <= 2,
            qPrintable(QStringLiteral("%1, was %2").arg(splitter("requests")->sizes()[1]).arg(requests[1])));
    }

    void the_window_opens_on_its_last_page_at_its_last_size()
    {
        DemoDesk desk(Filling::Nothing);
        desk.window().resize(1040, 690);
        show(desk, QStringLiteral("budgets"));
        desk.reopen();
        QCOMPARE(desk.window().currentPage()->id(), QStringLiteral("budgets"));
        QCOMPARE(desk.window().size(), QSize(1040, 690));
    }
};

QTEST_MAIN(LayoutTest)
#include "layout_test.moc"
