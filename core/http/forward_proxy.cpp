// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/forward_proxy.h"

#include "core/base/ascii.h"
#include "core/http/charset.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>

namespace signalbox::http {
namespace {

std::optional<std::uint16_t> portOf(std::string_view text)
{
    std::uint16_t port = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (code != std::errc() || end != text.data() + text.size() || port == 0)
        return std::nullopt;
    return port;
}

struct HostPort {
    std::string host; ///< in lower case, without brackets
    std::optional<std::uint16_t> port;
};

/// "host", "host:port", "[v6]:port" or a bare v6 literal.
std::optional<HostPort> splitHostPort(std::string_view text)
{
    HostPort out;
    std::string_view port;
    if (!text.empty() && text.front() == '[') {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos)
            return std::nullopt;
        out.host = lowered(text.substr(1, close - 1));
        port = text.substr(close + 1);
    } else if (std::count(text.begin(), text.end(), ':') > 1) {
        out.host = lowered(text);
    } else {
        const std::size_t colon = std::min(text.find(':'), text.size());
        out.host = lowered(text.substr(0, colon));
        port = text.substr(colon);
    }
    if (port.empty())
        return out;
    out.port = portOf(port.substr(1));
    if (port.front() != ':' || !out.port)
        return std::nullopt;
    return out;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char l = static_cast<char>(c | 0x20);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

std::string percentDecoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0) {
            out.push_back(static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

std::string base64(std::string_view bytes)
{
    static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            out.push_back(i + k > bytes.size() ? '=' : kLetters[group >> (18 - 6 * k) & 63]);
    }
    return out;
}

ProxyAddress parseProxy(std::string_view url)
{
    ProxyAddress unusable;
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos) {
        if (lowered(url.substr(0, scheme)) != "http")
            return unusable;
        url.remove_prefix(scheme + 3);
    }
    url = url.substr(0, url.find('/'));
    ProxyAddress proxy;
    if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
        std::string user = percentDecoded(url.substr(0, at));
        if (user.find(':') == std::string::npos)
            user.push_back(':');
        proxy.authorization = "Basic " + base64(user);
        url.remove_prefix(at + 1);
    }
    const auto place = splitHostPort(url);
    if (!place || place->host.empty())
        return unusable;
    proxy.host = place->host;
    proxy.port = place->port.value_or(80);
    return proxy;
}

bool isLoopbackName(const std::string& host)
{
    const auto literal = IpAddress::parse(host);
    return literal ? literal->isLoopback() : host == "localhost" || host.ends_with(".localhost");
}

/// "10.0.0.0/8", "fd00::/8"
bool inNetwork(const IpAddress& address, std::string_view network)
{
    const std::size_t slash = network.find('/');
    const auto base = IpAddress::parse(network.substr(0, slash));
    unsigned bits = 0;
    const std::string_view count = slash == std::string_view::npos ? "" : network.substr(slash + 1);
    std::from_chars(count.data(), count.data() + count.size(), bits);
    const unsigned most = address.family == IpAddress::Family::V4 ? 32 : 128;
    if (!base || base->family != address.family || count.empty() || bits > most)
        return false;
    for (unsigned bit = 0; bit < bits; ++bit)
        if ((address.bytes[bit / 8] ^ base->bytes[bit / 8]) >> (7 - bit % 8) & 1)
            return false;
    return true;
}

bool matches(const std::string& host, std::uint16_t port, std::string_view entry)
{
    if (entry == "*")
        return true;
    if (entry.find('/') != std::string_view::npos) {
        const auto address = IpAddress::parse(host);
        return address && inNetwork(*address, entry);
    }
    const auto place = splitHostPort(entry);
    if (!place || (place->port && *place->port != port))
        return false;
    std::string_view name = place->host;
    while (name.starts_with('*') || name.starts_with('.'))
        name.remove_prefix(1);
    if (name.empty())
        return false;
    if (host == name)
        return true;
    return !IpAddress::parse(host) && host.size() > name.size() && host.ends_with(name)
        && host[host.size() - name.size() - 1] == '.';
}

} // namespace

ForwardProxy::ForwardProxy(const Environment& environment)
{
    const auto variable = [&](const char* small, const char* large) -> std::optional<std::string> {
        for (const char* name : { small, large }) {
            const char* own = environment ? nullptr : std::getenv(name);
            std::optional<std::string> value = environment ? environment(name)
                : own                                      ? std::optional<std::string>(own)
                                                           : std::nullopt;
            if (value && !trimmed(*value).empty())
                return std::string(trimmed(*value));
        }
        return std::nullopt;
    };
    const auto proxy = [](const std::optional<std::string>& url, const std::optional<std::string>& otherwise) {
        const auto& chosen = url ? url : otherwise;
        return chosen ? std::optional(parseProxy(*chosen)) : std::nullopt;
    };
    const auto all = variable("all_proxy", "ALL_PROXY");
    m_forHttp = proxy(variable("http_proxy", "HTTP_PROXY"), all);
    m_forHttps = proxy(variable("https_proxy", "HTTPS_PROXY"), all);
    const std::string exempt = lowered(variable("no_proxy", "NO_PROXY").value_or(""));
    for (std::string_view rest = exempt; !rest.empty();) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (const std::string_view entry = trimmed(rest.substr(0, comma)); !entry.empty())
            m_exempt.emplace_back(entry);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
}

bool ForwardProxy::isExempt(const Origin& origin) const
{
    const std::string host = lowered(origin.host);
    if (origin.loopbackOnly || isLoopbackName(host))
        return true;
    return std::any_of(
        m_exempt.begin(), m_exempt.end(), [&](const std::string& entry) { return matches(host, origin.port, entry); });
}

const ProxyAddress* ForwardProxy::proxyFor(const Origin& origin) const
{
    const std::optional<ProxyAddress>& proxy = origin.tls ? m_forHttps : m_forHttp;
    return proxy && !isExempt(origin) ? &*proxy : nullptr;
}

} // namespace signalbox::http
