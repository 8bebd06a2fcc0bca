// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/raw_upstream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>

namespace signalbox::test {
namespace {

using Clock = std::chrono::steady_clock;

SSL_CTX* contextOf(const Identity& identity, int maxVersion)
{
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
    BIO* certificateBytes = BIO_new_mem_buf(identity.certificate.data(), static_cast<int>(identity.certificate.size()));
    BIO* keyBytes = BIO_new_mem_buf(identity.key.data(), static_cast<int>(identity.key.size()));
    X509* certificate = PEM_read_bio_X509(certificateBytes, nullptr, nullptr, nullptr);
    EVP_PKEY* key = PEM_read_bio_PrivateKey(keyBytes, nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
    if (maxVersion != 0) {
        SSL_CTX_set_security_level(context, 0);
        SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context, maxVersion);
    }
    X509_free(certificate);
    EVP_PKEY_free(key);
    BIO_free(certificateBytes);
    BIO_free(keyBytes);
    return context;
}

sockaddr_in addressOf(const std::string& literal, std::uint16_t port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, literal.c_str(), &address.sin_addr);
    return address;
}

std::size_t announcedLength(const std::string& head)
{
    std::string lower = head;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    const std::size_t at = lower.find("\r\ncontent-length:");
    return at == std::string::npos ? 0 : std::strtoul(lower.c_str() + at + 17, nullptr, 10);
}

} // namespace

RawPeer::RawPeer(int socket, ssl_st* ssl)
    : m_socket(socket)
    , m_ssl(ssl)
{
}

RawPeer::~RawPeer()
{
    close();
    if (m_ssl)
        SSL_free(m_ssl);
}

std::string RawPeer::readSome(std::size_t most)
{
    if (!m_kept.empty()) {
        std::string out = m_kept.substr(0, most);
        m_kept.erase(0, out.size());
        return out;
    }
    std::string out(most, '\0');
    const ssize_t got =
        m_ssl ? SSL_read(m_ssl, out.data(), static_cast<int>(most)) : ::recv(m_socket, out.data(), most, 0);
    out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return out;
}

std::string RawPeer::readHead()
{
    std::string head;
    while (true) {
        const std::size_t end = head.find("\r\n\r\n");
        if (end != std::string::npos) {
            m_kept = head.substr(end + 4) + m_kept;
            return head.substr(0, end + 4);
        }
        const std::string more = readSome(65536);
        if (more.empty())
            return {};
        head += more;
    }
}

std::string RawPeer::readRequest()
{
    std::string request = readHead();
    if (request.empty())
        return {};
    std::size_t missing = announcedLength(request);
    while (missing > 0) {
        const std::string more = readSome(std::min<std::size_t>(missing, 65536));
        if (more.empty())
            return {};
        request += more;
        missing -= more.size();
    }
    return request;
}

bool RawPeer::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = m_ssl ? SSL_write(m_ssl, bytes.data(), static_cast<int>(bytes.size()))
                                  : ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (put <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

bool RawPeer::writeSlowly(std::string_view bytes, std::size_t piece, std::chrono::milliseconds pause)
{
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        if (!write(bytes.substr(at, piece)))
            return false;
        if (pause.count() > 0)
            std::this_thread::sleep_for(pause);
    }
    return true;
}

void RawPeer::close()
{
    if (m_socket < 0)
        return;
    if (m_ssl)
        SSL_shutdown(m_ssl);
    ::shutdown(m_socket, SHUT_RDWR); // the descriptor itself belongs to the upstream, which may be stopping it
    m_socket = -1;
}

void RawPeer::closeUnannounced()
{
    ::shutdown(m_socket, SHUT_RDWR);
    m_socket = -1;
}

void RawPeer::reset()
{
    if (m_socket < 0)
        return;
    const linger atOnce { 1, 0 };
    ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    sockaddr none {};
    none.sa_family = AF_UNSPEC; // disconnecting a connected socket sends RST without giving up the descriptor
    ::connect(m_socket, &none, sizeof none);
    m_socket = -1;
}

bool RawPeer::waitUntilClosed(std::chrono::milliseconds limit)
{
    const auto end = Clock::now() + limit;
    std::string bytes(65536, '\0');
    while (m_socket >= 0 && Clock::now() < end) {
        pollfd waiting { m_socket, POLLIN, 0 };
        if (::poll(&waiting, 1, 10) <= 0)
            continue;
        if (::recv(m_socket, bytes.data(), bytes.size(), 0) <= 0)
            return true;
    }
    return false;
}

bool RawPeer::hangUntilClosed(std::chrono::milliseconds limit)
{
    const auto end = Clock::now() + limit;
    while (m_socket >= 0 && Clock::now() < end) {
        pollfd waiting { m_socket, POLLRDHUP, 0 };
        if (::poll(&waiting, 1, 10) > 0)
            return true;
    }
    return false;
}

RawUpstream::RawUpstream(Script script, Setup setup)
    : m_script(std::move(script))
    , m_setup(std::move(setup))
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL's socket BIO writes without MSG_NOSIGNAL
    if (m_setup.identity)
        m_context = contextOf(*m_setup.identity, m_setup.maxTlsVersion);
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = addressOf(m_setup.address, 0);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) != 0
        || ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        std::abort();
    m_port = ntohs(address.sin_port);
    if (m_setup.mode == Mode::Refuse)
        return; // bound, so that nobody else gets the port, but not listening
    ::listen(m_listener, m_setup.mode == Mode::NeverAccept ? 0 : 256);
    if (m_setup.mode == Mode::NeverAccept)
        fillBacklog();
    else
        m_acceptor = std::thread([this] { accept(); });
}

RawUpstream::~RawUpstream()
{
    m_stopping = true;
    ::shutdown(m_listener, SHUT_RDWR);
    if (m_acceptor.joinable())
        m_acceptor.join();
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_open)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread& thread : m_threads)
        thread.join();
    for (const int socket : m_open)
        ::close(socket);
    for (const int socket : m_fill)
        ::close(socket);
    ::close(m_listener);
    if (m_context)
        SSL_CTX_free(m_context);
}

void RawUpstream::fillBacklog()
{
    const sockaddr_in address = addressOf(m_setup.address, m_port);
    for (int i = 0; i < 4; ++i) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        m_fill.push_back(socket);
    }
}

void RawUpstream::accept()
{
    while (true) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0 || m_stopping) {
            if (socket >= 0)
                ::close(socket);
            return;
        }
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const int number = ++m_connections;
        const std::lock_guard lock(m_mutex);
        m_open.push_back(socket);
        m_threads.emplace_back([this, socket, number] { serve(socket, number); });
    }
}

void RawUpstream::serve(int socket, int number)
{
    SSL* ssl = nullptr;
    if (m_context) {
        ssl = SSL_new(m_context);
        SSL_set_fd(ssl, socket);
        if (SSL_accept(ssl) != 1) {
            ++m_failedHandshakes;
            SSL_free(ssl);
            ::shutdown(socket, SHUT_RDWR);
            return;
        }
        m_resumedHandshakes += SSL_session_reused(ssl) == 1 ? 1 : 0;
    }
    RawPeer peer(socket, ssl);
    m_script(peer, number);
}

std::string okAnswer(std::string_view body, std::string_view extraFields)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n" + std::string(extraFields) + "\r\n" + std::string(body);
}

} // namespace signalbox::test
