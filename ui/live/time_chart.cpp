// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/time_chart.h"

#include "ui/live/chart_table.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QAction>
#include <QAreaSeries>
#include <QChart>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineSeries>
#include <QMenu>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kDescribeEveryMs = 10'000;
constexpr double kFlagReach = 14;    ///< pixels around the foot of a flag
constexpr double kDragFrom = 6;      ///< pixels that make a press a drag
constexpr double kShrinkBelow = 0.6; ///< the axis comes down when the highest value is below this share of it

double highest(const ChartContent& content, TimeChart::Form form)
{
    double top = 0;
    for (std::size_t at = 0; at < content.spans.size(); ++at) {
        double sum = 0;
        for (const ChartSeries& series : content.series) {
            const double value = series.values[at];
            if (std::isnan(value))
                continue;
            sum = form == TimeChart::Form::StackedArea ? sum + value : std::max(sum, value);
        }
        top = std::max(top, sum);
    }
    return top;
}

bool sameShape(const ChartContent& a, const ChartContent& b)
{
    return std::equal(a.series.begin(), a.series.end(), b.series.begin(), b.series.end(),
        [](const ChartSeries& x, const ChartSeries& y) {
            return x.name == y.name && x.color == y.color && x.style == y.style && x.hatched == y.hatched;
        });
}

} // namespace

TimeChart::TimeChart(const Theme& theme, Form form, QWidget* parent)
    : QChartView(parent)
    , m_theme(theme)
    , m_form(form)
    , m_floor(new QLineSeries(this))
    , m_time(new QValueAxis(this))
    , m_values(new QValueAxis(this))
{
    setLayoutDirection(Qt::LeftToRight); // time runs to the right in every language
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setFocusPolicy(Qt::NoFocus); // one stop of the Tab key, not two
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet(u"background: transparent"_s);
    setRubberBand(QChartView::NoRubberBand);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundVisible(false);
    chart()->legend()->hide();
    chart()->setMargins(QMargins());
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_values, Qt::AlignLeft);
    m_time->setVisible(false);
    m_values->setVisible(false);
    connect(&theme, &Theme::changed, this, [this] { updatePlotArea(); });
}

QStringList TimeChart::remarks(std::size_t) const
{
    return {};
}

void TimeChart::setContent(ChartContent content)
{
    const bool rebuild = !sameShape(content, m_content);
    m_content = std::move(content);
    if (rebuild)
        rebuildSeries();
    updateAxes();
    fillSeries();
    if (!m_described.isValid() || m_described.elapsed() >= kDescribeEveryMs)
        updateDescription();
    viewport()->update();
}

void TimeChart::retranslate()
{
    updateDescription();
    viewport()->update();
}

void TimeChart::updateDescription()
{
    m_described.start();
    setAccessibleDescription(summary());
}

void TimeChart::rebuildSeries()
{
    // Lines are painted by the chart itself: Qt Charts draws a dashed line across a gap.
    if (m_form == Form::Lines)
        return;
    chart()->removeAllSeries(); // deletes the areas
    qDeleteAll(m_lines);        // edges belong to nobody else
    // The floor too: Qt Charts keeps a bound item on it beyond the area's removal, which would paint into no chart.
    delete m_floor;
    m_floor = new QLineSeries(this);
    m_lines.clear();
    m_areas.clear();
    const auto attach = [this](QAbstractSeries* series) {
        chart()->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_values);
    };
    QLineSeries* lower = m_floor;
    for (std::size_t at = 0; at < m_content.series.size(); ++at) {
        auto* line = new QLineSeries(this);
        m_lines.push_back(line);
        auto* area = new QAreaSeries(line, lower);
        m_areas.push_back(area);
        attach(area);
        lower = line;
    }
    styleSeries();
}

void TimeChart::styleSeries()
{
    for (std::size_t at = 0; at < m_areas.size(); ++at) {
        const ChartSeries& series = m_content.series[at];
        m_areas[at]->setBrush(QBrush(series.color, series.hatched ? Qt::BDiagPattern : Qt::SolidPattern));
        m_areas[at]->setPen(QPen(series.hatched ? series.color : m_theme.tokens().surface, 0.6));
    }
}

void TimeChart::fillSeries()
{
    if (m_form == Form::Lines)
        return;
    QList<QPointF> edge;
    edge.reserve(qsizetype(m_content.spans.size()));
    for (const auto& [from, to] : m_content.spans)
        edge << QPointF(double(to) / 1000, 0);
    m_floor->replace(edge);
    for (std::size_t series = 0; series < m_lines.size(); ++series) {
        for (std::size_t at = 0; at < m_content.spans.size(); ++at) {
            const double value = m_content.series[series].values[at];
            edge[qsizetype(at)].ry() += std::isnan(value) ? 0 : value;
        }
        m_lines[series]->replace(edge);
    }
}

