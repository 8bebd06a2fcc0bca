// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/timing_bars.h"

#include "ui/shell/format.h"
#include "ui/shell/mirror.h"

#include <QPainter>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kRowHeight = 26;
constexpr int kNameWidth = 190;
constexpr int kLengthWidth = 76;
constexpr int kBarHeight = 12;
constexpr int kLeastWidth = 420;

void add(std::vector<TimingSpan>& spans, TimingSpan span)
{
    if (span.lengthUs > 0)
        spans.push_back(span);
}

} // namespace

std::vector<TimingSpan> timingSpans(const RequestRecord& record)
{
    using Kind = TimingSpan::Kind;
    std::vector<TimingSpan> spans;
    add(spans, { Kind::Decide, 0, 0, record.decideUs });
    add(spans, { Kind::Reserve, 0, record.decideUs, record.reserveUs });
    for (const AttemptRecord& attempt : record.attempts) {
        const qint64 start = std::max<qint64>(0, attempt.startedAt - record.startedAt);
        const std::int64_t connect = std::min(attempt.connectUs, attempt.totalUs);
        const std::int64_t first = attempt.firstByteUs < 0 ? attempt.totalUs : std::max(attempt.firstByteUs, connect);
        add(spans, { Kind::Connect, attempt.attemptNo, start, connect });
        add(spans, { Kind::Wait, attempt.attemptNo, start + connect, first - connect });
        add(spans, { Kind::Answer, attempt.attemptNo, start + first, attempt.totalUs - first });
    }
    return spans;
}

TimingBars::TimingBars(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TimingBars::setRecord(const RequestRecord& record)
{
    m_spans = timingSpans(record);
    m_totalUs = std::max<qint64>(1, record.totalUs);
    for (const TimingSpan& span : m_spans)
        m_totalUs = std::max(m_totalUs, span.startUs + span.lengthUs);
    retranslate();
    updateGeometry();
}

void TimingBars::retranslate()
{
    QStringList lines;
    for (const TimingSpan& span : m_spans)
        //: part of a request's time, spoken: %1 what, %2 how long
        lines.append(tr("%1: %2").arg(name(span), durationText(span.lengthUs)));
    setAccessibleName(tr("Timing of the request"));
    setAccessibleDescription(lines.join(QStringLiteral(", ")));
    update();
}

QString TimingBars::name(const TimingSpan& span)
{
    switch (span.kind) {
    case TimingSpan::Kind::Decide:
        return tr("Read and decide");
    case TimingSpan::Kind::Reserve:
        return tr("Reserve in the ledger");
    case TimingSpan::Kind::Connect:
        //: %1 is the number of the attempt
        return tr("Attempt %1: connect").arg(span.attempt);
    case TimingSpan::Kind::Wait:
        return tr("Attempt %1: wait for the first token").arg(span.attempt);
    case TimingSpan::Kind::Answer:
        break;
    }
    return tr("Attempt %1: answer").arg(span.attempt);
}

QColor TimingBars::color(TimingSpan::Kind kind) const
{
    const Tokens& tokens = m_theme.tokens();
    switch (kind) {
    case TimingSpan::Kind::Decide:
    case TimingSpan::Kind::Reserve:
        return tokens.accent;
    case TimingSpan::Kind::Connect:
        return tokens.muted;
    case TimingSpan::Kind::Wait:
        return tokens.p50;
    case TimingSpan::Kind::Answer:
        break;
    }
    return tokens.tiers[0];
}

int TimingBars::rowHeight() const
{
    return m_theme.scaled(kRowHeight);
}

QSize TimingBars::sizeHint() const
{
    return { kLeastWidth, rowHeight() * std::max(1, int(m_spans.size())) };
}

void TimingBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRect row(0, 0, width(), rowHeight());
    for (const TimingSpan& span : m_spans) {
        paintSpan(painter, span, row);
        row.translate(0, rowHeight());
    }
}

void TimingBars::paintSpan(QPainter& painter, const TimingSpan& span, const QRect& row) const
{
    const Tokens& tokens = m_theme.tokens();
    const auto turned = [&](const QRectF& part) { return mirrored(layoutDirection(), QRectF(row), part); };
    const int nameWidth = m_theme.scaled(kNameWidth);
    const int lengthWidth = m_theme.scaled(kLengthWidth);
    painter.setFont(m_theme.font(TextRole::Body));
    painter.setPen(tokens.text);
    const QString text = painter.fontMetrics().elidedText(name(span), Qt::ElideRight, nameWidth - Theme::kSpace);
    painter.drawText(
        turned(QRectF(row.left(), row.top(), nameWidth, row.height())), Qt::AlignVCenter | Qt::AlignLeft, text);
    painter.setFont(m_theme.figures(TextRole::Body));
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, durationText(span.lengthUs));
    const QRectF track(row.left() + nameWidth, row.center().y() - kBarHeight / 2.0,
        std::max(1, row.width() - nameWidth - lengthWidth), kBarHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.sunken);
    painter.drawRoundedRect(turned(track), 3, 3);
    const qreal scale = track.width() / qreal(m_totalUs);
    const qreal length = std::max<qreal>(2, qreal(span.lengthUs) * scale);
    const qreal left = std::min(track.left() + qreal(span.startUs) * scale, track.right() - length);
    painter.setBrush(color(span.kind));
    painter.drawRoundedRect(turned(QRectF(left, track.top(), length, track.height())), 3, 3);
}

} // namespace signalbox::ui
