// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/request_fields.h"

#include <array>

namespace signalbox {
namespace {

constexpr unsigned kChat = 1;
constexpr unsigned kText = 2;
constexpr unsigned kEmbed = 4;
constexpr unsigned kAll = kChat | kText | kEmbed;

struct Entry {
    std::string_view name;
    Field field;
    unsigned endpoints;
};

constexpr std::array kEntries {
    Entry { "model", Field::Model, kAll },
    Entry { "messages", Field::Messages, kChat },
    Entry { "prompt", Field::Prompt, kText },
    Entry { "input", Field::Input, kEmbed },
    Entry { "stream", Field::Stream, kAll },
    Entry { "stream_options", Field::StreamOptions, kAll },
    Entry { "max_tokens", Field::MaxTokens, kChat | kText },
    Entry { "max_completion_tokens", Field::MaxCompletionTokens, kChat | kText },
    Entry { "n", Field::N, kChat | kText },
    Entry { "best_of", Field::BestOf, kChat | kText },
    Entry { "tools", Field::Tools, kChat },
    Entry { "functions", Field::Functions, kChat },
    Entry { "response_format", Field::ResponseFormat, kChat | kText },
    Entry { "logprobs", Field::Logprobs, kChat | kText },
    Entry { "metadata", Field::Metadata, kAll },
    Entry { "service_tier", Field::ServiceTier, kAll },
    Entry { "suffix", Field::Suffix, kText },
    Entry { "prediction", Field::Prediction, kChat },
    Entry { "logit_bias", Field::NotPrompt, kAll },
    Entry { "stop", Field::NotPrompt, kAll },
    Entry { "user", Field::NotPrompt, kAll },
    Entry { "modalities", Field::NotPrompt, kAll },
    Entry { "prompt_cache_key", Field::NotPrompt, kAll },
    Entry { "safety_identifier", Field::NotPrompt, kAll },
};

/// The character that a case-blind reader (Go's encoding/json) takes the front of `text` for; it knows two letters
/// outside ASCII that fold into it: U+017F (s) and U+212A (k).
struct Folded {
    char c;
    std::size_t bytes;
};

Folded foldedFront(std::string_view text)
{
    if (text.substr(0, 2) == "\xC5\xBF")
        return { 's', 2 };
    if (text.substr(0, 3) == "\xE2\x84\xAA")
        return { 'k', 3 };
    const char c = text.front();
    return { c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c, 1 };
}

bool equalsFolded(std::string_view text, std::string_view lower)
{
    std::size_t matched = 0;
    while (!text.empty()) {
        const Folded front = foldedFront(text);
        if (matched == lower.size() || front.c != lower[matched])
            return false;
        ++matched;
        text.remove_prefix(front.bytes);
    }
    return matched == lower.size();
}

/// api_base, apiBase, API-BASE: all the same wish.
bool isDestination(std::string_view name)
{
    constexpr std::size_t kLongest = 12;
    std::array<char, kLongest> letters {};
    std::size_t count = 0;
    while (!name.empty()) {
        const Folded front = foldedFront(name);
        name.remove_prefix(front.bytes);
        if (front.c == '_' || front.c == '-')
            continue;
        if (count == kLongest)
            return false;
        letters[count++] = front.c;
    }
    const std::string_view plain(letters.data(), count);
    return plain == "apibase" || plain == "baseurl" || plain == "apikey" || plain == "apiurl";
}

unsigned maskOf(Endpoint endpoint)
{
    switch (endpoint) {
    case Endpoint::ChatCompletions:
        return kChat;
    case Endpoint::Completions:
        return kText;
    case Endpoint::Embeddings:
        return kEmbed;
    }
    return kAll;
}

} // namespace

Field fieldOf(Endpoint endpoint, std::string_view name)
{
    const unsigned mask = maskOf(endpoint);
    for (const Entry& entry : kEntries) {
        if (entry.name == name)
            return (entry.endpoints & mask) != 0 ? entry.field : Field::Other;
    }
    if (isDestination(name))
        return Field::Destination;
    for (const Entry& entry : kEntries) {
        const bool read = entry.field != Field::NotPrompt && (entry.endpoints & mask) != 0;
        if (read && equalsFolded(name, entry.name))
            return Field::LookAlike;
    }
    return Field::Other;
}

} // namespace signalbox
