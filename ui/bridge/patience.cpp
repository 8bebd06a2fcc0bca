// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/patience.h"

#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <future>
#include <thread>

namespace signalbox::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto kAtOnce = 30ms;     ///< what comes so soon is not worth an event loop
constexpr auto kUnnoticed = 250ms; ///< what comes so soon is not worth a word

} // namespace

Patience::Patience(RunningProxy& proxy, QObject* parent)
    : QObject(parent)
    , m_proxy(proxy)
{
}

void Patience::giveUp()
{
    m_proxy.abandon(RunningProxy::Abandon::WhatIsAsked);
}

void Patience::wait(const std::function<void()>& order)
{
    QEventLoop loop;
    std::promise<void> promise;
    const std::future<void> done = promise.get_future();
    std::jthread asker([&] {
        order();
        promise.set_value();
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    const auto isDone = [&done](auto within) { return done.wait_for(within) == std::future_status::ready; };
    if (isDone(kAtOnce))
        return;
    // Nothing is typed or pressed meanwhile: what asks is in the middle of its work.
    QTimer::singleShot(kUnnoticed, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    if (isDone(0ms))
        return;
    Q_EMIT waitingChanged(true);
    loop.exec();
    if (!isDone(0ms)) // the program ends: no event loop runs any more
        giveUp();
    asker.join();
    Q_EMIT waitingChanged(false);
}

} // namespace signalbox::ui
