// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

namespace signalbox::ui {

class Theme;

/// Parts beside one another; below one another where there is less room than `least` (pixels at 100 % text size). GUI
/// thread; theme outlives it.
class SideBySide final : public QWidget {
    Q_OBJECT

public:
    SideBySide(const Theme& theme, int least, QWidget* parent = nullptr);
    void add(QWidget* part, int stretch);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void turn();
    const Theme& m_theme;
    int m_least;
    QBoxLayout* m_layout;
};

} // namespace signalbox::ui
