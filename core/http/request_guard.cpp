// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/request_guard.h"

#include "core/http/charset.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace signalbox::http {
namespace {

using Verdict = std::optional<Refusal>;

constexpr std::string_view kHttpScheme = "http://";

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool startsWithHttpScheme(std::string_view target)
{
    return sameName(target.substr(0, kHttpScheme.size()), kHttpScheme);
}

/// The authority of an absolute-form target.
std::string_view authorityOf(std::string_view target)
{
    target.remove_prefix(kHttpScheme.size());
    return target.substr(0, target.find_first_of("/?"));
}

bool isPort(std::string_view text)
{
    unsigned port = 0;
    if (!isDigits(text))
        return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

bool isNameOrAddress(std::string_view host)
{
    // reg-name and IPv4address of RFC 3986; sub-delims but "," are legal there and are merely not ours.
    constexpr std::string_view kOther = "-._~%!$&'()*+;=";
    return !host.empty() && std::all_of(host.begin(), host.end(), [kOther](char c) {
        return charset::isAlnum(static_cast<unsigned char>(c)) || kOther.find(c) != std::string_view::npos;
    });
}

bool isBracketed(std::string_view host)
{
    return host.size() > 2 && host.front() == '[' && host.back() == ']'
        && host.find_first_not_of("0123456789abcdefABCDEF:.", 1) == host.size() - 1;
}

/// The Host rule: localhost, 127.0.0.1 or [::1], each with or without a port; or what the operator lists for another
/// address. Exactly these, so that a name which an attacker makes resolve to us (DNS rebinding) is none of them.
bool isAccepted(std::string_view authority, std::string_view host, const Limits& limits)
{
    if (limits.hosts.empty())
        return host == "127.0.0.1" || host == "[::1]" || sameName(host, "localhost");
    return std::any_of(limits.hosts.begin(), limits.hosts.end(),
        [&](const std::string& each) { return sameName(each, authority) || sameName(each, host); });
}

Verdict checkAuthority(std::string_view authority, const Limits& limits)
{
    const Refusal bad { 400, "bad_host" };
    const bool bracket = authority.starts_with('[');
    const auto end = bracket ? authority.find(']') : authority.find(':');
    if (bracket && end == std::string_view::npos)
        return bad;
    const auto host = authority.substr(0, bracket ? end + 1 : end);
    const auto rest = authority.substr(host.size());
    if (!(bracket ? isBracketed(host) : isNameOrAddress(host)))
        return bad;
    if (!rest.empty() && (rest.front() != ':' || !isPort(rest.substr(1))))
        return bad;
    return isAccepted(authority, host, limits) ? Verdict() : Refusal { 421, "host_not_allowed" };
}

Verdict checkHost(const RequestHead& head, const Limits& limits)
{
    const int hosts = head.count("host");
    if (hosts > 1 || (hosts == 0 && head.minorVersion >= 1))
        return Refusal { 400, "bad_host" };
    if (hosts == 0 && !limits.hosts.empty())
        return Refusal { 421, "host_not_allowed" }; // where names are listed, one is said
    if (hosts == 1) {
        if (auto verdict = checkAuthority(*head.find("host"), limits))
            return verdict;
    }
    // The authority of an absolute-form target takes the place of Host, so it obeys the same rule.
    if (startsWithHttpScheme(head.target))
        return checkAuthority(authorityOf(head.target), limits);
    return std::nullopt;
}

Verdict checkOrigin(const RequestHead& head, const Limits& limits)
{
    const Refusal foreign { 403, "origin_not_allowed" };
    const auto isListed = [&limits](const std::string& origin) {
        return std::find(limits.allowedOrigins.begin(), limits.allowedOrigins.end(), origin)
            != limits.allowedOrigins.end();
    };
    bool listed = false;
    for (const auto& [name, value] : head.fields) {
        if (sameName(name, "origin")) {
            if (listed || !isListed(value))
                return foreign;
            listed = true;
        }
    }
    // A listed origin is by its nature another site than ours; the operator's word stands above the browser's.
    if (listed)
        return std::nullopt;
    for (const auto& [name, value] : head.fields) {
        if (sameName(name, "sec-fetch-site") && value != "none" && value != "same-origin")
            return foreign;
    }
    return std::nullopt;
}

Verdict checkFraming(const RequestHead& head, const Limits& limits)
{
    const Refusal bad { 400, "bad_framing" };
    const int lengths = head.count("content-length");
    const int codings = head.count("transfer-encoding");
    if (lengths > 1 || codings > 1 || (lengths == 1 && codings == 1))
        return bad;
    if (codings == 1) {
        const auto& coding = *head.find("transfer-encoding");
        if (coding.empty() || head.minorVersion == 0)
            return bad;
        if (!sameName(coding, "chunked"))
            return Refusal { 501, "transfer_encoding_not_supported" };
    }
    if (lengths == 1) {
        const auto length = announcedLength(*head.find("content-length"));
        if (!length)
            return bad;
        if (*length > limits.bodyBytes)
            return Refusal { 413, "body_too_large" };
    }
    return std::nullopt;
}

Verdict checkMethod(const RequestHead& head)
{
    static constexpr std::array<std::string_view, 5> kServed { "GET", "HEAD", "POST", "OPTIONS", "DELETE" };
    static constexpr std::array<std::string_view, 4> kKnown { "PUT", "PATCH", "CONNECT", "TRACE" };
    const auto in = [&head](
                        const auto& list) { return std::find(list.begin(), list.end(), head.method) != list.end(); };
    if (in(kServed))
        return std::nullopt;
    return in(kKnown) ? Refusal { 405, "method_not_allowed" } : Refusal { 501, "method_not_implemented" };
}

Verdict checkTarget(const RequestHead& head, const Limits& limits)
{
    if (head.target.size() > limits.targetBytes)
        return Refusal { 414, "target_too_long" };
    const Refusal bad { 400, "bad_target" };
    if (head.target.empty() || !isAllOf(charset::kTarget, head.target))
        return bad;
    if (head.target == "*")
        return head.method == "OPTIONS" ? Verdict() : bad;
    if (head.target.front() == '/' || startsWithHttpScheme(head.target))
        return std::nullopt;
    return bad;
}

Verdict checkFields(const RequestHead& head)
{
    for (const auto& [name, value] : head.fields) {
        if (!isToken(name) || !isAllOf(charset::kFieldValue, value))
            return Refusal { 400, "bad_field" };
    }
    return std::nullopt;
}

/// What is well-formed but not done here: expectations other than 100-continue, compressed bodies.
Verdict checkDemands(const RequestHead& head)
{
    for (const auto& [name, value] : head.fields) {
        if (sameName(name, "expect") && head.minorVersion >= 1 && !sameName(value, "100-continue"))
            return Refusal { 417, "expectation_not_supported" };
        if (sameName(name, "content-encoding") && !sameName(value, "identity"))
            return Refusal { 415, "content_encoding_not_supported" };
    }
    return std::nullopt;
}

} // namespace

std::optional<std::uint64_t> announcedLength(std::string_view value)
{
    std::uint64_t length = 0;
    if (!isDigits(value))
        return std::nullopt;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (error != std::errc() || end != value.data() + value.size())
        return std::nullopt;
    return length;
}

std::optional<Refusal> guard(const RequestHead& head, const Limits& limits)
{
    if (head.minorVersion < 0 || head.minorVersion > 1)
        return Refusal { 505, "version_not_supported" };
    if (auto verdict = checkHost(head, limits))
        return verdict;
    if (auto verdict = checkOrigin(head, limits))
        return verdict;
    if (auto verdict = checkFraming(head, limits))
        return verdict;
    if (auto verdict = checkMethod(head))
        return verdict;
    if (auto verdict = checkTarget(head, limits))
        return verdict;
    if (auto verdict = checkFields(head))
        return verdict;
    return checkDemands(head);
}

} // namespace signalbox::http
