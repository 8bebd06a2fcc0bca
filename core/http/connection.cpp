// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/connection.h"
#include "core/http/tls.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>

namespace signalbox::http {
namespace {

IoResult failure(IoResult::State wanted)
{
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        return { wanted, 0, 0 };
    return { IoResult::State::Failed, 0, errno };
}

} // namespace

Connection::Connection(Socket socket)
    : m_socket(std::move(socket))
{
}

Connection::~Connection()
{
    close();
}

void Connection::encrypt(std::unique_ptr<TlsSession> session)
{
    m_tls = std::move(session);
}

IoResult Connection::read(char* bytes, std::size_t size)
{
    if (m_tls)
        return m_tls->read(bytes, size);
    ssize_t got = 0;
    do
        got = ::recv(m_socket.native_handle(), bytes, size, MSG_DONTWAIT);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return failure(IoResult::State::WantRead);
    return { got == 0 ? IoResult::State::Closed : IoResult::State::Done, static_cast<std::size_t>(got), 0 };
}

IoResult Connection::write(std::string_view head, std::string_view body)
{
    if (m_tls)
        return m_tls->write(head.empty() ? body : head);
    std::array<iovec, 2> parts { iovec { const_cast<char*>(head.data()), head.size() },
        iovec { const_cast<char*>(body.data()), body.size() } };
    msghdr message {};
    message.msg_iov = head.empty() ? &parts[1] : &parts[0];
    message.msg_iovlen = head.empty() || body.empty() ? 1 : 2;
    ssize_t put = 0;
    do
        put = ::sendmsg(m_socket.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (put < 0 && errno == EINTR);
    if (put < 0)
        return failure(IoResult::State::WantWrite);
    return { IoResult::State::Done, static_cast<std::size_t>(put), 0 };
}

bool Connection::hasBuffered() const
{
    return m_tls && m_tls->hasBuffered();
}

bool Connection::isQuiet()
{
    if (!m_socket.is_open())
        return false;
    if (m_tls)
        return m_tls->isQuiet();
    char byte = 0;
    return ::recv(m_socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0
        && (errno == EAGAIN || errno == EWOULDBLOCK);
}

std::size_t Connection::unsent()
{
    int bytes = 0;
    if (!m_socket.is_open() || ::ioctl(m_socket.native_handle(), SIOCOUTQNSD, &bytes) != 0)
        return 0;
    return static_cast<std::size_t>(bytes);
}

void Connection::interrupt()
{
    boost::system::error_code ignored; // a closed socket has nothing to cancel
    m_socket.cancel(ignored);
}

void Connection::reset()
{
    if (!m_socket.is_open())
        return;
    const linger atOnce { 1, 0 };
    ::setsockopt(m_socket.native_handle(), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    close();
}

void Connection::close()
{
    boost::system::error_code ignored;
    m_socket.close(ignored);
}

boost::asio::ip::tcp::endpoint endpointOf(const IpAddress& address, std::uint16_t port)
{
    if (address.family == IpAddress::Family::V6)
        return { boost::asio::ip::address_v6(address.bytes), port };
    return { boost::asio::ip::address_v4({ address.bytes[0], address.bytes[1], address.bytes[2], address.bytes[3] }),
        port };
}

} // namespace signalbox::http
