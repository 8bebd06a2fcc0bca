// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/message.h"

#include "core/http/charset.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>

namespace signalbox::http {

bool sameName(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lowered(x) == lowered(y); });
}

const std::string* findField(const Fields& fields, std::string_view name)
{
    for (const auto& field : fields) {
        if (sameName(field.first, name))
            return &field.second;
    }
    return nullptr;
}

bool listHas(std::string_view value, std::string_view token)
{
    while (true) {
        const auto comma = value.find(',');
        if (sameName(trimmed(value.substr(0, comma)), token))
            return true;
        if (comma == std::string_view::npos)
            return false;
        value.remove_prefix(comma + 1);
    }
}

int RequestHead::count(std::string_view name) const
{
    return static_cast<int>(std::count_if(
        fields.begin(), fields.end(), [name](const Field& field) { return sameName(field.first, name); }));
}

std::string_view reasonPhrase(int status)
{
    // RFC 9110 section 15; 429 and 431 from RFC 6585, 529 as Anthropic sends it.
    struct Phrase {
        int status;
        std::string_view text;
    };
    static constexpr std::array kPhrases = std::to_array<Phrase>({ { 100, "Continue" }, { 200, "OK" },
        { 201, "Created" }, { 202, "Accepted" }, { 204, "No Content" }, { 206, "Partial Content" },
        { 301, "Moved Permanently" }, { 302, "Found" }, { 303, "See Other" }, { 304, "Not Modified" },
        { 307, "Temporary Redirect" }, { 308, "Permanent Redirect" }, { 400, "Bad Request" }, { 401, "Unauthorized" },
        { 402, "Payment Required" }, { 403, "Forbidden" }, { 404, "Not Found" }, { 405, "Method Not Allowed" },
        { 406, "Not Acceptable" }, { 408, "Request Timeout" }, { 409, "Conflict" }, { 410, "Gone" },
        { 411, "Length Required" }, { 412, "Precondition Failed" }, { 413, "Content Too Large" },
        { 414, "URI Too Long" }, { 415, "Unsupported Media Type" }, { 417, "Expectation Failed" },
        { 421, "Misdirected Request" }, { 422, "Unprocessable Content" }, { 424, "Failed Dependency" },
        { 425, "Too Early" }, { 426, "Upgrade Required" }, { 429, "Too Many Requests" },
        { 431, "Request Header Fields Too Large" }, { 499, "Client Closed Request" }, { 500, "Internal Server Error" },
        { 501, "Not Implemented" }, { 502, "Bad Gateway" }, { 503, "Service Unavailable" }, { 504, "Gateway Timeout" },
        { 505, "HTTP Version Not Supported" }, { 529, "Overloaded" } });
    const auto found =
        std::lower_bound(kPhrases.begin(), kPhrases.end(), status, [](const Phrase& p, int s) { return p.status < s; });
    return found != kPhrases.end() && found->status == status ? found->text : std::string_view("Status");
}

bool appendField(std::string& out, std::string_view name, std::string_view value)
{
    if (!isToken(name) || !isAllOf(charset::kSentValue, value))
        return false;
    out.append(name).append(": ").append(value).append("\r\n");
    return true;
}

} // namespace signalbox::http
