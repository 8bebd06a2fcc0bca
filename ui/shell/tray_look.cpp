// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray_look.h"

#include "ui/budgets/ceiling_words.h"
#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include <algorithm>
#include <array>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array kSizes { 16, 22, 24, 32, 48, 64 };
constexpr double kTurn = 360 * 16; ///< QPainter counts sixteenths of a degree
constexpr double kTop = 90 * 16;
constexpr double kNearlyAll = 0.999;

struct TrayWords {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::TrayLook)
};

// What keeps requests from being served; "" where nothing does.
QString obstacle(const Engine& engine)
{
    const RunningProxy::Status& status = engine.status();
    if (engine.isStale())
        return TrayWords::tr("The running service has ended");
    if (!status.listening)
        return TrayWords::tr("Routing is off");
    if (engine.stopped())
        return TrayWords::tr("Everything is stopped");
    if (!status.ledgerHealthy)
        return TrayWords::tr("Ledger not writable");
    if (status.routing == Routing::Bypass)
        return TrayWords::tr("Rules are bypassed");
    return status.paused() ? TrayWords::tr("Routing is paused") : QString();
}

void drawSign(QPainter& painter, const QRectF& box, TrayLook::Sign sign)
{
    QPainterPath path;
    const auto at = [&box](double x, double y) { return box.topLeft() + QPointF(box.width() * x, box.height() * y); };
    switch (sign) {
    case TrayLook::Sign::Fine:
        path.moveTo(at(0.1, 0.55));
        path.lineTo(at(0.4, 0.85));
        path.lineTo(at(0.9, 0.2));
        break;
    case TrayLook::Sign::Attention:
        path.moveTo(at(0.5, 0.05));
        path.lineTo(at(0.5, 0.6));
        path.moveTo(at(0.5, 0.92));
        path.lineTo(at(0.5, 0.94));
        break;
    case TrayLook::Sign::Off:
        path.moveTo(at(0.15, 0.15));
        path.lineTo(at(0.85, 0.85));
        path.moveTo(at(0.85, 0.15));
        path.lineTo(at(0.15, 0.85));
        break;
    }
    painter.drawPath(path);
}

QPixmap picture(const TrayLook& look, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const double line = std::max(2.0, size / 8.0);
    const QRectF ring = QRectF(0, 0, size, size).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    const QColor color = traySignColor(look.sign);
    QColor track = color;
    track.setAlphaF(0.35F);
    painter.setPen(QPen(track, line, Qt::SolidLine, Qt::FlatCap));
    painter.drawEllipse(ring);
    if (look.share > 0) {
        painter.setPen(QPen(color, line, Qt::SolidLine, Qt::FlatCap));
        painter.drawArc(ring, int(kTop), -int(std::min(1.0, look.share) * kTurn));
    }
    const double side = size * 0.42;
    const QRectF sign((size - side) / 2, (size - side) / 2, side, side);
    painter.setPen(QPen(color, std::max(1.6, size / 9.0), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    drawSign(painter, sign, look.sign);
    return pixmap;
}

} // namespace

QColor traySignColor(TrayLook::Sign sign)
{
    switch (sign) {
    case TrayLook::Sign::Fine:
        return { 0x00, 0x9E, 0x73 };
    case TrayLook::Sign::Attention:
        return { 0xC2, 0x7A, 0x00 };
    case TrayLook::Sign::Off:
        break;
    }
    return { 0xDE, 0x45, 0x4B };
}

TrayLook trayLook(const Engine& engine)
{
    TrayLook look;
    QStringList parts;
    if (const auto standing = tightest(engine); standing && standing->ceiling.limit.nano() > 0) {
        const Money used = standing->balance.used();
        const Money limit = standing->ceiling.limit;
        look.share = double(used.nano()) / double(limit.nano());
        //: %1 and %2 are amounts: what is used of a ceiling
        QString spent = TrayWords::tr("%1 of %2").arg(moneyText(used), moneyText(limit));
        if (standing->ceiling.scope == "sandbox")
            //: behind an amount: it is the sandbox's, no money
            spent = TrayWords::tr("%1 (simulated)").arg(spent);
        parts.append(spent);
        const std::vector<double>& alerts = standing->ceiling.alertAt;
        const bool alerting = std::ranges::any_of(alerts, [&look](double share) { return look.share + 1e-9 >= share; });
        look.sign = look.share >= kNearlyAll ? TrayLook::Sign::Off
            : alerting                       ? TrayLook::Sign::Attention
                                             : TrayLook::Sign::Fine;
    }
    //: requests a minute: "41/min"
    parts.append(TrayWords::tr("%1/min").arg(countText(engine.live().requestsLastMinute)));
    if (const QString why = obstacle(engine); !why.isEmpty()) {
        const RunningProxy::Status& status = engine.status();
        // The routing's state alone.
        const bool wanted = !engine.isStale() && status.listening && status.ledgerHealthy && !engine.stopped();
        look.sign = wanted ? std::max(look.sign, TrayLook::Sign::Attention) : TrayLook::Sign::Off;
        parts.prepend(why);
    }
    look.words = parts.join(u" · "_s);
    return look;
}

QIcon trayPicture(const TrayLook& look)
{
    QIcon icon;
    for (const int size : kSizes)
        icon.addPixmap(picture(look, size));
    return icon;
}

} // namespace signalbox::ui
