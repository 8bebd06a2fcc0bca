// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tiers/key_pool.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// What providers hold against keys, in key-health.json of the data folder (0600), so that a restart asks no provider
/// sooner than it said. Names of keys and their last four, never a key. One thread at a time.
class KeyHealthFile {
public:
    explicit KeyHealthFile(const std::string& dir);
    /// What can't be read is as if there were nothing.
    void restore(KeyPools& pools);
    /// Writes where it is another than what was written last; what can't be written is tried again the next time.
    void keep(const KeyPools& pools);

private:
    std::string m_path;
    std::string m_written;
};

[[nodiscard]] std::string keyHealthJson(const std::vector<KeyPools::Held>& all); ///< "" for nothing
[[nodiscard]] std::vector<KeyPools::Held> keyHealthFromJson(std::string_view json);

} // namespace signalbox
