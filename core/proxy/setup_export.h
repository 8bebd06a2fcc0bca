// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keys/virtual_key.h"
#include "core/proxy/config.h"
#include "core/proxy/running_proxy.h"

#include <string>
#include <vector>

namespace signalbox {

/// The set-up as JSON without a secret: the configuration (where a channel's address is itself the secret, without it)
/// and the names of the virtual keys, never their values or hashes. Any thread.
[[nodiscard]] std::string setupJson(const Config& config, const std::vector<VirtualKey>& keys, WallUs now);

/// What somebody who helps has to know: how the program stands, what is wrong with it, and the set-up as above. No
/// prompt, no answer, no key, no request. `about` is put first as it is ("version", "system", ...). Any thread.
struct Diagnostics {
    std::vector<std::pair<std::string, std::string>> about;
    RunningProxy::Status status;
    std::vector<Breakers::View> breakers;
    std::vector<SecretStore::View> secrets; ///< which are there, not what they are
    std::vector<VirtualKey> keys;
    std::vector<std::pair<std::string, std::int64_t>> files; ///< of the data folder, with their size in bytes
};
[[nodiscard]] std::string diagnosticsJson(const Diagnostics& found, const Config& config, WallUs now);

} // namespace signalbox
