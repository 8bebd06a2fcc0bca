// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private like net.h.

#include "core/base/result.h"
#include "core/http/address_policy.h"
#include "core/http/message.h"
#include "core/http/net.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::http {

/// Where a call goes: one connection pool per distinct value.
struct Origin {
    bool tls = false;
    std::string host; ///< name or literal without brackets
    std::uint16_t port = 0;
    std::string caFile;        ///< own CA (PEM) instead of the system's, or ""
    bool loopbackOnly = false; ///< refuse to connect to anything but loopback (plain http providers)

    friend auto operator<=>(const Origin&, const Origin&) = default;
};

struct UpstreamTimeouts {
    int connectMs = 10'000;   ///< DNS + TCP + TLS + proxy CONNECT
    int sendMs = 30'000;      ///< no byte of the request taken for so long
    int firstByteMs = 60'000; ///< from the request sent whole to the complete response head
    int idleMs = 60'000;      ///< between two pieces of the body
    int totalMs = 600'000;    ///< the whole call
};

struct UpstreamLimits {
    std::size_t headerBytes = 64 * 1024;
    std::size_t fields = 128;
    int interim = 16; ///< 1xx answers skipped before giving up
    std::size_t pooledPerOrigin = 64;
    int pooledIdleMs = 30'000;
    std::size_t decodedRatio = 100; ///< gzip bomb guard: decoded / received
    std::size_t decodedBytes = 32u * 1024 * 1024;
};

struct UpstreamRequest {
    std::string method = "POST";
    Origin origin;
    std::string target;            ///< path and query
    Fields fields;                 ///< without Host, Content-Length, Connection, Accept-Encoding
    std::string_view secretField;  ///< name of the field that carries the secret ("Authorization", "api-key"), or ""
    std::string_view secretPrefix; ///< "Bearer " or ""
    std::string_view secret;       ///< copied to the socket buffer only, which is wiped after the send
    std::string_view body;         ///< like the secret, must live until start() has returned
    UpstreamTimeouts timeouts;
};

/// How a call failed, and what that says about the bill.
struct UpstreamFailure {
    enum class Kind {
        AddressRefused, ///< a forbidden address (T14); nothing was sent
        Dns,
        Connect, ///< refused, unreachable, proxy refused
        ConnectTimeout,
        Tls,      ///< handshake or certificate; no application byte was sent
        Send,     ///< connection died or stalled before the request was sent whole
        NoStatus, ///< request sent whole, then closed or reset without a status line
        FirstByteTimeout,
        BadHead,   ///< not HTTP, head too large, faulty framing, 101, too many 1xx
        Truncated, ///< body ended or reset before its announced end
        BadBody,   ///< bad chunk, bad gzip, ratio or size limit
        IdleTimeout,
        TotalTimeout,
        Cancelled, ///< by cancel()
    };
    Kind kind = Kind::Connect;
    std::string detail;     ///< English, for the log; never holds a secret
    bool sentWhole = false; ///< every byte of the request was handed to the kernel
    int status = 0;         ///< the status line that was read before it failed, or 0
};

struct UpstreamHead {
    int status = 0;
    Fields fields; ///< without framing, hop-by-hop fields and Content-Encoding: the body comes decoded
    bool reusedConnection = false;
    std::int64_t connectUs = 0; ///< 0 on a pooled connection
};

/// One piece of the decoded body; `end` with empty bytes is the proper end.
struct BodyPiece {
    std::string_view bytes; ///< valid until the next readPiece
    bool end = false;
};

class UpstreamClient;

/// One HTTP exchange with an upstream. Destroying it before the body's end closes the connection, so the provider
/// stops generating. Data-plane thread only.
class UpstreamCall {
public:
    UpstreamCall(UpstreamCall&&) noexcept;
    UpstreamCall& operator=(UpstreamCall&&) noexcept;
    ~UpstreamCall();

    /// Connects (or reuses), sends the request once, reads the final head. A *reused* connection that dies before any
    /// response byte is replaced by a fresh one, once. Never follows redirects.
    /// The answer may come before the request was sent whole; then the rest is not sent.
    Awaitable<tl::expected<UpstreamHead, UpstreamFailure>> start();
    /// At most 64 KiB. Reads from the socket only while it is awaited.
    Awaitable<tl::expected<BodyPiece, UpstreamFailure>> readPiece();
    /// Makes the pending operation end with Cancelled and closes the connection at once.
    void cancel();
    /// Shortens the time until the first *progress*: bytes alone (SSE comments, 1xx) are none. Call noteProgress when
    /// an event with content came; until then firstByteMs counts on from the request's end, afterwards idleMs from
    /// progress.
    void requireProgress();
    void noteProgress();

private:
    friend class UpstreamClient;
    struct Impl;
    explicit UpstreamCall(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> m_impl;
};

/// What the client asks of the system, for tests to replace. Empty: the system's own.
struct UpstreamSurroundings {
    /// A variable of the environment. Read at construction only.
    std::function<std::optional<std::string>(const char* name)> environment;
    /// Blocking name lookup, on the resolver's threads.
    std::function<std::optional<std::vector<IpAddress>>(const std::string& host)> lookup;
};

/// Pooled keep-alive HTTP/1.1 client over plain TCP and TLS >= 1.2, HTTP(S)_PROXY / NO_PROXY, own resolver threads.
/// Data-plane thread only. Must die before the io_context; calls may outlive it, and go on.
class UpstreamClient {
public:
    UpstreamClient(asio::io_context& io, UpstreamLimits limits, UpstreamSurroundings surroundings = {});
    ~UpstreamClient();
    [[nodiscard]] UpstreamCall call(UpstreamRequest request);
    /// Closes pooled connections (suspend and resume, provider edited).
    void closeIdle();

private:
    friend class UpstreamCall;
    struct Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace signalbox::http
