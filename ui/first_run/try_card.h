// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"
#include "ui/shell/widgets.h"

namespace signalbox::ui {

class CostChart;
class LiveTiles;

/// Sends sample requests to the sandbox, and shows on the spot what came of them. GUI thread; engine and theme outlive
/// the card.
class TryCard final : public Card {
    Q_OBJECT

public:
    TryCard(Engine& engine, const Theme& theme, QWidget* parent = nullptr);
    void refresh();
    void retranslate();
    [[nodiscard]] QPushButton* sendButton() const { return m_send; }

Q_SIGNALS:
    void navigate(const signalbox::ui::PageTarget& target);

private:
    void showNewest();
    Engine& m_engine;
    const Theme& m_theme;
    QLabel* m_text;
    QPushButton* m_send;
    LiveTiles* m_tiles;
    CostChart* m_chart;
    QWidget* m_newestLine;
    ElidedLabel* m_newest;
    QPushButton* m_why;
    std::string m_newestId;
    quint64 m_drawn = ~0ULL;
};

} // namespace signalbox::ui
