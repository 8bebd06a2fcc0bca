// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop_notifier.h"

#include "ui/bridge/engine.h"
#include "ui/shell/format.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QVariantMap>

#include <cmath>

namespace signalbox::app {

DesktopNotifier::DesktopNotifier(ui::Engine& engine)
{
    connect(&engine, &ui::Engine::alertRaised, this, &DesktopNotifier::show);
}

DesktopNotifier::~DesktopNotifier() = default;

QString DesktopNotifier::title(const Ledger::Alert& alert)
{
    if (alert.share >= 1.0)
        return tr("Daily ceiling reached");
    //: %1: share in percent
    return tr("%1 % of the daily ceiling is spent").arg(std::lround(alert.share * 100));
}

QString DesktopNotifier::body(const Ledger::Alert& alert)
{
    const QString used = ui::moneyText(alert.balance.settled + alert.balance.uncertain);
    const QString limit = ui::moneyText(alert.ceiling.limit);
    //: %1: money used today, %2: the ceiling
    QString text = tr("%1 of today's %2 is used.").arg(used, limit);
    if (alert.share >= 1.0)
        text += QLatin1Char(' ')
            + (alert.ceiling.atLimit == AtLimit::Block ? tr("Paid requests are refused until the day ends.")
                                                       : tr("Requests go to cheaper tiers until the day ends."));
    return text;
}

void DesktopNotifier::show(const Ledger::Alert& alert)
{
    if (alert.ceiling.scope == "sandbox")
        return; // simulated spend alarms nobody
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("/org/freedesktop/Notifications"), QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("Notify"));
    QVariantMap hints;
    hints.insert(QStringLiteral("urgency"), QVariant::fromValue<uchar>(alert.share >= 1.0 ? 2 : 1));
    call.setArguments({ QStringLiteral("Signalbox"), 0u, QStringLiteral("io.github.signalbox.Signalbox"), title(alert),
        body(alert), QStringList(), hints, -1 });
    QDBusConnection::sessionBus().asyncCall(call, 2000);
}

} // namespace signalbox::app
