// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/user_service.h"

#include <QFileInfo>
#include <QPointer>
#include <QProcess>
#include <QStandardPaths>
#include <QStringBuilder>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kUnit = u"signalbox.service"_s;
constexpr qsizetype kMostDetail = 200;

QString userUnits()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) % u"/systemd/user/"_s;
}

} // namespace

bool isServiceOffered()
{
    // A systemd of the user has its private socket there; one of another kind of session has not.
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (runtime.isEmpty() || !QFileInfo::exists(runtime % u"/systemd/private"_s)
        || QStandardPaths::findExecutable(u"systemctl"_s).isEmpty())
        return false;
    const QStringList folders { userUnits(), u"/etc/systemd/user/"_s, u"/usr/local/lib/systemd/user/"_s,
        u"/usr/lib/systemd/user/"_s };
    return std::ranges::any_of(folders, [](const QString& folder) { return QFileInfo::exists(folder % kUnit); });
}

bool isServiceOn()
{
    const QFileInfo wanted(userUnits() % u"default.target.wants/"_s % kUnit);
    return wanted.isSymLink() || wanted.exists();
}

void setServiceAtLogin(ServiceAtLogin wanted, QObject* context, const std::function<void(Result<void>)>& done)
{
    // It outlives whoever asked: what was begun is done.
    auto* systemctl = new QProcess;
    const auto ended = [systemctl, guard = QPointer<QObject>(context), done](bool good) {
        const QByteArray said = systemctl->readAllStandardError().trimmed().left(kMostDetail);
        systemctl->disconnect();
        systemctl->deleteLater();
        if (guard)
            done(good ? Result<void>() : fail("service_manager_failed", { { "detail", said.toStdString() } }));
    };
    QObject::connect(systemctl, &QProcess::finished, systemctl,
        [ended](int code, QProcess::ExitStatus status) { ended(code == 0 && status == QProcess::NormalExit); });
    QObject::connect(systemctl, &QProcess::errorOccurred, systemctl, [ended](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended(false);
    });
    const QString verb = wanted == ServiceAtLogin::Start ? u"enable"_s : u"disable"_s;
    systemctl->start(u"systemctl"_s, { u"--user"_s, verb, kUnit });
}

} // namespace signalbox::ui
