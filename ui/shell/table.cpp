// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/table.h"

#include "ui/shell/columns.h"
#include "ui/shell/mirror.h"
#include "ui/shell/tier_mark.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>
#include <QToolTip>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCellMargin = 8;
constexpr int kMarkSpace = 18;
constexpr int kBarWidth = 3;

/// Ctrl+C copies whole rows, where Qt's own copies one cell's text.
class Table final : public QTableView {
public:
    using QTableView::QTableView;

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (!event->matches(QKeySequence::Copy))
            return QTableView::keyPressEvent(event);
        QApplication::clipboard()->setText(selectedRowsAsText(*this));
        event->accept();
    }
};

/// The title of a narrow column is whole in the tool tip.
class HeaderTips final : public QObject {
public:
    explicit HeaderTips(QHeaderView& header)
        : QObject(&header)
        , m_header(header)
    {
        header.viewport()->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip || m_header.model() == nullptr)
            return QObject::eventFilter(watched, event);
        const auto* help = static_cast<const QHelpEvent*>(event);
        const int section = m_header.logicalIndexAt(help->pos());
        const bool cut = section >= 0 && m_header.sectionSizeHint(section) > m_header.sectionSize(section);
        if (!cut || m_header.model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole).isValid())
            return QObject::eventFilter(watched, event);
        QToolTip::showText(help->globalPos(), m_header.model()->headerData(section, Qt::Horizontal).toString());
        return true;
    }

private:
    QHeaderView& m_header;
};

int firstVisible(const QTableView& table)
{
    const int edge = table.isRightToLeft() ? table.horizontalHeader()->viewport()->width() - 1 : 0;
    return table.horizontalHeader()->logicalIndexAt(edge);
}

bool isFirstVisible(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    return (table == nullptr ? 0 : firstVisible(*table)) == index.column();
}

} // namespace

RowDelegate::RowDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void RowDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->displayAlignment.testFlag(Qt::AlignRight))
        option->font = m_theme.figures(TextRole::Body);
    const QVariant struck = index.data(StruckRole);
    if (struck.isValid() && struck.toBool())
        option->font.setStrikeOut(true);
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    const int styled = 2 * (style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1);
    constexpr int kRounding = 1;
    size.rwidth() += 2 * kCellMargin + kRounding + (index.data(TierShapeRole).isValid() ? kMarkSpace : 0);
    if (!index.data().toString().isEmpty())
        size.rwidth() -= styled; // paint() has margins of its own in place of the style's
    return size;
}

bool RowDelegate::helpEvent(
    QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const QString text = index.data().toString();
    const bool elided = sizeHint(option, index).width() > option.rect.width();
    if (event == nullptr || event->type() != QEvent::ToolTip || !elided || text.isEmpty()
        || !index.data(Qt::ToolTipRole).toString().isEmpty())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& viewOption, const QModelIndex& index) const
{
    QStyleOptionViewItem option = viewOption;
    initStyleOption(&option, index);
    painter->save();
    paintBackground(*painter, option, index);
    QRect cell = option.rect.adjusted(kCellMargin, 0, -kCellMargin, 0);
    if (option.features.testFlag(QStyleOptionViewItem::HasCheckIndicator))
        cell.setLeft(option.rect.left() + paintCheckBox(*painter, option) + kCellMargin);
    const QVariant shape = index.data(TierShapeRole);
    if (shape.isValid()) {
        const QRectF box(cell.left(), cell.center().y() - 4, 10, 10);
        paintTierMark(*painter, mirrored(option.direction, option.rect, box), TierShape(shape.toInt()),
            index.data(TierColorRole).value<QColor>());
        cell.setLeft(cell.left() + kMarkSpace);
    }
    paintText(*painter, option, index, cell);
    painter->restore();
}

void RowDelegate::paintBackground(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = m_theme.tokens();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(option.rect, tokens.selection);
        const QRect bar(option.rect.left(), option.rect.top(), kBarWidth, option.rect.height());
        if (isFirstVisible(option, index))
            painter.fillRect(mirrored(option.direction, option.rect, bar), tokens.accent);
    } else if (option.backgroundBrush.style() != Qt::NoBrush) {
        painter.fillRect(option.rect, option.backgroundBrush);
    }
}

