// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace signalbox::http {

/// What the kernel says about the other end of a loopback connection.
struct Peer {
    enum class State {
        Owned,   ///< a process still holds the socket, perhaps shut down for writing (half-closed)
        Gone,    ///< no process holds it any more
        Unknown, ///< the kernel can't say
    };
    State state = State::Unknown;
    uid_t uid = 0; ///< of the owner, only when Owned
};

/// Asks the kernel by NETLINK_SOCK_DIAG (see sock_diag(7)) for the socket at the other end of a connection on this
/// machine: one exact lookup, about 15 us, no walk over /proc. Data-plane thread only.
class PeerLookup {
public:
    PeerLookup() = default;
    ~PeerLookup();
    PeerLookup(const PeerLookup&) = delete;
    PeerLookup& operator=(const PeerLookup&) = delete;

    /// Opens the netlink socket and proves it by finding the listening socket itself; without proof (no kernel support,
    /// a sandbox) every answer is Unknown.
    void open(int listeningSocket);
    [[nodiscard]] bool available() const { return m_netlink >= 0; }
    /// The owner of the socket that `connection` talks to.
    [[nodiscard]] Peer of(int connection);

private:
    int m_netlink = -1;
    std::uint32_t m_sequence = 0;
};

/// Who listens on a port of the loopback addresses, as far as /proc shows it to us.
struct PortOwner {
    pid_t pid = 0;       ///< 0: not visible
    std::string program; ///< short name, or ""
};
[[nodiscard]] PortOwner ownerOfPort(std::uint16_t port);

} // namespace signalbox::http
