// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/worker.h"

#include <QObject>
#include <QPointer>

#include <utility>

namespace signalbox::ui {

/// Runs work on a worker and hands its result to done on the GUI thread, unless context has died meanwhile. home lives
/// on the GUI thread and stops the worker before it dies.
template <class Work, class Done> void ask(Worker& worker, QObject& home, QObject* context, Work work, Done done)
{
    const QPointer<QObject> guard(context);
    worker.post([&home, guard, work = std::move(work), done = std::move(done)]() mutable {
        auto result = work();
        auto deliver = [guard, done = std::move(done), result = std::move(result)]() mutable {
            if (guard)
                done(std::move(result));
        };
        QMetaObject::invokeMethod(&home, std::move(deliver), Qt::QueuedConnection);
    });
}

} // namespace signalbox::ui
