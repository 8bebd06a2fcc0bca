// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requests_page.h"

#include "ui/requests/export_job.h"
#include "ui/requests/filter_line.h"
#include "ui/requests/filter_text.h"
#include "ui/requests/request_inspector.h"
#include "ui/requests/saved_filters.h"
#include "ui/requests/sessions_view.h"
#include "ui/requests/skeleton_rows.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/layout_memory.h"
#include "ui/shell/part_splitter.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollBar>
#include <QSettings>
#include <QStackedLayout>
#include <QTableView>

#include <array>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16;
constexpr int kLoadingMs = 300;
constexpr int kBrowseMs = 80;
constexpr int kPollsAfterChange = 4;
constexpr int kSessionsEveryMs = 5000;

} // namespace

RequestsPage::RequestsPage(Engine& engine, const Theme& theme, QSettings& settings, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_settings(settings)
{
    new LayoutMemory(settings, *this); // the page owns it
    const auto fetch = [&engine](const RequestFilter& filter, qint64 before, int limit, QObject* context,
                           RequestsModel::Done done) {
        engine.fetchPage(filter, before, limit, context, std::move(done));
    };
    m_model = new RequestsModel(fetch, theme, this);
    m_model->setUpwards(
        [&engine](const RequestFilter& filter, qint64 after, int limit, QObject* context, RequestsModel::Done done) {
            engine.fetchPageAfter(filter, after, limit, context, std::move(done));
        });
    m_model->setConfig(engine.config());
    m_loading.setSingleShot(true);
    m_loading.setInterval(kLoadingMs);
    m_browse.setSingleShot(true);
    m_browse.setInterval(kBrowseMs);
    m_refit.setSingleShot(true);
    m_refit.setInterval(0);
    buildTop();
    buildFilterRow();
    buildTable();
    buildStates();
    buildActions();
    buildExport();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(Theme::kSpace);
    column->addWidget(m_header);
    auto* line = new QHBoxLayout;
    line->setSpacing(Theme::kSpace);
    line->addWidget(m_filter, 1);
    line->addWidget(m_savedButton);
    column->addLayout(line);
    column->addWidget(m_problemRow);
    column->addWidget(m_exportRow);
    column->addWidget(m_splitter, 1);
    connectTop();
    connectTable();
    restoreTable();
    retranslate();
}

RequestsPage::~RequestsPage()
{
    saveTable();
}

void RequestsPage::buildTop()
{
    m_header = new SectionHeader(this);
    m_range = new ChoiceBox(m_header);
    for (int i = 0; i <= int(Range::All); ++i)
        m_range->addItem(QString(), i);
    m_range->setCurrentIndex(
        std::clamp(m_settings.value(u"requests/range"_s, int(Range::All)).toInt(), 0, int(Range::All)));
    m_views = new QButtonGroup(this);
    m_asRequests = makeButton(ButtonKind::Plain, m_header);
    m_asSessions = makeButton(ButtonKind::Plain, m_header);
    for (QPushButton* view : { m_asRequests, m_asSessions }) {
        view->setCheckable(true);
        m_views->addButton(view, view == m_asRequests ? int(View::Requests) : int(View::Sessions));
        m_header->addAction(view);
    }
    m_asRequests->setChecked(true);
    m_columns = makeButton(ButtonKind::Plain, m_header);
    m_columns->setMenu(new QMenu(m_columns));
    m_export = makeButton(ButtonKind::Plain, m_header);
    m_export->setMenu(new QMenu(m_export));
    for (QPushButton* button : { m_columns, m_export })
        button->setProperty("menu", true);
    m_header->addAction(m_range);
    m_header->addAction(m_columns);
    m_header->addAction(m_export);
}

void RequestsPage::buildTable()
{
    m_splitter = new PartSplitter(this);
    m_splitter->setHandleWidth(kMargin);
    m_card = new Card(m_splitter);
    m_card->body()->setContentsMargins(1, 1, 1, 1);
    m_table = makeTable(m_theme, Theme::kLogRowHeight, m_card);
    m_table->setModel(m_model);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    m_table->horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setMinimumSectionSize(m_theme.scaled(48));
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_pill = makeButton(ButtonKind::Primary, m_table);
    m_pill->hide();
    m_inspectorCard = new Card(m_splitter);
    m_inspector = new RequestInspector(m_theme, m_inspectorCard);
    m_inspectorCard->body()->addWidget(m_inspector);
    m_inspectorCard->hide();
    m_splitter->addWidget(m_card);
    m_splitter->addWidget(m_inspectorCard);
    m_splitter->setStretchFactor(0, 1);
}

void RequestsPage::buildStates()
{
    m_empty = new EmptyState(m_card);
    m_failed = new EmptyState(m_card);
    m_skeleton = new SkeletonRows(m_theme, m_card);
    m_blank = new QWidget(m_card);
    m_sessions = new SessionsView(m_engine, m_theme, m_card);
    m_stack = new QStackedLayout;
    for (QWidget* state :
        { static_cast<QWidget*>(m_blank), static_cast<QWidget*>(m_skeleton), static_cast<QWidget*>(m_table),
            static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_failed), static_cast<QWidget*>(m_sessions) })
        m_stack->addWidget(state);
    m_card->body()->addLayout(m_stack, 1);
    connect(m_failed, &EmptyState::actionTriggered, m_model, &RequestsModel::reload);
    connect(m_empty, &EmptyState::actionTriggered, this, &RequestsPage::clearFilter);
    connect(&m_loading, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_skeleton); });
}

