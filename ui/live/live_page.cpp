// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_page.h"

#include "ui/budgets/ceiling_words.h"
#include "ui/live/ceiling_gauge.h"
#include "ui/live/cost_chart.h"
#include "ui/live/escalation_chart.h"
#include "ui/live/latency_chart.h"
#include "ui/live/latest_requests.h"
#include "ui/live/live_tiles.h"
#include "ui/live/tier_legend.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/format.h"
#include "ui/shell/menus.h"
#include "ui/shell/tier_mark.h"
#include "ui/shell/widgets.h"

#include <QAction>
#include <QComboBox>
#include <QDateTime>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16;
constexpr int kGap = 12;
constexpr int kWideFrom = 920;
constexpr int kSampleRequests = 20;
constexpr int kTurnMs = 40; ///< between two parts; all of them are through before the next pull

QComboBox* makeCompactChoice(QWidget* parent)
{
    auto* choice = new ChoiceBox(parent, ChoiceBox::Width::Gives);
    choice->setProperty("compact", true);
    return choice;
}

} // namespace

LivePage::LivePage(Engine& engine, const Theme& theme, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_turns(new QTimer(this))
    , m_stack(new QStackedLayout)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* content = new QWidget;
    QScrollArea* scroll = makePageScroll(content, this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(kMargin, 12, kMargin, 12);
    column->setSpacing(kGap);
    buildHeader();
    m_tiles = new LiveTiles(engine, theme, content);
    column->addWidget(m_header);
    column->addWidget(m_tiles);
    column->addLayout(m_stack, 1);
    buildCards();
    buildEmpty();
    outer->addWidget(scroll);
    connect(m_tiles, &LiveTiles::navigate, this, &Page::navigate);
    m_turns->setSingleShot(true);
    connect(m_turns, &QTimer::timeout, this, &LivePage::takeTurn);
    connect(&engine, &Engine::pulled, this,
        [this](Engine::Occasion why) { why == Engine::Occasion::Clock ? refreshInTurns() : refresh(); });
    connect(&engine, &Engine::configChanged, this, &LivePage::fetchHistory);
    connect(&theme, &Theme::changed, this, [this] {
        m_drawnRevision = ~0ULL;
        fillTierChoice(); // its marks have the colours of the theme
        arrangeCeiling();
    });
    retranslate();
}

LivePage::~LivePage() = default;

QString LivePage::id() const
{
    return u"live"_s;
}
QString LivePage::title() const
{
    return tr("Live");
}
QString LivePage::iconName() const
{
    return u"live"_s;
}

void LivePage::buildHeader()
{
    m_header = new SectionHeader(this);
    m_state = makeLabel(TextRole::Body, m_header);
    m_header->addLeading(m_state);
    m_range = new ChoiceBox(m_header);
    m_freeze = makeButton(ButtonKind::Plain, m_header);
    m_freeze->setCheckable(true);
    m_copyUrl = makeButton(ButtonKind::Primary, m_header);
    m_wholeRange = makeButton(ButtonKind::Plain, m_header);
    m_wholeRange->hide();
    m_back = new QAction(this);
    m_back->setShortcut(QKeySequence(Qt::Key_Escape));
    m_back->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_back->setEnabled(false);
    addAction(m_back);
    connect(m_back, &QAction::triggered, this, &LivePage::zoomOut);
    connect(m_wholeRange, &QPushButton::clicked, this, &LivePage::zoomOut);
    m_header->addAction(m_wholeRange);
    for (const LiveRange range : kLiveRanges)
        m_range->addItem(QString(), int(range));
    m_header->addAction(m_range);
    m_header->addAction(m_freeze);
    m_header->addAction(m_copyUrl);
    connect(m_range, &QComboBox::activated, this, [this](int at) {
        zoomOut();
        m_engine.setRange(LiveRange(m_range->itemData(at).toInt()));
    });
    connect(m_freeze, &QPushButton::clicked, &m_engine, &Engine::setFrozen);
    connect(m_copyUrl, &QPushButton::clicked, this, [this] {
        copyToClipboard(toQString(m_engine.status().baseUrl));
        Q_EMIT notice({ tr("Copied: %1").arg(toQString(m_engine.status().baseUrl)), {}, {} });
    });
}

void LivePage::buildCards()
{
    auto* cards = new QWidget(this);
    m_grid = new QGridLayout(cards);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(kGap);
    m_stack->addWidget(cards);

    m_costCard = new Card(cards);
    m_cost = new CostChart(m_theme, m_costCard);
    m_costLegend = new TierLegend(m_theme, m_costCard);
    // On a line of its own: beside title and unit there is no room for the names.
    m_costCard->body()->addWidget(m_costLegend);
    m_costCard->body()->addWidget(m_cost, 1);
    m_costSplit = makeCompactChoice(m_costCard);
    m_costSplit->addItem(QString(), int(CostChart::Split::Tiers));
    m_costSplit->addItem(QString(), int(CostChart::Split::Total));
    m_costCard->addHeaderWidget(m_costSplit);
    connect(m_costSplit, &QComboBox::activated, this, &LivePage::refreshCharts);

    m_latencyCard = new Card(cards);
    m_latency = new LatencyChart(m_theme, m_latencyCard);
    m_latencyTier = makeCompactChoice(m_latencyCard);
    m_latencyUntil = makeCompactChoice(m_latencyCard);
    m_latencyUntil->addItem(QString(), int(LatencyChart::Until::LastByte));
    m_latencyUntil->addItem(QString(), int(LatencyChart::Until::FirstByte));
    m_latencyCard->addHeaderWidget(m_latencyTier);
    m_latencyCard->addHeaderWidget(m_latencyUntil);
    m_latencyCard->body()->addWidget(m_latency, 1);
    for (QComboBox* choice : { m_latencyTier, m_latencyUntil })
        connect(choice, &QComboBox::activated, this, &LivePage::refreshCharts);

    m_escalationCard = new Card(cards);
    m_escalation = new EscalationChart(m_theme, m_escalationCard);
    m_escalationLegend = new TierLegend(m_theme, m_escalationCard);
    m_reasons = new ElidedLabel(TextRole::Small, m_escalationCard, Tone::Muted);
    m_escalationCard->body()->addWidget(m_escalationLegend);
    m_escalationCard->body()->addWidget(m_escalation, 1);
    m_escalationCard->body()->addWidget(m_reasons);

    m_ceilingCard = new Card(cards);
    m_gauge = new CeilingGauge(m_theme, m_ceilingCard);
    m_ceilingText = makeLabel(TextRole::Body, m_ceilingCard);
    m_forecastText = new ElidedLabel(TextRole::Body, m_ceilingCard);
    m_ceilingCard->body()->setSpacing(0);
    m_ceilingCard->header()->insertSpacing(1, Theme::kSpace);
    m_ceilingCard->body()->addWidget(m_gauge);
    arrangeCeiling();
    m_ceilingCard->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    m_latest = new LatestRequests(m_engine, m_theme, cards);
    connect(m_latest, &LatestRequests::requestChosen, this, [this](const QString& request) {
        Q_EMIT navigate({ u"requests"_s, request, {} });
    });
    connect(m_latest, &LatestRequests::allWanted, this, [this] { Q_EMIT navigate({ u"requests"_s, {}, {} }); });
    connectChart(*m_cost);
    connectChart(*m_latency);
    connectChart(*m_escalation);
    addTableButton(*m_costCard, *m_cost);
    addTableButton(*m_latencyCard, *m_latency);
    addTableButton(*m_escalationCard, *m_escalation);
    arrange();
}

void LivePage::connectChart(TimeChart& chart)
{
    connect(&chart, &TimeChart::crosshairMoved, this,
        [this, &chart](std::optional<WallUs> at) { shareCrosshair(&chart, at); });
    connect(&chart, &TimeChart::spanClicked, this, &LivePage::showSpan);
    connect(&chart, &TimeChart::spanDragged, this, &LivePage::zoom);
    connect(&chart, &TimeChart::flagClicked, this, [this](const ChartFlag& flag) {
        Q_EMIT navigate({ flag.page, flag.item, {} });
    });
}

void LivePage::buildEmpty()
{
    auto* card = new Card(this);
    m_empty = new EmptyState(card);
    card->body()->addWidget(m_empty, 1);
    m_stack->addWidget(card);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { m_engine.sendSamples(kSampleRequests); });
    connect(m_empty, &EmptyState::copied, this, [this] { Q_EMIT notice({ tr("Copied"), {}, {} }); });
}

