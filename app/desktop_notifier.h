// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_feed.h"

#include <QHash>
#include <QObject>
#include <QString>

namespace signalbox::ui {
class Engine;
}

namespace signalbox::app {

/// Alerts as desktop notifications (org.freedesktop.Notifications 1.2), with the actions Show and Snooze 1 h. What is
/// folded into an alert changes the notification that stands there. Where no such service runs, the window's banner is
/// all there is; nothing waits for the bus.
class DesktopNotifier final : public QObject {
    Q_OBJECT

public:
    explicit DesktopNotifier(ui::Engine& engine);
    ~DesktopNotifier() override;

Q_SIGNALS:
    /// Somebody clicked on a notification.
    void openRequested();
    /// No notification service takes it, and the alert wants to be heard.
    void beepWanted();

private Q_SLOTS:
    void actionInvoked(uint notification, const QString& action);
    void notificationClosed(uint notification, uint reason);

private:
    void show(const AlertNews& news);
    void send(const AlertNews& news, uint replaced);

    ui::Engine& m_engine;
    struct Shown {
        qint64 alert = 0;
        std::string snoozeKey;
    };
    QHash<uint, Shown> m_shown; ///< by the service's number
};

} // namespace signalbox::app
