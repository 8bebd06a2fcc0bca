// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"

#include <map>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QSpinBox;

namespace signalbox::ui {

/// What is told how loudly: a level for each kind, the desktop, sound, folding, the forecast's hour. Takes effect at
/// once, with undo. GUI thread; engine and page outlive the card.
class LevelsCard final : public Card {
    Q_OBJECT

public:
    LevelsCard(Engine& engine, Page& page, const Theme& theme, QWidget* parent = nullptr);
    void retranslate();
    /// Shows what is in force.
    void refresh();

private:
    struct Row {
        QLabel* name = nullptr;
        QComboBox* level = nullptr;
    };
    void buildLevels();
    void buildRest();
    void arrange();
    void setLevel(AlertKind kind, const QString& word);
    void setHour();
    void apply(const Result<std::string>& edited, const QString& done);
    [[nodiscard]] std::string text() const;

    Engine& m_engine;
    Page& m_page;
    const Theme& m_theme;
    QGridLayout* m_grid;
    std::map<AlertKind, Row> m_levels;
    QLabel* m_desktopName;
    QComboBox* m_desktop;
    QCheckBox* m_sound;
    QLabel* m_foldName;
    QSpinBox* m_fold;
    QLabel* m_hourName;
    QLineEdit* m_hour;
    QLabel* m_problem;
};

} // namespace signalbox::ui
