// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace signalbox {

/// A sentence with the error's parameters put in where their names stand in braces; a name that is none gives "".
[[nodiscard]] std::string filled(std::string_view sentence, const Error& error);

} // namespace signalbox