void LivePage::arrange()
{
    const Arrangement wanted = width() >= m_theme.scaled(kWideFrom) ? Arrangement::Wide : Arrangement::Narrow;
    if (wanted == m_arrangement)
        return;
    m_arrangement = wanted;
    for (QWidget* card :
        std::initializer_list<QWidget*> { m_costCard, m_latencyCard, m_escalationCard, m_ceilingCard, m_latest })
        m_grid->removeWidget(card);
    // The ceiling is a strip over everything; the charts share a row, or two where the window is narrow.
    const bool wide = wanted == Arrangement::Wide;
    m_grid->addWidget(m_ceilingCard, 0, 0, 1, wide ? 3 : 2);
    m_grid->addWidget(m_costCard, 1, 0);
    m_grid->addWidget(m_latencyCard, 1, 1);
    m_grid->addWidget(m_escalationCard, wide ? 1 : 2, wide ? 2 : 0, 1, wide ? 1 : 2);
    m_grid->addWidget(m_latest, 3, 0, 1, wide ? 3 : 2);
    m_grid->setColumnStretch(0, wide ? 40 : 55);
    m_grid->setColumnStretch(1, wide ? 34 : 45);
    m_grid->setColumnStretch(2, wide ? 26 : 0);
    m_grid->setRowStretch(1, 5);
    m_grid->setRowStretch(2, wide ? 0 : 3);
    m_grid->setRowStretch(3, 4);
    m_grid->setRowMinimumHeight(1, 190);
    m_grid->setRowMinimumHeight(2, wide ? 0 : 150);
}

