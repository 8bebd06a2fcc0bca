// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"
#include "core/api/json_reader.h"
#include "core/api/json_text.h"

#include <fmt/format.h>

namespace signalbox {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kPieceBytes = 16 << 10; ///< of text in one event

/// Writes the chunks of one answer.
class ChunkWriter {
public:
    ChunkWriter(Endpoint endpoint, dom::object root);

    [[nodiscard]] std::string write(dom::array choices, bool withUsage);

private:
    void writeChat(dom::object choice, std::int64_t index);
    void writeText(dom::object choice, std::int64_t index);
    void writeMember(std::int64_t index, std::string_view name, dom::element value);
    void writePieces(std::int64_t index, std::string_view name, std::string_view text);
    void writeToolCalls(std::int64_t index, dom::array calls);
    void writeDelta(std::int64_t index, std::string_view delta);
    void writeEnd(dom::object choice, std::int64_t index);
    void writeChunk(std::string_view rest);

    Endpoint m_endpoint;
    std::string m_head; ///< `data: {"id":...,"model":...,`
    std::string m_usage;
    std::string m_out;
};

ChunkWriter::ChunkWriter(Endpoint endpoint, dom::object root)
    : m_endpoint(endpoint)
{
    const bool chat = endpoint == Endpoint::ChatCompletions;
    m_head = fmt::format(R"(data: {{"object":"{}",)", chat ? "chat.completion.chunk" : "text_completion");
    for (const auto [name, value] : root) {
        if (name == "usage" && !value.is_null())
            m_usage = simdjson::to_string(value);
        else if (name != "object" && name != "choices" && name != "usage")
            m_head += fmt::format("{}:{},", json::quoted(name), simdjson::to_string(value));
    }
}

std::string ChunkWriter::write(dom::array choices, bool withUsage)
{
    std::int64_t position = 0;
    for (const dom::element item : choices) {
        dom::object choice;
        if (item.get(choice) != simdjson::SUCCESS)
            continue;
        std::int64_t index = position++;
        if (std::int64_t named = 0; item["index"].get(named) == simdjson::SUCCESS)
            index = named;
        if (m_endpoint == Endpoint::ChatCompletions)
            writeChat(choice, index);
        else
            writeText(choice, index);
        writeEnd(choice, index);
    }
    if (withUsage && !m_usage.empty())
        writeChunk(fmt::format(R"("choices":[],"usage":{})", m_usage));
    m_out += "data: [DONE]\n\n";
    return std::move(m_out);
}

void ChunkWriter::writeChat(dom::object choice, std::int64_t index)
{
    writeDelta(index, R"("role":"assistant","content":"")");
    dom::object message;
    if (choice["message"].get(message) != simdjson::SUCCESS)
        return;
    for (const auto [name, value] : message) {
        dom::array calls;
        if (name == "role" || value.is_null())
            continue;
        if (name == "tool_calls" && value.get(calls) == simdjson::SUCCESS)
            writeToolCalls(index, calls);
        else
            writeMember(index, name, value);
    }
}

void ChunkWriter::writeText(dom::object choice, std::int64_t index)
{
    std::string_view text;
    if (choice["text"].get(text) == simdjson::SUCCESS)
        writePieces(index, "text", text);
}

void ChunkWriter::writeMember(std::int64_t index, std::string_view name, dom::element value)
{
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS)
        writePieces(index, name, text);
    else
        writeDelta(index, fmt::format("{}:{}", json::quoted(name), simdjson::to_string(value)));
}

void ChunkWriter::writePieces(std::int64_t index, std::string_view name, std::string_view text)
{
    while (!text.empty()) {
        std::size_t end = std::min(kPieceBytes, text.size());
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end; // not inside a character
        const std::string member = fmt::format("{}:{}", json::quoted(name), json::quoted(text.substr(0, end)));
        if (m_endpoint == Endpoint::ChatCompletions)
            writeDelta(index, member);
        else
            writeChunk(
                fmt::format(R"("choices":[{{"index":{},{},"logprobs":null,"finish_reason":null}}])", index, member));
        text.remove_prefix(end);
    }
}

/// A streamed call carries its place in the list; clients join its pieces by it.
void ChunkWriter::writeToolCalls(std::int64_t index, dom::array calls)
{
    std::int64_t place = 0;
    for (const dom::element item : calls) {
        dom::object call;
        if (item.get(call) != simdjson::SUCCESS)
            continue;
        std::string members = fmt::format(R"("index":{})", place++);
        for (const auto [name, value] : call) {
            if (name != "index")
                members += fmt::format(",{}:{}", json::quoted(name), simdjson::to_string(value));
        }
        writeDelta(index, fmt::format(R"("tool_calls":[{{{}}}])", members));
    }
}

void ChunkWriter::writeDelta(std::int64_t index, std::string_view delta)
{
    writeChunk(fmt::format(R"("choices":[{{"index":{},"delta":{{{}}},"finish_reason":null}}])", index, delta));
}

void ChunkWriter::writeEnd(dom::object choice, std::int64_t index)
{
    std::string_view reason;
    if (choice["finish_reason"].get(reason) != simdjson::SUCCESS)
        reason = "stop"; // a client takes a stream without one for cut off
    dom::element logprobs;
    std::string extra;
    if (choice["logprobs"].get(logprobs) == simdjson::SUCCESS && !logprobs.is_null())
        extra = fmt::format(R"("logprobs":{},)", simdjson::to_string(logprobs));
    const std::string_view said = m_endpoint == Endpoint::ChatCompletions ? R"("delta":{})" : R"("text":"")";
    writeChunk(
        fmt::format(R"("choices":[{{"index":{},{},{}"finish_reason":{}}}])", index, said, extra, json::quoted(reason)));
}

void ChunkWriter::writeChunk(std::string_view rest)
{
    m_out += m_head;
    m_out += rest;
    m_out += "}\n\n";
}

} // namespace

std::string answerAsStream(Endpoint endpoint, std::string_view body, bool withUsage)
{
    if (body.substr(0, 3) == "\xEF\xBB\xBF")
        body.remove_prefix(3);
    const auto document = json::parse(body, json::kAnswerDepth);
    dom::object root;
    dom::array choices;
    if (endpoint == Endpoint::Embeddings || !document || document->root.get(root) != simdjson::SUCCESS
        || root["choices"].get(choices) != simdjson::SUCCESS)
        return {};
    return ChunkWriter(endpoint, root).write(choices, withUsage);
}

} // namespace signalbox
