// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace signalbox::ui {

/// Widgets in a line, and in further lines where one has no room for them. GUI thread.
class FlowLayout final : public QLayout {
    Q_OBJECT

public:
    enum class Side { Leading, Trailing }; ///< where a line that is not full stands
    explicit FlowLayout(Side side, QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    /// Not while it is empty: what holds a layout with it would be stretched by every page that scrolls.
    [[nodiscard]] bool hasHeightForWidth() const override { return !isEmpty(); }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;    ///< all in one line
    [[nodiscard]] QSize minimumSize() const override; ///< as wide as the widest
    void setGeometry(const QRect& rect) override;

private:
    struct Line {
        std::vector<QLayoutItem*> items;
        int width = 0;
        int height = 0;
    };
    [[nodiscard]] std::vector<Line> lines(int width) const;
    Side m_side;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace signalbox::ui