/// In one line; large text has room for the title alone.
void LivePage::arrangeCeiling()
{
    const bool large = m_theme.hasLargeText();
    QBoxLayout* const wanted = large ? static_cast<QBoxLayout*>(m_ceilingCard->body()) : m_ceilingCard->header();
    if (wanted->indexOf(m_ceilingText) >= 0)
        return;
    QBoxLayout* const former = large ? static_cast<QBoxLayout*>(m_ceilingCard->header()) : m_ceilingCard->body();
    int at = large ? 1 : 2;
    for (QLabel* label : std::initializer_list<QLabel*> { m_ceilingText, m_forecastText }) {
        former->removeWidget(label);
        wanted->insertWidget(at++, label, !large && label == m_forecastText ? 1000 : 0);
    }
    for (QLabel* label : std::initializer_list<QLabel*> { m_ceilingText, m_forecastText })
        label->setWordWrap(large);
}

void LivePage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    arrange();
}

void LivePage::shown()
{
    m_active = true;
    fetchHistory();
    refresh();
}

void LivePage::hidden()
{
    m_active = false;
}

bool LivePage::isEmpty() const
{
    const LiveSnapshot& live = m_engine.live();
    return live.requestsToday == 0 && live.latest.empty() && live.latencyYesterday.count() == 0;
}

void LivePage::refresh()
{
    m_turns->stop();
    m_next = Part::Figures;
    for (const Part part : { Part::Figures, Part::Cost, Part::Latency, Part::Escalation, Part::Latest })
        draw(part);
}

void LivePage::refreshInTurns()
{
    if (!m_turns->isActive())
        takeTurn(); // else the turns that are left draw what is newest now
}

void LivePage::takeTurn()
{
    draw(m_next);
    m_next = m_next == Part::Latest ? Part::Figures : Part(int(m_next) + 1);
    if (m_next != Part::Figures)
        m_turns->start(kTurnMs);
}

void LivePage::draw(Part part)
{
    if (!m_active)
        return;
    if (part == Part::Figures)
        return drawFigures();
    if (part == Part::Latest)
        return m_latest->refresh();
    if (!m_chartsDue)
        return;
    if (part == Part::Cost)
        refreshCost();
    if (part == Part::Latency)
        refreshLatency();
    if (part == Part::Escalation)
        refreshEscalation();
    m_chartsDue = part != Part::Escalation;
}

void LivePage::drawFigures()
{
    refreshHeader();
    if (m_drawnConfig != m_engine.config()) {
        m_tiles->retranslate();
        fillTierChoice();
    }
    m_tiles->refresh();
    m_stack->setCurrentIndex(isEmpty() ? 1 : 0);
    if (isEmpty())
        fillEmpty();
    // The end of the axis moves with time, also where no request came.
    const LiveSnapshot& live = m_engine.live();
    const ChartFrame& drawn = m_frame;
    const bool moved = live.range != drawn.range || live.now / 5'000'000 != drawn.now / 5'000'000;
    if (moved || live.revision != m_drawnRevision || m_drawnConfig != m_engine.config()) {
        if (m_zoom && (live.buckets.empty() || m_zoom->from < live.buckets.front().start))
            zoomOut(); // the range has moved on
        m_frame = chartFrame(live, m_zoom);
        m_chartsDue = true;
    }
    m_drawnRevision = live.revision;
    m_drawnConfig = m_engine.config();
    watchBreakers();
    refreshFlags();
    refreshCeiling();
}

