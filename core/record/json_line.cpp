// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/json_line.h"

#include "core/record/live.h"

#include <fmt/format.h>

#include <cstdint>

namespace signalbox {

namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

struct CodePoint {
    std::uint32_t value = kReplacement;
    std::size_t size = 1;
};

/// The first code point of a text that is not empty; the replacement for each byte that is no UTF-8.
CodePoint firstCodePoint(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return { lead, 1 };
    const std::size_t size = lead >= 0xF0 && lead < 0xF5 ? 4
        : lead >= 0xE0 && lead < 0xF0                    ? 3
        : lead >= 0xC2 && lead < 0xE0                    ? 2
                                                         : 0;
    if (size == 0 || size > text.size())
        return {};
    std::uint32_t value = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return {};
        value = value << 6 | (byte(i) & 0x3FU);
    }
    constexpr std::uint32_t kSmallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    const bool surrogate = value >= 0xD800 && value < 0xE000;
    if (value < kSmallest[size] || value > 0x10FFFF || surrogate)
        return {};
    return { value, size };
}

/// Would it act on the line, the terminal or the order of reading, instead of standing in it?
bool actsOnItsLine(std::uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB)
        || (c >= 0xE0000 && c <= 0xE007F);
}

void appendEscaped(std::string& out, std::uint32_t c)
{
    if (c >= 0x10000) {
        const std::uint32_t rest = c - 0x10000;
        fmt::format_to(std::back_inserter(out), "\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
    } else {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    }
}

void appendEachSafely(std::string& out, std::string_view text, std::string_view withBackslash)
{
    while (!text.empty()) {
        const CodePoint c = firstCodePoint(text);
        if (actsOnItsLine(c.value))
            appendEscaped(out, c.value);
        else if (c.value == kReplacement)
            out += "\xEF\xBF\xBD";
        else if (c.size == 1 && withBackslash.find(text.front()) != std::string_view::npos)
            (out += '\\') += text.front();
        else
            out += text.substr(0, c.size);
        text.remove_prefix(c.size);
    }
}

/// Writes the members of one object after another.
class ObjectWriter {
public:
    explicit ObjectWriter(std::string& out)
        : m_out(out)
    {
        m_out += '{';
    }
    void text(std::string_view name, std::string_view value)
    {
        member(name);
        appendSafeString(m_out, value);
    }
    void number(std::string_view name, std::int64_t value)
    {
        member(name);
        fmt::format_to(std::back_inserter(m_out), "{}", value);
    }
    void truth(std::string_view name, bool value)
    {
        member(name);
        m_out += value ? "true" : "false";
    }
    void null(std::string_view name)
    {
        member(name);
        m_out += "null";
    }
    void member(std::string_view name)
    {
        if (m_out.back() != '{')
            m_out += ',';
        m_out += '"';
        m_out += name;
        m_out += "\":";
    }
    void end() { m_out += '}'; }

private:
    std::string& m_out;
};

void appendAttempt(std::string& out, const AttemptRecord& attempt)
{
    ObjectWriter write(out);
    write.number("attempt_no", attempt.attemptNo);
    write.text("attempt_id", attempt.attemptId);
    write.text("tier", attempt.tier);
    write.text("provider", attempt.provider);
    write.text("model", attempt.model);
    write.text("response_model", attempt.responseModel);
    write.text("purpose", attempt.purpose);
    write.text("state", attempt.state);
    write.text("outcome", attempt.outcome);
    write.text("reject_reason", attempt.rejectReason);
    write.text("finish_reason", attempt.finishReason);
    write.number("status", attempt.status);
    write.text("started_at", isoUtc(attempt.startedAt));
    write.number("connect_us", attempt.connectUs);
    write.number("first_byte_us", attempt.firstByteUs);
    write.number("total_us", attempt.totalUs);
    write.number("reserved_nano", attempt.reservedNano);
    write.number("cost_nano", attempt.costNano);
    write.number("uncached_in", attempt.uncachedIn);
    write.number("cached_in", attempt.cachedIn);
    write.number("cache_write", attempt.cacheWrite);
    write.number("out", attempt.out);
    write.number("reasoning_out", attempt.reasoningOut);
    write.number("clamped_to", attempt.clampedTo);
    write.truth("usage_estimated", attempt.usageEstimated);
    write.text("flags", attempt.flags);
    write.text("price_source", attempt.priceSource);
    write.text("retry_after", attempt.retryAfter);
    write.text("raw_usage", attempt.rawUsage);
    if (attempt.reportedNano)
        write.number("reported_nano", *attempt.reportedNano);
    else
        write.null("reported_nano");
    write.number("prompt_bytes", attempt.promptBytes);
    write.number("output_bytes", attempt.outputBytes);
    write.end();
}

void writeRoute(ObjectWriter& write, const RequestRecord& record)
{
    write.text("tier_planned", record.tierPlanned);
    write.text("tier", record.tier);
    write.text("provider", record.provider);
    write.text("model", record.model);
    write.text("rule_id", record.ruleId);
    write.text("rule_name", record.ruleName);
    write.text("cause", record.cause);
    write.text("reason", record.reason);
    write.text("rules_hash", record.rulesHash);
    write.number("rules_version", record.rulesVersion);
    write.text("strategy", record.strategy);
    write.truth("escalation_eligible", record.escalationEligible);
    write.truth("escalated", record.escalated);
    write.text("finish_reason", record.finishReason);
}

void writeCost(ObjectWriter& write, const RequestRecord& record)
{
    write.number("tokens_in", record.tokensIn);
    write.number("tokens_out", record.tokensOut);
    write.number("cost_nano", record.costNano);
    if (record.baselineKnown)
        write.number("baseline_nano", record.baselineNano);
    else
        write.null("baseline_nano");
    write.number("saved_nano", savedNanoOf(record));
    write.truth("simulated", record.simulated);
    write.truth("unpriced", record.unpriced);
    write.truth("estimated", record.estimated);
    write.number("request_bytes", record.requestBytes);
    write.number("response_bytes", record.responseBytes);
    write.text("facts", record.factsJson);
    write.text("trace", record.traceJson);
}

} // namespace

void appendSafeString(std::string& out, std::string_view text)
{
    out += '"';
    appendEachSafely(out, text, "\"\\");
    out += '"';
}

std::string visibleText(std::string_view text)
{
    std::string out;
    appendEachSafely(out, text, {});
    return out;
}

std::string jsonLine(const RequestRecord& record)
{
    std::string out;
    out.reserve(4096);
    ObjectWriter write(out);
    write.text("id", record.id);
    write.text("started_at", isoUtc(record.startedAt));
    write.number("total_us", record.totalUs);
    write.number("first_byte_us", record.firstByteUs);
    write.number("decide_us", record.decideUs);
    write.number("reserve_us", record.reserveUs);
    write.text("key_id", record.keyId);
    write.text("client", record.client);
    write.text("feature", record.feature);
    write.text("session", record.session);
    write.text("endpoint", record.endpoint);
    write.text("requested_model", record.requestedModel);
    write.truth("stream", record.stream);
    write.number("status", record.status);
    write.text("error_code", record.errorCode);
    writeRoute(write, record);
    writeCost(write, record);
    write.member("attempts");
    out += '[';
    for (const AttemptRecord& attempt : record.attempts) {
        if (out.back() != '[')
            out += ',';
        appendAttempt(out, attempt);
    }
    out += ']';
    write.end();
    out += '\n';
    return out;
}

} // namespace signalbox
