// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"

namespace signalbox {

std::string_view endpointPath(Endpoint endpoint)
{
    switch (endpoint) {
    case Endpoint::ChatCompletions:
        return "/v1/chat/completions";
    case Endpoint::Completions:
        return "/v1/completions";
    case Endpoint::Embeddings:
        return "/v1/embeddings";
    }
    return {};
}

std::string_view endpointName(Endpoint endpoint)
{
    switch (endpoint) {
    case Endpoint::ChatCompletions:
        return "chat";
    case Endpoint::Completions:
        return "completions";
    case Endpoint::Embeddings:
        return "embeddings";
    }
    return {};
}

} // namespace signalbox