void LivePage::refreshHeader()
{
    const RunningProxy::Status& status = m_engine.status();
    if (m_engine.isStale()) {
        m_state->setText(u"✕  " % tr("The running service has ended"));
        setTone(*m_state, Tone::Error);
    } else if (!status.listening) {
        m_state->setText(u"✕  " % tr("Not listening"));
        setTone(*m_state, Tone::Error);
    } else if (status.routing != Routing::Rules) {
        m_state->setText(u"⚠  " % (status.paused() ? tr("Routing is paused") : tr("Rules are bypassed")));
        setTone(*m_state, Tone::Warning);
    } else {
        //: %1 is an address such as 127.0.0.1:8787
        m_state->setText(u"●  " % tr("Listening on %1").arg(u"127.0.0.1:%1"_s.arg(status.port)));
        setTone(*m_state, Tone::Ok);
    }
    const bool frozen = m_engine.frozen();
    m_freeze->setChecked(frozen);
    m_freeze->setText(frozen ? tr("Resume view") : tr("Freeze view"));
    showFreshness();
    const int at = m_range->findData(int(m_engine.range()));
    if (at != m_range->currentIndex())
        m_range->setCurrentIndex(at);
}

void LivePage::refreshCharts()
{
    refreshCost();
    refreshLatency();
    refreshEscalation();
}

void LivePage::refreshCost()
{
    const std::shared_ptr<const Config> config = m_engine.config();
    const auto split = CostChart::Split(m_costSplit->currentData().toInt());
    m_cost->show(m_frame, config.get(), ceilingPace(), split);
    m_costLegend->setVisible(split == CostChart::Split::Tiers);
    std::vector<TierLook> bands;
    for (const auto& [tier, sum] : m_cost->totals())
        bands.push_back(tierLook(m_theme, config.get(), tier));
    m_costLegend->show(std::move(bands));
    m_costCard->setRemark(m_cost->simulated() ? tr("$ per minute · simulated") : tr("$ per minute"));
}

void LivePage::refreshLatency()
{
    const auto until = LatencyChart::Until(m_latencyUntil->currentData().toInt());
    m_latency->show(m_frame, toStd(m_latencyTier->currentData().toString()), until);
    m_latencyCard->setRemark(m_latency->unit());
}

void LivePage::refreshEscalation()
{
    m_escalation->show(m_frame, m_engine.config().get(), m_engine.live().escalationReasons);
    std::vector<TierLook> lines;
    for (const ChartSeries& series : m_escalation->content().series)
        lines.push_back({ .name = series.name, .color = series.color, .shape = series.shape });
    m_escalationLegend->show(std::move(lines));
    const QString reasons = m_escalation->reasonsText(2);
    m_reasons->say(m_escalation->hasCascades() ? reasons : tr("No cascade in this range"));
}

Money LivePage::ceilingPace() const
{
    const Ceiling* ceiling = shownCeiling(m_engine);
    if (ceiling == nullptr || ceiling->scope != "global")
        return {};
    return Money::fromNano(ceiling->limit.nano() / (24 * 60));
}

void LivePage::refreshCeiling()
{
    const auto standing = tightest(m_engine);
    m_gauge->setVisible(standing.has_value());
    m_forecastText->setVisible(standing.has_value());
    if (!standing) {
        m_ceilingCard->setRemark({});
        return m_ceilingText->setText(tr("No ceiling is set."));
    }
    const bool sandbox = standing->ceiling.scope == "sandbox";
    const std::string& scope = standing->balance.scope.empty() ? standing->ceiling.scope : standing->balance.scope;
    m_ceilingCard->setTitle(sandbox ? tr("Sandbox ceiling")
            : scope == "global"     ? tr("Ceiling")
                                //: %1 what it limits: "Tier Mid", "Key ide-plugin"
                                : tr("Ceiling · %1").arg(scopeText(m_engine, m_theme, scope)));
    const WallUs now = m_engine.live().now;
    //: %1 is a time of day or a date
    m_ceilingCard->setRemark(
        standing->resetsAt == 0 ? QString() : tr("resets %1").arg(endText(standing->resetsAt, now)));
    const std::optional<Forecast> outlook = outlookOf(m_engine, *standing);
    m_gauge->show(standing->ceiling, standing->balance, outlook);
    m_ceilingText->setText(standingSentence(standing->ceiling, standing->balance));
    if (sandbox) {
        m_forecastText->say(tr("Simulated traffic, not money."));
        return setTone(*m_forecastText, Tone::Info);
    }
    m_forecastText->setVisible(outlook.has_value());
    if (!outlook)
        return;
    m_forecastText->say(outlookSentence(*outlook, standing->ceiling, now));
    setTone(*m_forecastText, outlookTone(*outlook));
}

