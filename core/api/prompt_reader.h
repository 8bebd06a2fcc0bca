// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/json_reader.h"

namespace signalbox {

/// Reads what is tokenised: messages, prompts, embedding inputs. Fills counts and the last user's text of one request.
/// Counts decoded UTF-8 for texts and the written length of everything else, so the sum is never below what a
/// byte-level tokenizer sees. Errors: field_type, field_range, json_duplicate_field, field_missing.
class PromptReader {
public:
    explicit PromptReader(ChatRequest& request)
        : m_request(request)
    {
    }

    [[nodiscard]] Result<void> readMessages(simdjson::dom::element value);
    /// "prompt" of completions, "input" of embeddings: a string, strings, tokens, or arrays of tokens.
    [[nodiscard]] Result<void> readInputs(simdjson::dom::element value, std::string_view field);

private:
    struct Message {
        std::string_view role;
        bool hasRole = false;
        bool hasContent = false;
        bool hasToolCalls = false;
        simdjson::dom::element content;
    };

    [[nodiscard]] Result<Message> readMessage(simdjson::dom::element value);
    [[nodiscard]] Result<void> readContent(simdjson::dom::element content);
    [[nodiscard]] Result<void> readPart(simdjson::dom::element part);
    [[nodiscard]] Result<void> readInput(simdjson::dom::element value, std::string_view field);
    void keepUserText(simdjson::dom::element content);
    [[nodiscard]] tl::unexpected<Error> failure(std::string_view code, std::string_view member) const;

    ChatRequest& m_request;
    std::size_t m_index = 0; ///< of the message at hand, for errors
};

} // namespace signalbox
