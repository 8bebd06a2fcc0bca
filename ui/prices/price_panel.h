// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prices/prices_model.h"
#include "ui/shell/widgets.h"

#include "core/proxy/token_yield.h"

class QStandardItemModel;

namespace signalbox::ui {

/// What is known of the price of one model: its parts, what the provider says it cost, and its history by date.
/// GUI thread.
class PricePanel final : public Card {
    Q_OBJECT

public:
    PricePanel(const Theme& theme, QWidget* parent = nullptr);
    void retranslate();
    void show(const PriceRow& row, const PriceHistory& history, const std::string& today,
        const std::vector<TokenYields::View>& yields);

Q_SIGNALS:
    void setWanted();
    void removeWanted(qint64 number);
    void restoreWanted(qint64 number);

private:
    void showHistory(const PriceRow& row, const PriceHistory& history, const std::string& today);
    void updateButtons();
    void removeOrRestore();
    [[nodiscard]] qint64 selectedNumber() const;

    const Theme& m_theme;
    QPushButton* m_set;
    QPushButton* m_remove;
    QLabel* m_facts;
    QLabel* m_none;
    QTableView* m_table;
    QStandardItemModel* m_model;
    std::string m_shown; ///< which model's history it is
};

} // namespace signalbox::ui
