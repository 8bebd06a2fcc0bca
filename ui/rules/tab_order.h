// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLayout;

namespace signalbox::ui {

/// Makes the Tab key go through everything a layout holds in the order of the layout, which is the order of reading.
/// For parts that are built anew: Qt puts those at the end. What comes before the first and behind the last stays.
void orderTabs(const QLayout& layout);

} // namespace signalbox::ui
