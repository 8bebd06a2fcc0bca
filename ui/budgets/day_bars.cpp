// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/day_bars.h"

#include "ui/shell/format.h"

#include <QDate>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kHeight = 120;
constexpr double kWidest = 40;
constexpr int kMostDays = 400;

} // namespace

DayBars::DayBars(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLayoutDirection(Qt::LeftToRight); // time runs to the right in every chart, in every language
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

void DayBars::show(const std::vector<SpendLine>& days, const std::string& last)
{
    m_bars.clear();
    m_most = Money();
    QDate date = days.empty() ? QDate() : QDate::fromString(toQString(days.front().key), Qt::ISODate);
    const QDate end = QDate::fromString(toQString(last), Qt::ISODate);
    for (auto next = days.begin(); date.isValid() && date <= end && int(m_bars.size()) < kMostDays;
         date = date.addDays(1)) {
        Bar bar;
        //: how a day is written below its bar: see QLocale::toString(); "Nov 23"
        bar.day = QLocale().toString(date, tr("MMM d"));
        if (next != days.end() && toQString(next->key) == date.toString(Qt::ISODate)) {
            bar.settled = next->settled;
            bar.extra = next->extra;
            bar.refused = next->refused > 0;
            ++next;
        }
        m_most = std::max(m_most, bar.settled);
        m_bars.push_back(std::move(bar));
    }
    //: %1 a number of days, %2 an amount of money
    setAccessibleDescription(tr("%Ln day(s), the dearest %1", nullptr, int(m_bars.size())).arg(moneyText(m_most)));
    update();
}

QSize DayBars::sizeHint() const
{
    return { 240, m_theme.scaled(kHeight) };
}

void DayBars::paintEvent(QPaintEvent*)
{
    if (m_bars.empty() || m_most.isZero())
        return;
    const Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int label = QFontMetrics(m_theme.font(TextRole::Small)).height() + 4;
    const double base = height() - label;
    const double room = base - label;
    const double step = std::min(kWidest, double(width()) / double(m_bars.size()));
    const double gap = step > 6 ? 2 : 0.5;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const Bar& bar = m_bars[i];
        const auto high = [&](Money money) { return room * double(money.nano()) / double(m_most.nano()); };
        const double left = double(i) * step + gap / 2;
        const QRectF whole(left, base - high(bar.settled), step - gap, high(bar.settled));
        painter.fillRect(whole, tokens.accent);
        const double extra = std::min(whole.height(), high(bar.extra));
        painter.fillRect(QRectF(left, whole.top(), whole.width(), extra), tokens.surface);
        painter.fillRect(QRectF(left, whole.top(), whole.width(), extra), QBrush(tokens.accent, Qt::BDiagPattern));
        if (bar.refused) {
            painter.setPen(tokens.error);
            painter.setFont(m_theme.font(TextRole::Small));
            painter.drawText(
                QRectF(left - 10, whole.top() - label, step + 20, label), Qt::AlignCenter, QStringLiteral("✕"));
        }
    }
    painter.setPen(tokens.controlBorder);
    painter.drawLine(QPointF(0, base), QPointF(step * double(m_bars.size()), base));
    paintLabels(painter, step, base);
}

void DayBars::paintLabels(QPainter& painter, double step, double base) const
{
    painter.setPen(m_theme.tokens().muted);
    painter.setFont(m_theme.font(TextRole::Small));
    const QFontMetrics metrics(painter.font());
    double free = 0;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const double wide = metrics.horizontalAdvance(m_bars[i].day) + 8;
        const double left = double(i) * step;
        if (left < free || left + wide > width())
            continue;
        painter.drawText(QRectF(left, base + 2, wide, metrics.height()), Qt::AlignLeft, m_bars[i].day);
        free = left + wide + 12;
    }
    painter.drawText(QRectF(0, 0, width(), metrics.height()), Qt::AlignRight, moneyText(m_most));
}

} // namespace signalbox::ui
