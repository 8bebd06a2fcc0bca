// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/json_reader.h"

namespace signalbox {

/// Where a usage object comes from: what it means depends on it.
struct UsageSource {
    Endpoint endpoint = Endpoint::ChatCompletions;
    UsageMeaning meaning = UsageMeaning::InputIncludesCache;
    std::string_view model; ///< as the provider names it
};

/// Reads a usage value in the forms of OpenAI, OpenRouter, Anthropic, DeepSeek, xAI and Gemini (docs: their API
/// references) into the one normal form. null gives none. `raw` is kept where it has 4 KiB or less.
[[nodiscard]] Usage readUsage(simdjson::dom::element value, std::string_view raw, const UsageSource& source);

} // namespace signalbox
