// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a request and an answer are, in OpenAI's shapes. No sockets, no money.
namespace signalbox {

enum class Endpoint { ChatCompletions, Completions, Embeddings };
[[nodiscard]] std::string_view endpointPath(Endpoint endpoint); ///< "/v1/chat/completions"
[[nodiscard]] std::string_view endpointName(Endpoint endpoint); ///< "chat", "completions", "embeddings"

/// A place in the raw body: [begin, end).
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// One top-level member of the raw body.
struct BodyMember {
    Span whole; ///< `"name": value`
    Span value; ///< the value alone
};

enum class JsonAsked { No, Object, Schema };

/// A request as it was read. The raw body stays byte for byte; only what routing and money need is taken out of it.
struct ChatRequest {
    Endpoint endpoint = Endpoint::ChatCompletions;
    std::string body; ///< raw, unchanged

    std::string model;
    bool stream = false;
    bool includeUsage = false;             ///< stream_options.include_usage, as the client asked
    std::optional<std::int64_t> maxTokens; ///< max_completion_tokens or max_tokens; two that differ are refused
    std::string maxTokensField;            ///< the name it came under, or ""
    std::int64_t n = 1;                    ///< answers asked for: the larger of "n" and "best_of"
    std::int64_t inputs = 1;               ///< embeddings: number of inputs; completions: number of prompts
    JsonAsked jsonAsked = JsonAsked::No;
    std::string jsonSchema; ///< raw JSON of the schema, where one was given
    bool logprobs = false;
    std::string serviceTier; ///< "service_tier" as the client asked, or ""

    std::int64_t messages = 0;
    /// UTF-8 bytes of everything that is tokenised: decoded texts; tool definitions and schemas as they stand in the
    /// body; tokens count one each. Never below what a byte-level tokenizer sees.
    std::int64_t promptBytes = 0;
    std::int64_t lastUserBytes = 0;
    std::string lastUserText; ///< text parts of the last user message joined by LF; prompt of completions
    std::int64_t tools = 0;
    std::int64_t images = 0;
    bool hasToolMessages = false;
    std::map<std::string, std::string, std::less<>> hints; ///< x-signalbox-* of "metadata", names lower-case
    std::vector<std::string> topLevelFields;               ///< names in order, for capability profiles

    // Where an edit goes.
    std::vector<BodyMember> members; ///< one for each of topLevelFields
    Span includeUsageValue;          ///< value of stream_options.include_usage; {0,0} where absent
    std::size_t afterOpenBrace = 0;  ///< where a new first member may be inserted
};

struct RequestLimits {
    std::size_t depth = 128;
    std::size_t modelBytes = 256;
    std::int64_t maxTokens = 10'000'000;
    std::int64_t n = 128;
};

/// Strict reading (simdjson): valid UTF-8, an object at the top, no duplicate top-level field, integers where integers
/// belong, a model name of [A-Za-z0-9._:/@+-] without "..", nothing behind the object.
/// Errors: json_invalid, json_not_object, json_duplicate_field, json_too_deep, field_missing, field_type, field_range,
/// model_name_invalid, destination_refused (api_base, base_url, api_key in the body); parameter "param" names the
/// field. json_duplicate_field also where a name differs from a read field only in case: servers in Go read it as that
/// field. Any thread; keeps a parser per thread.
[[nodiscard]] Result<ChatRequest> readRequest(Endpoint endpoint, std::string body, const RequestLimits& limits = {});

/// What may be changed in a body on its way up; every other byte passes.
struct BodyEdits {
    std::string model;                     ///< always set
    std::optional<std::int64_t> maxTokens; ///< nullopt: leave as it is
    std::string maxTokensField;            ///< name to write it under when the client gave none
    bool askUsage = false;                 ///< stream_options.include_usage = true
    bool dropStreamOptions = false;
    std::vector<std::string> drop;                           ///< top-level fields to leave out
    std::vector<std::pair<std::string, std::string>> rename; ///< top-level field, new name
};
struct EditedBody {
    std::string text;
    /// What a reader of the trace must know: "dropped:FIELD" and "renamed:FIELD>NAME", in the order of the body.
    std::vector<std::string> changes;
};
[[nodiscard]] EditedBody editBody(const ChatRequest& request, const BodyEdits& edits);

/// Usage in one normal form, whatever the provider's meaning of "input tokens" is.
struct Usage {
    bool present = false;
    bool invalid = false; ///< negative, not a number, or absurd: counted instead, flag usage_invalid
    bool partial = false; ///< one of input / output was missing
    std::int64_t uncachedIn = 0;
    std::int64_t cachedIn = 0;
    std::int64_t cacheWrite5m = 0;
    std::int64_t cacheWrite1h = 0;
    std::int64_t out = 0; ///< includes reasoning
    std::int64_t reasoningOut = 0;
    std::string raw; ///< the provider's JSON, kept beside the amount (<= 4 KiB)
    // Parts of the counts above that may have prices of their own.
    std::int64_t audioIn = 0, audioOut = 0;
    std::int64_t imageIn = 0, imageOut = 0;
    std::int64_t searches = 0;                   ///< web searches that the provider made, billed by piece
    std::string serviceTier {};                  ///< as the answer says: "default", "flex", "priority", ... or ""
    std::optional<std::int64_t> reportedNano {}; ///< what the provider says that it cost, for comparison alone

