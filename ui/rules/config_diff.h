// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/draft_diff.h"

namespace signalbox::ui {

/// What changes beside the rules when one configuration takes the place of another: tiers, providers, ceilings and the
/// baseline. Where providers are, and with which key they are called, is part of it. GUI thread.
[[nodiscard]] std::vector<DiffLine> configDiff(const Config& before, const Config& after);

} // namespace signalbox::ui
