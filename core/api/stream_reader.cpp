// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"
#include "core/api/json_reader.h"
#include "core/api/spoken.h"
#include "core/api/usage_reader.h"

namespace signalbox {
namespace {

namespace dom = simdjson::dom;
using Kind = StreamEvent::Kind;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const auto begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

StreamEvent eventOf(Kind kind)
{
    StreamEvent event;
    event.kind = kind;
    return event;
}

StreamEvent errorEventOf(AnswerError error)
{
    StreamEvent event = eventOf(Kind::Error);
    event.error = std::move(error);
    return event;
}

/// Members of one chunk into one event.
class ChunkReader {
public:
    ChunkReader(Endpoint endpoint, UsageMeaning meaning)
        : m_endpoint(endpoint)
        , m_meaning(meaning)
    {
    }

    [[nodiscard]] StreamEvent read(const json::Document& document, dom::object root);

private:
    void readChoices(dom::element value);
    void readChoice(dom::object choice);
    void readTopUsage(const json::Document& document, dom::object root);
    void readUsageOf(dom::element value, std::string_view raw);

    Endpoint m_endpoint;
    UsageMeaning m_meaning;
    StreamEvent m_event;
    bool m_hasChoices = false; ///< one choice or more
    bool m_suspicious = false; ///< something in it may be an error
};

StreamEvent ChunkReader::read(const json::Document& document, dom::object root)
{
    bool hasUsage = false;
    bool usageDoubled = false;
    std::string_view serviceTier;
    for (const auto [name, value] : root) {
        if (name == "choices") {
            readChoices(value);
        } else if (name == "usage") {
            usageDoubled |= hasUsage;
            hasUsage |= !value.is_null();
        } else if (name == "id") {
            m_event.id = json::stringOf(value);
        } else if (name == "model") {
            m_event.model = json::stringOf(value);
        } else if (name == "service_tier") {
            serviceTier = json::stringOf(value).substr(0, 32);
        } else if (name == "error" || name == "detail") {
            m_suspicious = true;
        } else if (name == "type" || name == "object") {
            m_suspicious |= json::stringOf(value) == "error";
        }
    }
    if (m_suspicious) {
        if (auto error = readAnswerError(document.root))
            return errorEventOf(std::move(*error));
    }
    if (m_event.kind == Kind::Unreadable)
        return std::move(m_event);
    if (hasUsage)
        readTopUsage(document, root);
    if (m_event.usage.present && m_event.usage.serviceTier.empty())
        m_event.usage.serviceTier = serviceTier;
    if (usageDoubled) {
        m_event.usage.present = true;
        m_event.usage.invalid = true;
    }
    m_event.onlyUsage = m_event.usage.present && !m_hasChoices;
    m_event.kind = m_hasChoices ? Kind::Delta : m_event.usage.present ? Kind::Usage : Kind::Other;
    return std::move(m_event);
}

/// Most chunks have none, so only here the place of a member is looked for.
void ChunkReader::readTopUsage(const json::Document& document, dom::object root)
{
    json::MemberCursor cursor(document, root, 0);
    while (cursor.next()) {
        const json::Member& member = cursor.member();
        if (member.name == "usage")
            readUsageOf(member.value, json::textOf(document, member.place));
    }
}

void ChunkReader::readChoices(dom::element value)
{
    dom::array choices;
    if (value.is_null())
        return;
    if (value.get(choices) != simdjson::SUCCESS) {
        m_event.kind = Kind::Unreadable;
        return;
    }
    for (const dom::element item : choices) {
        dom::object choice;
        if (item.get(choice) != simdjson::SUCCESS) {
            m_event.kind = Kind::Unreadable;
            return;
        }
        m_hasChoices = true;
        readChoice(choice);
    }
}

void ChunkReader::readChoice(dom::object choice)
{
    Spoken spoken;
    std::int64_t index = 0;
    std::string_view finishReason;
    for (const auto [name, value] : choice) {
        dom::object delta;
        if ((name == "delta" || name == "message") && value.get(delta) == simdjson::SUCCESS) {
            spoken = readSpoken(delta);
        } else if (name == "text" && m_endpoint == Endpoint::Completions) {
            spoken.text = json::stringOf(value);
            spoken.bytes = static_cast<std::int64_t>(spoken.text.size());
        } else if (name == "finish_reason") {
            finishReason = json::stringOf(value);
        } else if (name == "index" && value.get(index) != simdjson::SUCCESS) {
            index = 0;
        } else if (name == "error") {
            m_suspicious = true;
        } else if (name == "usage" && !value.is_null()) {
            readUsageOf(value, simdjson::to_string(value)); // Moonshot's place for it
        }
    }
    m_event.outputBytes += spoken.bytes;
    m_event.hasContent |= spoken.bytes > 0;
    m_event.toolCall |= spoken.toolCall;
    if (index != 0)
        return;
    m_event.text += spoken.text;
    m_event.refusal += spoken.refusal;
    if (!finishReason.empty())
        m_event.finishReason = finishReason;
}

void ChunkReader::readUsageOf(dom::element value, std::string_view raw)
{
    if (value.is_null())
        return;
    m_event.usage = readUsage(value, raw, { m_endpoint, m_meaning, m_event.model });
}

} // namespace

StreamEvent readStreamEvent(Endpoint endpoint, std::string_view data, std::string_view eventName, UsageMeaning meaning)
{
    const std::string_view text = trimmed(data);
    if (text.empty())
        return eventOf(Kind::Other);
    if (text == "[DONE]")
        return eventOf(Kind::Done);
    const auto document = json::parse(text, json::kAnswerDepth);
    if (eventName == "error") {
        auto error = document ? readAnswerError(document->root) : std::nullopt;
        return errorEventOf(error ? std::move(*error) : AnswerError {});
    }
    if (!document)
        return eventOf(Kind::Unreadable);
    dom::object root;
    if (document->root.get(root) != simdjson::SUCCESS) {
        auto error = readAnswerError(document->root); // Google writes its errors as a list
        return error ? errorEventOf(std::move(*error)) : eventOf(Kind::Unreadable);
    }
    return ChunkReader(endpoint, meaning).read(*document, root);
}

} // namespace signalbox
