// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"

#include <algorithm>

namespace signalbox {

std::int64_t estimateTokens(std::int64_t bytes)
{
    return bytes <= 0 ? 0 : (bytes * 2 + 6) / 7; // ceil(bytes / 3.5)
}

std::int64_t estimateInput(const ChatRequest& request)
{
    // The smallest chat template in use (Llama 3's) adds ten tokens to one message of one word.
    constexpr std::int64_t kSmallestTemplate = 10;
    return std::max(kSmallestTemplate, estimateTokens(request.promptBytes) + 4 * request.messages + 3)
        + 800 * request.images;
}

std::int64_t inputUpperBound(const ChatRequest& request, std::int64_t imageTokens)
{
    const std::int64_t tools = request.tools > 0 ? 512 + 16 * request.tools : 0;
    return request.promptBytes + 16 * request.messages + 32 + imageTokens * request.images + tools;
}

} // namespace signalbox
