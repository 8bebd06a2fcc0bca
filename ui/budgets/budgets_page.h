// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QVBoxLayout;

namespace signalbox::ui {

class CeilingCard;
class EmptyState;
class SectionHeader;

/// A card for each ceiling: what is used today, what is held, what happens at the limit. GUI thread; engine and theme
/// outlive the page.
class BudgetsPage final : public Page {
    Q_OBJECT

public:
    BudgetsPage(Engine& engine, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("budgets"); }
    [[nodiscard]] QString title() const override { return tr("Budgets"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("budgets"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    /// item: id of a ceiling whose limit is to be changed.
    void open(const PageTarget& target) override;

private:
    void rebuild();
    void refresh();
    void updateBadge();
    void setLimit(CeilingCard& card, const QString& dollars);
    [[nodiscard]] QString scopeName(const std::string& scope) const;

    Engine& m_engine;
    const Theme& m_theme;
    SectionHeader* m_header;
    QWidget* m_content;
    QVBoxLayout* m_column;
    EmptyState* m_empty;
    std::vector<CeilingCard*> m_cards;
    QString m_badge;
    bool m_shown = false;
};

} // namespace signalbox::ui
