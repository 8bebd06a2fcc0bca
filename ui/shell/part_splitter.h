// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

#include <map>

namespace signalbox::ui {

/// Two parts, beside or below one another. The second has its usual size until the user moves the handle; from then on
/// its share of the room, for each of the two ways. A window with a LayoutMemory keeps it. GUI thread.
class PartSplitter final : public QSplitter {
    Q_OBJECT

public:
    explicit PartSplitter(QWidget* parent = nullptr);
    /// usual: pixels of the second part where the user has not chosen.
    void place(Qt::Orientation way, int usual);
    /// Room between the parts, in the way they stand.
    [[nodiscard]] int room() const;

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void apply();
    void noteMoved();
    void recall();
    std::map<Qt::Orientation, int> m_share; ///< of the second part, in thousandths
    int m_usual = 0;
    bool m_recalled = false;
};

} // namespace signalbox::ui
