// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"
#include "ui/shell/theme.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace signalbox::ui {

/// One notice at the lower edge of its parent; gone after ten seconds, later while the pointer rests on it. A new
/// notice takes the place of the former.
class Toast final : public QFrame {
    Q_OBJECT

public:
    Toast(const Theme& theme, QWidget* parent);
    void show(const Notice& notice);
    [[nodiscard]] QString text() const;
    [[nodiscard]] static constexpr std::chrono::seconds lifetime() { return std::chrono::seconds(10); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void place();
    void retranslate();
    void runAction();
    const Theme& m_theme;
    QLabel* m_text;
    QPushButton* m_action;
    QToolButton* m_close;
    QTimer m_timer;
    std::function<void()> m_run;
};

} // namespace signalbox::ui
