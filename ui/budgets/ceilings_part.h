// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/budgets/ceiling_edit.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <vector>

class QVBoxLayout;

namespace signalbox::ui {

class CeilingCard;
class EmptyState;
class StopCard;

/// A card for each ceiling, and what can be done to them: make, edit, delete (with undo), raise, stop everything. GUI
/// thread; engine, theme and page outlive it.
class CeilingsPart final : public QWidget {
    Q_OBJECT

public:
    CeilingsPart(Engine& engine, const Theme& theme, Page& page, QWidget* parent = nullptr);
    void retranslate();
    void refresh(); ///< the figures
    void addNew();
    void askStop();
    void closeForms();
    /// A ceiling's editor: "raise" before its id opens the other form.
    void open(const QString& item);
    [[nodiscard]] CeilingCard* card(const QString& ceilingId) const;

private:
    void rebuild();
    [[nodiscard]] CeilingCard* makeCard(const Ceiling& ceiling);
    void startEditing(CeilingCard& card);
    void save(CeilingCard& card);
    void remove(CeilingCard& card);
    void raise(CeilingCard& card);
    void endRaise(qint64 number);
    void closeNew();
    [[nodiscard]] QString nameOf(const std::string& scope) const;

    Engine& m_engine;
    const Theme& m_theme;
    Page& m_page;
    QVBoxLayout* m_column;
    StopCard* m_stop;
    EmptyState* m_empty;
    CeilingCard* m_new = nullptr;
    std::vector<CeilingCard*> m_cards;
};

} // namespace signalbox::ui
