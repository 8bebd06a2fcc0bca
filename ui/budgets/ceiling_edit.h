// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/tiers/config_edit.h"

#include <string>

/// Edits of the section "ceilings" as JSON text, in the manner of config_edit.h.
namespace signalbox::ui {

/// One ceiling as the editor shows it. Empty texts mean: not given. What is no number stays as typed: the reader of the
/// configuration says what is wrong with it.
struct CeilingEntry {
    std::string id;
    std::string scope = "global";
    std::string window = "day";
    std::string limit;                  ///< dollars
    std::string alertAt = "80, 100";    ///< percent, separated by commas
    std::string earlyFrom;              ///< percent
    std::string earlyTiers, earlyRules; ///< ids, separated by commas
    std::string atLimit = "block";
    std::string inFlight = "finish";
    friend bool operator==(const CeilingEntry&, const CeilingEntry&) = default;
};

[[nodiscard]] Result<CeilingEntry> readCeiling(const std::string& text, const std::string& id);
/// id: "" makes one of scope and window that is free.
[[nodiscard]] EditedText addCeiling(const std::string& text, const CeilingEntry& ceiling);
/// The id stays: raises and alerts name it.
[[nodiscard]] EditedText editCeiling(const std::string& text, const CeilingEntry& ceiling);
[[nodiscard]] EditedText removeCeiling(const std::string& text, const std::string& id);
/// "HH:MM": when days, and with them weeks and months, begin.
[[nodiscard]] EditedText setDayStart(const std::string& text, const std::string& time);

} // namespace signalbox::ui
