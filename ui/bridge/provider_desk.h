// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/running_proxy.h"
#include "ui/bridge/worker.h"

#include <QObject>

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace signalbox::ui {

/// What the window asks and orders about providers and their servers, which may hang for their whole time: on a worker
/// of its own. Part of the engine: GUI thread; results come there, unless the context object has died meanwhile.
class ProviderDesk {
public:
    /// proxy and home outlive it.
    ProviderDesk(RunningProxy& proxy, QObject& home);
    ~ProviderDesk();
    ProviderDesk(const ProviderDesk&) = delete;
    ProviderDesk& operator=(const ProviderDesk&) = delete;

    template <class T> using Answer = std::function<void(T)>;
    /// Asks the provider, with its key; up to 15 s. One question at a time: the next one, or cancel(), ends it with the
    /// error "cancelled".
    void fetchModels(const std::string& provider, QObject* context, Answer<Result<std::vector<OfferedModel>>> done);
    /// Asks the usual ports of this machine: two seconds.
    void findLocalServers(QObject* context, Answer<std::vector<LocalServer>> done);
    void cancel();
    void tripBreaker(const std::string& deployment); ///< shown with the next pull

private:
    RunningProxy& m_proxy;
    QObject& m_home;
    std::stop_source m_stop; ///< of the question that is open
    Worker m_worker;
};

} // namespace signalbox::ui
