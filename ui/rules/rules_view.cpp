// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rules_view.h"

#include "ui/rules/rule_delegates.h"
#include "ui/rules/rules_model.h"
#include "ui/shell/table.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <array>

namespace signalbox::ui {

namespace {

constexpr std::array kColumnWidths { 36, 44, 200, 240, 150, 84, 84 };
constexpr std::array kNarrowWidths { 34, 42, 156, 150, 116, 76, 84 };
constexpr int kHitsFrom = 640; ///< width of the view at 100 % text size
constexpr int kLastHitFrom = 760;
constexpr int kEdge = 24;
constexpr int kScrollMs = 30;
constexpr int kScrollStep = 12;

} // namespace

RulesView::RulesView(RulesModel& model, const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme)
{
    setUpTable(*this, theme, Theme::kRuleRowHeight);
    setModel(&model);
    setItemDelegateForColumn(RulesModel::Hits, new HitBarDelegate(theme, this));
    setItemDelegateForColumn(RulesModel::When, new WhenDelegate(theme, this));
    horizontalHeader()->setSectionResizeMode(RulesModel::When, QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(theme.scaled(40));
    m_scroll.setInterval(kScrollMs);
    connect(&m_scroll, &QTimer::timeout, this, &RulesView::scrollAtEdge);
}

void RulesView::select(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    const int column = currentIndex().isValid() ? currentIndex().column() : int(RulesModel::Name);
    setCurrentIndex(m_model.index(row, column));
    scrollTo(m_model.index(row, RulesModel::Name));
}

// A narrow list says less of the traffic and more of the rules.
void RulesView::fitColumns()
{
    const bool narrow = width() < m_theme.scaled(kLastHitFrom);
    setColumnHidden(RulesModel::Hits, width() < m_theme.scaled(kHitsFrom));
    setColumnHidden(RulesModel::LastHit, narrow);
    setColumnWidths(*this, m_theme, narrow ? kNarrowWidths : kColumnWidths);
}

void RulesView::resizeEvent(QResizeEvent* event)
{
    fitColumns();
    QTableView::resizeEvent(event);
}

void RulesView::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint().y());
    m_pressed.reset();
    const int place = m_model.placeOf(row);
    // The last rule and those that are gone have no place to go to.
    if (event->button() == Qt::LeftButton && place >= 0 && row < m_model.rowCount() - 1) {
        m_pressed = event->position().toPoint();
        m_pressedRow = row;
    }
    QTableView::mousePressEvent(event);
}

void RulesView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    if (m_drag)
        return dragTo(at);
    if (!m_pressed || !event->buttons().testFlag(Qt::LeftButton))
        return QTableView::mouseMoveEvent(event);
    if ((at - *m_pressed).manhattanLength() >= QApplication::startDragDistance())
        beginDrag(m_pressedRow, at);
}

void RulesView::mouseReleaseEvent(QMouseEvent* event)
{
    m_pressed.reset();
    if (!m_drag)
        return QTableView::mouseReleaseEvent(event);
    const Drag done = *m_drag;
    endDrag();
    QTableView::mouseReleaseEvent(event);
    if (done.before != done.row && done.before != done.row + 1)
        Q_EMIT dropped(done.row, done.before);
}

void RulesView::keyPressEvent(QKeyEvent* event)
{
    if (m_drag && event->key() == Qt::Key_Escape)
        return endDrag();
    if (event->matches(QKeySequence::Copy)) {
        QApplication::clipboard()->setText(selectedRowsAsText(*this));
        return event->accept();
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT editWanted();
        return event->accept();
    }
    QTableView::keyPressEvent(event);
}

QPixmap RulesView::pictureOf(int row)
{
    const QRect line(0, rowViewportPosition(row), viewport()->width(), rowHeight(row));
    QPixmap picture = viewport()->grab(line);
    QPainter painter(&picture);
    painter.setPen(QPen(m_theme.tokens().accent, 2));
    painter.drawRect(QRectF(QPointF(0, 0), picture.deviceIndependentSize()).adjusted(1, 1, -1, -1));
    return picture;
}

void RulesView::beginDrag(int row, const QPoint& at)
{
    m_drag = Drag { row, row, at, pictureOf(row) };
    setCursor(Qt::ClosedHandCursor);
    m_scroll.start();
    dragTo(at);
}

void RulesView::dragTo(const QPoint& at)
{
    m_drag->at = at;
    const int row = rowAt(std::clamp(at.y(), 0, viewport()->height() - 1));
    const int last = m_model.rowCount() - 1; // nothing goes behind the last rule
    if (row < 0)
        m_drag->before = last;
    else
        m_drag->before = std::min(last, at.y() > rowViewportPosition(row) + rowHeight(row) / 2 ? row + 1 : row);
    viewport()->update();
}

void RulesView::endDrag()
{
    m_drag.reset();
    m_pressed.reset();
    m_scroll.stop();
    unsetCursor();
    viewport()->update();
}

void RulesView::scrollAtEdge()
{
    if (!m_drag)
        return;
    QScrollBar* bar = verticalScrollBar();
    if (m_drag->at.y() < kEdge)
        bar->setValue(bar->value() - kScrollStep);
    else if (m_drag->at.y() > viewport()->height() - kEdge)
        bar->setValue(bar->value() + kScrollStep);
    else
        return;
    dragTo(m_drag->at);
}

int RulesView::lineAt(int before) const
{
    return before >= m_model.rowCount() ? rowViewportPosition(before - 1) + rowHeight(before - 1)
                                        : rowViewportPosition(before);
}

void RulesView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (!m_drag)
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const int y = lineAt(m_drag->before);
    const QColor accent = m_theme.tokens().accent;
    painter.setPen(QPen(accent, 2));
    painter.drawLine(8, y, viewport()->width(), y);
    painter.setBrush(m_theme.tokens().surface);
    painter.drawEllipse(QPointF(5, y), 3.5, 3.5);
    painter.setOpacity(0.9);
    const int height = rowHeight(m_drag->row);
    painter.drawPixmap(QPoint(16, m_drag->at.y() - height / 2), m_drag->picture);
}

} // namespace signalbox::ui
