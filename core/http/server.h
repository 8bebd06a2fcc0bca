// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to listener.cpp, session.cpp and response_writer.cpp.

#include "core/http/listener.h"
#include "core/http/net.h"
#include "core/http/peer.h"
#include "core/http/timer_wheel.h"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_set>
#include <vector>

namespace signalbox::http {

using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;

class Session;

/// A number that one thread changes and any thread reads. Without a locked instruction: there is one writer.
template <typename Number> class Count {
public:
    Count& operator++() { return set(now() + 1); }
    Count& operator--() { return set(now() - 1); }
    operator Number() const { return now(); }

private:
    [[nodiscard]] Number now() const { return m_now.load(std::memory_order_relaxed); }
    Count& set(Number next)
    {
        m_now.store(next, std::memory_order_relaxed);
        return *this;
    }

    std::atomic<Number> m_now { 0 };
};

/// Listener::Counters as they are kept. The data-plane thread writes, status() reads them from another one.
struct Tally {
    Count<std::uint64_t> accepted;
    Count<std::uint64_t> refused;
    Count<std::uint32_t> open;
    Count<std::uint32_t> inFlight;
    Count<std::uint64_t> otherUser;
    std::atomic<bool> peersKnown { false };
};

/// What all connections of one listener share. Lives until the last of them is gone. Data-plane thread only, but for
/// the counters.
struct Server {
    Server(asio::io_context& ioContext, Limits bounds, Listener::Hooks callbacks)
        : io(ioContext)
        , limits(std::move(bounds))
        , hooks(std::move(callbacks))
        , wheel(ioContext)
        , scratch(kScratchBytes)
    {
    }

    static constexpr std::size_t kScratchBytes = 64 * 1024;

    asio::io_context& io;
    Limits limits;
    Listener::Hooks hooks;
    Tally counters;
    TimerWheel wheel;
    PeerLookup peers;
    /// Where every read lands. It is used up before the next one, so that no idle connection holds a read buffer.
    std::vector<char> scratch;
    std::unordered_set<Session*> sessions;
    std::uint64_t lastConnectionId = 0;
    bool draining = false;
    std::function<void()> drained; ///< called once, when no session works on a request any more

    void checkDrained();
};

} // namespace signalbox::http
