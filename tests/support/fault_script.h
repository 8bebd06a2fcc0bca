// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/certificates.h"
#include "tests/support/raw_upstream.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace signalbox::test {

/// Every case of tests/corpora/upstream_faults.jsonl.
[[nodiscard]] std::vector<nlohmann::json> faultCases(const std::string& file);

/// Plays one case of the corpus as an upstream, by its list of actions (README of the corpus: reliability, section 5).
class FaultUpstream {
public:
    FaultUpstream(const nlohmann::json& faultCase, const Authority& authority);

    [[nodiscard]] std::uint16_t port() const { return m_upstream->port(); }
    [[nodiscard]] int connections() const { return m_upstream->connections(); }
    /// Requests that were read whole.
    [[nodiscard]] int requests() const { return m_requests; }
    [[nodiscard]] int peerClosings() const { return m_peerClosings; }
    [[nodiscard]] std::size_t applicationBytes() const { return m_applicationBytes; }

private:
    void play(RawPeer& peer, int number);
    /// False: the script is over.
    bool act(RawPeer& peer, const nlohmann::json& action);
    bool write(RawPeer& peer, const nlohmann::json& action);
    void writeUntilClosed(RawPeer& peer, const nlohmann::json& action);
    void writeBomb(RawPeer& peer, const nlohmann::json& action);
    bool breakHandshake(RawPeer& peer, const std::string& how);
    void waitForPeer(RawPeer& peer);
    bool readRequest(RawPeer& peer);

    nlohmann::json m_case;
    Identity m_identity;
    std::atomic<int> m_requests { 0 };
    std::atomic<int> m_peerClosings { 0 };
    std::atomic<std::size_t> m_applicationBytes { 0 };
    std::unique_ptr<RawUpstream> m_upstream; ///< last: its threads use the rest
};

} // namespace signalbox::test
