// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace signalbox {

std::string_view Error::parameter(std::string_view name) const
{
    for (const auto& [key, value] : parameters) {
        if (key == name)
            return value;
    }
    return {};
}

std::string Error::text() const
{
    if (parameters.empty())
        return code;
    std::string out = code + " (";
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (i > 0)
            out += ", ";
        out += parameters[i].first + "=" + parameters[i].second;
    }
    return out + ")";
}

tl::unexpected<Error> fail(std::string code, ErrorParameters parameters)
{
    return tl::unexpected(Error { std::move(code), std::move(parameters) });
}

} // namespace signalbox
