// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/price_desk.h"

namespace signalbox {

/// As pricedAt(), for looking back: a deployment that has no price now has the last one it ever had. That it was
/// unpriced at a time stands in the facts of that time.
[[nodiscard]] std::shared_ptr<const Config> pricedEver(
    const std::shared_ptr<const Config>& plain, const PriceHistory& history, WallUs now);

} // namespace signalbox
