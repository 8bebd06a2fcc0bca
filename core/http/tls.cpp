// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tls.h"

#include "core/http/address_policy.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <climits>

namespace signalbox::http {
namespace {

// --- The socket as a BIO: OpenSSL's own one writes with write(2), which raises SIGPIPE. ------------------------------

int socketOf(BIO* bio)
{
    return static_cast<int>(reinterpret_cast<intptr_t>(BIO_get_data(bio)));
}

int retryOrFail(BIO* bio, int flag)
{
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        BIO_set_flags(bio, flag | BIO_FLAGS_SHOULD_RETRY);
    return -1;
}

int bioWrite(BIO* bio, const char* bytes, int size)
{
    BIO_clear_retry_flags(bio);
    ssize_t put = 0;
    do
        put = ::send(socketOf(bio), bytes, static_cast<std::size_t>(size), MSG_DONTWAIT | MSG_NOSIGNAL);
    while (put < 0 && errno == EINTR);
    return put < 0 ? retryOrFail(bio, BIO_FLAGS_WRITE) : static_cast<int>(put);
}

int bioRead(BIO* bio, char* bytes, int size)
{
    BIO_clear_retry_flags(bio);
    ssize_t got = 0;
    do
        got = ::recv(socketOf(bio), bytes, static_cast<std::size_t>(size), MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    if (got == 0)
        BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return got < 0 ? retryOrFail(bio, BIO_FLAGS_READ) : static_cast<int>(got);
}

long bioControl(BIO* bio, int command, long, void*)
{
    if (command == BIO_CTRL_EOF)
        return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    return command == BIO_CTRL_FLUSH;
}

BIO_METHOD* socketMethod()
{
    static BIO_METHOD* const method = [] {
        BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
        BIO_meth_set_write(made, bioWrite);
        BIO_meth_set_read(made, bioRead);
        BIO_meth_set_ctrl(made, bioControl);
        return made;
    }();
    return method;
}

std::string lastReason()
{
    const unsigned long code = ERR_peek_last_error();
    const char* reason = code ? ERR_reason_error_string(code) : nullptr;
    return reason ? reason : "connection lost";
}

void freeContext(SSL_CTX* context)
{
    SSL_CTX_free(context);
}

} // namespace

/// Owns the last ticket of an origin. Sessions that are still open point to it, so it is shared with them.
struct TlsContexts::Entry {
    SSL_SESSION* ticket = nullptr;
    ~Entry() { keep(nullptr); }
    void keep(SSL_SESSION* session)
    {
        if (ticket)
            SSL_SESSION_free(ticket);
        ticket = session;
    }
    using Handle = std::weak_ptr<Entry>;
    static int index();
    static int take(SSL* ssl, SSL_SESSION* session);
    static void freeHandle(void*, void* handle, CRYPTO_EX_DATA*, int, long, void*)
    {
        delete static_cast<Handle*>(handle);
    }
};

int TlsContexts::Entry::index()
{
    static const int made = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, freeHandle);
    return made;
}

int TlsContexts::Entry::take(SSL* ssl, SSL_SESSION* session)
{
    const auto* handle = static_cast<Handle*>(SSL_get_ex_data(ssl, index()));
    const auto entry = handle ? handle->lock() : nullptr;
    if (!entry)
        return 0;
    entry->keep(session);
    return 1; // now ours
}

TlsSession::TlsSession(SSL* ssl)
    : m_ssl(ssl)
{
}

TlsSession::~TlsSession()
{
    // Nothing is sent, the socket may be closed already; but without an end OpenSSL would spoil the ticket we keep.
    SSL_set_shutdown(m_ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(m_ssl);
}

IoResult TlsSession::outcome(int returned)
{
    switch (SSL_get_error(m_ssl, returned)) {
    case SSL_ERROR_NONE:
        return { IoResult::State::Done, static_cast<std::size_t>(returned), 0 };
    case SSL_ERROR_WANT_READ:
        m_drained = true;
        return { IoResult::State::WantRead, 0, 0 };
    case SSL_ERROR_WANT_WRITE:
        return { IoResult::State::WantWrite, 0, 0 };
    case SSL_ERROR_ZERO_RETURN: // announced by close_notify; an end without it may be an attacker's
        return { IoResult::State::Closed, 0, 0 };
    default:
        return { IoResult::State::Failed, 0, errno };
    }
}

void TlsSession::noteFault()
{
    const long verified = SSL_get_verify_result(m_ssl);
    m_fault = verified == X509_V_OK ? lastReason() : X509_verify_cert_error_string(verified);
}

IoResult TlsSession::handshake()
{
    ERR_clear_error();
    const IoResult result = outcome(SSL_connect(m_ssl));
    if (result.state == IoResult::State::Failed || result.state == IoResult::State::Closed)
        noteFault();
    return result;
}

IoResult TlsSession::read(char* bytes, std::size_t size)
{
    ERR_clear_error();
    m_drained = false;
    return outcome(SSL_read(m_ssl, bytes, static_cast<int>(std::min<std::size_t>(size, INT_MAX))));
}

IoResult TlsSession::write(std::string_view bytes)
{
    ERR_clear_error();
    return outcome(SSL_write(m_ssl, bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX))));
}

