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

bool isDone(const std::function<void(ui::Engine::Answer<bool>)>& order)
{
    QEventLoop loop;
    bool good = false;
    order([&](const Result<bool>& result) {
        good = result.has_value();
        loop.quit();
    });
    loop.exec();
    return good;
}

} // namespace signalbox::app
