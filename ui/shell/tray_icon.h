// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/tray_look.h"

#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include <memory>

class QAction;
class QMenu;

namespace signalbox::ui {

/// The icon in the desktop's tray with its menu: how the ceiling stands, and what must be at hand while the window is
/// closed. Looks every few seconds while the window is hidden and nothing else pulls. GUI thread; the engine outlives
/// it. Where there is no tray nothing is shown, and isThere() says so.
class TrayIcon final : public QObject {
    Q_OBJECT

public:
    explicit TrayIcon(Engine& engine, QObject* parent = nullptr);
    ~TrayIcon() override;

    void show();
    [[nodiscard]] bool isThere() const;
    /// A balloon, where the tray has such.
    void say(const QString& title, const QString& text);
    [[nodiscard]] const TrayLook& look() const { return m_look; }
    [[nodiscard]] QMenu& menu() { return *m_menu; }
    void refresh();

Q_SIGNALS:
    void openWanted();
    void copyWanted();
    void quitWanted();

private:
    void buildMenu();
    void updateTexts();
    void toggleStop();

    Engine& m_engine;
    TrayLook m_look;
    bool m_pulled = false; ///< since the last turn of m_slow
    std::unique_ptr<QMenu> m_menu;
    QMenu* m_pauseMenu;
    QAction *m_open, *m_copy, *m_bypass, *m_stopRouting, *m_resume, *m_stopAll, *m_quit;
    QSystemTrayIcon m_icon;
    QTimer m_slow;
};

} // namespace signalbox::ui
