// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"
#include "core/api/json_text.h"

namespace signalbox {

std::string errorBody(std::string_view message, std::string_view type, std::string_view code, std::string_view param)
{
    std::string body;
    body.reserve(64 + message.size() + type.size() + code.size() + param.size());
    body += R"({"error":{"message":)";
    json::appendString(body, message);
    body += R"(,"type":)";
    json::appendString(body, type);
    body += R"(,"code":)";
    json::appendString(body, code);
    body += R"(,"param":)";
    if (param.empty())
        body += "null";
    else
        json::appendString(body, param);
    body += "}}";
    return body;
}

std::string errorEvent(std::string_view message, std::string_view type, std::string_view code)
{
    return "data: " + errorBody(message, type, code) + "\n\n";
}

} // namespace signalbox
