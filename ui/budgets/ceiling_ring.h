// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ceiling.h"
#include "ui/shell/theme.h"

#include <QWidget>

namespace signalbox::ui {

/// A ceiling as a ring with its percentage inside: settled solid, uncertain crossed, reserved hatched, a tick at each
/// alert threshold. The figures stand beside it as text. GUI thread.
class CeilingRing final : public QWidget {
    Q_OBJECT

public:
    explicit CeilingRing(const Theme& theme, QWidget* parent = nullptr);
    void setUsage(const Ceiling& ceiling, const Balance& balance);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintTicks(QPainter& painter, const QRectF& ring) const;
    const Theme& m_theme;
    Ceiling m_ceiling;
    Balance m_balance;
};

} // namespace signalbox::ui
