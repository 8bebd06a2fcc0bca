// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private like net.h.

#include "core/http/connection.h"
#include "core/http/upstream_client.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

struct ssl_st;
struct ssl_ctx_st;
struct ssl_session_st;

namespace signalbox::http {

/// One TLS connection over a socket that somebody else owns. Non-blocking, without buffers while it is idle.
class TlsSession {
public:
    explicit TlsSession(ssl_st* ssl);
    ~TlsSession();
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;

    /// Failed: see fault(). No application byte was sent then.
    [[nodiscard]] IoResult handshake();
    [[nodiscard]] IoResult read(char* bytes, std::size_t size);
    [[nodiscard]] IoResult write(std::string_view bytes);
    /// There may be decrypted or undecrypted bytes that the socket won't announce.
    [[nodiscard]] bool hasBuffered() const;
    /// Takes in what is no application data (session tickets). False where data came or the peer has closed.
    [[nodiscard]] bool isQuiet();
    /// Why the handshake failed, in English.
    [[nodiscard]] const std::string& fault() const { return m_fault; }
    [[nodiscard]] bool isResumed() const;

private:
    [[nodiscard]] IoResult outcome(int returned);
    void noteFault();

    ssl_st* m_ssl;
    std::string m_fault;
    bool m_drained = false; ///< the last read found no whole record
};

/// The TLS settings of all origins: TLS >= 1.2, name or address verified against the system's or the origin's own CAs.
/// Keeps the last session ticket of each origin, so that the next connection costs no full handshake.
/// Data-plane thread only.
class TlsContexts {
public:
    TlsContexts() = default;
    ~TlsContexts();
    TlsContexts(const TlsContexts&) = delete;
    TlsContexts& operator=(const TlsContexts&) = delete;

    /// Errors: tls_ca_unreadable (file), tls_unavailable.
    [[nodiscard]] Result<std::unique_ptr<TlsSession>> open(const Origin& origin, int socket);
    /// Forgets settings and tickets: a CA file may have changed.
    void clear();

private:
    struct Entry; ///< one origin
    [[nodiscard]] Result<ssl_ctx_st*> contextFor(const std::string& caFile);

    std::map<std::string, ssl_ctx_st*> m_contexts; ///< by CA file
    std::map<Origin, std::shared_ptr<Entry>> m_entries;
};

} // namespace signalbox::http
