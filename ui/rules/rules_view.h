// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QTableView>
#include <QTimer>

#include <optional>

namespace signalbox::ui {

class RulesModel;

/// The list of rules. A row is dragged to another place (its picture follows the pointer, a line shows where it will
/// stand, Escape lets it go); keys that act on a row are signals. GUI thread.
class RulesView final : public QTableView {
    Q_OBJECT

public:
    RulesView(RulesModel& model, const Theme& theme, QWidget* parent);
    [[nodiscard]] int currentRow() const { return currentIndex().row(); }
    void select(int row);
    void fitColumns(); ///< to the width, the text size and the language

Q_SIGNALS:
    void dropped(int row, int before); ///< rows of the model
    void editWanted();                 ///< Enter

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Drag {
        int row = -1;
        int before = -1;
        QPoint at;
        QPixmap picture;
    };
    void beginDrag(int row, const QPoint& at);
    void dragTo(const QPoint& at);
    void endDrag();
    void scrollAtEdge();
    [[nodiscard]] QPixmap pictureOf(int row);
    [[nodiscard]] int lineAt(int before) const;

    RulesModel& m_model;
    const Theme& m_theme;
    std::optional<QPoint> m_pressed;
    int m_pressedRow = -1;
    std::optional<Drag> m_drag;
    QTimer m_scroll;
};

} // namespace signalbox::ui
