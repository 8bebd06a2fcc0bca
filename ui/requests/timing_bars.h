// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"
#include "ui/shell/theme.h"

#include <QWidget>

#include <vector>

namespace signalbox::ui {

/// One stretch of a request's time.
struct TimingSpan {
    enum class Kind { Decide, Reserve, Connect, Wait, Answer };
    Kind kind = Kind::Decide;
    int attempt = 0;    ///< 0: of the request itself
    qint64 startUs = 0; ///< since the request came in
    qint64 lengthUs = 0;
    friend bool operator==(const TimingSpan&, const TimingSpan&) = default;
};

/// Deciding and reserving, then connect, wait and answer of each attempt; spans of no length are left out. Pure.
[[nodiscard]] std::vector<TimingSpan> timingSpans(const RequestRecord& record);

/// The spans as bars on one time axis: name on the left, length in words on the right. GUI thread.
class TimingBars final : public QWidget {
    Q_OBJECT

public:
    explicit TimingBars(const Theme& theme, QWidget* parent = nullptr);
    void setRecord(const RequestRecord& record);
    void retranslate();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] static QString name(const TimingSpan& span);
    [[nodiscard]] QColor color(TimingSpan::Kind kind) const;
    [[nodiscard]] int rowHeight() const;
    void paintSpan(QPainter& painter, const TimingSpan& span, const QRect& row) const;

    const Theme& m_theme;
    std::vector<TimingSpan> m_spans;
    qint64 m_totalUs = 0;
};

} // namespace signalbox::ui
