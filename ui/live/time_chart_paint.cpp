// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/time_chart.h"

#include "ui/shell/format.h"
#include "ui/shell/tier_mark.h"

#include <QChart>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kTooltipMargin = 9;

struct TooltipLine {
    const ChartSeries* series = nullptr; ///< nullptr: text alone
    QString name;
    QString value;
};

} // namespace

void TimeChart::drawBackground(QPainter* painter, const QRectF& rect)
{
    QChartView::drawBackground(painter, rect);
    const Tokens& tokens = m_theme.tokens();
    const QRectF area = plot();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setFont(m_theme.figures(TextRole::Small));
    const QFontMetrics metrics(painter->font());
    if (m_content.band) {
        QColor tint = tokens.ok;
        tint.setAlphaF(0.10F);
        const double top = std::max(area.top(), yOf(*m_content.band));
        painter->fillRect(QRectF(area.left(), top, area.width(), area.bottom() - top), tint);
    }
    const int steps = static_cast<int>(m_top * 1.0001 / m_step);
    for (int step = 0; step <= steps; ++step) {
        const double value = step * m_step;
        const double y = std::round(yOf(value));
        painter->setPen(value == 0 ? tokens.controlBorder : tokens.border);
        painter->drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter->setPen(tokens.muted);
        painter->drawText(QRectF(0, y - metrics.height() / 2.0, area.left() - 6, metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, tickText(value, m_step));
    }
    const int most = std::max(1, int(area.width() / (metrics.horizontalAdvance(u"00:00"_s) * 1.9)));
    for (const Tick& tick : timeTicks(m_content.start, m_content.end, most)) {
        const double x = std::round(xOf(tick.at));
        painter->setPen(tokens.controlBorder);
        painter->drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + 3));
        painter->setPen(tokens.muted);
        const double half = metrics.horizontalAdvance(tick.label) / 2.0 + 1;
        const double left = std::clamp(x - half, 0.0, std::max(0.0, width() - 2 * half));
        painter->drawText(QRectF(left, area.bottom() + 5, half * 2, metrics.height()), Qt::AlignCenter, tick.label);
    }
    painter->restore();
}

void TimeChart::drawForeground(QPainter* painter, const QRectF&)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(m_theme.figures(TextRole::Small));
    if (m_form == Form::Lines)
        paintLines(*painter);
    paintLimits(*painter);
    paintFlags(*painter);
    paintEndLabels(*painter);
    paintDrag(*painter);
    if (const auto bucket = crosshairBucket(); bucket && !m_dragged) {
        paintCrosshair(*painter, *bucket);
        paintTooltip(*painter, *bucket);
    }
    if (hasFocus()) {
        painter->setPen(QPen(m_theme.tokens().accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(
            QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), Theme::kControlRadius, Theme::kControlRadius);
    }
    painter->restore();
}

