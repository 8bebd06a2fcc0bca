// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/live/latest_model.h"
#include "ui/shell/widgets.h"

namespace signalbox::ui {

/// The card with the latest requests. While the pointer rests on the rows, or a row is being read, nothing moves: new
/// requests are counted in the remark and come when it leaves.
class LatestRequests final : public Card {
    Q_OBJECT

public:
    LatestRequests(const Engine& engine, const Theme& theme, QWidget* parent = nullptr);
    void refresh();
    void retranslate();
    [[nodiscard]] QTableView* table() const { return m_table; }

Q_SIGNALS:
    void requestChosen(const QString& id);
    void allWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitColumns();
    [[nodiscard]] bool isHeld() const;
    [[nodiscard]] int waiting() const;
    const Engine& m_engine;
    const Theme& m_theme;
    LatestModel* m_model;
    QTableView* m_table;
    QPushButton* m_all;
};

} // namespace signalbox::ui
