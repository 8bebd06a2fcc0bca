// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/about.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace signalbox::ui {

void showAbout(QWidget& window)
{
    //: %1 is a version number
    const QString text = QCoreApplication::translate("About",
        "Signalbox %1\n\nAn operator's desk for LLM traffic.\n"
        "Free software under the GNU General Public License, version 3 or later.")
                             .arg(QStringLiteral(SIGNALBOX_VERSION));
    QMessageBox::about(&window, QCoreApplication::translate("About", "About Signalbox"), text);
}

} // namespace signalbox::ui
