// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxy.h"

#include <string>

namespace signalbox::app {

/// A configuration in which this virtual key has a ceiling of its own (scope "key:ID"), or with limit "none" has none
/// in that window. Errors: config_syntax.
[[nodiscard]] Result<std::string> withKeyCeiling(
    const std::string& config, const std::string& keyId, const std::string& limit, const std::string& window);

/// The same in the running instance. Errors: as above, and the first problem of the configuration that it makes.
[[nodiscard]] Result<void> setKeyCeiling(
    Proxy& proxy, const std::string& keyId, const std::string& limit, const std::string& window);
/// And in the file that the next instance reads.
[[nodiscard]] Result<void> setKeyCeiling(
    const std::string& configPath, const std::string& keyId, const std::string& limit, const std::string& window);

} // namespace signalbox::app
