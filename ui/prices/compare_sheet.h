// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/price_list.h"
#include "ui/bridge/engine.h"
#include "ui/rules/sheet.h"
#include "ui/shell/theme.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QModelIndex;
class QStandardItemModel;
class QTableView;

namespace signalbox::ui {

class ListSource;

/// Published lists side by side: where they differ, and what is odd in each. A price in it can be taken over.
/// GUI thread.
class CompareSheet final : public Sheet {
    Q_OBJECT

public:
    CompareSheet(Engine& engine, const Theme& theme, QWidget* parent);
    void retranslate() override;
    void begin();
    void read(const QString& source, const CatalogueSource& how);
    void showOdd(); ///< instead of the differences
    /// Of the comparison as it stands: models in all lists, and prices that differ.
    [[nodiscard]] const PriceComparison& comparison() const { return m_comparison; }

Q_SIGNALS:
    void takeWanted(const std::vector<signalbox::PriceChange>& changes);

private:
    enum class View { Differences, Odd };
    [[nodiscard]] std::vector<const PriceCatalogue*> lists() const;
    [[nodiscard]] static QString nameOf(const PriceCatalogue& list);
    void add(PriceCatalogue list);
    void refresh();
    void showDifferences();
    void fitModels();
    void listOdd();
    void activate(const QModelIndex& index);
    void takeCurrent();
    void updateButtons();
    void say(const QString& text, Tone tone);

    Engine& m_engine;
    const Theme& m_theme;
    ListSource* m_source;
    QComboBox* m_view;
    QCheckBox* m_withBook;
    QPushButton* m_clear;
    QPushButton* m_take;
    QLabel* m_status;
    QTableView* m_table;
    QStandardItemModel* m_model;
    std::vector<PriceCatalogue> m_lists;
    PriceCatalogue m_book;
    PriceComparison m_comparison;
};

} // namespace signalbox::ui