void TimeChart::updateAxes()
{
    const double wanted = std::max(highest(m_content, m_form) * 1.06, m_content.leastTop);
    const int steps = std::clamp(int(plot().height() / m_theme.scaled(42)), 2, 6);
    if (wanted > m_top || wanted < m_top * kShrinkBelow || steps != m_steps) {
        m_steps = steps;
        m_step = niceStep(wanted > 0 ? wanted : 1, steps);
        m_top = std::ceil(std::max(wanted, m_step) / m_step - 1e-9) * m_step;
        if (m_content.mostTop > 0)
            m_top = std::min(m_top, m_content.mostTop);
        m_values->setRange(0, m_top);
    }
    const double start = double(m_content.start) / 1000;
    const double end = double(m_content.end) / 1000;
    if (start != m_time->min() || end != m_time->max())
        m_time->setRange(start, end > start ? end : start + 1);
    updatePlotArea();
}

void TimeChart::updatePlotArea()
{
    const QFontMetrics metrics(m_theme.figures(TextRole::Small));
    int left = 0;
    for (int step = 0; step * m_step <= m_top * 1.0001; ++step)
        left = std::max(left, metrics.horizontalAdvance(tickText(step * m_step, m_step)));
    int right = metrics.horizontalAdvance(u"00:0"_s);
    for (const ChartSeries& series : m_content.series)
        right = std::max(right, series.endLabel ? metrics.horizontalAdvance(series.name) + 8 : 0);
    const QRectF wanted(left + 8, metrics.height() / 2.0 + 2, std::max(20, width() - left - 8 - right),
        std::max(20.0, height() - metrics.height() * 1.5 - 8));
    if (wanted != chart()->plotArea())
        chart()->setPlotArea(wanted);
    styleSeries();
}

QRectF TimeChart::plot() const
{
    return chart()->plotArea();
}

double TimeChart::xOf(double ms) const
{
    const double start = double(m_content.start) / 1000;
    const double span = std::max(1.0, double(m_content.end) / 1000 - start);
    return plot().left() + (ms - start) / span * plot().width();
}

double TimeChart::yOf(double value) const
{
    return plot().bottom() - value / m_top * plot().height();
}

std::optional<std::size_t> TimeChart::bucketAt(double x) const
{
    if (m_content.spans.empty() || x < plot().left() - 8 || x > plot().right() + 8)
        return std::nullopt;
    std::size_t best = 0;
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t at = 0; at < m_content.spans.size(); ++at) {
        const double distance = std::abs(xOf(double(m_content.spans[at].second) / 1000) - x);
        if (distance < nearest) {
            nearest = distance;
            best = at;
        }
    }
    return best;
}

std::optional<std::size_t> TimeChart::crosshairBucket() const
{
    if (!m_crosshair || m_content.spans.empty())
        return std::nullopt;
    return bucketAt(std::clamp(xOf(double(*m_crosshair) / 1000), plot().left(), plot().right()));
}

void TimeChart::moveCrosshair(std::optional<std::size_t> bucket)
{
    const std::optional<WallUs> at = bucket ? std::optional(m_content.spans[*bucket].second) : std::nullopt;
    m_ownCrosshair = at.has_value();
    if (at == m_crosshair)
        return;
    m_crosshair = at;
    viewport()->update();
    Q_EMIT crosshairMoved(at);
}

void TimeChart::setCrosshair(std::optional<WallUs> at)
{
    m_ownCrosshair = false;
    if (at == m_crosshair)
        return;
    m_crosshair = at;
    viewport()->update();
}

QString TimeChart::asText() const
{
    return chartRowsAsText(chartRows(m_content, [this](double value) { return valueText(value); }));
}

