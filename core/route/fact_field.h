// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/condition.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Private to this room: facts by name without a copy, for the evaluation of conditions.
namespace signalbox {

struct FactField {
    std::string_view name;
    int tag = 0; ///< in packFacts(): never changed, never used again
    FactType type = FactType::Text;
    bool Facts::*truth = nullptr;
    std::int64_t Facts::*integer = nullptr;
    std::string Facts::*text = nullptr;

    constexpr FactField(std::string_view fact, int packed, bool Facts::*member)
        : name(fact)
        , tag(packed)
        , type(FactType::Bool)
        , truth(member)
    {
    }
    constexpr FactField(std::string_view fact, int packed, std::int64_t Facts::*member)
        : name(fact)
        , tag(packed)
        , type(FactType::Integer)
        , integer(member)
    {
    }
    constexpr FactField(std::string_view fact, int packed, std::string Facts::*member)
        : name(fact)
        , tag(packed)
        , text(member)
    {
    }
};

/// Every fact in the order of the catalogue.
inline constexpr std::array kFactFields {
    FactField { "tokens_last", 1, &Facts::tokensLast },
    FactField { "tokens_context", 2, &Facts::tokensContext },
    FactField { "messages", 3, &Facts::messages },
    FactField { "tool_count", 4, &Facts::toolCount },
    FactField { "image_count", 5, &Facts::imageCount },
    FactField { "max_tokens", 6, &Facts::maxTokens },
    FactField { "code", 7, &Facts::code },
    FactField { "tools", 8, &Facts::tools },
    FactField { "images", 9, &Facts::images },
    FactField { "json", 10, &Facts::json },
    FactField { "stream", 11, &Facts::stream },
    FactField { "language", 12, &Facts::language },
    FactField { "feature", 13, &Facts::feature },
    FactField { "user_tier", 14, &Facts::userTier },
    FactField { "stakes", 15, &Facts::stakes },
    FactField { "session", 16, &Facts::session },
    FactField { "client_key", 17, &Facts::clientKey },
    FactField { "requested_model", 18, &Facts::requestedModel },
    FactField { "endpoint", 19, &Facts::endpoint },
    FactField { "questions", 20, &Facts::questions },
    FactField { "task", 21, &Facts::task },
    FactField { "intent", 22, &Facts::intent },
    FactField { "time", 23, &Facts::time },
    FactField { "weekday", 24, &Facts::weekday },
};

[[nodiscard]] constexpr const FactField* findFactField(std::string_view name)
{
    for (const FactField& field : kFactFields) {
        if (field.name == name)
            return &field;
    }
    return nullptr;
}

/// Where a condition's name leads: a plain fact, or a family and its argument.
struct FactPlace {
    enum class Kind { None, Field, Header, BudgetLeft, Breaker, Share, Text } kind = Kind::None;
    const FactField* field = nullptr;
    std::string_view argument;
};
[[nodiscard]] FactPlace placeOf(std::string_view name);

inline constexpr std::int64_t kShares = 10'000;

/// "" and nullopt where the name is not in the list.
[[nodiscard]] std::string_view namedText(const std::vector<Named<std::string>>& list, std::string_view name);
[[nodiscard]] std::optional<std::int64_t> namedNumber(
    const std::vector<Named<std::int64_t>>& list, std::string_view name);

/// Texts that are never empty once somebody asked: "" says that nobody did.
[[nodiscard]] constexpr bool isEmptyUnknown(const FactField& field)
{
    return field.text == &Facts::task || field.text == &Facts::intent || field.text == &Facts::weekday;
}

/// What a trace shows of a test: the value, "found" or "not found" for a test on the text (which is kept nowhere), ""
/// where nobody knows.
[[nodiscard]] std::string actualText(const Condition& test, const Facts& facts);

/// factsJson() at the end of a longer line.
void appendFacts(std::string& out, const Facts& facts);

} // namespace signalbox
