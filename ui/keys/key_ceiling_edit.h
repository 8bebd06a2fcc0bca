// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tiers/config_edit.h"

#include <optional>
#include <string>

/// The ceiling of one virtual key, as an edit of the section "ceilings" in the manner of config_edit.h.
namespace signalbox::ui {

struct KeyCeiling {
    std::string limit; ///< dollars; "": none
    std::string window = "day";
    friend bool operator==(const KeyCeiling&, const KeyCeiling&) = default;
};

/// The first one that is about this key alone.
[[nodiscard]] KeyCeiling keyCeilingIn(const std::string& config, const std::string& keyId);
/// limit "": none of its own any more. Everything else that its ceiling says stays as it is.
[[nodiscard]] EditedText withKeyCeiling(
    const std::string& config, const std::string& keyId, const std::string& limit, const std::string& window);

} // namespace signalbox::ui
