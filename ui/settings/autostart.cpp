// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/autostart.h"

#include "core/record/data_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

QString autostartPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        % u"/autostart/io.github.signalbox.Signalbox.desktop"_s;
}

bool startsAtLogin()
{
    QFile file(autostartPath());
    return file.open(QIODevice::ReadOnly) && !file.readAll().contains("Hidden=true");
}

Result<void> setAtLogin(AtLogin wanted, const QString& command)
{
    const QString path = autostartPath();
    const auto failed = [&path] { return fail("file_unwritable", { { "path", path.toStdString() } }); };
    if (wanted == AtLogin::Nothing) {
        if (QFile::exists(path) && !QFile::remove(path))
            return failed();
        return {};
    }
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failed();
    const QString text = u"[Desktop Entry]\nType=Application\nName=Signalbox\nExec=%1\n"
                         "Icon=io.github.signalbox.Signalbox\nX-GNOME-Autostart-enabled=true\n"_s.arg(command);
    return replaceFile(path.toStdString(), text.toStdString());
}

QString execQuoted(const QStringList& arguments)
{
    QStringList quoted;
    for (QString argument : arguments) {
        argument.replace(u'%', u"%%"_s);
        for (const QChar special : { u'\\', u'"', u'`', u'$' })
            argument.replace(special, QString(u'\\') % special);
        // The value of a key is unescaped once before the command line is.
        quoted.append(u'"' % argument.replace(u'\\', u"\\\\"_s) % u'"');
    }
    return quoted.join(u' ');
}

} // namespace signalbox::ui