void RequestsPage::buildActions()
{
    m_details = new QAction(this);
    m_copyRow = new QAction(this);
    m_copyId = new QAction(this);
    m_newRule = new QAction(this);
    m_newRule->setShortcut(QKeySequence(u"Ctrl+N"_s));
    m_newest = new QAction(this);
    m_newest->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Home));
    m_newest->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_newest);
    m_oldest = new QAction(this);
    m_oldest->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_End));
    m_oldest->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_oldest);
    m_copyCurl = new QAction(this);
    m_saveFilter = new QAction(this);
    m_csv = new QAction(this);
    m_jsonLines = new QAction(this);
    m_view = new QAction(this);
    m_closeDetails = new QAction(this);
    m_closeDetails->setShortcut(QKeySequence(Qt::Key_Escape));
    m_closeDetails->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_closeDetails);
    connect(m_closeDetails, &QAction::triggered, this, &RequestsPage::closeInspector);
    connect(m_details, &QAction::triggered, this, &RequestsPage::openInspector);
    connect(m_copyRow, &QAction::triggered, this, &RequestsPage::copyRow);
    connect(m_copyId, &QAction::triggered, this, &RequestsPage::copyId);
    connect(m_newRule, &QAction::triggered, this, &RequestsPage::newRule);
    connect(m_newest, &QAction::triggered, this, &RequestsPage::jumpToNewest);
    connect(m_oldest, &QAction::triggered, this, &RequestsPage::showOldest);
    connect(m_copyCurl, &QAction::triggered, this, &RequestsPage::copyCurl);
    connect(m_view, &QAction::triggered, this, [this] { setView(showsSessions() ? View::Requests : View::Sessions); });
}

void RequestsPage::connectTable()
{
    connect(m_model, &RequestsModel::stateChanged, this, &RequestsPage::updateState);
    connect(m_model, &RequestsModel::waitingChanged, this, &RequestsPage::updatePill);
    connect(m_model, &RequestsModel::reachedOldest, this, [this] {
        m_table->scrollToBottom();
        updatePill();
    });
    connect(m_model, &RequestsModel::rowsInserted, this,
        [this](const QModelIndex&, int first, int last) { keepPlace(first, last); });
    connect(m_pill, &QPushButton::clicked, this, &RequestsPage::jumpToNewest);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &RequestsPage::updateFollowing);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RequestsPage::updateFollowing);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, &m_browse, qOverload<>(&QTimer::start));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RequestsPage::updateActions);
    connect(&m_browse, &QTimer::timeout, this, &RequestsPage::showCurrent);
    connect(m_table, &QTableView::clicked, this, &RequestsPage::openInspector);
    connect(m_table, &QTableView::activated, this, &RequestsPage::openInspector);
    connect(m_table, &QTableView::customContextMenuRequested, this, &RequestsPage::showMenu);
    connect(
        m_table->horizontalHeader(), &QHeaderView::customContextMenuRequested, this, &RequestsPage::showColumnsMenu);
    connect(
        m_table->horizontalHeader(), &QHeaderView::sectionResized, &m_refit, [this](int column, int before, int now) {
            if (column != RequestsModel::Reason && before > 0 && now > 0)
                m_refit.start();
        });
    connect(&m_refit, &QTimer::timeout, this, &RequestsPage::fitColumns);
    connect(&m_theme, &Theme::changed, this, &RequestsPage::measureColumns);
    connect(m_inspector, &RequestInspector::closed, this, &RequestsPage::closeInspector);
    connect(m_inspector, &RequestInspector::openRule, this, [this](const QString& rule) {
        Q_EMIT navigate({ QStringLiteral("rules"), rule, {} });
    });
    connect(m_inspector, &RequestInspector::decideAgainWanted, this, [this](const QString& request) {
        Q_EMIT navigate({ QStringLiteral("rules"), u"again:"_s + request, {} });
    });
    connect(&m_engine, &Engine::pulled, this, &RequestsPage::pulled);
    connect(&m_engine, &Engine::configChanged, this, &RequestsPage::rename);
    connect(&m_engine, &Engine::keysChanged, this, &RequestsPage::rename);
}

