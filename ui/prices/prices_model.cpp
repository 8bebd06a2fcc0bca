// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/prices_model.h"

#include "ui/prices/price_list_words.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/tiers/price_words.h"

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

bool isNumber(int column)
{
    return column == PricesModel::Input || column == PricesModel::Cached || column == PricesModel::Output
        || column == PricesModel::Factor || column == PricesModel::Week || column == PricesModel::Gap;
}

QVariant priceKey(const PriceRow& row, UnitPrice TokenPrices::*price)
{
    return row.line.price ? qlonglong(((*row.line.price).*price).pico()) : qlonglong(-1);
}

QVariant sortKey(const PriceRow& row, int column, const QString& text)
{
    switch (column) {
    case PricesModel::Input:
        return priceKey(row, &TokenPrices::input);
    case PricesModel::Cached:
        return priceKey(row, &TokenPrices::cachedInput);
    case PricesModel::Output:
        return priceKey(row, &TokenPrices::output);
    case PricesModel::Factor:
        return qlonglong(row.line.factorPpm);
    case PricesModel::Week:
        return row.week ? qlonglong(row.week->costNano) : qlonglong(-1);
    case PricesModel::Gap:
        return row.week ? qlonglong(std::abs(row.week->reportedNano - row.week->reportedOurs)) : qlonglong(-1);
    default:
        return text;
    }
}

} // namespace

void PricesModel::addWeek(PriceRow& row) const
{
    const auto found = std::ranges::find_if(m_week, [&row](const RequestLog::ModelCost& cost) {
        return cost.provider == row.line.provider && cost.model == row.line.model;
    });
    row.week = found == m_week.end() ? std::nullopt : std::optional(*found);
}

void PricesModel::set(std::vector<PriceRow> rows)
{
    const auto id = [](const PriceRow& row) { return row.line.id(); };
    const bool reset = !std::ranges::equal(rows, m_rows, {}, id, id);
    if (reset)
        beginResetModel();
    m_rows = std::move(rows);
    for (PriceRow& row : m_rows)
        addWeek(row);
    if (reset)
        endResetModel();
    else
        retranslate();
}

void PricesModel::setWeek(std::vector<RequestLog::ModelCost> costs)
{
    m_week = std::move(costs);
    for (PriceRow& row : m_rows)
        addWeek(row);
    retranslate();
}

void PricesModel::retranslate()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

const PriceRow* PricesModel::row(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[std::size_t(row)] : nullptr;
}

int PricesModel::rowOf(const std::string& id) const
{
    const auto found = std::ranges::find_if(m_rows, [&id](const PriceRow& row) { return row.line.id() == id; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

QString PricesModel::text(const PriceRow& row, int column) const
{
    const std::optional<Price>& price = row.line.price;
    const auto unit = [&price](UnitPrice TokenPrices::*member) {
        return price && !price->free ? unitPriceText((*price).*member) : QString();
    };
    switch (column) {
    case Model:
        return toQString(row.line.model);
    case Provider:
        return toQString(row.line.provider);
    case Input:
        //: in the column of a model's price: it has none
        return !price ? tr("unpriced") : price->free ? tr("free") : unit(&TokenPrices::input);
    case Cached:
        return unit(&TokenPrices::cachedInput);
    case Output:
        return unit(&TokenPrices::output);
    case Source:
        return sourceText(row.line);
    case From:
        return toQString(row.from);
    case Factor:
        return row.line.factorPpm == 1'000'000 ? QString() : factorText(row.line.factorPpm);
    case Week:
        if (!row.week)
            return dashText();
        return !price && row.week->costNano == 0 ? tr("unknown") : moneyText(Money::fromNano(row.week->costNano));
    default:
        return row.week ? gapText(*row.week) : QString();
    }
}

QString PricesModel::toolTip(const PriceRow& row, int column) const
{
    if (column == Gap && row.week)
        return gapWords(*row.week);
    if (column == Week && row.week)
        return tr("%Ln call(s) in the last seven days", nullptr, int(row.week->attempts));
    if (column == Input && row.line.price)
        return furtherWords(*row.line.price).join(QLatin1Char('\n'));
    return text(row, column);
}

int PricesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PricesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PricesModel::data(const QModelIndex& index, int role) const
{
    const PriceRow* shown = row(index.row());
    if (shown == nullptr)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(*shown, column);
    case Qt::ToolTipRole:
        return toolTip(*shown, column);
    case Qt::TextAlignmentRole:
        return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole:
        return sortKey(*shown, column, text(*shown, column));
    case FilterRole:
        return QStringList(
            { toQString(shown->line.id()), text(*shown, Input), text(*shown, Source), text(*shown, From) })
            .join(QLatin1Char('\n'));
    case BadgeRole:
        //: badge at a model of the built-in, simulated provider
        return column == Model && shown->line.simulated ? tr("sandbox") : QVariant();
    case ToneRole:
        break;
    default:
        return {};
    }
    if (!shown->line.price && column == Input)
        return int(Tone::Error);
    if (column == Gap && shown->week && isWideGap(*shown->week))
        return int(Tone::Warning);
    const bool quiet = !shown->line.inUse || column == Provider || column == From;
    return int(quiet ? Tone::Muted : Tone::Normal);
}

QVariant PricesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> names { tr("Model"), tr("Provider"), tr("Input"),
        //: column: price of input that the provider has in its cache
        tr("Cached"), tr("Output"), tr("Source"),
        //: column: first day of a price
        tr("Since"),
        //: column: a provider's mark-up or discount
        tr("Factor"), tr("7 days"),
        //: column: difference between the provider's own sum and ours
        tr("Gap") };
    return names[std::size_t(section)];
}

void PriceFilter::setWords(const QString& line)
{
    m_words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool PriceFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QString text = sourceModel()->index(row, 0, parent).data(PricesModel::FilterRole).toString();
    return std::ranges::all_of(
        m_words, [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace signalbox::ui
