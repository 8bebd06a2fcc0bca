// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/budget/ledger.h"
#include "core/evals/prompt_window.h"
#include "core/http/upstream_client.h"
#include "core/keys/key_gate.h"
#include "core/keys/vault.h"
#include "core/keys/virtual_key.h"
#include "core/proxy/config.h"
#include "core/proxy/data_plane_inbox.h"
#include "core/proxy/routing.h"
#include "core/proxy/token_yield.h"
#include "core/record/recorder.h"
#include "core/tiers/breaker.h"
#include "core/tiers/gate.h"
#include "core/tiers/key_pool.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace signalbox {

class AlertDesk;
class Exchange;
class ExpiryWatch;

/// What one exchange needs of the house. Lives on the data-plane thread, owned by Proxy.
struct Services {
    http::asio::io_context& io;
    DataPlaneInbox& inbox;
    const Clock& clock;
    http::UpstreamClient& upstream;
    Ledger* ledger = nullptr; ///< nullptr: the bench build that measures what the ledger costs
    Recorder& recorder;
    Breakers& breakers;
    SecretStore& secrets;
    VirtualKeys& keys;
    PromptWindow& prompts;
    AlertDesk& alerts;
    std::atomic<std::uint16_t>& sandboxPort; ///< of the built-in provider, 0 while there is none
    std::shared_ptr<const Config> config;    ///< swapped on the data-plane thread only
    std::vector<Exchange*> running {};       ///< in no order
    TokenYields* yields = nullptr;
    KeyPools* keyPools = nullptr;
    Gates* gates = nullptr;
    KeyGate keyGate {}; ///< how much each key does now
    ExpiryWatch* expiries = nullptr;
    const std::atomic<Routing>* routing = nullptr;
    std::function<void()> turnPrices {}; ///< where config's prices are those of a day that is over
};

} // namespace signalbox
