// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/budgets/ceiling_edit.h"
#include "ui/shell/widgets.h"

#include <vector>

class QHBoxLayout;
class QToolButton;

namespace signalbox::ui {

class CeilingEditor;
class CeilingRing;
class Form;
class RaiseEditor;
class UsageBar;

/// One ceiling with what is used of it in its period, what comes, and what happens at the limit; edited and raised in
/// place. What it asks for, the page does. GUI thread; engine and theme outlive it.
class CeilingCard final : public Card {
    Q_OBJECT

public:
    /// ceiling: as configured; id "" makes a card with an editor alone, for a new one.
    CeilingCard(Engine& engine, const Theme& theme, const Ceiling& ceiling, QWidget* parent = nullptr);
    [[nodiscard]] const Ceiling& ceiling() const { return m_ceiling; }
    void setCeiling(const Ceiling& ceiling);
    /// Those of this ceiling: one, or for each of a kind many.
    void setStandings(std::vector<Ledger::Standing> standings);
    void edit(const CeilingEntry& entry);
    void startRaising();
    void closeForms();
    [[nodiscard]] CeilingEditor* editor() const { return m_editor; }
    [[nodiscard]] RaiseEditor* raiseEditor() const { return m_raiseEditor; }
    [[nodiscard]] bool isSimulated() const { return m_ceiling.scope == "sandbox"; }
    void retranslate();

Q_SIGNALS:
    void editWanted();
    void saveWanted();
    void raiseWanted();
    void endRaiseWanted(qint64 number);
    void removeWanted();
    void closed(); ///< a form was cancelled

private:
    void buildFigures(const Theme& theme);
    void buildActions();
    void arrange();
    void showForm(Form& form);
    void updateTexts();
    void updateOutlook(const Ledger::Standing& shown, WallUs now);
    void updateRaise(WallUs now);
    void updateMembers();
    [[nodiscard]] Ledger::Standing shown() const; ///< of many the one that has used most
    [[nodiscard]] QString partsText(const Balance& balance, Money limit) const;

    Engine& m_engine;
    const Theme& m_theme;
    Ceiling m_ceiling;
    std::vector<Ledger::Standing> m_standings;
    QWidget* m_view;
    CeilingRing* m_ring;
    QLabel* m_figure;
    QLabel* m_share;
    QHBoxLayout* m_figures;
    QLabel* m_parts;
    QLabel* m_outlook;
    QLabel* m_terms;
    QWidget* m_members; ///< of a ceiling for each of a kind
    QWidget* m_raiseRow;
    QLabel* m_raise;
    QPushButton* m_endRaise;
    QPushButton* m_raiseButton;
    QPushButton* m_edit;
    QToolButton* m_remove;
    QHBoxLayout* m_actions; ///< below, for large text
    CeilingEditor* m_editor = nullptr;
    RaiseEditor* m_raiseEditor = nullptr;
};

} // namespace signalbox::ui
