// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ceiling.h"
#include "core/budget/forecast.h"
#include "ui/shell/theme.h"

#include <QWidget>

#include <optional>

namespace signalbox::ui {

/// A ceiling as a bar: settled solid, reserved and uncertain hatched, forecast finely hatched, a tick at each alert.
/// The words beside it are the owner's; standingSentence() gives them.
class CeilingGauge final : public QWidget {
    Q_OBJECT

public:
    explicit CeilingGauge(const Theme& theme, QWidget* parent = nullptr);
    void show(const Ceiling& ceiling, const Balance& balance, const std::optional<Forecast>& forecast);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double shareOf(Money money) const;
    [[nodiscard]] Tone tone() const;
    void paintTicks(QPainter& painter, const QRectF& bar) const;
    const Theme& m_theme;
    Ceiling m_ceiling;
    Balance m_balance;
    std::optional<Money> m_dayEnd;
};

} // namespace signalbox::ui
