// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private like net.h.

#include "core/http/address_policy.h"
#include "core/http/net.h"

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>

namespace signalbox::http {

class TlsSession;

/// What one attempt to read or write gave. Nothing ever blocks: Want... says what to wait for on the socket.
struct IoResult {
    enum class State { Done, WantRead, WantWrite, Closed, Failed };
    State state = State::Done;
    std::size_t bytes = 0;
    int error = 0; ///< errno where Failed, 0 for a TLS fault
};

/// One connection to an upstream, plain or TLS. Reads and writes at once or not at all; waiting is the caller's
/// business (on socket()), so that an idle stream needs no buffer. Data-plane thread only.
class Connection {
public:
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

    explicit Connection(Socket socket);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] Socket& socket() { return m_socket; }
    void encrypt(std::unique_ptr<TlsSession> session);
    [[nodiscard]] TlsSession* tls() const { return m_tls.get(); }

    [[nodiscard]] IoResult read(char* bytes, std::size_t size);
    /// Head and body in one gather write; over TLS in records of at most 16 KiB, the head first.
    [[nodiscard]] IoResult write(std::string_view head, std::string_view body);
    /// Decrypted or undecrypted bytes that no event of the socket will announce.
    [[nodiscard]] bool hasBuffered() const;
    /// Open and with nothing to read: only then it may carry another request.
    [[nodiscard]] bool isQuiet();
    /// Bytes that the kernel has taken but never put on the wire: the peer can't have them.
    [[nodiscard]] std::size_t unsent();
    /// Ends all waits on the socket, if any.
    void interrupt();
    /// Closes with a reset, so that no byte that still waits in the kernel is sent after it.
    void reset();
    void close();

    std::chrono::steady_clock::time_point idleSince {};

private:
    Socket m_socket;
    std::unique_ptr<TlsSession> m_tls;
};

[[nodiscard]] boost::asio::ip::tcp::endpoint endpointOf(const IpAddress& address, std::uint16_t port);

} // namespace signalbox::http
