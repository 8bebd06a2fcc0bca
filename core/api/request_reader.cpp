// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"
#include "core/api/json_reader.h"
#include "core/api/json_text.h"
#include "core/api/prompt_reader.h"
#include "core/api/request_fields.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <utility>

namespace signalbox {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kHintPrefix = "x-signalbox-";
constexpr std::size_t kHintBytes = 256;

bool isModelCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("._:/@+-").find(c) != std::string_view::npos;
}

bool isModelName(std::string_view name, std::size_t limit)
{
    return !name.empty() && name.size() <= limit && name.front() != '/' && name.front() != '.'
        && name.find("..") == std::string_view::npos && std::all_of(name.begin(), name.end(), isModelCharacter);
}

bool isPrintable(std::string_view text)
{
    while (!text.empty()) {
        const json::CodePoint point = json::firstCodePoint(text);
        if (json::isUnprintable(point.value))
            return false;
        text.remove_prefix(point.bytes);
    }
    return true;
}

/// A name that the client chose is named only where it is short and plain.
tl::unexpected<Error> failure(std::string_view code, std::string_view param)
{
    constexpr std::size_t kParamBytes = 96;
    const bool plain = param.size() <= kParamBytes && isPrintable(param);
    return fail(std::string(code), { { "param", std::string(plain ? param : std::string_view()) } });
}

/// Members of one body, one after the other, into one request.
class RequestReader {
public:
    RequestReader(Endpoint endpoint, const RequestLimits& limits)
        : m_limits(limits)
    {
        m_request.endpoint = endpoint;
        m_request.topLevelFields.reserve(16);
        m_request.members.reserve(16);
    }

    [[nodiscard]] Result<ChatRequest> read(const json::Document& document, dom::object root);

private:
    [[nodiscard]] Result<void> readMember(const json::Document& document, const json::Member& member);
    [[nodiscard]] Result<void> readModel(const json::Member& member);
    [[nodiscard]] Result<void> readStreamOptions(const json::Document& document, const json::Member& member);
    [[nodiscard]] Result<void> readMaxTokens(const json::Member& member);
    [[nodiscard]] Result<void> readAnswers(const json::Member& member);
    [[nodiscard]] Result<void> readTools(const json::Document& document, const json::Member& member);
    [[nodiscard]] Result<void> readResponseFormat(const json::Document& document, const json::Member& member);
    [[nodiscard]] Result<void> readSchema(const json::Document& document, const json::Member& member);
    [[nodiscard]] Result<void> readMetadata(const json::Document& document, const json::Member& member);
    [[nodiscard]] Result<void> readHint(const json::Member& member);
    [[nodiscard]] Result<void> readServiceTier(const json::Member& member);
    [[nodiscard]] Result<bool> flagOf(const json::Member& member) const;
    [[nodiscard]] Result<std::optional<std::int64_t>> countOf(const json::Member& member, std::int64_t limit) const;
    void readLogprobs(const json::Member& member);
    void countUnread(const json::Member& member);
    [[nodiscard]] Result<void> checkDuplicates() const;
    [[nodiscard]] Result<void> checkRequired() const;

    const RequestLimits& m_limits;
    ChatRequest m_request;
    bool m_hasPrompt = false;
};

Result<ChatRequest> RequestReader::read(const json::Document& document, dom::object root)
{
    m_request.afterOpenBrace = document.structurals[0] + std::size_t { 1 };
    json::MemberCursor cursor(document, root, 0);
    while (cursor.next()) {
        const json::Member& member = cursor.member();
        m_request.topLevelFields.emplace_back(member.name);
        m_request.members.push_back({ member.whole, member.place });
        auto read = readMember(document, member);
        if (auto checked = read ? Result<void>() : checkDuplicates(); !checked)
            return tl::unexpected(std::move(checked.error()));
        if (!read)
            return tl::unexpected(std::move(read.error()));
    }
    if (auto checked = checkDuplicates(); !checked)
        return tl::unexpected(std::move(checked.error()));
    if (auto checked = checkRequired(); !checked)
        return tl::unexpected(std::move(checked.error()));
    return std::move(m_request);
}

Result<void> RequestReader::readMember(const json::Document& document, const json::Member& member)
{
    switch (fieldOf(m_request.endpoint, member.name)) {
    case Field::Model:
        return readModel(member);
    case Field::Messages:
        m_hasPrompt = true;
        return PromptReader(m_request).readMessages(member.value);
    case Field::Prompt:
    case Field::Input:
        m_hasPrompt = true;
        return PromptReader(m_request).readInputs(member.value, member.name);
    case Field::Stream:
        return flagOf(member).map([this](bool flag) { m_request.stream = flag; });
    case Field::StreamOptions:
        return readStreamOptions(document, member);
    case Field::MaxTokens:
    case Field::MaxCompletionTokens:
        return readMaxTokens(member);
    case Field::N:
    case Field::BestOf:
        return readAnswers(member);
    case Field::Tools:
    case Field::Functions:
        return readTools(document, member);
    case Field::ResponseFormat:
        return readResponseFormat(document, member);
    case Field::Metadata:
        return readMetadata(document, member);
    case Field::ServiceTier:
        return readServiceTier(member);
    case Field::Logprobs:
        readLogprobs(member);
        return {};
    case Field::Suffix:
    case Field::Prediction:
        m_request.promptBytes += json::writtenBytes(member.value);
        return {};
    case Field::NotPrompt:
        return {};
    case Field::Other:
        countUnread(member);
        return {};
    case Field::Destination:
        return failure("destination_refused", member.name);
    case Field::LookAlike:
        return failure("json_duplicate_field", member.name);
    }
    return {};
}

