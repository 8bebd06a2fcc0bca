// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settle.h"

#include <QEventLoop>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>

namespace signalbox::app {

namespace {

constexpr int kPlaceMs = 100;

} // namespace

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

void showWhole(const QWidget& page, QWidget* part, int around)
{
    settle(kPlaceMs);
    for (QScrollArea* area : page.findChildren<QScrollArea*>())
        area->ensureWidgetVisible(part, 0, around);
}

void scrollUp(const QWidget& page)
{
    for (QScrollArea* area : page.findChildren<QScrollArea*>())
        area->verticalScrollBar()->setValue(0);
}

} // namespace signalbox::app