int RowDelegate::paintCheckBox(QPainter& painter, const QStyleOptionViewItem& option)
{
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    QStyleOptionViewItem box = option;
    box.rect = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, option.widget);
    box.state = option.state & ~QStyle::State_HasFocus;
    box.state |= option.checkState == Qt::Checked ? QStyle::State_On : QStyle::State_Off;
    style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, &painter, option.widget);
    return option.direction == Qt::RightToLeft ? option.rect.right() - box.rect.left()
                                               : box.rect.right() - option.rect.left();
}

void RowDelegate::paintText(
    QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index, const QRect& cell) const
{
    const Tokens& tokens = m_theme.tokens();
    const QString badge = index.data(BadgeRole).toString();
    const QFontMetrics small(m_theme.font(TextRole::Small));
    const int badgeWidth = badge.isEmpty() ? 0 : small.horizontalAdvance(badge) + 10;
    const QVariant tone = index.data(ToneRole);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    painter.setFont(option.font);
    painter.setPen(!enabled ? tokens.muted : tokens.tone(tone.isValid() ? Tone(tone.toInt()) : Tone::Normal));
    const QFontMetrics metrics(option.font);
    const QRect room = cell.adjusted(0, 0, badgeWidth > 0 ? -badgeWidth - 6 : 0, 0);
    const QString text = metrics.elidedText(option.text, option.textElideMode, room.width());
    painter.drawText(mirrored(option.direction, option.rect, room),
        int(option.displayAlignment | Qt::AlignVCenter) | Qt::TextSingleLine, text);
    if (badgeWidth == 0 || cell.width() < badgeWidth)
        return;
    const int left = std::min(room.left() + metrics.horizontalAdvance(text) + 6, cell.right() - badgeWidth);
    const QRectF frame = mirrored(option.direction, option.rect,
        QRectF(left + 0.5, cell.center().y() - small.height() / 2.0 + 0.5, badgeWidth, small.height()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(TextRole::Small));
    painter.setPen(tokens.info);
    painter.drawRoundedRect(frame, 4, 4);
    painter.drawText(frame, Qt::AlignCenter, badge);
}

void setUpTable(QTableView& table, const Theme& theme, int rowHeight)
{
    table.setItemDelegate(new RowDelegate(theme, &table));
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTextElideMode(Qt::ElideRight);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setTabKeyNavigation(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setCornerButtonEnabled(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setMinimumSectionSize(theme.scaled(20));
    table.verticalHeader()->setDefaultSectionSize(theme.scaled(rowHeight));
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setTextElideMode(Qt::ElideRight);
    new HeaderTips(*table.horizontalHeader()); // the header owns it
    table.horizontalHeader()->setSectionsMovable(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    QObject::connect(&theme, &Theme::changed, &table,
        [&table, &theme, rowHeight] { table.verticalHeader()->setDefaultSectionSize(theme.scaled(rowHeight)); });
}

QTableView* makeTable(const Theme& theme, int rowHeight, QWidget* parent)
{
    auto* table = new Table(parent);
    setUpTable(*table, theme, rowHeight);
    return table;
}

void setColumnWidths(QTableView& table, const Theme& theme, std::span<const int> widths)
{
    Columns::of(table, theme).set(widths);
}

void fitHeight(QTableView& table, const Theme& theme, int rowHeight, int mostRows)
{
    const int rows = std::clamp(table.model()->rowCount(), 1, mostRows);
    const QScrollBar& bar = *table.horizontalScrollBar();
    const int below = bar.maximum() > 0 ? bar.sizeHint().height() : 0;
    const int header = table.horizontalHeader()->sizeHint().height();
    table.setFixedHeight(header + rows * theme.scaled(rowHeight) + below + 4);
}

void chooseRow(QTableView& table, int row)
{
    if (row >= 0)
        table.setCurrentIndex(table.model()->index(row, std::max(0, firstVisible(table))));
}

QString selectedRowsAsText(const QTableView& table)
{
    const QAbstractItemModel* model = table.model();
    if (model == nullptr || table.selectionModel() == nullptr)
        return {};
    QList<int> columns;
    QStringList header;
    for (int visual = 0; visual < model->columnCount(); ++visual) {
        const int column = table.horizontalHeader()->logicalIndex(visual);
        if (table.isColumnHidden(column))
            continue;
        columns << column;
        header << model->headerData(column, Qt::Horizontal).toString();
    }
    QList<int> rows;
    for (const QModelIndex& index : table.selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    QString text = header.join(u'\t');
    for (const int row : rows) {
        QStringList cells;
        for (const int column : columns)
            cells << model->index(row, column).data().toString();
        text += u'\n' % cells.join(u'\t');
    }
    return text;
}

} // namespace signalbox::ui