Result<void> RequestReader::readModel(const json::Member& member)
{
    std::string_view name;
    if (member.value.get(name) != simdjson::SUCCESS)
        return failure("field_type", "model");
    if (!isModelName(name, m_limits.modelBytes))
        return failure("model_name_invalid", "model");
    m_request.model = name;
    return {};
}

Result<bool> RequestReader::flagOf(const json::Member& member) const
{
    bool flag = false;
    if (!member.value.is_null() && member.value.get(flag) != simdjson::SUCCESS)
        return failure("field_type", member.name);
    return flag;
}

Result<std::optional<std::int64_t>> RequestReader::countOf(const json::Member& member, std::int64_t limit) const
{
    if (member.value.is_null())
        return std::nullopt;
    std::int64_t count = 0;
    if (member.value.is<std::uint64_t>() && member.value.get(count) != simdjson::SUCCESS)
        return failure("field_range", member.name); // above 2^63
    if (member.value.get(count) != simdjson::SUCCESS)
        return failure("field_type", member.name);
    if (count < 1 || count > limit)
        return failure("field_range", member.name);
    return count;
}

Result<void> RequestReader::readStreamOptions(const json::Document& document, const json::Member& member)
{
    if (member.value.is_null())
        return {};
    dom::object options;
    if (member.value.get(options) != simdjson::SUCCESS)
        return failure("field_type", "stream_options");
    json::MemberCursor cursor(document, options, member.structural);
    while (cursor.next()) {
        if (cursor.member().name != "include_usage")
            continue;
        if (m_request.includeUsageValue.end != 0)
            return failure("json_duplicate_field", "stream_options.include_usage");
        const Result<bool> flag = flagOf(cursor.member());
        if (!flag)
            return failure("field_type", "stream_options.include_usage");
        m_request.includeUsage = *flag;
        m_request.includeUsageValue = cursor.member().place;
    }
    return {};
}

Result<void> RequestReader::readMaxTokens(const json::Member& member)
{
    const auto count = countOf(member, m_limits.maxTokens);
    if (!count)
        return tl::unexpected(count.error());
    if (!*count)
        return {};
    // Two different limits: nobody knows which one an upstream obeys, so none of them bounds the cost.
    if (m_request.maxTokens && m_request.maxTokens != *count)
        return failure("field_range", member.name);
    m_request.maxTokens = *count;
    if (m_request.maxTokensField != "max_completion_tokens")
        m_request.maxTokensField = member.name;
    return {};
}

Result<void> RequestReader::readAnswers(const json::Member& member)
{
    const auto count = countOf(member, m_limits.n);
    if (!count)
        return tl::unexpected(count.error());
    m_request.n = std::max(m_request.n, count->value_or(1));
    return {};
}

Result<void> RequestReader::readTools(const json::Document& document, const json::Member& member)
{
    if (member.value.is_null())
        return {};
    dom::array tools;
    if (member.value.get(tools) != simdjson::SUCCESS)
        return failure("field_type", member.name);
    m_request.tools += static_cast<std::int64_t>(tools.size());
    m_request.promptBytes += static_cast<std::int64_t>(json::textOf(document, member.place).size());
    return {};
}

Result<void> RequestReader::readResponseFormat(const json::Document& document, const json::Member& member)
{
    if (member.value.is_null())
        return {};
    dom::object format;
    if (member.value.get(format) != simdjson::SUCCESS)
        return failure("field_type", "response_format");
    m_request.promptBytes += static_cast<std::int64_t>(json::textOf(document, member.place).size());
    bool typed = false;
    json::MemberCursor cursor(document, format, member.structural);
    while (cursor.next()) {
        const json::Member& part = cursor.member();
        if (part.name == "type") {
            if (std::exchange(typed, true))
                return failure("json_duplicate_field", "response_format.type");
            const std::string_view type = json::stringOf(part.value);
            if (type == "json_object")
                m_request.jsonAsked = JsonAsked::Object;
            else if (type == "json_schema")
                m_request.jsonAsked = JsonAsked::Schema;
        } else if (part.name == "json_schema") {
            if (auto read = readSchema(document, part); !read)
                return read;
        }
    }
    if (m_request.jsonAsked != JsonAsked::Schema)
        m_request.jsonSchema.clear();
    return {};
}

