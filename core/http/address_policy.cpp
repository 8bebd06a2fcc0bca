// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/address_policy.h"

#include <arpa/inet.h>

#include <algorithm>

namespace signalbox::http {
namespace {

struct Block {
    std::array<std::uint8_t, 16> prefix;
    int bits;
    std::string_view reason;
};

// IANA's special-purpose registries, as far as no provider can live there. 10/8, 172.16/12, 192.168/16 and fc00::/7
// stay open (a model server in the local network), 198.18/15 too (tunnels that answer names with made-up addresses).
constexpr Block kRefusedV4[] = {
    { { 0 }, 8, "unspecified address" },
    { { 100, 64 }, 10, "carrier-grade NAT address" },
    { { 169, 254 }, 16, "link-local or metadata address" },
    { { 168, 63, 129, 16 }, 32, "metadata address" },
    { { 192, 0, 0 }, 24, "protocol or metadata address" },
    { { 192, 88, 99 }, 24, "6to4 relay address" },
    { { 224 }, 4, "multicast address" },
    { { 240 }, 4, "reserved or broadcast address" },
};

constexpr Block kRefusedV6[] = {
    { {}, 96, "unspecified or IPv4-compatible address" },
    { { 0x00, 0x64, 0xff, 0x9b }, 96, "NAT64 address" },
    { { 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01 }, 48, "NAT64 address" },
    { { 0x01, 0x00 }, 64, "discard address" },
    { { 0x20, 0x01, 0x00, 0x00 }, 32, "Teredo address" },
    { { 0x20, 0x02 }, 16, "6to4 address" },
    { { 0xfd, 0x00, 0x0e, 0xc2 }, 32, "metadata address" },
    { { 0xfe, 0x80 }, 10, "link-local address" },
    { { 0xfe, 0xc0 }, 10, "site-local address" },
    { { 0xff }, 8, "multicast address" },
};

constexpr Block kMappedV4 = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96, "" };

bool inBlock(const std::array<std::uint8_t, 16>& bytes, const Block& block)
{
    const auto whole = static_cast<std::size_t>(block.bits / 8);
    if (!std::equal(bytes.begin(), bytes.begin() + whole, block.prefix.begin()))
        return false;
    const int rest = block.bits % 8;
    if (rest == 0)
        return true;
    const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
    return (bytes[whole] & mask) == (block.prefix[whole] & mask);
}

/// The IPv4 address inside ::ffff:a.b.c.d; any other address as it is.
IpAddress unmapped(const IpAddress& address)
{
    if (address.family == IpAddress::Family::V4 || !inBlock(address.bytes, kMappedV4))
        return address;
    IpAddress inner;
    std::copy_n(address.bytes.begin() + 12, 4, inner.bytes.begin());
    return inner;
}

bool isLoopbackV6(const IpAddress& address)
{
    return address.bytes[15] == 1
        && std::all_of(address.bytes.begin(), address.bytes.end() - 1, [](std::uint8_t b) { return b == 0; });
}

} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view literal)
{
    const std::string text(literal);
    IpAddress address;
    if (inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1)
        return address;
    address.family = Family::V6;
    if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1)
        return address;
    return std::nullopt;
}

std::string IpAddress::text() const
{
    std::array<char, INET6_ADDRSTRLEN> out {};
    inet_ntop(family == Family::V4 ? AF_INET : AF_INET6, bytes.data(), out.data(), out.size());
    return out.data();
}

bool IpAddress::isLoopback() const
{
    const IpAddress real = unmapped(*this);
    return real.family == Family::V4 ? real.bytes[0] == 127 : isLoopbackV6(real);
}

std::string_view refusedAddress(const IpAddress& address, Reach reach)
{
    if (address.isLoopback())
        return {};
    if (reach == Reach::LoopbackOnly)
        return "not a loopback address";
    const IpAddress real = unmapped(address);
    if (real.family == IpAddress::Family::V4) {
        for (const Block& block : kRefusedV4)
            if (inBlock(real.bytes, block))
                return block.reason;
    } else {
        for (const Block& block : kRefusedV6)
            if (inBlock(real.bytes, block))
                return block.reason;
    }
    return {};
}

} // namespace signalbox::http
