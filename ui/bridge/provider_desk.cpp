// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/provider_desk.h"

#include "ui/bridge/ask.h"

namespace signalbox::ui {

ProviderDesk::ProviderDesk(RunningProxy& proxy, QObject& home)
    : m_proxy(proxy)
    , m_home(home)
{
}

ProviderDesk::~ProviderDesk()
{
    m_stop.request_stop();
    m_worker.stop();
}

void ProviderDesk::fetchModels(
    const std::string& provider, QObject* context, Answer<Result<std::vector<OfferedModel>>> done)
{
    cancel();
    auto work = [&proxy = m_proxy, provider, stop = m_stop.get_token()] { return proxy.offeredModels(provider, stop); };
    ask(m_worker, m_home, context, std::move(work), std::move(done));
}

void ProviderDesk::findLocalServers(QObject* context, Answer<std::vector<LocalServer>> done)
{
    cancel();
    auto work = [&proxy = m_proxy, stop = m_stop.get_token()] { return proxy.localServers(stop); };
    ask(m_worker, m_home, context, std::move(work), std::move(done));
}

void ProviderDesk::cancel()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
}

void ProviderDesk::tripBreaker(const std::string& deployment)
{
    m_proxy.tripBreaker(deployment);
}

} // namespace signalbox::ui
