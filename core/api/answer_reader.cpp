// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"
#include "core/api/json_reader.h"
#include "core/api/spoken.h"
#include "core/api/usage_reader.h"

namespace signalbox {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kTextBytes = 1 << 20;

tl::unexpected<Error> misshapen(std::string_view param)
{
    return fail("answer_shape", { { "param", std::string(param) } });
}

void cut(std::string& text)
{
    if (text.size() <= kTextBytes)
        return;
    std::size_t end = kTextBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    text.resize(end);
}

/// Members of one answer. A member that comes twice is no answer: two readers could see two different ones.
class AnswerReader {
public:
    AnswerReader(Endpoint endpoint, UsageMeaning meaning)
        : m_endpoint(endpoint)
        , m_meaning(meaning)
    {
    }

    [[nodiscard]] Result<Answer> read(const json::Document& document);

private:
    [[nodiscard]] Result<void> readMembers(const json::Document& document, dom::object root);
    [[nodiscard]] Result<void> readChoices();
    [[nodiscard]] Result<void> readChoice(dom::element choice, std::int64_t position);
    void keepFirst(Spoken spoken, std::string_view finishReason);

    Endpoint m_endpoint;
    UsageMeaning m_meaning;
    Answer m_answer;
    std::optional<json::Member> m_list; ///< choices or data
    std::optional<json::Member> m_usage;
    bool m_usageDoubled = false;
    std::string m_serviceTier;
};

Result<Answer> AnswerReader::read(const json::Document& document)
{
    m_answer.error = readAnswerError(document.root);
    dom::object root;
    if (document.root.get(root) != simdjson::SUCCESS) {
        if (m_answer.error)
            return std::move(m_answer);
        return misshapen("");
    }
    if (auto read = readMembers(document, root); !read)
        return tl::unexpected(std::move(read.error()));
    if (m_usage) {
        const UsageSource source { m_endpoint, m_meaning, m_answer.model };
        m_answer.usage = readUsage(m_usage->value, json::textOf(document, m_usage->place), source);
        if (m_answer.usage.serviceTier.empty())
            m_answer.usage.serviceTier = m_serviceTier;
        if (m_usageDoubled) {
            m_answer.usage.present = true;
            m_answer.usage.invalid = true;
        }
    }
    const auto choices = readChoices();
    if (!choices && !m_answer.error)
        return tl::unexpected(choices.error());
    return std::move(m_answer);
}

Result<void> AnswerReader::readMembers(const json::Document& document, dom::object root)
{
    const std::string_view list = m_endpoint == Endpoint::Embeddings ? "data" : "choices";
    json::MemberCursor cursor(document, root, 0);
    while (cursor.next()) {
        const json::Member& member = cursor.member();
        if (member.name == list) {
            if (m_list)
                return misshapen(list);
            m_list = member;
        } else if (member.name == "usage") {
            m_usageDoubled |= m_usage.has_value();
            m_usage = member;
        } else if (member.name == "id") {
            m_answer.id = json::stringOf(member.value);
        } else if (member.name == "model") {
            m_answer.model = json::stringOf(member.value);
        } else if (member.name == "service_tier") {
            m_serviceTier = json::stringOf(member.value).substr(0, 32);
        }
    }
    return {};
}

Result<void> AnswerReader::readChoices()
{
    const std::string_view list = m_endpoint == Endpoint::Embeddings ? "data" : "choices";
    dom::array items;
    if (!m_list || m_list->value.get(items) != simdjson::SUCCESS || items.begin() == items.end())
        return misshapen(list);
    for (const dom::element item : items) {
        if (!item.is_object())
            return misshapen(list);
        if (m_endpoint != Endpoint::Embeddings) {
            if (auto read = readChoice(item, m_answer.choices); !read)
                return read;
        }
        ++m_answer.choices;
    }
    cut(m_answer.text);
    return {};
}

Result<void> AnswerReader::readChoice(dom::element choice, std::int64_t position)
{
    Spoken spoken;
    std::int64_t index = position;
    std::string_view finishReason;
    bool answered = false;
    for (const auto [name, value] : dom::object(choice)) {
        dom::object message;
        std::string_view text;
        if (name == "message" && value.get(message) == simdjson::SUCCESS) {
            answered = true;
            spoken = readSpoken(message);
        } else if (name == "text" && m_endpoint == Endpoint::Completions && value.get(text) == simdjson::SUCCESS) {
            answered = true;
            spoken.text = text;
            spoken.bytes = static_cast<std::int64_t>(text.size());
        } else if (name == "finish_reason") {
            finishReason = json::stringOf(value);
        } else if (name == "index" && value.get(index) != simdjson::SUCCESS) {
            index = position;
        }
    }
    if (!answered)
        return misshapen("choices");
    m_answer.outputBytes += spoken.bytes;
    m_answer.hasToolCalls |= spoken.toolCall;
    if (index == 0)
        keepFirst(std::move(spoken), finishReason);
    return {};
}

void AnswerReader::keepFirst(Spoken spoken, std::string_view finishReason)
{
    m_answer.text = std::move(spoken.text);
    m_answer.refusal = std::move(spoken.refusal);
    m_answer.finishReason = finishReason;
}

} // namespace

Result<Answer> readAnswer(Endpoint endpoint, std::string_view body, UsageMeaning meaning)
{
    if (body.substr(0, 3) == "\xEF\xBB\xBF")
        body.remove_prefix(3);
    const auto document = json::parse(body, json::kAnswerDepth);
    if (!document)
        return fail("answer_not_json");
    return AnswerReader(endpoint, meaning).read(*document);
}

} // namespace signalbox
