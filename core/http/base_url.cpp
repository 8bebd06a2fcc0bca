// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/base_url.h"

#include "core/base/ascii.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace signalbox {

namespace {

using Bytes4 = std::array<unsigned char, 4>;
using Bytes16 = std::array<unsigned char, 16>;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

tl::unexpected<Error> syntax(std::string reason)
{
    return fail("url_syntax", { { "reason", std::move(reason) } });
}

/// An address block: the first `bits` bits of `bytes`.
template <std::size_t N> struct Block {
    std::array<unsigned char, N> bytes;
    int bits;

    [[nodiscard]] bool contains(const std::array<unsigned char, N>& address) const
    {
        for (int bit = 0; bit < bits; ++bit) {
            const auto at = static_cast<std::size_t>(bit / 8);
            const int mask = 0x80 >> (bit % 8);
            if ((bytes[at] & mask) != (address[at] & mask))
                return false;
        }
        return true;
    }
};

/// Nothing of a provider's answers there: this network, shared (CGNAT) addresses, link-local with the metadata
/// services, protocol assignments, Azure's host address, 6to4 relays, multicast, reserved and broadcast.
constexpr std::array<Block<4>, 8> kForbidden4 { {
    { { 0, 0, 0, 0 }, 8 },
    { { 100, 64, 0, 0 }, 10 },
    { { 169, 254, 0, 0 }, 16 },
    { { 192, 0, 0, 0 }, 24 },
    { { 168, 63, 129, 16 }, 32 },
    { { 192, 88, 99, 0 }, 24 },
    { { 224, 0, 0, 0 }, 4 },
    { { 240, 0, 0, 0 }, 4 },
} };

/// Unspecified and IPv4-compatible, IPv4-mapped and -translated, NAT64, discard, Teredo, 6to4, link-local, site-local,
/// multicast, and the metadata service of AWS: forms that lead to an IPv4 address are refused as forms.
constexpr std::array<Block<16>, 11> kForbidden6 { {
    { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF }, 96 },
    { { 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF }, 96 },
    { { 0x00, 0x64, 0xFF, 0x9B }, 96 },
    { { 0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01 }, 48 },
    { { 0x01, 0x00 }, 64 },
    { { 0x20, 0x01, 0x00, 0x00 }, 32 },
    { { 0x20, 0x02 }, 16 },
    { { 0xFE, 0x80 }, 10 },
    { { 0xFE, 0xC0 }, 10 },
    { { 0xFF }, 8 },
    { { 0xFD, 0x00, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54 }, 128 },
} };

constexpr Block<16> kCompatible { {}, 96 };
constexpr Bytes16 kLoopback6 { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };

struct Host {
    std::string name;
    bool loopback = false;
};

tl::unexpected<Error> forbidden(const std::string& host)
{
    return fail("url_forbidden_address", { { "host", host.substr(0, 255) } });
}

Result<Host> readIpv6(const std::string& literal)
{
    Bytes16 address {};
    if (inet_pton(AF_INET6, literal.c_str(), address.data()) != 1)
        return syntax("host");
    if (address == kLoopback6)
        return Host { literal, true };
    const bool refused = kCompatible.contains(address)
        || std::any_of(
            kForbidden6.begin(), kForbidden6.end(), [&](const auto& block) { return block.contains(address); });
    if (refused)
        return forbidden(literal);
    return Host { literal, false };
}

