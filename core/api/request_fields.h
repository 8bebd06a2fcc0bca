// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/chat.h"

#include <string_view>

namespace signalbox {

/// The top-level fields of a request that Signalbox reads, and those it knows to be no part of the prompt.
enum class Field {
    Model,
    Messages,
    Prompt,
    Input,
    Stream,
    StreamOptions,
    MaxTokens,
    MaxCompletionTokens,
    N,
    BestOf,
    Tools,
    Functions,
    ResponseFormat,
    Logprobs,
    Metadata,
    ServiceTier,
    Suffix,
    Prediction,
    NotPrompt,
    Other,       ///< passes unread
    Destination, ///< a client must not choose where the request goes
    LookAlike,   ///< differs from a read field only in case: some servers would read it as that field
};

/// Which field a decoded top-level name is, at this endpoint.
[[nodiscard]] Field fieldOf(Endpoint endpoint, std::string_view name);

} // namespace signalbox
