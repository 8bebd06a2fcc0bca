// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/machine_address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace signalbox::http {

namespace {

/// What container engines and hypervisors call their bridges.
bool isBridge(const MachineAddress& each)
{
    constexpr std::array<std::string_view, 8> kPrefixes { "docker", "podman", "br-", "cni", "virbr", "lxcbr", "lxdbr",
        "vboxnet" };
    return std::any_of(kPrefixes.begin(), kPrefixes.end(),
        [&](std::string_view prefix) { return each.interface.starts_with(prefix); });
}

/// "" for what nobody else can reach, or not without saying by which interface.
std::string textOf(const sockaddr& address)
{
    std::array<char, INET6_ADDRSTRLEN> text {};
    if (address.sa_family == AF_INET) {
        const auto& v4 = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
        return ::inet_ntop(AF_INET, &v4, text.data(), text.size()) != nullptr ? text.data() : "";
    }
    if (address.sa_family != AF_INET6)
        return {};
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    if (IN6_IS_ADDR_LINKLOCAL(&v6))
        return {};
    return ::inet_ntop(AF_INET6, &v6, text.data(), text.size()) != nullptr ? text.data() : "";
}

} // namespace

std::vector<MachineAddress> machineAddresses()
{
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0)
        return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(first, &::freeifaddrs);
    std::vector<MachineAddress> found;
    for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
        if (each->ifa_addr == nullptr || (each->ifa_flags & IFF_UP) == 0 || (each->ifa_flags & IFF_LOOPBACK) != 0)
            continue;
        if (std::string text = textOf(*each->ifa_addr); !text.empty())
            found.push_back({ std::move(text), each->ifa_name });
    }
    std::stable_partition(found.begin(), found.end(), isBridge);
    return found;
}

} // namespace signalbox::http
