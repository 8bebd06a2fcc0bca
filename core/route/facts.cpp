// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/facts.h"

#include "core/route/fact_field.h"
#include "core/route/task_type.h"

#include "core/base/ascii.h"
#include "core/base/clock.h"

#include <algorithm>

namespace signalbox {

namespace {

std::string_view unitOf(std::string_view fact)
{
    if (fact == "time")
        return "clock";
    return fact.find("tokens") == std::string_view::npos ? "" : "tokens";
}

std::vector<std::string_view> closedValues(std::string_view fact)
{
    if (fact == "stakes")
        return { "low", "normal", "high" };
    if (fact == "endpoint")
        return { "chat", "completions", "embeddings" };
    if (fact == "weekday")
        return { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
    if (fact == "task")
        return taskNames();
    return {};
}

constexpr std::string_view kLastMessage = "last_user_message";

std::string_view lookedAt(std::string_view fact)
{
    for (const std::string_view name : { "tokens_last", "code", "language", "questions", "task", "intent" }) {
        if (fact == name)
            return kLastMessage;
    }
    for (const std::string_view name : { "feature", "user_tier", "stakes", "session" }) {
        if (fact == name)
            return "headers";
    }
    const bool circumstance = fact == "time" || fact == "weekday" || fact == "client_key";
    return circumstance ? "circumstances" : "request";
}

std::vector<FactInfo> catalogue()
{
    std::vector<FactInfo> infos;
    infos.reserve(kFactFields.size());
    for (const FactField& field : kFactFields) {
        FactInfo info { field.name, field.type, unitOf(field.name), closedValues(field.name), {},
            lookedAt(field.name) };
        info.least = field.name == "max_tokens" ? -1 : 0;
        if (field.name == "time")
            info.most = kMinutesOfDay - 1;
        infos.push_back(std::move(info));
    }
    return infos;
}

std::vector<FactInfo> families()
{
    std::vector<FactInfo> infos {
        { "header", FactType::Text, "", {}, "name", "headers" },
        { "budget_left", FactType::Integer, "percent", {}, "scope", "circumstances", 0, 100 },
        { "breaker", FactType::Text, "", { "closed", "open", "half_open" }, "deployment", "circumstances" },
        { "share", FactType::Integer, "per_10000", {}, "name", "circumstances", 0, kShares - 1 },
        { "text", FactType::Text, "", {}, "", kLastMessage },
    };
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

std::string stakesOf(std::string_view raw)
{
    const std::string stakes = lowered(headerFact(raw));
    return stakes == "low" || stakes == "high" ? stakes : "normal";
}

} // namespace

const std::vector<FactInfo>& factCatalogue()
{
    static const std::vector<FactInfo> infos = catalogue();
    return infos;
}

const std::vector<FactInfo>& factFamilies()
{
    static const std::vector<FactInfo> infos = families();
    return infos;
}

std::string_view factArgument(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? std::string_view() : name.substr(colon + 1);
}

FactPlace placeOf(std::string_view name)
{
    using Kind = FactPlace::Kind;
    if (const FactField* field = findFactField(name))
        return { Kind::Field, field, {} };
    if (name == "text")
        return { Kind::Text, nullptr, {} };
    const std::string_view argument = factArgument(name);
    if (argument.empty())
        return {};
    const std::string_view family = name.substr(0, name.size() - argument.size() - 1);
    const Kind kind = family == "header" ? Kind::Header
        : family == "budget_left"        ? Kind::BudgetLeft
        : family == "breaker"            ? Kind::Breaker
        : family == "share"              ? Kind::Share
                                         : Kind::None;
    return { kind, nullptr, argument };
}

const FactInfo* findFact(std::string_view name)
{
    const FactPlace place = placeOf(name);
    if (place.kind == FactPlace::Kind::None)
        return nullptr;
    if (place.field)
        return &factCatalogue()[static_cast<std::size_t>(place.field - kFactFields.data())];
    const std::string_view family = name.substr(0, name.find(':'));
    const auto found = std::find_if(
        factFamilies().begin(), factFamilies().end(), [family](const FactInfo& info) { return info.name == family; });
    return found == factFamilies().end() ? nullptr : &*found;
}

namespace {

FactValue fieldValue(const Facts& facts, const FactField& field)
{
    switch (field.type) {
    case FactType::Bool:
        return facts.*field.truth;
    case FactType::Integer:
        return facts.*field.integer;
    case FactType::Text:
        break;
    }
    return facts.*field.text;
}

} // namespace

FactValue factValue(const Facts& facts, std::string_view name)
{
    const FactPlace place = placeOf(name);
    switch (place.kind) {
    case FactPlace::Kind::Field:
        return fieldValue(facts, *place.field);
    case FactPlace::Kind::Header:
        return std::string(namedText(facts.headers, place.argument));
    case FactPlace::Kind::Breaker: {
        const std::string_view state = namedText(facts.breakers, place.argument);
        return std::string(state.empty() ? "closed" : state);
    }
    case FactPlace::Kind::BudgetLeft:
        return namedNumber(facts.budgetLeft, place.argument).value_or(-1);
    case FactPlace::Kind::Share:
        return shareOf(facts.shareSeed, place.argument);
    case FactPlace::Kind::Text:
    case FactPlace::Kind::None:
        break;
    }
    return std::string {};
}

std::string_view namedText(const std::vector<Named<std::string>>& list, std::string_view name)
{
    for (const auto& each : list) {
        if (each.name == name)
            return each.value;
    }
    return {};
}

std::optional<std::int64_t> namedNumber(const std::vector<Named<std::int64_t>>& list, std::string_view name)
{
    for (const auto& each : list) {
        if (each.name == name)
            return each.value;
    }
    return std::nullopt;
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
    const SpokenText spoken(request.lastUserText);
    const std::string_view text = spoken.view();
    facts.tokensLast =
        estimateTokens(spoken.changed() ? static_cast<std::int64_t>(text.size()) : request.lastUserBytes);
    facts.tokensContext = estimateInput(request);
    facts.messages = request.messages;
    facts.toolCount = request.tools;
    facts.imageCount = request.images;
    facts.maxTokens = request.maxTokens.value_or(-1);
    facts.code = looksLikeCode(text);
    facts.tools = request.tools > 0;
    facts.images = request.images > 0;
    facts.json = request.jsonAsked != JsonAsked::No;
    facts.stream = request.stream;
    facts.language = detectLanguage(text);
    facts.questions = countQuestions(text);
    facts.feature = headerFact(hintOf(hints, request.hints, "feature", "x-signalbox-feature"));
    facts.userTier = headerFact(hintOf(hints, request.hints, "user-tier", "x-signalbox-user-tier"));
    facts.stakes = stakesOf(hintOf(hints, request.hints, "stakes", "x-signalbox-stakes"));
    facts.session = headerFact(hintOf(hints, request.hints, "session", "x-signalbox-session"));
    facts.clientKey = clientName;
    facts.requestedModel = request.model;
    facts.endpoint = endpointName(request.endpoint);
    if (request.jsonAsked != JsonAsked::No)
        facts.jsonAsked = request.jsonAsked == JsonAsked::Schema ? "schema" : "object";
    facts.logprobs = request.logprobs;
    facts.toolMessages = request.hasToolMessages;
    return facts;
}

} // namespace signalbox
