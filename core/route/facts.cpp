// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/facts.h"

#include "core/route/fact_field.h"
#include "core/route/json_text.h"

#include "core/api/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace signalbox {

namespace {

constexpr std::size_t kHintBytes = 128;

std::string_view unitOf(std::string_view fact)
{
    return fact.find("tokens") == std::string_view::npos ? "" : "tokens";
}

std::vector<std::string_view> closedValues(std::string_view fact)
{
    if (fact == "stakes")
        return { "low", "normal", "high" };
    if (fact == "endpoint")
        return { "chat", "completions", "embeddings" };
    return {};
}

std::vector<FactInfo> catalogue()
{
    std::vector<FactInfo> infos;
    infos.reserve(kFactFields.size());
    for (const FactField& field : kFactFields)
        infos.push_back({ field.name, field.type, unitOf(field.name), closedValues(field.name) });
    return infos;
}

using Hints = std::map<std::string, std::string, std::less<>>;

/// The metadata may carry the full name of the header.
std::string_view hintOf(
    const Hints& fromHeaders, const Hints& fromBody, std::string_view name, std::string_view fullName)
{
    if (const auto found = fromHeaders.find(name); found != fromHeaders.end())
        return found->second;
    if (const auto found = fromBody.find(name); found != fromBody.end())
        return found->second;
    if (const auto found = fromBody.find(fullName); found != fromBody.end())
        return found->second;
    return {};
}

/// Without outer spaces and what is not printable, at most kHintBytes, never cut inside a character.
std::string cleanHint(std::string_view raw)
{
    std::string clean;
    while (!raw.empty()) {
        const json::CodePoint point = json::firstCodePoint(raw);
        const bool skipped = json::isUnprintable(point.value) || (clean.empty() && point.value == ' ');
        if (!skipped && clean.size() + point.bytes > kHintBytes)
            break;
        if (!skipped)
            clean.append(raw.substr(0, point.bytes));
        raw.remove_prefix(point.bytes);
    }
    while (!clean.empty() && clean.back() == ' ')
        clean.pop_back();
    return clean;
}

std::string stakesOf(std::string_view raw)
{
    std::string stakes = cleanHint(raw);
    std::transform(stakes.begin(), stakes.end(), stakes.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return stakes == "low" || stakes == "high" ? stakes : "normal";
}

} // namespace

const std::vector<FactInfo>& factCatalogue()
{
    static const std::vector<FactInfo> infos = catalogue();
    return infos;
}

const FactInfo* findFact(std::string_view name)
{
    const FactField* field = findFactField(name);
    return field ? &factCatalogue()[static_cast<std::size_t>(field - kFactFields.data())] : nullptr;
}

FactValue factValue(const Facts& facts, std::string_view name)
{
    const FactField* field = findFactField(name);
    if (!field)
        return std::string {};
    switch (field->type) {
    case FactType::Bool:
        return facts.*field->truth;
    case FactType::Integer:
        return facts.*field->integer;
    case FactType::Text:
        break;
    }
    return facts.*field->text;
}

std::string factText(const FactValue& value)
{
    if (const bool* truth = std::get_if<bool>(&value))
        return *truth ? "true" : "false";
    if (const std::int64_t* integer = std::get_if<std::int64_t>(&value))
        return std::to_string(*integer);
    return std::get<std::string>(value);
}

Facts gatherFacts(const ChatRequest& request, const Hints& hints, std::string_view clientName)
{
    Facts facts;
    facts.tokensLast = estimateTokens(request.lastUserBytes);
    facts.tokensContext = estimateInput(request);
    facts.messages = request.messages;
    facts.toolCount = request.tools;
    facts.imageCount = request.images;
    facts.maxTokens = request.maxTokens.value_or(-1);
    facts.code = looksLikeCode(request.lastUserText);
    facts.tools = request.tools > 0;
    facts.images = request.images > 0;
    facts.json = request.jsonAsked != JsonAsked::No;
    facts.stream = request.stream;
    facts.language = detectLanguage(request.lastUserText);
    facts.feature = cleanHint(hintOf(hints, request.hints, "feature", "x-signalbox-feature"));
    facts.userTier = cleanHint(hintOf(hints, request.hints, "user-tier", "x-signalbox-user-tier"));
    facts.stakes = stakesOf(hintOf(hints, request.hints, "stakes", "x-signalbox-stakes"));
    facts.session = cleanHint(hintOf(hints, request.hints, "session", "x-signalbox-session"));
    facts.clientKey = clientName;
    facts.requestedModel = request.model;
    facts.endpoint = endpointName(request.endpoint);
    return facts;
}

void appendFacts(std::string& out, const Facts& facts)
{
    out += '{';
    for (const FactField& field : kFactFields) {
        switch (field.type) {
        case FactType::Bool:
            json_text::appendTruth(out, field.name, facts.*field.truth);
            break;
        case FactType::Integer:
            json_text::appendMember(out, field.name, facts.*field.integer);
            break;
        case FactType::Text:
            json_text::appendMember(out, field.name, std::string_view(facts.*field.text));
            break;
        }
    }
    out += '}';
}

std::string factsJson(const Facts& facts)
{
    std::string out;
    out.reserve(512);
    appendFacts(out, facts);
    return out;
}

Result<Facts> factsFromJson(std::string_view json)
{
    const auto read = nlohmann::json::parse(json, nullptr, false);
    if (!read.is_object())
        return fail("facts_invalid", { { "reason", "not_an_object" } });
    Facts facts;
    facts.stakes = "normal";
    facts.language = "unknown";
    facts.endpoint = "chat";
    for (const FactField& field : kFactFields) {
        const auto found = read.find(field.name);
        if (found == read.end())
            continue; // recorded before this fact existed
        if (field.type == FactType::Bool && found->is_boolean())
            facts.*field.truth = found->get<bool>();
        else if (field.type == FactType::Integer && found->is_number_integer())
            facts.*field.integer = found->get<std::int64_t>();
        else if (field.type == FactType::Text && found->is_string())
            facts.*field.text = found->get<std::string>();
        else
            return fail("facts_invalid", { { "fact", std::string(field.name) }, { "reason", "type" } });
    }
    return facts;
}

} // namespace signalbox
