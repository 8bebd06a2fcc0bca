// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

class QMessageBox;
class QWidget;

namespace signalbox::ui {

/// Leaves the program without cutting requests off: where some are in flight, no new ones are taken, and it is said
/// that the program ends with them, now, or not at all. GUI thread; engine and window outlive it.
class QuitQuestion final : public QObject {
    Q_OBJECT

public:
    QuitQuestion(Engine& engine, QWidget& window);
    ~QuitQuestion() override;

    void ask();
    [[nodiscard]] QMessageBox* box() const { return m_box; } ///< nullptr: nothing is asked

Q_SIGNALS:
    void agreed(); ///< nothing is in flight any more, or the user did not want to wait

private:
    void look();
    void open();
    void keepRunning();

    Engine& m_engine;
    QWidget& m_window;
    QPointer<QMessageBox> m_box;
    QTimer m_timer;
    Routing m_before = Routing::Rules;
};

} // namespace signalbox::ui