void TimeChart::paintLines(QPainter& painter) const
{
    painter.save();
    painter.setClipRect(plot().adjusted(-1, -2, 2, 2));
    painter.setBrush(Qt::NoBrush);
    for (const ChartSeries& series : m_content.series) {
        QPainterPath path;
        const auto present = [&](std::size_t at) {
            return at < series.values.size() && !std::isnan(series.values[at]);
        };
        for (std::size_t at = 0; at < series.values.size(); ++at) {
            if (!present(at))
                continue;
            const auto [from, to] = m_content.spans[at];
            const QPointF point(xOf(double(to) / 1000), yOf(series.values[at]));
            if (at > 0 && present(at - 1))
                path.lineTo(point);
            else
                path.moveTo(point);
            // A value between two gaps is a short dash: a point alone would not be seen.
            if ((at == 0 || !present(at - 1)) && !present(at + 1)) {
                const double left = std::min(xOf(double(from) / 1000), point.x() - 3);
                path.moveTo(left, point.y());
                path.lineTo(point);
            }
        }
        painter.setPen(QPen(series.color, 2, series.style, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(path);
    }
    painter.restore();
}

void TimeChart::paintLimits(QPainter& painter) const
{
    const Tokens& tokens = m_theme.tokens();
    const QRectF area = plot();
    const QFontMetrics metrics(painter.font());
    if (m_content.limit && m_content.limit->first <= m_top) {
        const auto& [value, name] = *m_content.limit;
        const double y = std::round(yOf(value)) + 0.5;
        painter.setPen(QPen(tokens.warning, 1, Qt::DashLine));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(tokens.warning);
        const double top = y - metrics.height() < area.top() ? y + 1 : y - metrics.height() - 1;
        const QString shown = metrics.elidedText(name, Qt::ElideRight, int(area.width()) - 16);
        const QRectF label(area.left() + 4, top, metrics.horizontalAdvance(shown) + 8, metrics.height());
        // On a ground of its own: it may lie over the series.
        QColor ground = tokens.surface;
        ground.setAlphaF(0.88F);
        painter.fillRect(label, ground);
        painter.drawText(label, Qt::AlignCenter, shown);
    }
}

void TimeChart::paintFlags(QPainter& painter) const
{
    constexpr double kPole = 13;
    constexpr double kCloth = 7;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ChartFlag& flag : m_flags) {
        if (flag.at <= m_content.start || flag.at >= m_content.end)
            continue;
        const QColor color = m_theme.tokens().tone(flag.tone);
        const double x = std::round(xOf(double(flag.at) / 1000)) + 0.5;
        const double foot = plot().bottom();
        const double cloth = x + kCloth > plot().right() ? -kCloth : kCloth; // not over the names of the lines
        painter.setPen(QPen(color, 1.2));
        painter.drawLine(QPointF(x, foot), QPointF(x, foot - kPole));
        painter.setBrush(color);
        const QRectF top(x - 3.5, foot - kPole - 3, 7, 7);
        if (flag.kind == ChartFlag::Kind::Opened)
            painter.drawRect(top);
        else if (flag.kind == ChartFlag::Kind::Closed)
            painter.drawEllipse(top);
        else
            painter.drawPolygon(QPolygonF(
                { QPointF(x, foot - kPole), QPointF(x + cloth, foot - kPole + 3), QPointF(x, foot - kPole + 6) }));
    }
}

void TimeChart::paintDrag(QPainter& painter) const
{
    if (!m_pressed || !m_dragged)
        return;
    QColor tint = m_theme.tokens().accent;
    painter.setPen(QPen(tint, 1));
    tint.setAlphaF(0.15F);
    painter.setBrush(tint);
    const double left = std::min(*m_pressed, *m_dragged);
    painter.drawRect(QRectF(left, plot().top(), std::abs(*m_dragged - *m_pressed), plot().height()));
}

QStringList TimeChart::flagTexts(WallUs from, WallUs to) const
{
    QStringList texts;
    for (const ChartFlag& flag : m_flags) {
        if (flag.at >= from && flag.at < to)
            //: in the tooltip of a chart: what happened then; %1 is a time of day, %2 what happened
            texts << u"⚑ "_s + tr("%1 %2").arg(minuteText(flag.at), flag.text);
    }
    return texts;
}

void TimeChart::paintEndLabels(QPainter& painter) const
{
    struct Label {
        double y;
        const ChartSeries* series;
    };
    std::vector<Label> labels;
    for (const ChartSeries& series : m_content.series) {
        const auto last =
            std::find_if(series.values.rbegin(), series.values.rend(), [](double v) { return !std::isnan(v); });
        if (series.endLabel && last != series.values.rend())
            labels.push_back({ yOf(*last), &series });
    }
    std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.y > b.y; });
    const QFontMetrics metrics(painter.font());
    const double apart = metrics.height() - 2;
    for (std::size_t at = 1; at < labels.size(); ++at)
        labels[at].y = std::min(labels[at].y, labels[at - 1].y - apart);
    // Pushed beyond the top: the whole stack comes down.
    if (!labels.empty() && labels.back().y < plot().top()) {
        labels.back().y = plot().top();
        for (std::size_t at = labels.size() - 1; at > 0; --at)
            labels[at - 1].y = std::max(labels[at - 1].y, labels[at].y + apart);
    }
    for (const Label& label : labels) {
        painter.setPen(label.series->color);
        painter.drawText(QRectF(plot().right() + 5, label.y - metrics.height() / 2.0, width() - plot().right() - 5,
                             metrics.height()),
            Qt::AlignLeft | Qt::AlignVCenter, label.series->name);
    }
}

