// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/chart_frame.h"
#include "ui/shell/theme.h"

#include <QChartView>
#include <QElapsedTimer>

#include <functional>
#include <optional>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace signalbox::ui {

/// One line or band of a chart. values: one per bucket, NaN where there was no traffic.
struct ChartSeries {
    QString name;
    QColor color;
    Qt::PenStyle style = Qt::SolidLine;
    TierShape shape = TierShape::Bar;
    bool endLabel = false; ///< the name stands at the line's end
    bool hatched = false;  ///< simulated: not money
    std::vector<double> values;
};

struct ChartContent {
    WallUs start = 0, end = 0;
    std::vector<std::pair<WallUs, WallUs>> spans;    ///< from, to of each bucket
    std::vector<ChartSeries> series;                 ///< from the bottom
    double leastTop = 0;                             ///< the value axis reaches at least this far
    double mostTop = 0;                              ///< and at most this far; 0: as far as the values
    std::optional<std::pair<double, QString>> limit; ///< a dashed line with its name; drawn where it is within reach
    std::optional<double> band;                      ///< a tinted band from 0 to here
};

/// Something that happened, as a small flag on the time axis; it leads to a page.
struct ChartFlag {
    WallUs at = 0;
    Tone tone = Tone::Muted;
    QString text;
    QString page, item; ///< PageTarget
    /// What it is about, and so its shape: a breaker that opened is a square, one that closed a disc.
    enum class Kind { Other, Opened, Closed };
    Kind kind = Kind::Other;
    friend bool operator==(const ChartFlag&, const ChartFlag&) = default;
};

/// A live chart: areas drawn by Qt Charts, lines, grid, labels, crosshair and tooltip by itself (ticks at round times
/// and round values, labels at the lines' ends). Hover or Left/Right show the values of all series at one time; a click
/// asks for the requests of that time, a drag (or + at the crosshair) for a closer look at a span; Enter or the context
/// menu show the same values as a table. GUI thread; cheap where setContent() brings the same figures.
class TimeChart : public QChartView {
    Q_OBJECT

public:
    enum class Form { StackedArea, Lines };
    TimeChart(const Theme& theme, Form form, QWidget* parent = nullptr);

    void setContent(ChartContent content);
    [[nodiscard]] const ChartContent& content() const { return m_content; }
    /// The time under the crosshair of a chart beside this one; nullopt: none.
    void setCrosshair(std::optional<WallUs> at);
    void setFlags(std::vector<ChartFlag> flags);
    [[nodiscard]] const std::vector<ChartFlag>& flags() const { return m_flags; }
    void showTable();
    void retranslate();
    /// Time and values of each bucket as tab-separated text with a header line.
    [[nodiscard]] QString asText() const;
    [[nodiscard]] QSize sizeHint() const override { return { 320, 220 }; }
    [[nodiscard]] QSize minimumSizeHint() const override { return { 160, 110 }; }

Q_SIGNALS:
    void crosshairMoved(std::optional<signalbox::WallUs> at);
    void spanClicked(signalbox::WallUs from, signalbox::WallUs to);
    void spanDragged(signalbox::WallUs from, signalbox::WallUs to);
    void flagClicked(const signalbox::ui::ChartFlag& flag);

protected:
    /// A value with its unit, for tooltip and table.
    [[nodiscard]] virtual QString valueText(double value) const = 0;
    /// A value at the axis, where the unit stands in the title.
    [[nodiscard]] virtual QString tickText(double value, double step) const = 0;
    /// More lines of the tooltip for a bucket.
    [[nodiscard]] virtual QStringList remarks(std::size_t bucket) const;
    /// One sentence for those who cannot see the chart; asked at most every 10 s.
    [[nodiscard]] virtual QString summary() const = 0;
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] double step() const { return m_step; }

    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuildSeries();
    void fillSeries();
    void styleSeries();
    void updateAxes();
    void updatePlotArea();
    void updateDescription();
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] WallUs timeAt(double x) const;
    [[nodiscard]] const ChartFlag* flagAt(const QPointF& at) const;
    void zoomAtCrosshair();
    [[nodiscard]] double xOf(double ms) const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] std::optional<std::size_t> bucketAt(double x) const;
    [[nodiscard]] std::optional<std::size_t> crosshairBucket() const;
    void moveCrosshair(std::optional<std::size_t> bucket);
    void paintLines(QPainter& painter) const;
    void paintLimits(QPainter& painter) const;
    void paintEndLabels(QPainter& painter) const;
    void paintCrosshair(QPainter& painter, std::size_t bucket) const;
    void paintTooltip(QPainter& painter, std::size_t bucket) const;
    void paintFlags(QPainter& painter) const;
    void paintDrag(QPainter& painter) const;
    [[nodiscard]] QStringList flagTexts(WallUs from, WallUs to) const;

    const Theme& m_theme;
    Form m_form;
    ChartContent m_content;
    std::vector<QLineSeries*> m_lines; ///< upper edges of the areas
    std::vector<QAreaSeries*> m_areas;
    QLineSeries* m_floor = nullptr;
    QValueAxis* m_time;
    QValueAxis* m_values;
    double m_top = 1;
    double m_step = 1;
    int m_steps = 0; ///< that the height has room for
    std::optional<WallUs> m_crosshair;
    std::vector<ChartFlag> m_flags;
    bool m_ownCrosshair = false;                ///< else a chart beside this one is pointed at: values only
    std::optional<double> m_pressed, m_dragged; ///< x
    QElapsedTimer m_described;
};

} // namespace signalbox::ui
