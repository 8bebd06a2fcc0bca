// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/listener.h"

#include "core/http/peer.h"
#include "core/http/server.h"
#include "core/http/session_impl.h"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

namespace signalbox::http {
namespace {

using Tcp = asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;

constexpr int kAcceptsInARow = 64;
/// How long accepting pauses when the process or the machine is out of descriptors or memory.
constexpr int kAcceptPauseMs = 100;
/// Connections over the limit that are told so at the same time; further ones are closed without a word.
constexpr std::size_t kRefusedAtOnce = 64;
/// A free port that the second address family can't have is given back, and another one is tried.
constexpr int kFreePortTries = 16;
constexpr int kPortsOffered = 20;

bool isExhaustion(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

} // namespace

struct Listener::State : std::enable_shared_from_this<Listener::State> {
    struct Door {
        explicit Door(Acceptor open, Tcp version)
            : acceptor(std::move(open))
            , protocol(version)
        {
        }
        Acceptor acceptor;
        Tcp protocol;
    };

    State(asio::io_context& io, Limits limits, Hooks hooks)
        : server(std::make_shared<Server>(io, std::move(limits), std::move(hooks)))
        , pause([this] {
            for (auto& door : doors)
                armAccept(door);
        })
    {
    }

    Result<std::uint16_t> open(std::uint16_t port);
    Result<std::uint16_t> openAt(const IpAddress& address, std::uint16_t port);
    std::uint16_t freePortAfter(std::uint16_t port);
    boost::system::error_code openDoor(const asio::ip::address& address, std::uint16_t port);
    void armAccept(const std::shared_ptr<Door>& door);
    void acceptSome(const std::shared_ptr<Door>& door);
    void admit(Door& door, int fd);
    void closeDoors();
    void closeAll();