/// Resolvers take "2130706433", "0x7f.1" and "127.1" for addresses: a name whose last label is a number is no name.
bool endsInNumber(std::string_view host)
{
    const std::size_t dot = host.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? host : host.substr(dot + 1);
    if (last.starts_with("0x"))
        return std::all_of(last.begin() + 2, last.end(), [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
    return !last.empty() && std::all_of(last.begin(), last.end(), isDigit);
}

bool isHostName(std::string_view host)
{
    if (host.empty() || host.size() > 253)
        return false;
    std::size_t label = 0;
    for (std::size_t i = 0; i < host.size(); ++i) {
        const char c = host[i];
        if (c == '.') {
            if (label == 0 || host[i - 1] == '-')
                return false;
            label = 0;
            continue;
        }
        const bool fits = isDigit(c) || (c >= 'a' && c <= 'z') || c == '_' || (c == '-' && label > 0);
        if (!fits || ++label > 63)
            return false;
    }
    return label > 0 && host.back() != '-';
}

Result<Host> readName(const std::string& host)
{
    if (endsInNumber(host)) {
        Bytes4 address {};
        if (inet_pton(AF_INET, host.c_str(), address.data()) != 1)
            return forbidden(host);
        const bool refused = std::any_of(
            kForbidden4.begin(), kForbidden4.end(), [&](const auto& block) { return block.contains(address); });
        if (refused)
            return forbidden(host);
        return Host { host, address[0] == 127 };
    }
    if (!isHostName(host))
        return syntax("host");
    if (host == "metadata" || host == "metadata.google.internal" || host == "instance-data"
        || host == "instance-data.ec2.internal")
        return forbidden(host);
    return Host { host, host == "localhost" };
}

Result<std::uint16_t> readPort(std::string_view text)
{
    unsigned port = 0;
    const bool digits = !text.empty() && text.size() <= 5 && std::all_of(text.begin(), text.end(), isDigit);
    if (digits)
        std::from_chars(text.data(), text.data() + text.size(), port);
    if (port < 1 || port > 65535)
        return syntax("port");
    return static_cast<std::uint16_t>(port);
}

/// Without the slash at its end.
Result<std::string> readPath(std::string_view path)
{
    const bool plain = std::all_of(path.begin(), path.end(), [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || std::string_view("/-._~:@!$&'()*+,;=").find(c) != std::string_view::npos;
    });
    if (!plain || path.find("//") != std::string_view::npos || path.find("/..") != std::string_view::npos
        || path.find("/./") != std::string_view::npos)
        return syntax("path");
    if (path.ends_with('/'))
        path.remove_suffix(1);
    return std::string(path);
}

/// Host and port of "host", "host:port", "[v6]" and "[v6]:port".
struct Authority {
    std::string_view host;
    std::string_view port; ///< "" where none was given
    bool bracketed = false;
};

Result<Authority> splitAuthority(std::string_view text)
{
    Authority authority;
    if (text.starts_with('[')) {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos)
            return syntax("host");
        authority.bracketed = true;
        authority.host = text.substr(1, close - 1);
        text.remove_prefix(close + 1);
    } else {
        authority.host = text.substr(0, std::min(text.find(':'), text.size()));
        text.remove_prefix(authority.host.size());
    }
    if (text.empty())
        return authority;
    if (text.front() != ':' || text.size() == 1)
        return syntax("port");
    authority.port = text.substr(1);
    return authority;
}

Result<BaseUrl> readUrl(std::string_view url, bool local)
{
    const bool visible = std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7F; });
    if (url.size() > 2048 || !visible || url.find('\\') != std::string_view::npos)
        return syntax("characters");
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos)
        return syntax("scheme");
    const std::string scheme = lowered(url.substr(0, colon));
    if (scheme != "https" && scheme != "http")
        return fail("url_scheme", { { "scheme", scheme.substr(0, 20) } });
    const std::string_view rest = url.substr(colon + 3);
    if (rest.find('#') != std::string_view::npos)
        return syntax("fragment");
    if (rest.find('?') != std::string_view::npos)
        return syntax("query");
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    if (rest.substr(0, slash).find('@') != std::string_view::npos)
        return fail("url_userinfo");
    const auto authority = splitAuthority(rest.substr(0, slash));
    if (!authority)
        return tl::unexpected(authority.error());
    const std::string name = lowered(authority->host);
    const auto host = authority->bracketed ? readIpv6(name) : readName(name);
    if (!host)
        return tl::unexpected(host.error());
    BaseUrl read;
    read.tls = scheme == "https";
    if (!read.tls && !(local && host->loopback))
        return fail("url_not_local", { { "host", host->name } });
    read.host = host->name;
    read.port = read.tls ? 443 : 80;
    if (!authority->port.empty()) {
        const auto port = readPort(authority->port);
        if (!port)
            return tl::unexpected(port.error());
        read.port = *port;
    }
    auto path = readPath(rest.substr(slash));
    if (!path)
        return tl::unexpected(path.error());
    read.path = std::move(*path);
    return read;
}

/// What may stand in a query as it is (RFC 3986).
bool isQuery(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || std::string_view("/?-._~:@!$&'()*+,;=%").find(c) != std::string_view::npos;
    });
}

} // namespace

Result<BaseUrl> parseBaseUrl(std::string_view url, bool local)
{
    return readUrl(url, local);
}

Result<BaseUrl> parseWebhookUrl(std::string_view url, bool local)
{
    const std::size_t question = url.find('?');
    auto read = readUrl(url.substr(0, question), local);
    if (!read || question == std::string_view::npos)
        return read;
    const std::string_view query = url.substr(question + 1);
    if (url.size() > 4096 || !isQuery(query))
        return syntax("query");
    read->path.append("?").append(query);
    return read;
}

} // namespace signalbox
