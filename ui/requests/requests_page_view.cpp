// SPDX-License-Identifier: GPL-3.0-or-later
// The second half of RequestsPage: what the table shows, and what can be done with its rows.
#include "ui/requests/filter_line.h"
#include "ui/requests/filter_text.h"
#include "ui/requests/export_job.h"
#include "ui/requests/request_inspector.h"
#include "ui/requests/requests_page.h"
#include "ui/requests/sessions_view.h"
#include "ui/requests/skeleton_rows.h"
#include "ui/shell/columns.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/part_splitter.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include "core/base/period.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollBar>
#include <QSettings>
#include <QStackedLayout>
#include <QTableView>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSideBySideWidth = 1200; ///< of the window
constexpr int kInspectorWidth = 430;
constexpr int kInspectorHeight = 300;
constexpr int kLeastInspectorHeight = 190; ///< at 100 % text size: its header, its tabs and two lines
constexpr WallUs kMinuteUs = 60'000'000;
constexpr std::array kColumnWidths { 78, 96, 134, 132, 180, 104, 74, 70, 92, 82, 92, 110, 110, 130 };
/// The reason takes what is left and needs this much; until it has it, these columns go one after another. The rule's
/// name stands in the reason as well.
constexpr int kLeastReason = 150;
constexpr std::array kFirstToGo { RequestsModel::Feature, RequestsModel::ClientColumn, RequestsModel::RuleColumn,
    RequestsModel::Ttft, RequestsModel::Saved, RequestsModel::Tokens, RequestsModel::Session, RequestsModel::Model };

QString unwantedKey()
{
    return u"requests/hidden_columns"_s;
}

} // namespace

WallUs RequestsPage::rangeStart() const
{
    switch (Range(m_range->currentData().toInt())) {
    case Range::Minutes15:
        return wallNow() - 15 * kMinuteUs;
    case Range::Hours2:
        return wallNow() - 120 * kMinuteUs;
    case Range::Today:
        return startOfDay(m_engine.config() ? m_engine.config()->day : DayRule(), wallNow()); // the ledger's day
    case Range::Days7:
        return wallNow() - 7 * 24 * 60 * kMinuteUs;
    case Range::Custom:
        return m_customFrom;
    case Range::All:
        break;
    }
    return 0;
}

bool RequestsPage::isFiltered() const
{
    return m_filter->filter() != RequestFilter() || Range(m_range->currentData().toInt()) != Range::All;
}

void RequestsPage::applyFilter()
{
    if (!m_started)
        return;
    const auto range = Range(m_range->currentData().toInt());
    if (range != Range::Custom)
        m_settings.setValue(u"requests/range"_s, int(range));
    RequestFilter filter = m_filter->filter();
    // "since:" and "until:" of the filter narrow the range.
    filter.from = std::max(filter.from, rangeStart());
    const WallUs end = range == Range::Custom ? m_customTo : 0;
    filter.to = filter.to == 0 || (end != 0 && end < filter.to) ? end : filter.to;
    m_table->clearSelection();
    m_model->setFilter(filter);
    m_model->setFollowing(true);
    m_count = -1;
    m_sessions->setFilter(filter, m_filter->text().trimmed());
    updateRemark();
    m_engine.fetchCount(filter, std::numeric_limits<qint64>::max(), this, [this, filter](Result<qint64> count) {
        m_count = count && m_model->filter() == filter ? *count : -1;
        updateRemark();
    });
}

void RequestsPage::clearFilter()
{
    if (!isFiltered()) {
        if (m_engine.canSendSamples())
            m_engine.sendSamples(20);
        else
            Q_EMIT navigate({ u"first_run"_s, {}, {} });
        return;
    }
    m_range->setCurrentIndex(int(Range::All));
    m_filter->setFilterText({});
    applyFilter();
}

