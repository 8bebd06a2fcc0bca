// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settle.h"

#include <QEventLoop>
#include <QTimer>

namespace signalbox::app {

void settle(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace signalbox::app
