// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/request_filter.h"

#include "core/base/money.h"
#include "core/record/filter_words.h"
#include "core/record/report.h"
#include "core/record/rollup.h"

#include <absl/time/time.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <utility>

namespace signalbox {

namespace {

/// A decimal number with a unit from a list, as microseconds: "2s", "1.5h". Without a unit: the first one's.
struct TimeUnit {
    std::string_view name;
    WallUs us;
};

std::optional<WallUs> durationOf(std::string_view text, const std::vector<TimeUnit>& units)
{
    const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string_view name = text.substr(digits);
    const auto unit = name.empty()
        ? units.begin()
        : std::find_if(units.begin(), units.end(), [&](const TimeUnit& candidate) { return candidate.name == name; });
    // Money reads decimals exactly; here its billionths are of the unit.
    const auto amount = Money::fromDollars(text.substr(0, digits));
    if (unit == units.end() || !amount)
        return std::nullopt;
    const __int128 us = static_cast<__int128>(amount->nano()) * unit->us / 1'000'000'000;
    constexpr __int128 kLongest = 4000 * static_cast<__int128>(kDayUs);
    return us > kLongest ? std::nullopt : std::optional<WallUs>(static_cast<WallUs>(us));
}

std::optional<WallUs> instantOf(std::string_view text, WallUs now)
{
    static const std::vector<TimeUnit> kUnits { { "h", kHourUs }, { "s", kSecondUs }, { "m", kMinuteUs },
        { "min", kMinuteUs }, { "d", kDayUs }, { "w", 7 * kDayUs } };
    if (const auto before = durationOf(text, kUnits))
        return now - *before;
    const std::string date(text.substr(0, text.find('Z')));
    for (const char* format : { "%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%E*S" }) {
        absl::Time time;
        if (absl::ParseTime(format, date, &time, nullptr))
            return absl::ToUnixMicros(time);
    }
    return std::nullopt;
}

std::optional<bool> truthOf(std::string_view text)
{
    if (text == "yes" || text == "true" || text == "1")
        return true;
    if (text == "no" || text == "false" || text == "0")
        return false;
    return std::nullopt;
}

constexpr std::array<std::string_view, 8> kFieldNames { "tier", "model", "rule", "client", "code", "endpoint",
    "feature", "session" };

enum class Verdict { Fine, Unknown, Invalid };

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t { 0 });
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t corner = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = corner + (a[i] == b[j] ? 0 : 1);
            corner = row[j + 1];
            row[j + 1] = std::min({ row[j] + 1, row[j + 1] + 1, changed });
        }
    }
    return row.back();
}

/// The name of the language that is nearest to a mistyped one, with its operator; "" where none is near.
std::string likeField(std::string_view name)
{
    constexpr std::size_t kNear = 2;
    std::size_t best = std::min(kNear, name.size() / 2) + 1;
    std::string_view like;
    for (const std::string_view known : filterNames()) {
        const std::size_t apart = distance(name, known.substr(0, known.find_first_of(":>")));
        if (apart < best) {
            best = apart;
            like = known;
        }
    }
    return std::string(like);
}

class FilterReader {
public:
    explicit FilterReader(WallUs now)
        : m_now(now)
    {
    }

    Result<void> read(const FilterToken& token)
    {
        const Verdict verdict = token.op.empty() ? readWord(token) : readField(token);
        if (verdict == Verdict::Unknown)
            return filterError(token.at, token.source, "field_unknown", likeField(token.name));
        if (verdict == Verdict::Invalid)
            return filterError(token.at, token.source, token.value.empty() ? "value_missing" : "value_invalid");
        if (!token.name.empty() && !token.negated && !m_seen.insert(token.name).second)
            return filterError(token.at, token.source, "twice");
        return {};
    }

    [[nodiscard]] RequestFilter filter() && { return std::move(m_filter); }

private:
    std::optional<bool>* flag(std::string_view name)
    {
        if (name == "error" || name == "errors")
            return &m_filter.errors;
        if (name == "simulated" || name == "sandbox")
            return &m_filter.simulated;
        if (name == "escalated")
            return &m_filter.escalated;
        return name == "stream" ? &m_filter.stream : nullptr;
    }

    static std::optional<RequestField> field(std::string_view name)
    {
        const auto found = std::find(kFieldNames.begin(), kFieldNames.end(), name);
        if (found == kFieldNames.end())
            return std::nullopt;
        return static_cast<RequestField>(found - kFieldNames.begin());
    }

    std::string& text(RequestField field)
    {
        static const std::array<std::string RequestFilter::*, kFieldNames.size()> kMembers { &RequestFilter::tier,
            &RequestFilter::model, &RequestFilter::ruleId, &RequestFilter::client, &RequestFilter::errorCode,
            &RequestFilter::endpoint, &RequestFilter::feature, &RequestFilter::session };
        return m_filter.*kMembers[static_cast<std::size_t>(field)];
    }