void RequestsPage::updateState()
{
    using State = RequestsModel::State;
    if (showsSessions()) {
        m_loading.stop();
        m_stack->setCurrentWidget(m_sessions);
        updateActions();
        return updateRemark();
    }
    if (m_model->state() == State::Loading) {
        m_stack->setCurrentWidget(m_blank);
        m_loading.start();
        return;
    }
    m_loading.stop();
    if (m_model->state() == State::Failed && m_model->rowCount() == 0) {
        m_failed->setTexts(tr("The log can't be read"), errorText(m_model->error()));
        m_stack->setCurrentWidget(m_failed);
    } else if (m_model->rowCount() == 0) {
        updateEmpty();
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentWidget(m_table);
    }
    updateFollowing();
    updateRemark();
    updateActions();
    takeFocus();
}

/// What is done with a row needs one.
void RequestsPage::updateActions()
{
    for (QAction* action : { m_details, m_newRule, m_copyRow, m_copyId, m_copyCurl })
        action->setEnabled(!showsSessions() && current() != nullptr);
}

/// The arrow keys work as soon as there are rows, and Return after a filter leads to what it has found.
void RequestsPage::takeFocus()
{
    if (m_focus == Focus::Leave || m_stack->currentWidget() != m_table || !m_table->isVisible())
        return;
    const Focus wanted = std::exchange(m_focus, Focus::Leave);
    const bool chosen = m_table->currentIndex().isValid();
    m_table->setFocus(Qt::OtherFocusReason);
    if (wanted == Focus::TakeFirstRow)
        chooseRow(*m_table, 0);
    else if (!chosen)
        m_table->setCurrentIndex({}); // the focus alone chooses no row: the inspector would follow it
}

void RequestsPage::updateEmpty()
{
    if (isFiltered()) {
        const QString range = m_range->currentText();
        const QString what = m_filter->text().trimmed();
        m_empty->setTexts(tr("No request matches"),
            //: %1 is a time range such as "Last 2 hours"; %2 is the text of the filter line
            what.isEmpty() ? tr("There was no request in this range: %1.").arg(range)
                           : tr("Nothing in this range (%1) fits the filter %2.").arg(range, what));
        m_empty->setSnippet({}, {});
        m_empty->setAction(tr("Clear filter"));
        return;
    }
    const QString url = toQString(m_engine.status().baseUrl);
    m_empty->setTexts(tr("No requests yet"),
        tr("Every request that comes through Signalbox is listed here, with the reason for its way and its cost. "
           "Point an application at the address below."));
    m_empty->setSnippet(url, tr("Base URL"));
    m_empty->setAction(m_engine.canSendSamples() ? tr("Send 20 sample requests") : tr("Connect an application"));
}

void RequestsPage::updateRemark()
{
    QString remark;
    if (showsSessions())
        remark = m_sessions->remark();
    else if (m_count >= 0)
        remark = tr("%Ln request(s)", nullptr, int(std::max<qint64>(m_count, m_model->rowCount())));
    if (m_engine.frozen())
        remark += tr(" · paused");
    m_header->setRemark(remark);
}

void RequestsPage::updateFollowing()
{
    const bool atTop = m_table->verticalScrollBar()->value() == 0;
    // Rows are read from above before the first one is reached.
    if (m_model->isDetached() && m_table->verticalScrollBar()->value() < m_table->viewport()->height())
        m_model->fetchNewer();
    else if (!m_model->isDetached())
        m_model->setFollowing(atTop && !m_table->selectionModel()->hasSelection());
}

// What comes in above leaves the rows under the eyes where they are, unless the table follows.
void RequestsPage::keepPlace(int first, int last)
{
    QScrollBar* bar = m_table->verticalScrollBar();
    if (first == 0 && m_model->isFollowing() && m_count >= 0) {
        m_count += last - first + 1;
        updateRemark();
    }
    if (first > 0 || m_model->isFollowing())
        return;
    m_table->doItemsLayout(); // the bar gets its new length now: it would cut off where the rows have gone
    bar->setValue(bar->value() + (last - first + 1) * m_table->verticalHeader()->defaultSectionSize());
}

void RequestsPage::showOldest()
{
    if (showsSessions())
        return m_sessions->table()->scrollToBottom();
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_model->goToOldest();
    m_table->setFocus();
}