    std::shared_ptr<Server> server;
    std::vector<std::shared_ptr<Door>> doors;
    TimerWheel::Entry pause;
};

/// Options are set on the listening socket: what it accepts inherits them, at no cost per connection.
boost::system::error_code Listener::State::openDoor(const asio::ip::address& address, std::uint16_t port)
{
    const Tcp::endpoint endpoint(address, port);
    Acceptor acceptor(server->io);
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error && address.is_v6())
        acceptor.set_option(asio::ip::v6_only(true), error);
    // On Linux this reuses ports in TIME_WAIT only; a port that somebody listens on stays his.
    if (!error)
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error)
        acceptor.set_option(Tcp::no_delay(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error)
        acceptor.non_blocking(true, error);
    if (!error) {
        // The kernel takes no more than this beyond what is on its way: the back-pressure of every answer.
        const int unsent = static_cast<int>(server->limits.unsentBytes);
        (void)::setsockopt(acceptor.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
        (void)::fcntl(acceptor.native_handle(), F_SETFD, FD_CLOEXEC);
        doors.push_back(std::make_shared<Door>(std::move(acceptor), endpoint.protocol()));
    }
    return error;
}

/// The next port that could be had now, to be offered; 0: none of the next few. Nothing is kept.
std::uint16_t Listener::State::freePortAfter(std::uint16_t port)
{
    for (int step = 1; step <= kPortsOffered && port + step <= UINT16_MAX; ++step) {
        const auto candidate = static_cast<std::uint16_t>(port + step);
        closeDoors();
        if (openDoor(asio::ip::address_v4::loopback(), candidate))
            continue;
        // A machine without IPv6 has no address there; one that has must not have it taken.
        const boost::system::error_code second = openDoor(asio::ip::address_v6::loopback(), candidate);
        closeDoors();
        if (second != asio::error::address_in_use)
            return candidate;
    }
    closeDoors();
    return 0;
}

Result<std::uint16_t> Listener::State::open(std::uint16_t port)
{
    boost::system::error_code error;
    for (int tries = 0; tries < (port == 0 ? kFreePortTries : 1); ++tries) {
        closeDoors();
        error = openDoor(asio::ip::address_v4::loopback(), port);
        if (error)
            break;
        const std::uint16_t bound = doors.front()->acceptor.local_endpoint(error).port();
        // Clients that say "localhost" may try ::1 first, so nobody else may have it; without IPv6 nobody can.
        const auto second = openDoor(asio::ip::address_v6::loopback(), bound);
        error = second == asio::error::address_in_use ? second : boost::system::error_code();
        if (error)
            continue;
        server->peers.open(doors.front()->acceptor.native_handle());
        server->counters.peersKnown = server->peers.available();
        for (auto& door : doors)
            armAccept(door);
        return bound;
    }
    closeDoors();
    if (error != asio::error::address_in_use)
        return fail("listen_failed", { { "port", std::to_string(port) }, { "reason", error.message() } });
    ErrorParameters parameters { { "port", std::to_string(port) } };
    if (const PortOwner owner = ownerOfPort(port); owner.pid != 0) {
        parameters.emplace_back("pid", std::to_string(owner.pid));
        parameters.emplace_back("program", owner.program);
    }
    if (const std::uint16_t free = freePortAfter(port); free != 0)
        parameters.emplace_back("free", std::to_string(free));
    return fail("port_in_use", std::move(parameters));
}

/// Without the lookup of peers: who sits in a container has his socket in another kernel's table, or in another
/// namespace of ours, where it would look as if he had left.
Result<std::uint16_t> Listener::State::openAt(const IpAddress& address, std::uint16_t port)
{
    closeDoors();
    boost::system::error_code error = openDoor(asio::ip::make_address(address.text()), port);
    const std::string number = std::to_string(port);
    if (error == asio::error::address_in_use)
        return fail("outer_port_in_use", { { "address", address.text() }, { "port", number } });
    if (error == boost::system::errc::address_not_available)
        return fail("outer_address_absent", { { "address", address.text() } });
    if (error)
        return fail("outer_failed", { { "address", address.text() }, { "reason", error.message() } });
    const std::uint16_t bound = doors.front()->acceptor.local_endpoint(error).port();
    armAccept(doors.front());
    return bound;
}

void Listener::State::armAccept(const std::shared_ptr<Door>& door)
{
    const auto accept = [self = weak_from_this(), door](const boost::system::error_code& error) {
        const auto state = self.lock();
        if (!error && state)
            state->acceptSome(door);
    };
    door->acceptor.async_wait(Acceptor::wait_read, accept);
}

void Listener::State::acceptSome(const std::shared_ptr<Door>& door)
{
    for (int accepted = 0; accepted < kAcceptsInARow; ++accepted) {
        const int fd = ::accept4(door->acceptor.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            admit(*door, fd);
        } else if (isExhaustion(errno)) {
            server->wheel.arm(pause, kAcceptPauseMs);
            return;
        } else if (errno != EINTR && errno != ECONNABORTED) {
            break;
        }
    }
    armAccept(door);
}

void Listener::State::admit(Door& door, int fd)
{
    Socket socket(server->io);
    boost::system::error_code error;
    socket.assign(door.protocol, fd, error);
    if (error) {
        ::close(fd);
        return;
    }
    auto& counters = server->counters;
    ++counters.accepted;
    Admission admission = Admission::Served;
    if (counters.open >= server->limits.connections) {
        if (counters.open >= server->limits.connections + kRefusedAtOnce)
            return;
        admission = Admission::OverCapacity;
    } else if (server->limits.sameUserOnly) {
        const Peer peer = server->peers.of(fd);
        if (peer.state == Peer::State::Gone)
            return;
        if (peer.state == Peer::State::Owned && peer.uid != ::geteuid()) {
            ++counters.otherUser;
            admission = Admission::OtherUser;
        } else if (peer.state == Peer::State::Unknown && server->limits.peerProofRequired) {
            ++counters.otherUser;
            admission = Admission::UnknownUser;
        }
    }
    std::make_shared<Session>(server, std::move(socket), admission)->start();
}

void Listener::State::closeDoors()
{
    pause.cancel();
    for (auto& door : doors) {
        boost::system::error_code ignored;
        door->acceptor.close(ignored);
    }
    doors.clear();
}

void Listener::State::closeAll()
{
    closeDoors();
    // A session that is cut may end, and take itself off the list, at once.
    std::vector<std::shared_ptr<Session>> sessions;
    for (Session* session : server->sessions)
        sessions.push_back(session->shared_from_this());
    for (auto& session : sessions)
        session->cut();
    server->wheel.stop();
}

Listener::Listener(asio::io_context& io, Limits limits, Hooks hooks)
    : m_state(std::make_shared<State>(io, std::move(limits), std::move(hooks)))
{
}

Listener::~Listener()
{
    m_state->closeAll();
}

Result<std::uint16_t> Listener::open(std::uint16_t port)
{
    return m_state->open(port);
}

Result<std::uint16_t> Listener::openAt(const IpAddress& address, std::uint16_t port)
{
    return m_state->openAt(address, port);
}

void Listener::drain(std::function<void()> drained)
{
    Server& server = *m_state->server;
    m_state->closeDoors();
    server.draining = true;
    server.drained = std::move(drained);
    std::vector<std::shared_ptr<Session>> sessions;
    for (Session* session : server.sessions)
        sessions.push_back(session->shared_from_this());
    for (auto& session : sessions)
        session->drain();
    server.checkDrained();
}

void Listener::setGuests(bool sameUserOnly, std::vector<std::string> allowedOrigins)
{
    m_state->server->limits.sameUserOnly = sameUserOnly;
    m_state->server->limits.allowedOrigins = std::move(allowedOrigins);
}

void Listener::closeAll()
{
    m_state->closeAll();
}

Listener::Counters Listener::counters() const
{
    const Tally& now = m_state->server->counters;
    return { .accepted = now.accepted,
        .refused = now.refused,
        .open = now.open,
        .inFlight = now.inFlight,
        .otherUser = now.otherUser,
        .peersKnown = now.peersKnown };
}

} // namespace signalbox::http
