// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keys/vault.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace signalbox {

/// Reads secrets on a thread of its own, one after another: the keychain may ask the user, and neither a start, nor an
/// applied configuration, nor the end of the process waits for that. Any thread may call.
class SecretLoader {
public:
    explicit SecretLoader(SecretStore& secrets);
    ~SecretLoader();
    SecretLoader(const SecretLoader&) = delete;
    SecretLoader& operator=(const SecretLoader&) = delete;
    void load(const std::vector<std::string>& references);
    /// Gives up what is being waited for. Nothing is loaded afterwards.
    void stop();

private:
    void run();

    SecretStore& m_secrets;
    std::mutex m_mutex;
    std::condition_variable m_wanted;
    std::deque<std::string> m_references;
    bool m_stopping = false;
    std::jthread m_thread;
};

} // namespace signalbox
