// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"

#include <array>

class QGridLayout;

namespace signalbox::ui {

/// The six figures at the top of Live. Each is a button that leads to its requests.
class LiveTiles final : public QWidget {
    Q_OBJECT

public:
    enum Which { Spend, Saved, Requests, Latency, Escalation, CostPerRequest, Count };
    LiveTiles(const Engine& engine, const Theme& theme, QWidget* parent = nullptr);
    void refresh();
    void retranslate();
    [[nodiscard]] Tile* tile(Which which) const { return m_tiles[which]; }
    /// The requests behind a figure.
    [[nodiscard]] RequestFilter filterOf(Which which) const;

Q_SIGNALS:
    void navigate(const signalbox::ui::PageTarget& target);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void showSpend();
    void showSaved();
    void showRequests();
    void showLatency();
    void showEscalation();
    void showCostPerRequest();
    [[nodiscard]] bool simulatedOnly() const;
    [[nodiscard]] QString baselineName() const;
    const Engine& m_engine;
    const Theme& m_theme;
    QGridLayout* m_grid;
    int m_columns = 0;
    std::array<Tile*, Count> m_tiles {};
};

/// The ceiling that the Live page shows: the global one, or the sandbox's where only that is used.
[[nodiscard]] const Ceiling* shownCeiling(const Engine& engine);
[[nodiscard]] Balance balanceOf(const Engine& engine, const std::string& scope);

} // namespace signalbox::ui
