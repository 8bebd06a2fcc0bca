// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/validators.h"
#include "core/route/schema_check.h"

#include "core/base/ascii.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace signalbox {
namespace {

using SortedJson = nlohmann::json;

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kShortAnswer = 600; ///< bytes; a longer text that begins with regret still answers something

/// How refusals begin, in lower case with straight apostrophes.
constexpr std::array kRefusals {
    // English
    std::string_view("i'm sorry, but i can"),
    std::string_view("i'm sorry, but i'm"),
    std::string_view("i'm sorry, i can"),
    std::string_view("i'm sorry, i'm not able"),
    std::string_view("i am sorry, but i can"),
    std::string_view("i am sorry, but i am"),
    std::string_view("i am sorry, i can"),
    std::string_view("sorry, but i can"),
    std::string_view("sorry, i can't"),
    std::string_view("sorry, i cannot"),
    std::string_view("sorry, i'm not able"),
    std::string_view("i apologize, but i can"),
    std::string_view("i apologise, but i can"),
    std::string_view("my apologies, but i can"),
    std::string_view("unfortunately, i can't"),
    std::string_view("unfortunately, i cannot"),
    std::string_view("unfortunately, i'm unable"),
    std::string_view("i can't help"),
    std::string_view("i can't assist"),
    std::string_view("i can't provide"),
    std::string_view("i can't fulfill"),
    std::string_view("i can't do that"),
    std::string_view("i cannot help"),
    std::string_view("i cannot assist"),
    std::string_view("i cannot provide"),
    std::string_view("i cannot fulfill"),
    std::string_view("i cannot comply"),
    std::string_view("i can not help"),
    std::string_view("i'm not able to"),
    std::string_view("i am not able to"),
    std::string_view("i'm unable to"),
    std::string_view("i am unable to"),
    std::string_view("i won't be able to"),
    std::string_view("i must decline"),
    std::string_view("i have to decline"),
    std::string_view("i do not feel comfortable"),
    std::string_view("i don't feel comfortable"),
    std::string_view("as an ai language model"),
    std::string_view("as an ai assistant, i can"),
    std::string_view("as an ai, i can"),
    // German
    std::string_view("es tut mir leid, aber ich kann"),
    std::string_view("es tut mir leid, aber dabei"),
    std::string_view("es tut mir leid, ich kann"),
    std::string_view("es tut mir leid, dabei kann ich"),
    std::string_view("tut mir leid, aber ich kann"),
    std::string_view("tut mir leid, ich kann"),
    std::string_view("tut mir leid, dabei kann ich"),
    std::string_view("tut mir leid, das kann ich nicht"),
    std::string_view("entschuldigung, aber ich kann"),
    std::string_view("ich bedaure, aber ich kann"),
    std::string_view("leider kann ich dir"),
    std::string_view("leider kann ich ihnen"),
    std::string_view("leider kann ich dabei nicht"),
    std::string_view("leider kann ich diese anfrage nicht"),
    std::string_view("leider bin ich nicht in der lage"),
    std::string_view("ich kann dir dabei nicht"),
    std::string_view("ich kann dir damit nicht"),
    std::string_view("ich kann ihnen dabei nicht"),
    std::string_view("ich kann ihnen damit nicht"),
    std::string_view("ich kann dabei nicht helfen"),
    std::string_view("ich kann diese anfrage nicht"),
    std::string_view("ich bin nicht in der lage"),
    std::string_view("ich darf dir"),
    std::string_view("ich darf ihnen"),
    std::string_view("dabei kann ich nicht helfen"),
    std::string_view("dabei kann ich dir nicht"),
    std::string_view("dabei kann ich ihnen nicht"),
    std::string_view("als ki-sprachmodell"),
    std::string_view("als ki-modell kann ich"),
    std::string_view("als sprachmodell kann ich"),
};

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

/// The beginning of an answer as the list above writes it: without marks, quotes and a leading [tag].
std::string openingOf(std::string_view text)
{
    constexpr std::size_t kOpening = 96;
    constexpr std::size_t kTag = 32;
    text = trimmed(text);
    const auto tagEnd = text.find(']');
    if (!text.empty() && text.front() == '[' && tagEnd < kTag)
        text = trimmed(text.substr(tagEnd + 1));
    const auto begin = text.find_first_not_of("*_\"'#> ");
    text = begin == std::string_view::npos ? std::string_view() : text.substr(begin, kOpening);
    std::string opening;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 3) == "\xE2\x80\x99") { // the typographic apostrophe
            opening += '\'';
            i += 2;
        } else {
            opening += lowered(text[i]);
        }
    }
    return opening;
}

std::string checkFinish(const Answer& answer)
{
    if (answer.finishReason.empty())
        return "missing";
    for (const char* reason : { "length", "content_filter", "error" }) {
        if (answer.finishReason == reason)
            return reason;
    }
    return {};
}

std::string checkEmpty(const Answer& answer)
{
    const bool silent = trimmed(answer.text).empty() && answer.refusal.empty() && !answer.hasToolCalls;
    return silent ? "no_text" : "";
}

std::string checkRefusal(const Answer& answer)
{
    if (!answer.refusal.empty())
        return "field";
    if (answer.hasToolCalls || answer.text.size() > kShortAnswer)
        return {};
    const std::string opening = openingOf(answer.text);
    const bool refuses = std::any_of(kRefusals.begin(), kRefusals.end(),
        [&opening](std::string_view phrase) { return opening.compare(0, phrase.size(), phrase) == 0; });
    return refuses ? "phrase" : "";
}

std::string checkJson(const ChatRequest& request, const Answer& answer)
{
    if (request.jsonAsked == JsonAsked::No || answer.hasToolCalls)
        return {};
    const std::string_view text = trimmed(answer.text);
    if (text.substr(0, 3) == "```")
        return "fenced";
    const SortedJson value = SortedJson::parse(text, nullptr, false);
    if (value.is_discarded())
        return "not_json";
    const SortedJson schema =
        request.jsonSchema.empty() ? SortedJson() : SortedJson::parse(request.jsonSchema, nullptr, false);
    if (request.jsonAsked == JsonAsked::Schema && schema.is_object())
        return schemaMismatch(value, schema);
    return value.is_object() ? "" : "not_object";
}

std::string checkLength(const RouteAction& action, const Answer& answer)
{
    const bool isShort = static_cast<std::int64_t>(answer.text.size()) < action.minOutputBytes;
    return isShort && !answer.hasToolCalls ? "too_short" : "";
}

std::string check(std::string_view name, const RouteAction& action, const ChatRequest& request, const Answer& answer)
{
    if (name == "finish_reason")
        return checkFinish(answer);
    if (name == "empty")
        return checkEmpty(answer);
    if (name == "refusal")
        return checkRefusal(answer);
    if (name == "json")
        return checkJson(request, answer);
    return checkLength(action, answer);
}

} // namespace

const std::vector<std::string>& validatorNames()
{
    static const std::vector<std::string> kNames { "finish_reason", "empty", "refusal", "json", "length" };
    return kNames;
}

std::string rejectReason(const RouteAction& action, const ChatRequest& request, const Answer& answer)
{
    if (request.endpoint == Endpoint::Embeddings)
        return {}; // vectors say nothing that could be judged
    for (const std::string& name : validatorNames()) {
        const auto& asked = action.validators;
        if (std::find(asked.begin(), asked.end(), name) == asked.end())
            continue;
        const std::string code = check(name, action, request, answer);
        if (!code.empty())
            return name + ": " + code;
    }
    return {};
}

} // namespace signalbox
