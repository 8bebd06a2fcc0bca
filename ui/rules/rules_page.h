// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QTableView;

namespace signalbox::ui {

class RulesModel;
class SectionHeader;

/// The applied rules, first match first, in plain words and with their hits. Rules are written in the configuration
/// file; the page opens it and reads it again. GUI thread; engine and theme outlive the page.
class RulesPage final : public Page {
    Q_OBJECT

public:
    RulesPage(Engine& engine, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("rules"); }
    [[nodiscard]] QString title() const override { return tr("Rules"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("rules"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    void open(const PageTarget& target) override;
    [[nodiscard]] QList<QAction*> menuActions() const override;

private:
    void buildTable();
    void configChanged();
    void readHits();
    void updateTexts();
    void openFile();
    void readFileAgain();
    void showRequests(const QModelIndex& index);

    Engine& m_engine;
    const Theme& m_theme;
    RulesModel* m_model;
    SectionHeader* m_header;
    QPushButton* m_open;
    QPushButton* m_again;
    QTableView* m_table;
    QLabel* m_note;
    QLabel* m_problems;
    QAction* m_openAction;
    QAction* m_againAction;
    QTimer m_hits;
};

} // namespace signalbox::ui
