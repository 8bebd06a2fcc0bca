// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/facts.h"

#include <array>
#include <string_view>

// Private to this room: facts by name without a copy, for the evaluation of conditions.
namespace signalbox {

struct FactField {
    std::string_view name;
    FactType type = FactType::Text;
    bool Facts::*truth = nullptr;
    std::int64_t Facts::*integer = nullptr;
    std::string Facts::*text = nullptr;

    constexpr FactField(std::string_view fact, bool Facts::*member)
        : name(fact)
        , type(FactType::Bool)
        , truth(member)
    {
    }
    constexpr FactField(std::string_view fact, std::int64_t Facts::*member)
        : name(fact)
        , type(FactType::Integer)
        , integer(member)
    {
    }
    constexpr FactField(std::string_view fact, std::string Facts::*member)
        : name(fact)
        , text(member)
    {
    }
};

/// Every fact in the order of the catalogue.
inline constexpr std::array kFactFields {
    FactField { "tokens_last", &Facts::tokensLast },
    FactField { "tokens_context", &Facts::tokensContext },
    FactField { "messages", &Facts::messages },
    FactField { "tool_count", &Facts::toolCount },
    FactField { "image_count", &Facts::imageCount },
    FactField { "max_tokens", &Facts::maxTokens },
    FactField { "code", &Facts::code },
    FactField { "tools", &Facts::tools },
    FactField { "images", &Facts::images },
    FactField { "json", &Facts::json },
    FactField { "stream", &Facts::stream },
    FactField { "language", &Facts::language },
    FactField { "feature", &Facts::feature },
    FactField { "user_tier", &Facts::userTier },
    FactField { "stakes", &Facts::stakes },
    FactField { "session", &Facts::session },
    FactField { "client_key", &Facts::clientKey },
    FactField { "requested_model", &Facts::requestedModel },
    FactField { "endpoint", &Facts::endpoint },
};

[[nodiscard]] constexpr const FactField* findFactField(std::string_view name)
{
    for (const FactField& field : kFactFields) {
        if (field.name == name)
            return &field;
    }
    return nullptr;
}

/// factsJson() at the end of a longer line.
void appendFacts(std::string& out, const Facts& facts);

} // namespace signalbox
