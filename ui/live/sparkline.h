// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

class QPainter;

namespace signalbox::ui {

/// Draws values from left to right into a box, lowest value 0; NaN leaves a gap. For table cells and cards.
void paintSparkline(QPainter& painter, const QRectF& box, const std::vector<double>& values, const QColor& color);

/// The same as a widget.
class Sparkline final : public QWidget {
    Q_OBJECT

public:
    explicit Sparkline(QWidget* parent = nullptr);
    /// description: what the line says, for those who cannot see it.
    void show(std::vector<double> values, const QColor& color, const QString& description);
    [[nodiscard]] QSize sizeHint() const override { return { 80, 22 }; }
    [[nodiscard]] QSize minimumSizeHint() const override { return { 40, 16 }; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<double> m_values;
    QColor m_color;
};

} // namespace signalbox::ui
