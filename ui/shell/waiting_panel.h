// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;

namespace signalbox::ui {

/// What stands before the window while a running service is waited for: that it is waited for, since when, and a way
/// out. GUI thread.
class WaitingPanel final : public QDialog {
    Q_OBJECT

public:
    explicit WaitingPanel(QWidget* parent);
    void begin();
    void end();

Q_SIGNALS:
    void leaveWanted();

protected:
    void reject() override; ///< Escape and the window's close button, too
    void timerEvent(QTimerEvent* event) override;

private:
    void say();
    QLabel* m_text;
    QPushButton* m_leave;
    int m_seconds = 0;
    int m_timer = 0;
};

} // namespace signalbox::ui
