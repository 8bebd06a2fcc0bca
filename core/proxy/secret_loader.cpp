// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/secret_loader.h"

namespace signalbox {

SecretLoader::SecretLoader(SecretStore& secrets)
    : m_secrets(secrets)
{
}

SecretLoader::~SecretLoader()
{
    stop();
}

void SecretLoader::load(const std::vector<std::string>& references)
{
    const std::lock_guard lock(m_mutex);
    if (m_stopping || references.empty())
        return;
    m_references.insert(m_references.end(), references.begin(), references.end());
    if (!m_thread.joinable())
        m_thread = std::jthread([this] { run(); });
    m_wanted.notify_one();
}

void SecretLoader::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        if (m_references.empty()) {
            m_wanted.wait(lock);
            continue;
        }
        const std::string reference = std::move(m_references.front());
        m_references.pop_front();
        lock.unlock();
        (void)m_secrets.load(reference); // what failed is kept in SecretStore::view()
        lock.lock();
    }
}

void SecretLoader::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_secrets.giveUp();
    m_wanted.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace signalbox
