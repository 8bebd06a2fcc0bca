// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct ssl_st;
struct ssl_ctx_st;

namespace signalbox::test {

/// A certificate and its key, as PEM.
struct Identity {
    std::string certificate;
    std::string key;
};

/// The upstream's side of one connection: blocking, with the freedom to misbehave.
class RawPeer {
public:
    RawPeer(int socket, ssl_st* ssl);
    ~RawPeer();
    RawPeer(const RawPeer&) = delete;
    RawPeer& operator=(const RawPeer&) = delete;

    /// One whole request (head and Content-Length body), "" where the peer left before.
    std::string readRequest();
    /// The head only.
    std::string readHead();
    /// Whatever comes, at most that many bytes.
    std::string readSome(std::size_t most);
    /// False once the peer is gone.
    bool write(std::string_view bytes);
    /// In pieces, with a pause after each.
    bool writeSlowly(std::string_view bytes, std::size_t piece, std::chrono::milliseconds pause);
    void close();
    /// Without TLS's announcement of the end.
    void closeUnannounced();
    /// With RST.
    void reset();
    /// True where the peer closed or reset within the limit. Reads and drops what it sends.
    bool waitUntilClosed(std::chrono::milliseconds limit);
    /// The same without reading: the peer's bytes stay where they are.
    bool hangUntilClosed(std::chrono::milliseconds limit);

private:
    std::string m_kept;
    int m_socket;
    ssl_st* m_ssl;
};

/// A scripted upstream on a loopback port, plain or TLS, one thread per connection.
class RawUpstream {
public:
    /// Number counts the connections from 1. The connection is closed when the script returns.
    using Script = std::function<void(RawPeer& peer, int number)>;

    enum class Mode { Listen, Refuse, NeverAccept };
    struct Setup {
        Mode mode = Mode::Listen;
        std::string address = "127.0.0.1";
        const Identity* identity = nullptr; ///< TLS with this certificate
        int maxTlsVersion = 0;              ///< of OpenSSL's constants, 0: no limit
    };

    explicit RawUpstream(Script script)
        : RawUpstream(std::move(script), Setup())
    {
    }
    RawUpstream(Script script, Setup setup);
    ~RawUpstream();
    RawUpstream(const RawUpstream&) = delete;
    RawUpstream& operator=(const RawUpstream&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// Connections accepted so far (before any TLS handshake).
    [[nodiscard]] int connections() const { return m_connections; }
    /// TLS handshakes that failed.
    [[nodiscard]] int failedHandshakes() const { return m_failedHandshakes; }
    /// TLS handshakes that went on from an earlier session.
    [[nodiscard]] int resumedHandshakes() const { return m_resumedHandshakes; }

private:
    void accept();
    void serve(int socket, int number);
    void fillBacklog();

    Script m_script;
    Setup m_setup;
    std::uint16_t m_port = 0;
    int m_listener = -1;
    ssl_ctx_st* m_context = nullptr;
    std::atomic<bool> m_stopping { false };
    std::atomic<int> m_connections { 0 };
    std::atomic<int> m_failedHandshakes { 0 };
    std::atomic<int> m_resumedHandshakes { 0 };
    std::mutex m_mutex;
    std::vector<int> m_open;
    std::vector<int> m_fill;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

/// "HTTP/1.1 200 OK" with that body and its length.
[[nodiscard]] std::string okAnswer(std::string_view body, std::string_view extraFields = "");

} // namespace signalbox::test