void TimeChart::paintCrosshair(QPainter& painter, std::size_t bucket) const
{
    const Tokens& tokens = m_theme.tokens();
    const double x = std::round(xOf(double(m_content.spans[bucket].second) / 1000)) + 0.5;
    painter.setPen(QPen(tokens.muted, 1));
    painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
    double base = 0;
    for (const ChartSeries& series : m_content.series) {
        const double value = series.values[bucket];
        if (std::isnan(value))
            continue;
        base = m_form == Form::StackedArea ? base + value : value;
        painter.setPen(QPen(tokens.surface, 1.5));
        painter.setBrush(series.color);
        painter.drawEllipse(QPointF(x, yOf(base)), 3.5, 3.5);
    }
}

void TimeChart::paintTooltip(QPainter& painter, std::size_t bucket) const
{
    const Tokens& tokens = m_theme.tokens();
    const auto [from, to] = m_content.spans[bucket];
    std::vector<TooltipLine> lines;
    // From the top, as the bands lie.
    for (auto series = m_content.series.rbegin(); series != m_content.series.rend(); ++series) {
        const double value = series->values[bucket];
        lines.push_back({ &*series, series->name, std::isnan(value) ? dashText() : valueText(value) });
    }
    const QFontMetrics metrics(painter.font());
    QStringList more;
    if (m_ownCrosshair)
        more = remarks(bucket) + flagTexts(from, to);
    for (const QString& text : more)
        lines.push_back(
            { nullptr, metrics.elidedText(text, Qt::ElideRight, int(width() - 2 * kTooltipMargin) - 8), {} });
    //: a span of time; %1 and %2 are times of day
    const QString title =
        to - from < 60'000'000 ? secondText(to) : tr("%1 to %2").arg(minuteText(from), minuteText(to));
    int names = 0;
    int values = 0;
    int whole = metrics.horizontalAdvance(title);
    for (const TooltipLine& line : lines) {
        if (line.series == nullptr) {
            whole = std::max(whole, metrics.horizontalAdvance(line.name));
            continue;
        }
        names = std::max(names, metrics.horizontalAdvance(line.name) + 18);
        values = std::max(values, metrics.horizontalAdvance(line.value));
    }
    const double row = metrics.height() + 2;
    const double wide = std::max<double>(whole, names + 14 + values) + 2 * kTooltipMargin;
    const double high = row * double(lines.size() + 1) + 2 * kTooltipMargin - 4;
    const double x = xOf(double(to) / 1000);
    const double left = std::max(2.0, x + 12 + wide < width() ? x + 12 : x - 12 - wide);
    const QRectF box(left, std::max(2.0, std::min(plot().top() + 4, height() - high - 2)), wide, high);
    painter.setPen(QPen(tokens.controlBorder, 1));
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(box, 6, 6);

    QRectF text(box.left() + kTooltipMargin, box.top() + kTooltipMargin - 2, wide - 2 * kTooltipMargin, row);
    painter.setPen(tokens.muted);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, title);
    for (const TooltipLine& line : lines) {
        text.translate(0, row);
        painter.setPen(line.series != nullptr ? tokens.text : tokens.muted);
        if (line.series != nullptr)
            paintTierMark(
                painter, QRectF(text.left(), text.center().y() - 5, 10, 10), line.series->shape, line.series->color);
        painter.drawText(
            text.adjusted(line.series != nullptr ? 18 : 0, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, line.name);
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, line.value);
    }
}

} // namespace signalbox::ui
