// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/json_text.h"

#include "core/api/json_text.h"

#include <array>
#include <charconv>

namespace signalbox::json_text {

void appendComma(std::string& out)
{
    if (!out.empty() && out.back() != '{' && out.back() != '[')
        out += ',';
}

void appendName(std::string& out, std::string_view name)
{
    appendComma(out);
    // In one step: a trace has a hundred names.
    const std::size_t at = out.size();
    out.resize(at + name.size() + 3);
    char* const to = out.data() + at;
    to[0] = '"';
    name.copy(to + 1, name.size());
    to[name.size() + 1] = '"';
    to[name.size() + 2] = ':';
}

void appendMember(std::string& out, std::string_view name, std::string_view text)
{
    appendName(out, name);
    json::appendString(out, text);
}

void appendMember(std::string& out, std::string_view name, std::int64_t number)
{
    appendName(out, name);
    std::array<char, 24> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void appendTruth(std::string& out, std::string_view name, bool truth)
{
    appendName(out, name);
    out += truth ? "true" : "false";
}

} // namespace signalbox::json_text
