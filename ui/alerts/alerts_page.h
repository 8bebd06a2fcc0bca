// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"
#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QAction;
class QLabel;
class QPushButton;
class QTableView;

namespace signalbox::ui {

class AlertsModel;
class Card;
class ChannelsCard;
class EmptyState;
class LevelsCard;
class SectionHeader;

/// What had to be told, newest first; what is snoozed; who is told and how. GUI thread; engine and theme outlive the
/// page.
class AlertsPage final : public Page {
    Q_OBJECT

public:
    AlertsPage(Engine& engine, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("alerts"); }
    [[nodiscard]] QString title() const override { return tr("Alerts"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("bell"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    [[nodiscard]] QList<QAction*> menuActions() const override;
    [[nodiscard]] ChannelsCard& channels() const { return *m_channels; }

private:
    void buildList();
    void connectParts();
    void refresh();
    void fitTable();
    void updateBadge(const std::vector<Alert>& alerts);
    void updateSnoozes();
    void updateButtons();
    void showSelected();
    void snoozeSelected();
    void snoozeAll();
    [[nodiscard]] const Alert* selected() const;

    Engine& m_engine;
    const Theme& m_theme;
    SectionHeader* m_header;
    Card* m_card;
    AlertsModel* m_model;
    QTableView* m_table;
    QLabel* m_none;
    QLabel* m_snoozed;
    QPushButton* m_wake;
    QPushButton* m_show;
    QPushButton* m_snooze;
    QAction* m_snoozeAll;
    QPushButton* m_snoozeAllButton;
    ChannelsCard* m_channels;
    LevelsCard* m_levels;
    quint64 m_revision = ~quint64(0);
    QString m_badge;
    bool m_shown = false;
};

} // namespace signalbox::ui