Result<void> RequestReader::readSchema(const json::Document& document, const json::Member& member)
{
    dom::object holder;
    if (member.value.get(holder) != simdjson::SUCCESS)
        return failure("field_type", "response_format.json_schema");
    json::MemberCursor cursor(document, holder, member.structural);
    while (cursor.next()) {
        if (cursor.member().name != "schema")
            continue;
        if (!m_request.jsonSchema.empty())
            return failure("json_duplicate_field", "response_format.json_schema.schema");
        m_request.jsonSchema = json::textOf(document, cursor.member().place);
    }
    return {};
}

Result<void> RequestReader::readMetadata(const json::Document& document, const json::Member& member)
{
    if (member.value.is_null())
        return {};
    dom::object metadata;
    if (member.value.get(metadata) != simdjson::SUCCESS)
        return failure("field_type", "metadata");
    json::MemberCursor cursor(document, metadata, member.structural);
    while (cursor.next()) {
        if (auto read = readHint(cursor.member()); !read)
            return read;
    }
    return {};
}

Result<void> RequestReader::readHint(const json::Member& member)
{
    if (member.name.size() <= kHintPrefix.size() || member.name.size() > kHintBytes)
        return {};
    std::string name = lowered(member.name);
    if (name.compare(0, kHintPrefix.size(), kHintPrefix) != 0)
        return {};
    std::string_view value;
    if (member.value.get(value) != simdjson::SUCCESS)
        return failure("field_type", "metadata." + name);
    if (value.size() > kHintBytes || !isPrintable(value) || !isPrintable(name))
        return failure("field_range", "metadata");
    const auto [position, fresh] = m_request.hints.emplace(std::move(name), value);
    if (!fresh)
        return failure("json_duplicate_field", "metadata." + position->first);
    return {};
}

Result<void> RequestReader::readServiceTier(const json::Member& member)
{
    constexpr std::size_t kTierBytes = 64;
    if (member.value.is_null())
        return {};
    std::string_view tier;
    if (member.value.get(tier) != simdjson::SUCCESS)
        return failure("field_type", "service_tier");
    if (tier.size() > kTierBytes || !isPrintable(tier))
        return failure("field_range", "service_tier");
    m_request.serviceTier = tier;
    return {};
}

void RequestReader::readLogprobs(const json::Member& member)
{
    bool flag = false;
    std::int64_t count = 0;
    if (member.value.get(flag) == simdjson::SUCCESS)
        m_request.logprobs = flag;
    else if (member.value.get(count) == simdjson::SUCCESS)
        m_request.logprobs = count > 0; // completions ask for a number of alternatives
}

/// Some servers put fields of their own into the prompt ("documents", "guided_json"): what could be text counts.
void RequestReader::countUnread(const json::Member& member)
{
    constexpr std::int64_t kShort = 64;
    const std::int64_t bytes = json::writtenBytes(member.value);
    if (bytes > kShort)
        m_request.promptBytes += bytes;
}

Result<void> RequestReader::checkDuplicates() const
{
    constexpr std::size_t kFew = 24;
    const auto& names = m_request.topLevelFields;
    if (names.size() <= kFew) {
        for (std::size_t i = 1; i < names.size(); ++i) {
            if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i])
                != names.begin() + static_cast<std::ptrdiff_t>(i))
                return failure("json_duplicate_field", names[i]);
        }
        return {};
    }
    std::vector<std::string_view> sorted(names.begin(), names.end());
    std::sort(sorted.begin(), sorted.end());
    const auto doubled = std::adjacent_find(sorted.begin(), sorted.end());
    if (doubled != sorted.end())
        return failure("json_duplicate_field", *doubled);
    return {};
}

Result<void> RequestReader::checkRequired() const
{
    if (m_request.model.empty())
        return failure("field_missing", "model");
    if (m_hasPrompt)
        return {};
    switch (m_request.endpoint) {
    case Endpoint::ChatCompletions:
        return failure("field_missing", "messages");
    case Endpoint::Completions:
        return failure("field_missing", "prompt");
    case Endpoint::Embeddings:
        return failure("field_missing", "input");
    }
    return {};
}

tl::unexpected<Error> parseFailure(simdjson::error_code error)
{
    return fail(error == simdjson::DEPTH_ERROR ? "json_too_deep" : "json_invalid");
}

} // namespace

Result<ChatRequest> readRequest(Endpoint endpoint, std::string body, const RequestLimits& limits)
{
    if (body.compare(0, 3, "\xEF\xBB\xBF") == 0)
        return fail("json_invalid"); // a byte order mark is no JSON, and not every upstream skips it
    const auto document = json::parse(body, limits.depth);
    if (!document)
        return parseFailure(document.error());
    dom::object root;
    if (document->root.get(root) != simdjson::SUCCESS)
        return fail("json_not_object");
    auto request = RequestReader(endpoint, limits).read(*document, root);
    if (request)
        request->body = std::move(body);
    return request;
}

} // namespace signalbox
