// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/sessions_view.h"

#include "ui/requests/skeleton_rows.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLoadingMs = 300;
constexpr std::array kWidths { 140, 96, 78, 240, 94, 74, 80, 128 };

struct Sorting {
    int column;
    SessionOrder order;
};
constexpr std::array kSortings { Sorting { SessionsModel::Last, SessionOrder::Latest },
    Sorting { SessionsModel::Requests, SessionOrder::MostRequests },
    Sorting { SessionsModel::Duration, SessionOrder::Longest },
    Sorting { SessionsModel::Cost, SessionOrder::Dearest } };

} // namespace

SessionsView::SessionsView(Engine& engine, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_stack(new QStackedLayout(this))
{
    const auto fetch = [&engine](const RequestFilter& filter, SessionOrder order, qint64 from, qint64 atMost,
                           QObject* context, SessionsModel::Done done) {
        engine.fetchSessions(filter, order, from, atMost, context, std::move(done));
    };
    m_model = new SessionsModel(fetch, theme, this);
    m_table = makeTable(theme, Theme::kLogRowHeight, this);
    m_table->setItemDelegate(new SessionDelegate(theme, m_table));
    m_table->setModel(m_model);
    setColumnWidths(*m_table, theme, kWidths);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(SessionsModel::Tiers, QHeaderView::Stretch);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(SessionsModel::Last, Qt::DescendingOrder);
    m_empty = new EmptyState(this);
    m_failed = new EmptyState(this);
    m_skeleton = new SkeletonRows(theme, this);
    for (QWidget* state : { static_cast<QWidget*>(m_table), static_cast<QWidget*>(m_skeleton),
             static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_failed) })
        m_stack->addWidget(state);
    m_loading.setSingleShot(true);
    m_loading.setInterval(kLoadingMs);
    connect(&m_loading, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
    connect(m_model, &SessionsModel::stateChanged, this, &SessionsView::showState);
    connect(header, &QHeaderView::sectionClicked, this, &SessionsView::sortBy);
    connect(m_table, &QTableView::activated, this, &SessionsView::open);
    connect(m_table, &QTableView::doubleClicked, this, &SessionsView::open);
    connect(m_failed, &EmptyState::actionTriggered, m_model, &SessionsModel::reload);
    connect(m_empty, &EmptyState::actionTriggered, this, &SessionsView::clearWanted);
    connect(m_empty, &EmptyState::copied, this, &SessionsView::copied);
}

void SessionsView::setFilter(const RequestFilter& filter, const QString& words)
{
    m_words = words;
    m_filter = filter;
    m_filtered = filter != RequestFilter();
    m_table->clearSelection();
    m_fresh = m_active;
    if (m_active)
        m_model->setFilter(filter);
}

void SessionsView::activate()
{
    m_active = true;
    if (m_fresh)
        return refresh();
    m_fresh = true;
    m_model->setFilter(m_filter);
}

void SessionsView::refresh()
{
    const bool reading = m_table->selectionModel()->hasSelection() || m_table->verticalScrollBar()->value() > 0;
    if (!reading && m_model->state() != SessionsModel::State::Loading)
        m_model->reload();
}

void SessionsView::rename()
{
    m_model->setConfig(m_engine.config());
}

void SessionsView::sortBy(int column)
{
    const auto sorting = std::ranges::find(kSortings, column, &Sorting::column);
    if (sorting != kSortings.end())
        m_model->setOrder(sorting->order);
    const auto shown = std::ranges::find(kSortings, m_model->order(), &Sorting::order);
    m_table->horizontalHeader()->setSortIndicator(shown->column, Qt::DescendingOrder);
    m_table->scrollToTop();
}

void SessionsView::open(const QModelIndex& index)
{
    if (const SessionSum* session = m_model->session(index.row()))
        Q_EMIT chosen(toQString(session->session));
}

void SessionsView::showState()
{
    using State = SessionsModel::State;
    if (m_model->state() == State::Loading) {
        if (m_model->rowCount() == 0)
            m_loading.start();
        return;
    }
    m_loading.stop();
    if (m_model->state() == State::Failed) {
        m_failed->setTexts(tr("The log can't be read"), errorText(m_model->error()));
        m_stack->setCurrentWidget(m_failed);
    } else if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
    } else if (m_filtered) {
        m_empty->setTexts(tr("No session matches"),
            //: %1 is the text of the filter line
            m_words.isEmpty() ? tr("No request of this range names a session.")
                              : tr("No session has a request that fits the filter %1.").arg(m_words));
        m_empty->setSnippet({}, {});
        m_empty->setAction(tr("Clear filter"));
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_empty->setTexts(tr("No sessions yet"),
            tr("Requests that belong together, such as the loop of an agent, are one session: what it cost, how long "
               "it took and which tiers it went through. The client names it, with a header or with "
               "\"x-signalbox-session\" in the body's \"metadata\"."));
        m_empty->setSnippet(u"x-signalbox-session: nightly-review-42"_s, tr("Header"));
        m_empty->setAction({});
        m_stack->setCurrentWidget(m_empty);
    }
    Q_EMIT remarkChanged();
}

QString SessionsView::remark() const
{
    return m_model->state() == SessionsModel::State::Ready ? tr("%Ln session(s)", nullptr, int(m_model->all()))
                                                           : QString();
}

void SessionsView::retranslate()
{
    m_table->setAccessibleName(tr("Sessions"));
    m_failed->setAction(tr("Try again"));
    m_model->retranslate();
    if (m_model->state() != SessionsModel::State::Loading)
        showState();
}

} // namespace signalbox::ui
