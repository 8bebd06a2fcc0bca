// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/usage_export.h"

#include "core/base/ascii.h"
#include "core/base/tame_name.h"

#include <simdjson.h>

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace signalbox {

namespace {

constexpr WallUs kOneSecond = 1'000'000;
constexpr WallUs kOneDay = 86'400 * kOneSecond;
constexpr std::int64_t kMostTokens = 1'000'000'000'000; ///< of a row: a million of them still fit into a sum
constexpr __int128 kMostValue = static_cast<__int128>(1) << 116;
constexpr std::size_t kMostFields = 256;
constexpr std::size_t kShownText = 40;

/// A file of comma-separated values (RFC 4180), one record at a time.
class CsvReader {
public:
    explicit CsvReader(std::string_view text)
        : m_text(text)
    {
    }

    /// False at the end. Blank lines are no records.
    Result<bool> next(std::vector<std::string>& fields)
    {
        fields.clear();
        while (m_at < m_text.size() && (m_text[m_at] == '\n' || m_text[m_at] == '\r'))
            skipBreak();
        m_recordLine = m_line;
        m_recordAt = m_at;
        if (m_at >= m_text.size())
            return false;
        while (true) {
            if (fields.size() >= kMostFields)
                return fail("export_columns", { { "line", std::to_string(m_recordLine) } });
            std::string& field = fields.emplace_back();
            if (m_at < m_text.size() && m_text[m_at] == '"') {
                if (!readQuoted(field))
                    return fail("export_quote_open", { { "line", std::to_string(m_recordLine) } });
            } else {
                const std::size_t end = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
                field.assign(m_text.substr(m_at, end - m_at));
                m_at = end;
            }
            if (m_at >= m_text.size() || m_text[m_at] != ',')
                return true;
            ++m_at;
        }
    }
    [[nodiscard]] std::int64_t line() const { return m_recordLine; }
    /// The record as it stands in the file.
    [[nodiscard]] std::string_view record() const { return m_text.substr(m_recordAt, m_at - m_recordAt); }

private:
    void skipBreak()
    {
        if (m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n')
            ++m_at;
        ++m_at;
        ++m_line;
    }

    bool readQuoted(std::string& field)
    {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            m_line += c == '\n' ? 1 : 0;
            if (c != '"') {
                field += c;
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == '"') {
                field += c;
                ++m_at;
            } else {
                ++m_at;
                return m_at >= m_text.size() || m_text[m_at] == ',' || m_text[m_at] == '\r' || m_text[m_at] == '\n';
            }
        }
        return false;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_recordAt = 0;
    std::int64_t m_line = 1;
    std::int64_t m_recordLine = 1;
};

std::string trimmed(std::string_view text)
{
    const std::size_t from = text.find_first_not_of(" \t");
    return from == std::string_view::npos ? std::string()
                                          : std::string(text.substr(from, text.find_last_not_of(" \t") - from + 1));
}

/// Digits at a place of a text, or -1.
int digits(std::string_view text, std::size_t at, std::size_t count)
{
    int value = 0;
    if (at + count > text.size())
        return -1;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// "+02:00" or "Z" or nothing (UTC) as seconds to take off; nullopt: neither.
std::optional<WallUs> offsetOf(std::string_view rest)
{
    if (rest.empty() || rest == "Z" || rest == " UTC" || rest == "+00")
        return 0;
    const int hours = digits(rest, 1, 2);
    const int minutes = rest.size() == 6 && rest[3] == ':' ? digits(rest, 4, 2) : -1;
    if ((rest[0] != '+' && rest[0] != '-') || hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
        return std::nullopt;
    const WallUs offset = (hours * 3600 + minutes * 60) * kOneSecond;
    return rest[0] == '-' ? -offset : offset;
}

/// "2026-11-22", "2026-11-22 10:30:45.123", with T and zone as well; nullopt: no such time.
std::optional<WallUs> timeOf(std::string_view text)
{
    using namespace std::chrono;
    const int y = digits(text, 0, 4);
    const int m = digits(text, 5, 2);
    const int d = digits(text, 8, 2);
    if (y < 2000 || y > 2200 || m < 0 || d < 0 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const year_month_day date { year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)) };
    if (!date.ok())
        return std::nullopt;
    const WallUs start = WallUs { sys_days(date).time_since_epoch().count() } * kOneDay;
    if (text.size() == 10)
        return start;
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    if ((text[10] != 'T' && text[10] != ' ') || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60 || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    std::size_t at = 19;
    if (at < text.size() && text[at] == '.') {
        ++at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
    }
    const auto offset = offsetOf(text.substr(std::min(at, text.size())));
    if (!offset)
        return std::nullopt;
    return start + (hour * 3600 + minute * 60 + second) * kOneSecond - *offset;
}

/// Decimal dollars, also with an exponent or more digits than a nano-dollar has (rounded half up). Integer throughout.
std::optional<Money> costOf(std::string_view text)
{
    if (!text.empty() && text.front() == '$')
        text.remove_prefix(1);
    std::size_t at = 0;
    std::int64_t exponent = 9; // of the value's last digit, in nano-dollars
    __int128 value = 0;
    bool any = false;
    bool point = false;
    for (; at < text.size() && (text[at] == '.' || (text[at] >= '0' && text[at] <= '9')); ++at) {
        if (text[at] == '.') {
            if (std::exchange(point, true))
                return std::nullopt;
            continue;
        }
        any = true;
        if (value > kMostValue)
            return std::nullopt;
        value = value * 10 + (text[at] - '0');
        exponent -= point ? 1 : 0;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        int power = 0;
        const char* from = text.data() + at + 1 + (at + 1 < text.size() && text[at + 1] == '+' ? 1 : 0);
        const auto [stop, code] = std::from_chars(from, text.data() + text.size(), power);
        if (code != std::errc() || power < -40 || power > 9)
            return std::nullopt;
        exponent += power;
        at = static_cast<std::size_t>(stop - text.data());
    }
    if (!any || at != text.size())
        return std::nullopt;
    for (; exponent > 0 && value <= kMostValue; --exponent)
        value *= 10;
    for (; exponent < -1 && value > 0; ++exponent)
        value /= 10;
    if (exponent == -1)
        value = (value + 5) / 10;
    constexpr __int128 kMostNano = 1'000'000'000'000'000'000;
    return value > kMostNano ? std::nullopt : std::optional(Money::fromNano(static_cast<std::int64_t>(value)));
}

class ExportReader {
public:
    explicit ExportReader(std::string_view text)
        : m_csv(text)
    {
    }

    Result<UsageExport> read()
    {
        std::vector<std::string> header;
        auto more = m_csv.next(header);
        if (!more)
            return tl::unexpected(more.error());
        if (auto known = readHeader(*more, header); !known)
            return tl::unexpected(known.error());
        while (true) {
            more = m_csv.next(m_fields);
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                break;
            if (!m_records.insert(m_csv.record()).second) {
                ++m_export.repeated;
                continue;
            }
            if (auto row = readRow(); !row)
                return tl::unexpected(row.error());
            if (m_export.rows.size() > kMostExportRows)
                return fail("export_too_large");
        }
        return std::move(m_export);
    }

private:
    Result<void> readHeader(bool isThere, const std::vector<std::string>& header)
    {
        if (!isThere || header.empty())
            return fail("export_empty");
        std::string_view twice;
        for (std::size_t i = 0; i < header.size(); ++i) {
            const auto [known, isNew] = m_columns.try_emplace(trimmed(header[i]), i);
            if (!isNew)
                twice = known->first;
        }
        m_width = header.size();
        if (!findShape()) {
            const std::string& first = header.front();
            const bool otherMarks = header.size() == 1 && first.find_first_of(";\t") != std::string::npos;
            return otherMarks ? fail("export_separator")
                              : fail("export_shape_unknown", { { "header", tameName(first.substr(0, kShownText)) } });
        }
        if (!twice.empty())
            return fail("export_column_twice", { { "column", tameName(std::string(twice)) } });
        for (const std::string_view needed : neededColumns()) {
            if (!has(needed))
                return fail("export_column_missing", { { "column", std::string(needed) } });
        }
        return {};
    }

    [[nodiscard]] bool has(std::string_view name) const { return m_columns.find(name) != m_columns.end(); }

    bool findShape()
    {
        if (has("generation_id") && has("cost_total"))
            m_export.shape = ExportShape::OpenRouter;
        else if (has("usage_date_utc") && has("usage_output_tokens"))
            m_export.shape = ExportShape::Anthropic;
        else if (has("usage_date_utc") && has("token_type") && has("cost_usd"))
            m_export.shape = ExportShape::AnthropicCost;
        else if (has("start_time") && has("end_time"))
            m_export.shape = ExportShape::OpenAi;
        else
            return false;
        return true;
    }

    /// What can't be taken for zero where it is not there: uncertain attempts would count as not billed.
    [[nodiscard]] std::vector<std::string_view> neededColumns() const
    {
        switch (m_export.shape) {
        case ExportShape::OpenRouter:
            return { "created_at", "tokens_prompt", "tokens_completion", "model_permaslug" };
        case ExportShape::Anthropic:
            return { "model_version", "usage_input_tokens_no_cache", "usage_input_tokens_cache_read" };
        case ExportShape::AnthropicCost:
            return { "model" };
        case ExportShape::OpenAi:
            return { "model", "input_tokens", "output_tokens" };
        }
        return {};
    }

    [[nodiscard]] std::string text(std::string_view name) const
    {
        const auto found = m_columns.find(name);
        return found != m_columns.end() && found->second < m_fields.size() ? trimmed(m_fields[found->second])
                                                                           : std::string();
    }

    [[nodiscard]] Error wrong(std::string code, std::string_view column) const
    {
        return { std::move(code),
            { { "line", std::to_string(m_csv.line()) }, { "column", std::string(column) },
                { "text", tameName(text(column).substr(0, kShownText)) } } };
    }

    /// "" and a missing column are 0. The first error stays, and what is wrong is 0.
    std::int64_t count(std::string_view column)
    {
        std::string typed = text(column);
        if (typed.empty())
            return 0;
        if (typed.size() > 2 && typed.ends_with(".0"))
            typed.resize(typed.size() - 2);
        std::int64_t value = 0;
        const auto [stop, code] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
        if (code != std::errc() || stop != typed.data() + typed.size())
            note(wrong("export_number", column));
        else if (value < 0 || value > kMostTokens)
            note(wrong("export_range", column));
        else
            return value;
        return 0;
    }

    Money cost(std::string_view column)
    {
        const std::string typed = text(column);
        const auto money = costOf(typed);
        if (!money)
            note(wrong("export_number", column));
        return money.value_or(Money());
    }

    /// Dollars, where the file says what it counts in.
    void checkCurrency()
    {
        for (const std::string_view column : { "currency", "cost_currency", "amount_currency" }) {
            const std::string said = text(column);
            if (!said.empty() && lowered(said) != "usd")
                note(wrong("export_currency", column));
        }
    }

    WallUs time(std::string_view column)
    {
        const auto at = timeOf(text(column));
        if (!at)
            note(wrong("export_time", column));
        return at.value_or(0);
    }

    WallUs seconds(std::string_view column)
    {
        const std::int64_t value = count(column);
        if (value < 946'684'800 || value > 7'258'118'400)
            note(wrong("export_time", column));
        return value * kOneSecond;
    }

    void note(Error error)
    {
        if (!m_problem)
            m_problem = std::move(error);
    }

    Result<void> readRow()
    {
        // A row that is cut short is as wrong as one that is too long: what it lacks is not zero.
        if (m_fields.size() != m_width)
            return fail("export_columns",
                { { "line", std::to_string(m_csv.line()) }, { "expected", std::to_string(m_width) },
                    { "found", std::to_string(m_fields.size()) } });
        m_problem.reset();
        ExportRow row;
        row.line = m_csv.line();
        row.usage.present = true;
        switch (m_export.shape) {
        case ExportShape::OpenRouter:
            readOpenRouter(row);
            break;
        case ExportShape::Anthropic:
            readAnthropic(row);
            break;
        case ExportShape::AnthropicCost:
            readAnthropicCost(row);
            break;
        case ExportShape::OpenAi:
            readOpenAi(row);
            break;
        }
        checkCurrency();
        if (m_problem)
            return tl::unexpected(*m_problem);
        row.model = tameName(std::move(row.model));
        if (!row.id.empty()) {
            const auto [known, isNew] = m_ids.try_emplace(row.id, row.line);
            if (!isNew)
                return fail("export_row_twice",
                    { { "line", std::to_string(row.line) }, { "first", std::to_string(known->second) },
                        { "id", tameName(row.id.substr(0, kShownText)) } });
        }
        const bool nothing = row.usage.totalIn() == 0 && row.usage.out == 0 && !row.cost && row.requests <= 0;
        if (nothing)
            return {};
        // Without a name nobody can tell whether an uncertain attempt is in it.
        if (row.model.empty() && m_export.shape != ExportShape::AnthropicCost)
            return fail("export_model_missing", { { "line", std::to_string(row.line) } });
        m_export.rows.push_back(std::move(row));
        return {};
    }

    void readOpenRouter(ExportRow& row)
    {
        row.id = text("generation_id");
        row.from = row.to = time("created_at");
        row.model = text("model_permaslug");
        row.cost = cost("cost_total");
        row.requests = 1;
        row.usage.cachedIn = count("tokens_cached");
        row.usage.uncachedIn = std::max<std::int64_t>(0, count("tokens_prompt") - row.usage.cachedIn);
        row.usage.out = count("tokens_completion");
        row.usage.reasoningOut = count("tokens_reasoning");
    }

    void readAnthropic(ExportRow& row)
    {
        row.from = time("usage_date_utc");
        row.to = row.from + (text("usage_date_utc").size() > 10 ? kOneDay / 24 : kOneDay);
        row.model = text("model_version");
        row.usage.uncachedIn = count("usage_input_tokens_no_cache");
        row.usage.cacheWrite5m = count("usage_input_tokens_cache_write_5m") + count("usage_input_tokens_cache_write");
        row.usage.cacheWrite1h = count("usage_input_tokens_cache_write_1h");
        row.usage.cachedIn = count("usage_input_tokens_cache_read");
        row.usage.out = count("usage_output_tokens");
    }

    void readAnthropicCost(ExportRow& row)
    {
        row.from = time("usage_date_utc");
        row.to = row.from + kOneDay;
        row.model = text("model");
        row.cost = cost("cost_usd");
    }

    void readOpenAi(ExportRow& row)
    {
        row.from = seconds("start_time");
        row.to = seconds("end_time");
        if (row.to <= row.from)
            note(wrong("export_time", "end_time"));
        row.model = text("model");
        row.requests = has("num_model_requests") ? count("num_model_requests") : -1;
        row.usage.cachedIn = count("input_cached_tokens");
        row.usage.uncachedIn = std::max<std::int64_t>(0, count("input_tokens") - row.usage.cachedIn);
        row.usage.out = count("output_tokens");
    }

    CsvReader m_csv;
    std::map<std::string, std::size_t, std::less<>> m_columns; ///< places by name
    std::size_t m_width = 0;
    std::vector<std::string> m_fields;
    std::unordered_set<std::string_view> m_records;      ///< those that were read, as they stand in the file
    std::unordered_map<std::string, std::int64_t> m_ids; ///< of requests, with their lines
    UsageExport m_export;
    std::optional<Error> m_problem;
};

} // namespace

std::string_view exportShapeName(ExportShape shape)
{
    constexpr std::array<std::string_view, 4> kNames { "openai", "anthropic", "anthropic_cost", "openrouter" };
    return kNames[static_cast<std::size_t>(shape)];
}

Result<UsageExport> readUsageExport(std::string_view text)
{
    if (text.size() > kMostExportBytes)
        return fail("export_too_large");
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    if (text.find('\0') != std::string_view::npos || !simdjson::validate_utf8(text.data(), text.size()))
        return fail("export_not_text");
    return ExportReader(text).read();
}

Result<UsageExport> readUsageExportFile(const std::string& path)
{
    // Not a pipe that nobody writes into: whoever waits for it waits for ever.
    struct stat status { };
    const int found = ::stat(path.c_str(), &status);
    if (found != 0 || !S_ISREG(status.st_mode))
        return fail("file_unreadable", { { "path", path }, { "errno", std::to_string(found != 0 ? errno : EINVAL) } });
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail("file_unreadable", { { "path", path }, { "errno", std::to_string(errno) } });
    if (static_cast<std::uint64_t>(status.st_size) > kMostExportBytes)
        return fail("export_too_large");
    std::string text(kMostExportBytes + 1, '\0'); // it may grow meanwhile
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto usage = readUsageExport(text);
    if (usage)
        usage->madeAt = WallUs { status.st_mtim.tv_sec } * kOneSecond;
    return usage;
}

} // namespace signalbox
