// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/price_list.h"
#include "core/record/request_log.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <optional>
#include <vector>

namespace signalbox::ui {

/// A model's price as a row of the Prices page.
struct PriceRow {
    PriceLine line;
    std::string from;                          ///< first day of the entry that holds, or the date of the source, or ""
    std::optional<RequestLog::ModelCost> week; ///< what the last seven days cost
};

/// GUI thread.
class PricesModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Model, Provider, Input, Cached, Output, Source, From, Factor, Week, Gap, ColumnCount };
    static constexpr int SortRole = Qt::UserRole + 200;   ///< what a column is sorted by
    static constexpr int FilterRole = Qt::UserRole + 201; ///< all texts of a row

    using QAbstractTableModel::QAbstractTableModel;
    void set(std::vector<PriceRow> rows);
    void setWeek(std::vector<RequestLog::ModelCost> costs);
    void retranslate();
    [[nodiscard]] const PriceRow* row(int row) const;
    [[nodiscard]] int rowOf(const std::string& id) const; ///< -1: none
    [[nodiscard]] const std::vector<PriceRow>& rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const PriceRow& row, int column) const;
    [[nodiscard]] QString toolTip(const PriceRow& row, int column) const;
    void addWeek(PriceRow& row) const;
    std::vector<PriceRow> m_rows;
    std::vector<RequestLog::ModelCost> m_week;
};

/// Rows with all words of a line in one of their texts.
class PriceFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString& line);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

} // namespace signalbox::ui