void RequestsPage::rename()
{
    m_model->setConfig(m_engine.config());
    m_sessions->rename();
    if (const auto config = m_engine.config())
        m_filter->setTerms(knownTerms(*config, m_engine.keys(), m_seen));
}

void RequestsPage::retranslate()
{
    m_header->setTitle(title());
    const std::array<QString, 5> ranges { tr("Last 15 minutes"), tr("Last 2 hours"), tr("Today"), tr("Last 7 days"),
        //: a time range without a beginning
        tr("All") };
    for (int i = 0; i < int(ranges.size()); ++i)
        m_range->setItemText(i, ranges[std::size_t(i)]);
    m_range->setAccessibleName(tr("Time range"));
    m_filter->retranslate();
    m_table->setAccessibleName(tr("Requests, newest first"));
    m_inspectorCard->setAccessibleName(tr("Request inspector"));
    m_details->setText(tr("Show details"));
    m_closeDetails->setText(tr("Close the details"));
    m_copyRow->setText(tr("Copy row"));
    m_copyId->setText(tr("Copy request id"));
    m_newRule->setText(tr("New rule from this request"));
    m_newest->setText(tr("Go to the newest request"));
    retranslateTools();
    m_failed->setTexts(tr("The log can't be read"), {});
    m_failed->setAction(tr("Try again"));
    m_model->retranslate();
    measureColumns();
    m_inspector->retranslate();
    updateState();
    updatePill();
    updateRemark();
}

void RequestsPage::shown()
{
    m_shown = true;
    m_focus = Focus::Take;
    placeInspector();
    fetchTerms();
    if (!m_started) {
        m_started = true;
        rename();
        applyFilter();
    } else {
        m_model->poll();
        if (showsSessions())
            m_sessions->refresh();
    }
    takeFocus();
}

void RequestsPage::hidden()
{
    m_shown = false;
    saveTable();
}

void RequestsPage::pulled()
{
    if (!m_shown || m_engine.frozen())
        return;
    // The log commits a moment after the live figures have changed, so it is asked a few times more.
    if (m_engine.live().revision != m_revision)
        m_pollsLeft = kPollsAfterChange;
    m_revision = m_engine.live().revision;
    if (m_pollsLeft <= 0)
        return;
    --m_pollsLeft;
    if (!showsSessions())
        return m_model->poll();
    if (!m_sessionsRead.isValid() || m_sessionsRead.hasExpired(kSessionsEveryMs)) {
        m_sessionsRead.start();
        m_sessions->refresh();
    }
}

bool RequestsPage::focusFilter()
{
    m_focus = Focus::Leave;
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
    return true;
}

QList<QAction*> RequestsPage::menuActions() const
{
    return { m_details, m_closeDetails, m_newRule, m_copyRow, m_copyId, m_copyCurl, m_saveFilter, m_csv, m_jsonLines,
        m_view, m_newest, m_oldest };
}

void RequestsPage::open(const PageTarget& target)
{
    m_started = true;
    rename();
    setView(View::Requests);
    if (target.item.isEmpty()) {
        m_customFrom = target.filter.from;
        m_customTo = target.filter.to;
        const bool custom = m_customFrom != 0 || m_customTo != 0;
        while (m_range->count() > int(Range::Custom))
            m_range->removeItem(int(Range::Custom));
        if (custom)
            //: a time range: %1 its beginning, %2 its end
            m_range->addItem(tr("%1 – %2").arg(momentText(m_customFrom, wallNow()),
                                 m_customTo == 0 ? tr("now") : momentText(m_customTo, wallNow())),
                int(Range::Custom));
        m_range->setCurrentIndex(custom ? int(Range::Custom) : int(Range::All));
        m_filter->setFilterText(filterText(target.filter));
        m_inspectorCard->hide(); // of a request of another list
        m_inspected.clear();
        applyFilter();
        return;
    }
    if (m_model->state() == RequestsModel::State::Loading)
        applyFilter();
    const int row = m_model->rowOf(toStd(target.item));
    if (row >= 0)
        chooseRow(*m_table, row);
    revealInspector();
    showRequest(toStd(target.item));
}

} // namespace signalbox::ui
