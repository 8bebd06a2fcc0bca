// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/running_proxy.h"

#include <QObject>

#include <functional>
#include <optional>
#include <type_traits>

namespace signalbox::ui {

/// Orders to a proxy whose answer the caller needs before it goes on. One in this process answers in milliseconds; what
/// another process is asked for is waited for on a thread of its own, while the window goes on painting and says so,
/// and whoever does not want to wait any more can leave it. GUI thread.
class Patience final : public QObject {
    Q_OBJECT

public:
    explicit Patience(RunningProxy& proxy, QObject* parent = nullptr);

    /// What the order comes to; after giveUp() mostly attach_abandoned.
    template <class Order> [[nodiscard]] std::invoke_result_t<Order> await(Order order)
    {
        if (!m_proxy.attachment())
            return order();
        std::optional<std::invoke_result_t<Order>> answer;
        wait([&] { answer.emplace(order()); });
        return std::move(*answer);
    }
    void giveUp();

Q_SIGNALS:
    /// It takes long enough to be said, and is over.
    void waitingChanged(bool waiting);

private:
    void wait(const std::function<void()>& order);
    RunningProxy& m_proxy;
};

} // namespace signalbox::ui
