// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace signalbox::attach {

/// One line; what is no UTF-8 is replaced, because a name may come from anywhere.
[[nodiscard]] inline std::string textOf(const nlohmann::json& json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace signalbox::attach
