// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/live/chart_frame.h"
#include "ui/live/time_chart.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QElapsedTimer>

#include <optional>
#include <set>
#include <string>

class QAction;
class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedLayout;
class QTimer;
class QToolButton;

namespace signalbox::ui {

class Card;
class CeilingGauge;
class CostChart;
class ElidedLabel;
class EmptyState;
class EscalationChart;
class LatencyChart;
class LatestRequests;
class LiveTiles;
class SectionHeader;
class TierLegend;

/// The first screen: is it running, what does it cost, will it hit the ceiling. Reads the engine's pulled state only.
class LivePage final : public Page {
    Q_OBJECT

public:
    LivePage(Engine& engine, const Theme& theme, QWidget* parent = nullptr);
    ~LivePage() override;

    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override;
    void shown() override;
    void hidden() override;
    void retranslate() override;
    [[nodiscard]] QList<QAction*> menuActions() const override { return { m_back }; }
    [[nodiscard]] LiveTiles* tiles() const { return m_tiles; }
    [[nodiscard]] CostChart* costChart() const { return m_cost; }
    [[nodiscard]] LatencyChart* latencyChart() const { return m_latency; }
    [[nodiscard]] EscalationChart* escalationChart() const { return m_escalation; }
    [[nodiscard]] LatestRequests* latest() const { return m_latest; }
    [[nodiscard]] bool isEmpty() const;
    /// Back from a closer look at a span.
    void zoomOut();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildHeader();
    void buildCards();
    void buildEmpty();
    void arrange();
    void arrangeCeiling();
    void connectChart(TimeChart& chart);
    /// What is drawn in one turn of the event loop. All of them in one turn would keep it for 10 ms.
    enum class Part { Figures, Cost, Latency, Escalation, Latest };
    void refresh();
    void refreshInTurns();
    void takeTurn();
    void draw(Part part);
    void drawFigures();
    void refreshHeader();
    void refreshCharts();
    void refreshCost();
    void refreshLatency();
    void refreshEscalation();
    void refreshCeiling();
    void fillTierChoice();
    void addTableButton(Card& card, TimeChart& chart);
    void zoom(WallUs from, WallUs to);
    void fetchHistory();
    void watchBreakers();
    void refreshFlags();
    void showFreshness();
    void fillEmpty();
    void shareCrosshair(const TimeChart* from, std::optional<WallUs> at);
    void showSpan(WallUs from, WallUs to);
    [[nodiscard]] Money ceilingPace() const;

    Engine& m_engine;
    const Theme& m_theme;
    bool m_active = false;
    std::uint64_t m_drawnRevision = ~0ULL;
    std::shared_ptr<const Config> m_drawnConfig;
    ChartFrame m_frame;
    bool m_chartsDue = false; ///< they do not show m_frame yet
    QTimer* m_turns;          ///< runs while parts are still to be drawn
    Part m_next = Part::Figures;
    std::optional<ChartZoom> m_zoom;
    std::vector<ChartFlag> m_versionFlags;
    std::uint64_t m_alertRevision = ~0ULL;
    /// Deployments whose breaker is not closed, as they were seen last; nullopt: nobody has looked yet.
    std::optional<std::set<std::string>> m_openBreakers;
    std::vector<ChartFlag> m_breakerFlags;

    SectionHeader* m_header;
    QLabel* m_state;
    QComboBox* m_range;
    QPushButton* m_freeze;
    QPushButton* m_copyUrl;
    QPushButton* m_wholeRange;
    QAction* m_back;
    LiveTiles* m_tiles;
    QStackedLayout* m_stack;
    QGridLayout* m_grid;
    Card* m_costCard;
    CostChart* m_cost;
    TierLegend* m_costLegend;
    QComboBox* m_costSplit;
    std::vector<QToolButton*> m_tableButtons;
    Card* m_latencyCard;
    LatencyChart* m_latency;
    QComboBox* m_latencyTier;
    QComboBox* m_latencyUntil;
    Card* m_escalationCard;
    EscalationChart* m_escalation;
    TierLegend* m_escalationLegend;
    ElidedLabel* m_reasons;
    Card* m_ceilingCard;
    CeilingGauge* m_gauge;
    QLabel* m_ceilingText;
    ElidedLabel* m_forecastText;
    LatestRequests* m_latest;
    EmptyState* m_empty;
    enum class Arrangement { None, Wide, Narrow };
    Arrangement m_arrangement = Arrangement::None;
};

} // namespace signalbox::ui