    Verdict readWord(const FilterToken& token)
    {
        const bool opposite = !token.quoted && token.value.size() > 1 && token.value.front() == '-';
        auto* const asFlag = token.quoted ? nullptr : flag(std::string_view(token.value).substr(opposite ? 1 : 0));
        if (asFlag != nullptr)
            *asFlag = !opposite;
        else if (!token.value.empty())
            appendWord(m_filter.text, token.value);
        return Verdict::Fine;
    }

    Verdict readField(const FilterToken& token)
    {
        if (token.negated && !(token.op == ":" && field(token.name)))
            return Verdict::Unknown;
        if (token.op == ":") {
            if (const auto asText = field(token.name))
                return readText(token, *asText);
            if (auto* const asFlag = flag(token.name))
                return readFlag(token, *asFlag);
            if (token.name == "since" || token.name == "until")
                return readInstant(token);
            return Verdict::Unknown;
        }
        if (token.name == "cost")
            return readCost(token);
        return token.name == "latency" ? readLatency(token) : Verdict::Unknown;
    }

    Verdict readText(const FilterToken& token, RequestField field)
    {
        if (token.value.empty())
            return Verdict::Invalid;
        if (token.negated)
            m_filter.without.emplace_back(field, token.value);
        else
            text(field) = token.value;
        return Verdict::Fine;
    }

    Verdict readFlag(const FilterToken& token, std::optional<bool>& asFlag)
    {
        asFlag = truthOf(token.value);
        if (asFlag)
            return Verdict::Fine;
        if (token.name != "error" || token.value.empty())
            return Verdict::Invalid;
        m_filter.errorCode = token.value; // error:ceiling_reached
        return Verdict::Fine;
    }

    Verdict readInstant(const FilterToken& token)
    {
        const auto instant = instantOf(token.value, m_now);
        if (!instant)
            return Verdict::Invalid;
        (token.name == "since" ? m_filter.from : m_filter.to) = std::max<WallUs>(1, *instant);
        return Verdict::Fine;
    }

    Verdict readCost(const FilterToken& token)
    {
        const std::size_t sign = token.value.starts_with("$") ? 1 : 0;
        const auto cost = Money::fromDollars(std::string_view(token.value).substr(sign));
        if (!cost || cost->nano() < 0)
            return Verdict::Invalid;
        m_filter.minCostNano = cost->nano() + (token.op == ">" ? 1 : 0);
        return Verdict::Fine;
    }

    Verdict readLatency(const FilterToken& token)
    {
        static const std::vector<TimeUnit> kUnits { { "s", kSecondUs }, { "ms", 1000 }, { "us", 1 }, { "m", kMinuteUs },
            { "min", kMinuteUs } };
        const auto latency = durationOf(token.value, kUnits);
        if (!latency)
            return Verdict::Invalid;
        m_filter.minTotalUs = *latency + (token.op == ">" ? 1 : 0);
        return Verdict::Fine;
    }

    WallUs m_now;
    RequestFilter m_filter;
    std::set<std::string> m_seen;
};

} // namespace

Result<WallUs> parseSince(std::string_view text, WallUs now)
{
    const auto instant = instantOf(text, now);
    if (!instant)
        return fail("since_invalid", { { "text", std::string(text.substr(0, 40)) } });
    return std::max<WallUs>(0, *instant);
}

std::vector<std::string> wordsOf(const std::string& text)
{
    const auto tokens = filterTokens(text);
    if (!tokens)
        return { text };
    std::vector<std::string> words;
    for (const FilterToken& token : *tokens)
        words.push_back((token.negated ? "-" : "") + token.name + token.op + token.value);
    return words;
}

std::string_view fieldName(RequestField field)
{
    return kFieldNames[static_cast<std::size_t>(field)];
}

const std::vector<std::string_view>& filterNames()
{
    static const std::vector<std::string_view> names { "tier:", "model:", "rule:", "client:", "feature:", "session:",
        "code:", "endpoint:", "since:", "until:", "cost>", "latency>", "error", "escalated", "simulated", "stream" };
    return names;
}

Result<RequestFilter> parseFilter(std::string_view text, WallUs now)
{
    const auto tokens = filterTokens(text);
    if (!tokens)
        return tl::unexpected(tokens.error());
    FilterReader reader(now != 0 ? now : SystemClock().now());
    for (const FilterToken& token : *tokens) {
        if (auto read = reader.read(token); !read)
            return tl::unexpected(read.error());
    }
    return std::move(reader).filter();
}

} // namespace signalbox
