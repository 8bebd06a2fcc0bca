// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/spending.h"
#include "ui/shell/theme.h"

#include <QWidget>

namespace signalbox::ui {

/// What each day cost as bars, with a mark over the days on which ceilings refused something. The table beside it says
/// the same. GUI thread.
class DayBars final : public QWidget {
    Q_OBJECT

public:
    explicit DayBars(const Theme& theme, QWidget* parent = nullptr);
    /// From the first of them to `last`, also days on which nothing was spent.
    void show(const std::vector<SpendLine>& days, const std::string& last);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Bar {
        QString day; ///< as a label
        Money settled, extra;
        bool refused = false;
    };
    void paintLabels(QPainter& painter, double step, double base) const;
    const Theme& m_theme;
    std::vector<Bar> m_bars;
    Money m_most;
};

} // namespace signalbox::ui
