// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"
#include "ui/tiers/config_edit.h"

namespace signalbox::ui {

class DeploymentEditor;
class DeploymentRow;
class TierMark;

/// One tier: its chain in fallback order, what it did today, and the editing of it. Every change edits the
/// configuration and is applied at once, with Undo. GUI thread; engine, theme and page outlive the card.
class TierCard final : public Card {
    Q_OBJECT

public:
    TierCard(Engine& engine, const Theme& theme, Page& page, const std::string& tierId, QWidget* parent = nullptr);
    [[nodiscard]] const std::string& tierId() const { return m_tier; }
    /// Builds the chain anew from the configuration in force; an open editor stays.
    void rebuild();
    /// Health and today's figures.
    void refresh();
    [[nodiscard]] const std::vector<DeploymentRow*>& rows() const { return m_rows; }
    [[nodiscard]] QString problem() const { return m_problem->text(); }

private:
    void buildHeader();
    void addRow(std::size_t place, std::size_t count, const std::shared_ptr<const Deployment>& deployment);
    void move(std::size_t place, int by);
    void dragOver(int y);
    void drop(std::size_t place);
    void endDrag();
    void removeAt(std::size_t place);
    void removeTierItself();
    void openEditor(std::optional<std::size_t> place);
    void closeEditor();
    void saveEditor();
    [[nodiscard]] EditedText edited() const; ///< what the editor would make of the configuration
    void test(DeploymentRow& row);
    void say(const std::vector<ConfigProblem>& problems);
    [[nodiscard]] QString name() const;

    Engine& m_engine;
    const Theme& m_theme;
    Page& m_page;
    std::string m_tier;
    TierMark* m_mark;
    ElidedLabel* m_id;
    QPushButton* m_add;
    QToolButton* m_remove;
    QVBoxLayout* m_chain;
    QLabel* m_problem;
    std::vector<DeploymentRow*> m_rows;
    DeploymentEditor* m_editor = nullptr;
    std::optional<std::size_t> m_edited; ///< place; nullopt: a new deployment
    std::string m_editedId;
    QFrame* m_dropLine;           ///< where a dragged row would go
    std::optional<int> m_dropGap; ///< before the row of this number
    int m_focusPlace = -1;        ///< row that has the focus after the next rebuild
};

} // namespace signalbox::ui
