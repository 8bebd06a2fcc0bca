// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace signalbox::app {

/// Is it an address and no file?
[[nodiscard]] bool isAddress(const std::string& source);

/// A published price list, fetched because the operator asked for it now: https (plain http from this machine alone),
/// no redirect, 16 MiB, 30 s. Blocking; on any thread with a Qt application. Errors: download_scheme, download_failed
/// (address, reason), catalogue_too_large.
[[nodiscard]] Result<std::string> downloadPriceList(const std::string& address);

} // namespace signalbox::app