void RequestsPage::updatePill()
{
    const int waiting = int(m_model->waiting());
    m_pill->setVisible((waiting > 0 || m_model->isDetached()) && !showsSessions());
    if (m_model->isDetached())
        //: a button: leaves the oldest requests and shows the newest ones again
        m_pill->setText(tr("Newest"));
    else
        //: requests that came in since the table stopped following
        m_pill->setText(
            m_model->moreWaiting() ? tr("More than %Ln new", nullptr, waiting) : tr("%Ln new", nullptr, waiting));
    m_pill->setAccessibleName(tr("%1: go to the newest request").arg(m_pill->text()));
    m_pill->adjustSize();
    const int top = m_table->horizontalHeader()->height() + Theme::kSpace;
    m_pill->move((m_table->width() - m_pill->width()) / 2, top);
    m_pill->raise();
}

void RequestsPage::jumpToNewest()
{
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_table->scrollToTop();
    m_model->setFollowing(true);
    m_table->setFocus();
}

void RequestsPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    placeInspector();
    updatePill();
}

bool RequestsPage::eventFilter(QObject* watched, QEvent* event)
{
    // The viewport, not the table: its width follows only after the table's own event.
    const bool resized = watched == m_table->viewport() && event->type() == QEvent::Resize;
    if (resized || (watched == m_table && event->type() == QEvent::Show)) {
        fitColumns();
        updatePill();
    }
    return Page::eventFilter(watched, event);
}

void RequestsPage::placeInspector()
{
    const bool wide = window()->width() >= kSideBySideWidth;
    const Qt::Orientation orientation = wide ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() == orientation && !m_splitter->property("placed").isNull())
        return;
    m_splitter->setProperty("placed", true);
    m_inspectorCard->setMinimumSize(
        wide ? QSize(kInspectorWidth - 70, 0) : QSize(0, m_theme.scaled(kLeastInspectorHeight)));
    m_splitter->setOrientation(orientation);
    m_splitter->place(orientation, wide ? kInspectorWidth : std::min(kInspectorHeight, m_splitter->room() / 2));
}

const LiveRequest* RequestsPage::current() const
{
    return m_model->request(m_table->currentIndex().row());
}

void RequestsPage::openInspector()
{
    const LiveRequest* request = current();
    if (request == nullptr)
        return;
    revealInspector();
    showRequest(request->id);
}

void RequestsPage::revealInspector()
{
    if (!m_inspectorCard->isHidden())
        return;
    m_inspectorCard->show();
    m_splitter->setProperty("placed", {});
    placeInspector();
    // When the table has got its new height.
    QTimer::singleShot(0, m_table, [this] { m_table->scrollTo(m_table->currentIndex()); });
}

void RequestsPage::closeInspector()
{
    if (m_inspectorCard->isHidden())
        return jumpToNewest();
    m_inspectorCard->hide();
    m_inspected.clear();
    m_table->setFocus();
}

void RequestsPage::showCurrent()
{
    if (m_inspectorCard->isVisible() && current() != nullptr)
        showRequest(current()->id);
}

void RequestsPage::showRequest(const std::string& id)
{
    if (id == m_inspected)
        return;
    if (m_inspected.empty())
        m_inspector->showLoading();
    m_inspected = id;
    m_engine.fetchRequest(id, this, [this, id](Result<RequestRecord> record) {
        if (id == m_inspected)
            record ? m_inspector->showRecord(*record, m_engine.config(), m_engine.prompts().find(id))
                   : m_inspector->showProblem(record.error());
    });
}

