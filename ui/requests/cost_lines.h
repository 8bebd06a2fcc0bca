// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/record/record.h"
#include "ui/requests/trace_lines.h"

#include <QString>

#include <vector>

namespace signalbox::ui {

/// One line of the Cost tab: what on the left, tokens and price in the middle, the amount on the right.
struct CostLine {
    enum class Kind { Heading, Item, Sum, Remark };
    Kind kind = Kind::Item;
    QString name;
    QString detail;
    QString amount;
    friend bool operator==(const CostLine&, const CostLine&) = default;
};

/// What each attempt cost and why. Unit prices are shown where the price in force today is the one the attempt was
/// booked with; otherwise its source alone. GUI thread (translated).
[[nodiscard]] std::vector<CostLine> costLines(
    const RequestRecord& record, const Config* config, const TierName& tierName);

} // namespace signalbox::ui
