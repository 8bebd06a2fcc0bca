// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private like net.h.

#include "core/base/result.h"
#include "core/http/address_policy.h"
#include "core/http/request_guard.h"
#include "core/http/session.h"

#include <chrono>
#include <cstdint>
#include <memory>

namespace signalbox::http {

/// Accepts on 127.0.0.1 and ::1 of one port, or on one other address, and runs a session per connection on the given
/// io_context, whose one thread is the only one that may call it. Keep-alive, pipelining in order, Expect:
/// 100-continue, lingering close.
class Listener {
public:
    struct Hooks {
        RequestHandler serve;
        HeadCheck checkHead;     ///< may be empty
        RefusalBody refusalBody; ///< may be empty: then a refusal has no body
    };
    struct Counters {
        std::uint64_t accepted = 0;
        std::uint64_t refused = 0;   ///< by the guard
        std::uint32_t open = 0;      ///< connections now
        std::uint32_t inFlight = 0;  ///< requests being served now
        std::uint64_t otherUser = 0; ///< peers refused by uid
        bool peersKnown = false;     ///< the kernel says whose a connection is
    };

    Listener(asio::io_context& io, Limits limits, Hooks hooks);
    ~Listener();
    /// Port 0 takes any free port (tests, the sandbox). Never moves to another port by itself.
    /// Errors: port_in_use (port; pid and program of the owner where /proc tells; free: the next port that could be
    /// had), listen_failed (reason).
    [[nodiscard]] Result<std::uint16_t> open(std::uint16_t port);
    /// The same on one address that is not the loopback's. Nobody can tell there whose a connection is, so
    /// Limits::sameUserOnly must be off. Errors: outer_address_absent (address: none of this machine's),
    /// outer_port_in_use (address, port), outer_failed (address, reason).
    [[nodiscard]] Result<std::uint16_t> openAt(const IpAddress& address, std::uint16_t port);
    /// No new connections; idle ones are closed; requests in flight go on. `drained` is called once none is left.
    void drain(std::function<void()> drained);
    /// Who may come in from now on, as in Limits.
    void setGuests(bool sameUserOnly, std::vector<std::string> allowedOrigins);
    /// Cuts every connection now.
    void closeAll();
    [[nodiscard]] Counters counters() const; ///< from any thread

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace signalbox::http
