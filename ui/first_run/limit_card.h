// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/widgets.h"

class QComboBox;
class QSlider;

namespace signalbox::ui {

class Page;

/// The ceiling of a day, from $1 to $100, and what happens there. GUI thread; engine and page outlive the card.
class LimitCard final : public Card {
    Q_OBJECT

public:
    LimitCard(Engine& engine, Page& page, QWidget* parent = nullptr);
    void refresh();
    void retranslate();

private:
    void showDollars();
    void save();
    [[nodiscard]] const Ceiling* ceiling() const;
    Engine& m_engine;
    Page& m_page;
    QLabel* m_text;
    QLabel* m_dollars;
    QSlider* m_slider;
    QComboBox* m_then;
    QPushButton* m_save;
    QLabel* m_problem;
    std::string m_shown; ///< the configuration of which the fields are
};

} // namespace signalbox::ui