void RequestsPage::showMenu(const QPoint& at)
{
    const QModelIndex cell = m_table->indexAt(at);
    const LiveRequest* request = m_model->request(cell.row());
    if (request == nullptr)
        return;
    m_table->setCurrentIndex(cell);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString only = onlyThisValue(*request, cell.column());
    const QString without = excludeThisValue(*request, cell.column());
    if (!only.isEmpty())
        //: keeps the rows that have the value of the clicked cell; %1 is that term of the filter
        connect(menu->addAction(tr("Only this value: %1").arg(only)), &QAction::triggered, m_filter,
            [this, only] { m_filter->setFilterText(withTerm(m_filter->text(), only)); });
    if (!without.isEmpty())
        //: leaves out the rows that have the value of the clicked cell; %1 is a term of the filter
        connect(menu->addAction(tr("Exclude: %1").arg(without)), &QAction::triggered, m_filter,
            [this, without] { m_filter->setFilterText(withTerm(m_filter->text(), without)); });
    menu->addSeparator();
    menu->addActions({ m_details, m_newRule, m_copyRow, m_copyId, m_copyCurl });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void RequestsPage::showColumnsMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnsMenu(*menu);
    menu->popup(m_table->horizontalHeader()->viewport()->mapToGlobal(at));
}

void RequestsPage::fillColumnsMenu(QMenu& menu)
{
    menu.clear();
    for (int column = 1; column < RequestsModel::ColumnCount; ++column) {
        QAction* action = menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_unwanted.contains(column));
        connect(action, &QAction::toggled, this, [this, column] { toggleColumn(column); });
    }
}

void RequestsPage::copyRow()
{
    copyToClipboard(selectedRowsAsText(*m_table));
}

void RequestsPage::newRule()
{
    if (const LiveRequest* request = current())
        Q_EMIT navigate({ QStringLiteral("rules"), toQString("from:" + request->id), {} });
}

void RequestsPage::copyId()
{
    if (const LiveRequest* request = current())
        copyToClipboard(toQString(request->id));
}

void RequestsPage::restoreTable()
{
    const QString usual =
        u"%1,%2,%3"_s.arg(RequestsModel::ClientColumn).arg(RequestsModel::Feature).arg(RequestsModel::Session);
    for (const QString& column : m_settings.value(unwantedKey(), usual).toString().split(u',', Qt::SkipEmptyParts))
        m_unwanted.insert(column.toInt());
    m_table->horizontalHeader()->setSectionResizeMode(RequestsModel::Reason, QHeaderView::Stretch);
    m_table->horizontalHeader()->setStretchLastSection(false);
    setColumnWidths(*m_table, m_theme, kColumnWidths);
    measureColumns();
}

// A hidden section says nothing of its width.
void RequestsPage::measureColumns()
{
    const Columns& columns = Columns::of(*m_table, m_theme);
    m_table->horizontalHeader()->setMinimumSectionSize(m_theme.scaled(48));
    for (int column = 0; column < RequestsModel::ColumnCount; ++column) {
        m_table->horizontalHeader()->showSection(column);
        m_widths[std::size_t(column)] = columns.width(column);
    }
    fitColumns();
}

void RequestsPage::toggleColumn(int column)
{
    if (m_unwanted.erase(column) == 0)
        m_unwanted.insert(column);
    fitColumns();
    saveTable();
}

void RequestsPage::fitColumns()
{
    if (!m_table->isVisible())
        return;
    QHeaderView* header = m_table->horizontalHeader();
    Columns& columns = Columns::of(*m_table, m_theme);
    std::set<int> hidden = m_unwanted;
    const auto room = [&] {
        int left = m_table->viewport()->width();
        for (int column = 0; column < RequestsModel::ColumnCount; ++column) {
            if (column != RequestsModel::Reason && !hidden.contains(column))
                left -= m_widths[std::size_t(column)];
        }
        return left;
    };
    for (int column = 0; column < RequestsModel::ColumnCount; ++column) {
        if (!header->isSectionHidden(column))
            m_widths[std::size_t(column)] = columns.width(column);
    }
    for (const int column : kFirstToGo) {
        if (room() < m_theme.scaled(kLeastReason))
            hidden.insert(column);
    }
    for (int column = 0; column < RequestsModel::ColumnCount; ++column)
        header->setSectionHidden(column, hidden.contains(column));
    columns.apply();
}

void RequestsPage::saveTable()
{
    QStringList unwanted;
    for (const int column : m_unwanted)
        unwanted.append(QString::number(column));
    m_settings.setValue(unwantedKey(), unwanted.join(u','));
}

} // namespace signalbox::ui
