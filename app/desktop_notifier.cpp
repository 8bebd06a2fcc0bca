// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop_notifier.h"

#include "ui/alerts/alert_words.h"
#include "ui/bridge/engine.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

#include <chrono>

namespace signalbox::app {

namespace {

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
const QString kSnooze = QStringLiteral("snooze");
constexpr int kPatienceMs = 2000;

} // namespace

DesktopNotifier::DesktopNotifier(ui::Engine& engine)
    : m_engine(engine)
{
    connect(&engine, &ui::Engine::alertRaised, this, &DesktopNotifier::show);
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    bus.connect(
        kService, kPath, kService, QStringLiteral("NotificationClosed"), this, SLOT(notificationClosed(uint, uint)));
}

DesktopNotifier::~DesktopNotifier() = default;

void DesktopNotifier::show(const AlertNews& news)
{
    if (!news.onDesktop)
        return;
    if (news.what == AlertNews::What::Raised)
        return send(news, 0);
    // One more of it: only where it still stands; whoever closed it does not want it back.
    for (auto shown = m_shown.cbegin(); shown != m_shown.cend(); ++shown) {
        if (shown->alert == news.alert.id)
            return send(news, shown.key());
    }
}

void DesktopNotifier::send(const AlertNews& news, uint replaced)
{
    const ui::AlertSentences words = ui::alertSentences(news.alert, QLocale());
    QVariantMap hints;
    hints.insert(QStringLiteral("urgency"), QVariant::fromValue<uchar>(news.alert.level == AlertLevel::Urgent ? 2 : 1));
    hints.insert(QStringLiteral("desktop-entry"), QStringLiteral("io.github.signalbox.Signalbox"));
    if (news.withSound && replaced == 0)
        hints.insert(QStringLiteral("sound-name"), QStringLiteral("dialog-warning"));
    else
        hints.insert(QStringLiteral("suppress-sound"), true);
    const QStringList actions { QStringLiteral("default"), tr("Show"), kSnooze, tr("Snooze 1 h") };
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, QStringLiteral("Notify"));
    call.setArguments({ QStringLiteral("Signalbox"), replaced, QStringLiteral("io.github.signalbox.Signalbox"),
        words.title, words.body.toHtmlEscaped(), actions, hints, -1 });
    const Shown shown { news.alert.id, snoozeKeyOf(news.alert.event) };
    const bool sound = news.withSound && replaced == 0;
    auto* pending = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, kPatienceMs), this);
    connect(pending, &QDBusPendingCallWatcher::finished, this, [this, shown, sound](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<uint> reply = *done;
        done->deleteLater();
        if (reply.isValid())
            m_shown.insert(reply.value(), shown);
        else if (sound)
            Q_EMIT beepWanted();
    });
}

void DesktopNotifier::actionInvoked(uint notification, const QString& action)
{
    const auto shown = m_shown.constFind(notification);
    if (shown == m_shown.cend())
        return; // another program's
    if (action == kSnooze)
        m_engine.alerts().snooze(shown->snoozeKey, std::chrono::hours(1));
    else
        Q_EMIT openRequested();
}

void DesktopNotifier::notificationClosed(uint notification, uint)
{
    m_shown.remove(notification);
}

} // namespace signalbox::app
