// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/prompt_reader.h"

#include <fmt/format.h>

namespace signalbox {
namespace {

namespace dom = simdjson::dom;
using dom::element_type;

bool isImage(std::string_view type)
{
    return type == "image_url" || type == "input_image" || type == "image";
}

struct Part {
    std::string_view type;
    std::string_view text;
    bool hasType = false;
    bool hasText = false;
    bool doubled = false;
    bool wrong = false;
};

Part partOf(dom::object object)
{
    Part part;
    for (const auto [name, value] : object) {
        if (name == "type") {
            part.doubled |= part.hasType;
            part.wrong |= !value.is_string();
            part.hasType = true;
            part.type = json::stringOf(value);
        } else if (name == "text") {
            part.doubled |= part.hasText;
            part.hasText = value.is_string();
            part.text = json::stringOf(value);
        }
    }
    return part;
}

bool isText(const Part& part)
{
    return part.type == "text" || part.type == "input_text";
}

} // namespace

tl::unexpected<Error> PromptReader::failure(std::string_view code, std::string_view member) const
{
    return fail(std::string(code), { { "param", fmt::format("messages[{}]{}", m_index, member) } });
}

Result<void> PromptReader::readMessages(dom::element value)
{
    dom::array messages;
    if (value.get(messages) != simdjson::SUCCESS)
        return fail("field_type", { { "param", "messages" } });
    bool hasUser = false;
    dom::element lastUser;
    for (const dom::element item : messages) {
        const Result<Message> message = readMessage(item);
        if (!message)
            return tl::unexpected(message.error());
        m_request.hasToolMessages |= message->hasToolCalls || message->role == "tool" || message->role == "function";
        if (message->role == "user" && message->hasContent) {
            hasUser = true;
            lastUser = message->content;
        }
        ++m_index;
    }
    if (m_index == 0)
        return fail("field_range", { { "param", "messages" } });
    m_request.messages = static_cast<std::int64_t>(m_index);
    if (hasUser)
        keepUserText(lastUser);
    return {};
}

Result<PromptReader::Message> PromptReader::readMessage(dom::element value)
{
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS)
        return failure("field_type", "");
    Message message;
    for (const auto [name, member] : object) {
        if (name == "role") {
            if (message.hasRole)
                return failure("json_duplicate_field", ".role");
            if (member.get(message.role) != simdjson::SUCCESS)
                return failure("field_type", ".role");
            message.hasRole = true;
        } else if (name == "content") {
            if (message.hasContent)
                return failure("json_duplicate_field", ".content");
            message.hasContent = true;
            message.content = member;
        } else if (!member.is_null()) {
            // Names, tool calls, tool call ids, refusals, reasoning: templates may render any of them.
            if (name == "tool_calls" && message.hasToolCalls)
                return failure("json_duplicate_field", ".tool_calls");
            message.hasToolCalls |= name == "tool_calls" || name == "function_call";
            m_request.promptBytes += json::writtenBytes(member);
        }
    }
    if (!message.hasRole)
        return failure("field_missing", ".role");
    if (message.role.size() > 16) // a longer one does not fit into the frame that each message is counted with
        m_request.promptBytes += json::bytesOf(message.role);
    if (message.hasContent) {
        if (auto read = readContent(message.content); !read)
            return tl::unexpected(read.error());
    }
    return message;
}

Result<void> PromptReader::readContent(dom::element content)
{
    switch (content.type()) {
    case element_type::NULL_VALUE:
        return {};
    case element_type::STRING:
        m_request.promptBytes += json::bytesOf(json::stringOf(content));
        return {};
    case element_type::ARRAY:
        for (const dom::element part : dom::array(content)) {
            if (auto read = readPart(part); !read)
                return read;
        }
        return {};
    default:
        return failure("field_type", ".content");
    }
}

Result<void> PromptReader::readPart(dom::element value)
{
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS)
        return failure("field_type", ".content");
    const Part part = partOf(object);
    if (part.doubled)
        return failure("json_duplicate_field", ".content");
    if (!part.hasType || part.wrong || (isText(part) && !part.hasText))
        return failure("field_type", ".content");
    if (isText(part))
        m_request.promptBytes += json::bytesOf(part.text);
    else if (isImage(part.type))
        ++m_request.images;
    else
        m_request.promptBytes += json::writtenBytes(value); // audio, files, refusals, tool results
    return {};
}

void PromptReader::keepUserText(dom::element content)
{
    if (content.is_string()) {
        m_request.lastUserText = json::stringOf(content);
    } else if (content.is_array()) {
        bool first = true;
        for (const dom::element item : dom::array(content)) {
            const Part part = partOf(dom::object(item));
            if (!isText(part))
                continue;
            if (!first)
                m_request.lastUserText += '\n';
            first = false;
            m_request.lastUserText += part.text;
        }
    }
    m_request.lastUserBytes = json::bytesOf(m_request.lastUserText);
}

Result<void> PromptReader::readInputs(dom::element value, std::string_view field)
{
    if (value.is_string()) {
        m_request.inputs = 1;
        return readInput(value, field);
    }
    dom::array items;
    if (value.get(items) != simdjson::SUCCESS)
        return fail("field_type", { { "param", std::string(field) } });
    if (items.begin() == items.end())
        return fail("field_range", { { "param", std::string(field) } });
    if ((*items.begin()).is<std::int64_t>()) { // one input as tokens
        m_request.inputs = 1;
        return readInput(value, field);
    }
    m_request.inputs = 0;
    for (const dom::element item : items) {
        ++m_request.inputs;
        if (auto read = readInput(item, field); !read)
            return read;
    }
    return {};
}

Result<void> PromptReader::readInput(dom::element value, std::string_view field)
{
    if (value.is_string()) {
        const std::string_view text = json::stringOf(value);
        m_request.promptBytes += json::bytesOf(text);
        if (m_request.inputs > 1)
            m_request.lastUserText += '\n';
        m_request.lastUserText += text;
        m_request.lastUserBytes = json::bytesOf(m_request.lastUserText);
        return {};
    }
    dom::array tokens;
    if (value.get(tokens) != simdjson::SUCCESS)
        return fail("field_type", { { "param", std::string(field) } });
    for (const dom::element token : tokens) {
        std::int64_t number = 0;
        if (token.get(number) != simdjson::SUCCESS)
            return fail("field_type", { { "param", std::string(field) } });
        if (number < 0 || number > INT32_MAX)
            return fail("field_range", { { "param", std::string(field) } });
        ++m_request.promptBytes; // a token counts as one: it is what is billed
    }
    return {};
}

} // namespace signalbox