    [[nodiscard]] std::int64_t totalIn() const { return uncachedIn + cachedIn + cacheWrite5m + cacheWrite1h; }
};

/// How a provider counts input tokens.
enum class UsageMeaning { InputIncludesCache /* OpenAI */, InputExcludesCache /* Anthropic */ };

/// An answer's error, in OpenAI's or Anthropic's form.
struct AnswerError {
    std::string message;
    std::string type;
    std::string code;
};

/// A whole (not streamed) answer.
struct Answer {
    std::string id;
    std::string model;
    std::string finishReason; ///< of choice 0, or ""
    std::string text;         ///< content of choice 0 (<= 1 MiB), for validators only
    std::string refusal;
    bool hasToolCalls = false;
    std::int64_t choices = 0;
    std::int64_t outputBytes = 0; ///< text, reasoning text and tool arguments of all choices
    Usage usage;
    std::optional<AnswerError> error; ///< an error body, also under status 200
};
/// Errors: answer_not_json, answer_shape (no choices, no data).
[[nodiscard]] Result<Answer> readAnswer(Endpoint endpoint, std::string_view body, UsageMeaning meaning);

/// One event of a streamed answer.
struct StreamEvent {
    enum class Kind { Delta, Usage, Done, Error, Unreadable, Other };
    Kind kind = Kind::Other;
    bool hasContent = false;      ///< text, reasoning, tool call or refusal: progress for the client
    bool onlyUsage = false;       ///< "choices": [] with usage: hidden when the client did not ask
    std::int64_t outputBytes = 0; ///< text, reasoning text and tool arguments of all choices in this event
    std::string text;             ///< content of choice 0
    std::string finishReason;
    std::string refusal;
    bool toolCall = false;
    std::string id;
    std::string model;
    Usage usage;
    AnswerError error;
};
[[nodiscard]] StreamEvent readStreamEvent(
    Endpoint endpoint, std::string_view data, std::string_view eventName, UsageMeaning meaning);

/// A whole chat or completions answer as the equivalent stream (bytes with "data:" lines up to and with [DONE]): for
/// upstreams that answer JSON although a stream was asked for, and for buffered strategies. "" where the body is no
/// such answer: read it with readAnswer() first.
[[nodiscard]] std::string answerAsStream(Endpoint endpoint, std::string_view body, bool withUsage);

/// Tokens of a text of so many bytes where nobody counted: a high estimate, 1 token per 3.5 bytes, rounded up.
[[nodiscard]] std::int64_t estimateTokens(std::int64_t bytes);
/// A high estimate of a request's input: its bytes, 4 per message, 3 for the frame, at least 10; 800 per image.
[[nodiscard]] std::int64_t estimateInput(const ChatRequest& request);
/// Tokens of one image at the most: gpt-4o bills 1,445 (8 tiles of 170 and 85), gpt-4.1-nano 3,779, Claude 1,600 or, in
/// high resolution, 4,784. A model that counts more says so in its profile (gpt-4o-mini: 8 tiles of 5,667 and 2,833).
inline constexpr std::int64_t kImageTokens = 5000;
/// The bound that no tokenizer exceeds: a byte-level BPE token is at least one byte, so the bytes of the texts bound
/// their tokens; 16 per message for its frame (role, separators), 32 for the frame of the whole; `imageTokens` per
/// image; with tools 512 for the hidden instructions that providers add (Anthropic publishes 313 to 346) and 16 per
/// tool. Not bounded: files by id or link and videos, whose size the request does not show.
[[nodiscard]] std::int64_t inputUpperBound(const ChatRequest& request, std::int64_t imageTokens = kImageTokens);

/// {"error":{"message","type","code","param"}}, JSON-escaped. param "" is null.
[[nodiscard]] std::string errorBody(
    std::string_view message, std::string_view type, std::string_view code, std::string_view param = {});
/// The same as one SSE event: "data: {...}\n\n".
[[nodiscard]] std::string errorEvent(std::string_view message, std::string_view type, std::string_view code);

} // namespace signalbox