void LivePage::fillTierChoice()
{
    const QVariant chosen = m_latencyTier->currentData();
    const QSignalBlocker quiet(m_latencyTier);
    m_latencyTier->clear();
    m_latencyTier->addItem(tr("All tiers"), QString());
    const std::shared_ptr<const Config> config = m_engine.config();
    if (config == nullptr)
        return;
    for (const Tier& tier : config->tiers) {
        const TierLook look = tierLook(m_theme, config.get(), tier.id);
        m_latencyTier->addItem(tierIcon(look), look.name, toQString(tier.id));
    }
    m_latencyTier->setCurrentIndex(std::max(0, m_latencyTier->findData(chosen)));
}

void LivePage::fillEmpty()
{
    const QString url = toQString(m_engine.status().baseUrl);
    //: %1 is a URL
    m_empty->setTexts(tr("No requests yet"),
        tr("Point an application at %1, or try it from a terminal. The key is one of the Keys page.").arg(url));
    const QString curl =
        u"curl %1/chat/completions -H \"Authorization: Bearer $SIGNALBOX_KEY\" "
        "-H \"Content-Type: application/json\" "
        "-d '{\"model\": \"auto\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}'"_s.arg(url);
    m_empty->setSnippet(curl, tr("Command line"));
    //: a button; %1 is a number
    m_empty->setAction(m_engine.canSendSamples() ? tr("Send %1 sample requests").arg(kSampleRequests) : QString());
}

void LivePage::shareCrosshair(const TimeChart* from, std::optional<WallUs> at)
{
    for (TimeChart* chart : std::initializer_list<TimeChart*> { m_cost, m_latency, m_escalation }) {
        if (chart != from)
            chart->setCrosshair(at);
    }
}

void LivePage::showSpan(WallUs from, WallUs to)
{
    RequestFilter filter;
    filter.from = from;
    filter.to = to;
    Q_EMIT navigate({ u"requests"_s, {}, filter });
}

void LivePage::retranslate()
{
    m_header->setTitle(tr("Live"));
    for (int at = 0; at < m_range->count(); ++at)
        m_range->setItemText(at, rangeText(LiveRange(m_range->itemData(at).toInt())));
    m_range->setAccessibleName(tr("Range of time"));
    m_freeze->setAccessibleName(tr("Freeze view"));
    m_freeze->setToolTip(tr("Stops the figures, never the proxy"));
    m_copyUrl->setText(tr("Copy base URL"));
    m_copyUrl->setAccessibleName(tr("Copy base URL"));
    m_costCard->setTitle(tr("Cost"));
    m_costSplit->setAccessibleName(tr("Cost of each tier or of all"));
    m_costSplit->setItemText(0, tr("Per tier"));
    m_costSplit->setItemText(1, tr("All tiers"));
    m_wholeRange->setText(tr("Whole range"));
    m_back->setText(tr("Whole range"));
    m_wholeRange->setAccessibleName(tr("Back to the whole range (Esc)"));
    m_wholeRange->setToolTip(m_wholeRange->accessibleName());
    m_cost->setAccessibleName(tr("Cost per tier"));
    m_latencyCard->setTitle(tr("Latency"));
    m_latency->setAccessibleName(tr("Latency"));
    m_latencyTier->setAccessibleName(tr("Tier of the latency chart"));
    m_latencyUntil->setAccessibleName(tr("Latency until"));
    m_latencyUntil->setItemText(0, tr("Total"));
    m_latencyUntil->setItemText(1, tr("First byte"));
    m_latencyUntil->setItemData(0, tr("Time to the last byte"), Qt::ToolTipRole);
    m_latencyUntil->setItemData(1, tr("Time to the first byte of content"), Qt::ToolTipRole);
    m_escalationCard->setTitle(tr("Escalation"));
    // After the titles: each is named by its chart.
    for (QToolButton* button : m_tableButtons)
        nameButton(*button, QString(tr("Show as table") % u": " % button->parentWidget()->accessibleName()));
    m_escalation->setAccessibleName(tr("Escalation rate"));
    m_gauge->setAccessibleName(tr("Use of the tightest ceiling"));
    m_tiles->retranslate();
    m_latest->retranslate();
    fillTierChoice();
    fillEmpty();
    m_drawnRevision = ~0ULL;
    refresh();
}

} // namespace signalbox::ui