bool TlsSession::hasBuffered() const
{
    return !m_drained && SSL_has_pending(m_ssl) == 1;
}

bool TlsSession::isQuiet()
{
    ERR_clear_error();
    char byte = 0;
    return SSL_get_error(m_ssl, SSL_peek(m_ssl, &byte, 1)) == SSL_ERROR_WANT_READ;
}

bool TlsSession::isResumed() const
{
    return SSL_session_reused(m_ssl) == 1;
}

TlsContexts::~TlsContexts()
{
    clear();
}

void TlsContexts::clear()
{
    m_entries.clear();
    for (const auto& entry : m_contexts)
        freeContext(entry.second);
    m_contexts.clear();
}

Result<ssl_ctx_st*> TlsContexts::contextFor(const std::string& caFile)
{
    if (const auto found = m_contexts.find(caFile); found != m_contexts.end())
        return found->second;
    ERR_clear_error();
    std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()), freeContext);
    if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1)
        return fail("tls_unavailable");
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(
        context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context.get(), 1);
    static constexpr unsigned char kProtocols[] = { 8, 'h', 't', 't', 'p', '/', '1', '.', '1' };
    SSL_CTX_set_alpn_protos(context.get(), kProtocols, sizeof kProtocols);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context.get(), Entry::take);
    if (!caFile.empty()) {
        if (SSL_CTX_load_verify_locations(context.get(), caFile.c_str(), nullptr) != 1)
            return fail("tls_ca_unreadable", { { "file", caFile } });
    } else {
        // OpenSSL's own places, and Debian's for an OpenSSL that was built elsewhere. Either may be missing.
        SSL_CTX_set_default_verify_paths(context.get());
        SSL_CTX_load_verify_dir(context.get(), "/etc/ssl/certs");
        ERR_clear_error();
    }
    return m_contexts[caFile] = context.release();
}

Result<std::unique_ptr<TlsSession>> TlsContexts::open(const Origin& origin, int socket)
{
    const Result<ssl_ctx_st*> context = contextFor(origin.caFile);
    if (!context)
        return tl::unexpected(context.error());
    std::unique_ptr<SSL, void (*)(SSL*)> ssl(SSL_new(*context), SSL_free);
    BIO* bio = ssl ? BIO_new(socketMethod()) : nullptr;
    if (!bio)
        return fail("tls_unavailable");
    // What a BIO stands on is kept as a pointer by OpenSSL, whatever it is.
    BIO_set_data(bio, reinterpret_cast<void*>(static_cast<intptr_t>(socket))); // NOLINT(performance-no-int-to-ptr)
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl.get(), bio, bio);
    std::string name = origin.host;
    if (!name.empty() && name.back() == '.')
        name.pop_back();
    X509_VERIFY_PARAM* verify = SSL_get0_param(ssl.get());
    X509_VERIFY_PARAM_set_hostflags(verify, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    const bool isAddress = IpAddress::parse(name).has_value();
    const int bound = isAddress ? X509_VERIFY_PARAM_set1_ip_asc(verify, name.c_str())
                                : X509_VERIFY_PARAM_set1_host(verify, name.c_str(), name.size());
    if (bound != 1 || name.empty() || (!isAddress && SSL_set_tlsext_host_name(ssl.get(), name.c_str()) != 1))
        return fail("tls_unavailable");
    std::shared_ptr<Entry>& entry = m_entries[origin];
    if (!entry)
        entry = std::make_shared<Entry>();
    SSL_set_ex_data(ssl.get(), Entry::index(), new Entry::Handle(entry));
    if (entry->ticket) {
        SSL_set_session(ssl.get(), entry->ticket);
        if (SSL_SESSION_get_protocol_version(entry->ticket) >= TLS1_3_VERSION)
            entry->keep(nullptr); // used once (RFC 8446, appendix C.4); TLS 1.2 brings no new one
    }
    return std::make_unique<TlsSession>(ssl.release());
}

} // namespace signalbox::http
