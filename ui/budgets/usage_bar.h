// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ceiling.h"
#include "ui/shell/theme.h"

#include <QWidget>

namespace signalbox::ui {

/// A ceiling as a bar: settled solid, uncertain cross-hatched, reserved hatched, a tick at each alert threshold. The
/// figures stand beside it as text; the bar itself is described by them. GUI thread.
class UsageBar final : public QWidget {
    Q_OBJECT

public:
    explicit UsageBar(const Theme& theme, QWidget* parent = nullptr);
    void setUsage(const Ceiling& ceiling, const Balance& balance);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Ceiling m_ceiling;
    Balance m_balance;
};

/// used / limit for drawing and words; 0 where there is no limit.
[[nodiscard]] double shareOf(Money part, Money limit);
/// Quiet, warning from the first alert threshold on, error where all is used.
[[nodiscard]] QColor usageColor(const Theme& theme, const Ceiling& ceiling, const Balance& balance);

} // namespace signalbox::ui