void TimeChart::showTable()
{
    auto rows = chartRows(m_content, [this](double value) { return valueText(value); });
    auto* dialog = new ChartTable(m_theme, accessibleName(), std::move(rows), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void TimeChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    updateAxes();
}

void TimeChart::setFlags(std::vector<ChartFlag> flags)
{
    if (flags == m_flags)
        return;
    m_flags = std::move(flags);
    viewport()->update();
}

WallUs TimeChart::timeAt(double x) const
{
    const double share = std::clamp((x - plot().left()) / std::max(1.0, plot().width()), 0.0, 1.0);
    return m_content.start + WallUs(share * double(m_content.end - m_content.start));
}

const ChartFlag* TimeChart::flagAt(const QPointF& at) const
{
    if (at.y() < plot().bottom() - kFlagReach || at.y() > plot().bottom() + kFlagReach)
        return nullptr;
    const ChartFlag* best = nullptr;
    double nearest = kFlagReach / 2;
    for (const ChartFlag& flag : m_flags) {
        const double distance = std::abs(xOf(double(flag.at) / 1000) - at.x());
        if (flag.at > m_content.start && flag.at < m_content.end && distance < nearest) {
            nearest = distance;
            best = &flag;
        }
    }
    return best;
}

void TimeChart::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (m_pressed && (m_dragged || std::abs(x - *m_pressed) > kDragFrom)) {
        m_dragged = std::clamp(x, plot().left(), plot().right());
        viewport()->update();
    }
    viewport()->setCursor(flagAt(event->position()) != nullptr ? Qt::PointingHandCursor : Qt::ArrowCursor);
    moveCrosshair(bucketAt(x));
    QChartView::mouseMoveEvent(event);
}

void TimeChart::mousePressEvent(QMouseEvent* event)
{
    event->accept(); // the release is the click
    if (event->button() == Qt::LeftButton)
        m_pressed = std::clamp(event->position().x(), plot().left(), plot().right());
}

void TimeChart::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    const auto dragged = std::exchange(m_dragged, std::nullopt);
    viewport()->update();
    if (pressed && dragged) {
        Q_EMIT spanDragged(timeAt(std::min(*pressed, *dragged)), timeAt(std::max(*pressed, *dragged)));
        return;
    }
    if (const ChartFlag* flag = flagAt(event->position())) {
        const ChartFlag copy = *flag;
        Q_EMIT flagClicked(copy);
        return;
    }
    if (const auto bucket = bucketAt(event->position().x()))
        Q_EMIT spanClicked(m_content.spans[*bucket].first, m_content.spans[*bucket].second);
}

// A third of what is shown, around the crosshair.
void TimeChart::zoomAtCrosshair()
{
    const WallUs middle = m_crosshair.value_or((m_content.start + m_content.end) / 2);
    const WallUs half = (m_content.end - m_content.start) / 6;
    Q_EMIT spanDragged(std::max(m_content.start, middle - half), std::min(m_content.end, middle + half));
}

void TimeChart::leaveEvent(QEvent* event)
{
    moveCrosshair(std::nullopt);
    QChartView::leaveEvent(event);
}

void TimeChart::focusOutEvent(QFocusEvent* event)
{
    moveCrosshair(std::nullopt);
    QChartView::focusOutEvent(event);
}

void TimeChart::keyPressEvent(QKeyEvent* event)
{
    const std::size_t count = m_content.spans.size();
    const std::optional<std::size_t> at = crosshairBucket();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return showTable();
    if (event->matches(QKeySequence::Copy))
        return copyToClipboard(asText());
    if (event->key() == Qt::Key_Plus)
        zoomAtCrosshair();
    else if (event->key() == Qt::Key_Space && at)
        Q_EMIT spanClicked(m_content.spans[*at].first, m_content.spans[*at].second);
    else if (event->key() == Qt::Key_Left && count > 0)
        moveCrosshair(at ? std::max<std::size_t>(*at, 1) - 1 : count - 1);
    else if (event->key() == Qt::Key_Right && count > 0)
        moveCrosshair(at ? std::min(*at + 1, count - 1) : count - 1);
    else if (event->key() == Qt::Key_Escape && at)
        moveCrosshair(std::nullopt);
    else
        event->ignore(); // the view would scroll
}

void TimeChart::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    connect(menu.addAction(tr("Show as table…")), &QAction::triggered, this, &TimeChart::showTable);
    connect(menu.addAction(tr("Copy values")), &QAction::triggered, this, [this] { copyToClipboard(asText()); });
    if (const auto bucket = bucketAt(event->pos().x())) {
        const auto span = m_content.spans[*bucket];
        //: %1 is a time of day
        QAction* requests = menu.addAction(tr("Show requests at %1").arg(minuteText(span.second)));
        connect(requests, &QAction::triggered, this, [this, span] { Q_EMIT spanClicked(span.first, span.second); });
        for (const ChartFlag& flag : m_flags) {
            if (flag.at >= span.first && flag.at < span.second)
                connect(
                    menu.addAction(flag.text), &QAction::triggered, this, [this, flag] { Q_EMIT flagClicked(flag); });
        }
    }
    connect(menu.addAction(tr("Look closer")), &QAction::triggered, this, &TimeChart::zoomAtCrosshair);
    menu.exec(event->globalPos());
}

void TimeChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QChartView::changeEvent(event);
}

} // namespace signalbox::ui
