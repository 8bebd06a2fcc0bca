// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/facts.h"

#include "core/route/fact_field.h"

#include "core/api/json_text.h"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <array>
#include <charconv>

// Facts that are not in the request's own fields: headers, the clock, shares; and what of a text counts as said.
namespace signalbox {

namespace {

constexpr std::size_t kHintBytes = 128;

/// Credentials, framing and hop-by-hop fields: nothing that a rule should see or a log should keep.
constexpr std::array<std::string_view, 27> kClosedHeaders { "authorization", "proxy-authorization", "cookie",
    "set-cookie", "api-key", "x-api-key", "apikey", "x-goog-api-key", "host", "content-length", "content-type",
    "content-encoding", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect", "accept",
    "accept-encoding", "traceparent", "tracestate", "idempotency-key", "proxy-authenticate", "proxy-connection",
    "date" };

std::uint64_t mixed(std::uint64_t x)
{
    // Finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// FNV-1a, 64 bits.
std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

absl::TimeZone zoneNamed(const std::string& zone)
{
    absl::TimeZone loaded = absl::LocalTimeZone();
    if (zone != "system")
        (void)absl::LoadTimeZone(zone, &loaded);
    return loaded;
}

struct KeptMinute {
    std::string zone;
    std::int64_t minute = INT64_MIN; ///< since 1970
    LocalMoment moment;
};

} // namespace

bool routableHeader(std::string_view name)
{
    if (name.empty() || name.size() > 64 || name.starts_with("x-signalbox-") || name.starts_with("x-stainless-")
        || name.starts_with("sec-"))
        return false;
    for (const std::string_view closed : kClosedHeaders) {
        if (name == closed)
            return false;
    }
    for (const std::string_view part : { "token", "secret", "password", "credential", "signature" }) {
        if (name.find(part) != std::string_view::npos)
            return false;
    }
    for (const char c : name) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'))
            return false;
    }
    return true;
}

std::string headerFact(std::string_view raw)
{
    std::string clean;
    while (!raw.empty()) {
        const json::CodePoint point = json::firstCodePoint(raw);
        const bool skipped = json::isUnprintable(point.value) || (clean.empty() && point.value == ' ');
        if (!skipped && clean.size() + point.bytes > kHintBytes)
            break;
        if (!skipped)
            clean.append(raw.substr(0, point.bytes));
        raw.remove_prefix(point.bytes);
    }
    while (!clean.empty() && clean.back() == ' ')
        clean.pop_back();
    return clean;
}

std::uint64_t shareSeed(std::string_view session, std::string_view requestId)
{
    const std::uint64_t seed = mixed(hashOf(session.empty() ? requestId : session));
    return seed == 0 ? 1 : seed; // 0 stands for "not known"
}

std::int64_t shareOf(std::uint64_t seed, std::string_view name)
{
    return static_cast<std::int64_t>(mixed(seed ^ hashOf(name)) % static_cast<std::uint64_t>(kShares));
}

LocalMoment localMoment(std::int64_t instant, const std::string& zone)
{
    // Offsets of zones change on whole minutes, so one answer holds for all of a minute.
    constexpr std::int64_t kOneMinuteUs = 60'000'000;
    thread_local KeptMinute kept;
    const std::int64_t minute = instant / kOneMinuteUs - (instant % kOneMinuteUs < 0 ? 1 : 0);
    if (kept.minute == minute && kept.zone == zone)
        return kept.moment;
    constexpr std::array<std::string_view, 7> kDays { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
    const absl::CivilSecond civil = zoneNamed(zone).At(absl::FromUnixMicros(instant)).cs;
    kept.moment.minute = static_cast<std::int64_t>(civil.hour()) * 60 + civil.minute();
    kept.moment.weekday = kDays[static_cast<std::size_t>(absl::GetWeekday(civil))];
    kept.minute = minute;
    kept.zone = zone;
    return kept.moment;
}

SpokenText::SpokenText(std::string_view text)
    : m_text(text)
{
    constexpr std::string_view kOpen = "<system-reminder>";
    constexpr std::string_view kClose = "</system-reminder>";
    std::size_t open = text.find(kOpen);
    if (open == std::string_view::npos)
        return;
    m_changed = true;
    std::size_t from = 0;
    while (open != std::string_view::npos) {
        m_kept.append(text.substr(from, open - from));
        const std::size_t close = text.find(kClose, open);
        if (close == std::string_view::npos) { // never closed: all of the rest is the client's
            from = text.size();
            break;
        }
        from = close + kClose.size();
        open = text.find(kOpen, from);
    }
    m_kept.append(text.substr(from));
}

std::int64_t countQuestions(std::string_view text)
{
    constexpr std::size_t kReadBytes = 8192;
    text = text.substr(0, kReadBytes);
    std::int64_t count = 0;
    for (std::size_t at = text.find('?'); at != std::string_view::npos; at = text.find('?', at + 1)) {
        // "??" is one question; "a?b" (a URL, a ternary, an optional) is none.
        const char next = at + 1 < text.size() ? text[at + 1] : ' ';
        const bool ends = next == ' ' || next == '\n' || next == '\r' || next == '\t' || next == '"' || next == '\''
            || next == ')' || next == '!' || next == '*';
        const bool spoken = at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n';
        count += ends && spoken ? 1 : 0;
    }
    for (std::size_t at = text.find("\xEF\xBC\x9F"); at != std::string_view::npos;
         at = text.find("\xEF\xBC\x9F", at + 3))
        ++count; // full-width, of Chinese and Japanese
    return count;
}

} // namespace signalbox
