// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/peer.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

namespace signalbox::http {
namespace {

struct Endpoint {
    int family = AF_UNSPEC;
    std::uint32_t address[4] {}; ///< network order, as inet_diag wants it
    std::uint16_t port = 0;      ///< network order
};

using NameOf = int (*)(int, sockaddr*, socklen_t*);

std::optional<Endpoint> endpointOf(int socket, NameOf nameOf)
{
    sockaddr_storage storage {};
    socklen_t size = sizeof storage;
    if (nameOf(socket, reinterpret_cast<sockaddr*>(&storage), &size) != 0)
        return std::nullopt;
    Endpoint endpoint;
    endpoint.family = storage.ss_family;
    if (storage.ss_family == AF_INET) {
        sockaddr_in v4 {};
        std::memcpy(&v4, &storage, sizeof v4);
        endpoint.address[0] = v4.sin_addr.s_addr;
        endpoint.port = v4.sin_port;
    } else if (storage.ss_family == AF_INET6) {
        sockaddr_in6 v6 {};
        std::memcpy(&v6, &storage, sizeof v6);
        std::memcpy(endpoint.address, &v6.sin6_addr, sizeof endpoint.address);
        endpoint.port = v6.sin6_port;
    } else {
        return std::nullopt;
    }
    return endpoint;
}

struct Query {
    nlmsghdr header;
    inet_diag_req_v2 request;
};

/// Asks for the TCP socket whose own address is `local` and whose other end is `remote`.
Query queryFor(const Endpoint& local, const Endpoint& remote, std::uint32_t sequence)
{
    Query query {};
    query.header.nlmsg_len = sizeof query;
    query.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    query.header.nlmsg_flags = NLM_F_REQUEST;
    query.header.nlmsg_seq = sequence;
    query.request.sdiag_family = static_cast<std::uint8_t>(local.family);
    query.request.sdiag_protocol = IPPROTO_TCP;
    query.request.idiag_states = ~0U;
    query.request.id.idiag_sport = local.port;
    query.request.id.idiag_dport = remote.port;
    std::memcpy(query.request.id.idiag_src, local.address, sizeof local.address);
    std::memcpy(query.request.id.idiag_dst, remote.address, sizeof remote.address);
    query.request.id.idiag_cookie[0] = query.request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return query;
}

struct Found {
    enum class Kind { Socket, None, Failed } kind = Kind::Failed;
    inet_diag_msg socket {};
};

/// One question, one answer: netlink has the answer queued when sendto returns.
Found ask(int netlink, const Query& query)
{
    sockaddr_nl kernel {};
    kernel.nl_family = AF_NETLINK;
    if (::sendto(netlink, &query, sizeof query, 0, reinterpret_cast<const sockaddr*>(&kernel), sizeof kernel) < 0)
        return {};
    alignas(nlmsghdr) char answer[2048];
    while (true) {
        const ssize_t size = ::recv(netlink, answer, sizeof answer, MSG_DONTWAIT);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < static_cast<ssize_t>(sizeof(nlmsghdr)))
            return {};
        nlmsghdr header {};
        std::memcpy(&header, answer, sizeof header);
        if (header.nlmsg_seq != query.header.nlmsg_seq)
            continue;
        Found found;
        if (header.nlmsg_type == NLMSG_ERROR && size >= static_cast<ssize_t>(NLMSG_LENGTH(sizeof(nlmsgerr)))) {
            nlmsgerr error {};
            std::memcpy(&error, answer + NLMSG_HDRLEN, sizeof error);
            found.kind = error.error == -ENOENT ? Found::Kind::None : Found::Kind::Failed;
        } else if (header.nlmsg_type == SOCK_DIAG_BY_FAMILY
            && size >= static_cast<ssize_t>(NLMSG_LENGTH(sizeof(inet_diag_msg)))) {
            std::memcpy(&found.socket, answer + NLMSG_HDRLEN, sizeof found.socket);
            found.kind = Found::Kind::Socket;
        }
        return found;
    }
}

int openNetlink()
{
    return ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
}

/// An address no socket is connected from: the lookup then falls back to the listening socket at `local`.
Found findListener(int netlink, const Endpoint& local, std::uint32_t sequence)
{
    Endpoint nobody = local;
    nobody.port = htons(1);
    const Found found = ask(netlink, queryFor(local, nobody, sequence));
    return found.kind == Found::Kind::Socket && found.socket.idiag_state != TCP_LISTEN ? Found {} : found;
}

/// The process that holds the socket of that inode, among those whose descriptors we may read.
PortOwner holderOf(std::uint32_t inode)
{
    namespace fs = std::filesystem;
    const std::string wanted = "socket:[" + std::to_string(inode) + "]";
    std::error_code error;
    for (fs::directory_iterator process("/proc", error), end; !error && process != end; process.increment(error)) {
        const std::string name = process->path().filename();
        PortOwner owner;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), owner.pid);
        if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size())
            continue;
        std::error_code denied;
        for (fs::directory_iterator fd(process->path() / "fd", denied), last; !denied && fd != last;
             fd.increment(denied)) {
            std::error_code unreadable;
            if (fs::read_symlink(fd->path(), unreadable) != wanted || unreadable)
                continue;
            std::ifstream comm(process->path() / "comm");
            std::getline(comm, owner.program);
            return owner;
        }
    }
    return {};
}

} // namespace

PeerLookup::~PeerLookup()
{
    if (m_netlink >= 0)
        ::close(m_netlink);
}

void PeerLookup::open(int listeningSocket)
{
    if (m_netlink >= 0)
        return;
    const auto local = endpointOf(listeningSocket, ::getsockname);
    m_netlink = openNetlink();
    if (m_netlink < 0)
        return;
    // A kernel without tcp_diag answers "no such socket" to everything; that must not be read as "the client has left".
    if (!local || findListener(m_netlink, *local, ++m_sequence).kind != Found::Kind::Socket) {
        ::close(m_netlink);
        m_netlink = -1;
    }
}

Peer PeerLookup::of(int connection)
{
    if (m_netlink < 0)
        return {};
    const auto own = endpointOf(connection, ::getsockname);
    const auto other = endpointOf(connection, ::getpeername);
    if (!own || !other)
        return { Peer::State::Gone, 0 };
    const Found found = ask(m_netlink, queryFor(*other, *own, ++m_sequence));
    if (found.kind == Found::Kind::Failed)
        return {};
    // No inode: closed by its owner, living on in the kernel only (FIN_WAIT, TIME_WAIT). LISTEN: the client's port was
    // taken over by a listener, its own socket is gone.
    if (found.kind == Found::Kind::None || found.socket.idiag_inode == 0 || found.socket.idiag_state == TCP_LISTEN)
        return { Peer::State::Gone, 0 };
    return { Peer::State::Owned, found.socket.idiag_uid };
}

PortOwner ownerOfPort(std::uint16_t port)
{
    const int netlink = openNetlink();
    if (netlink < 0)
        return {};
    PortOwner owner;
    std::uint32_t sequence = 0;
    for (const int family : { AF_INET, AF_INET6 }) {
        Endpoint local;
        local.family = family;
        local.port = htons(port);
        if (family == AF_INET)
            local.address[0] = htonl(INADDR_LOOPBACK);
        else
            std::memcpy(local.address, &in6addr_loopback, sizeof local.address);
        const Found found = findListener(netlink, local, ++sequence);
        if (owner.pid == 0 && found.kind == Found::Kind::Socket && found.socket.idiag_inode != 0)
            owner = holderOf(found.socket.idiag_inode);
    }
    ::close(netlink);
    return owner;
}

} // namespace signalbox::http
