// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/mail_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace signalbox {

namespace {

constexpr std::size_t kLine = 76;      ///< of base64, RFC 2045
constexpr std::size_t kWordBytes = 42; ///< of UTF-8 in one encoded word of at most 75 characters

std::string base64(std::string_view bytes)
{
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned group = 0;
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            out += i + j > bytes.size() ? '=' : kDigits[group >> (18 - 6 * j) & 63];
    }
    return out;
}

/// Encoded words that do not split a character.
std::string encodedWords(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        std::size_t size = std::min(kWordBytes, text.size());
        while (size > 1 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
            --size;
        out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, size)) + "?=";
        text.remove_prefix(size);
    }
    return out;
}

std::string wrapped(const std::string& text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += kLine)
        out += text.substr(i, kLine) + "\r\n";
    return out;
}

std::string rfc5322Date(WallUs at)
{
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(static_cast<std::time_t>(at / 1'000'000)));
}

} // namespace

bool isMailAddress(std::string_view text)
{
    const std::size_t at = text.find('@');
    if (text.size() > 254 || at == 0 || at == std::string_view::npos || at + 1 == text.size()
        || text.find('@', at + 1) != std::string_view::npos)
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > 0x20 && c < 0x7F && std::string_view("<>()[]\\,;:\"").find(c) == std::string_view::npos;
    });
}

std::string mailText(const ChannelSettings& settings, const Alert& alert, const AlertText& text)
{
    std::string to;
    for (const std::string& recipient : settings.recipients)
        to += (to.empty() ? "" : ",\r\n ") + recipient;
    const std::string domain = settings.sender.substr(settings.sender.find('@') + 1);
    std::string mail = "Date: " + rfc5322Date(alert.lastAt) + "\r\n";
    mail += "From: Signalbox <" + settings.sender + ">\r\n";
    mail += "To: " + to + "\r\n";
    mail += "Subject: " + encodedWords("Signalbox: " + text.title) + "\r\n";
    mail += fmt::format("Message-ID: <alert-{}-{}@{}>\r\n", alert.id, alert.at, domain);
    if (alert.level == AlertLevel::Urgent)
        mail += "Importance: high\r\n";
    mail += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n";
    return mail + wrapped(base64(text.title + "\r\n\r\n" + text.body + "\r\n"));
}

} // namespace signalbox
