// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"

#include <QString>

/// Figures as text, by QLocale(); the currency stays US dollars. GUI thread.
namespace signalbox::ui {

enum class MoneyStyle {
    Total, ///< two decimals from a cent up: "$12.41"; below, two significant digits: "$0.0004"
    Row,   ///< at least four decimals, so that a column lines up: "$0.0069", "$1.2041"
    Signed ///< as Total with "+" or "−"
};
[[nodiscard]] QString moneyText(Money amount, MoneyStyle style = MoneyStyle::Total);
/// For axes and sums that are doubles already (display only).
[[nodiscard]] QString dollarsText(double dollars, int decimals);
/// "380 ms", "1.31 s", "2 min 05 s"; "–" where negative.
[[nodiscard]] QString durationText(qint64 us);
[[nodiscard]] QString countText(qint64 count);
/// "6.4%" ("6,4 %" in German).
[[nodiscard]] QString percentText(double share, int decimals = 1);
/// part of whole, "–" where whole is 0.
[[nodiscard]] QString shareText(qint64 part, qint64 whole, int decimals = 1);
[[nodiscard]] QString bytesText(qint64 bytes);
/// Local time of day: "15:42", "15:42:07".
[[nodiscard]] QString minuteText(WallUs at);
[[nodiscard]] QString secondText(WallUs at);
/// Time of day where it is today's, else with the date.
[[nodiscard]] QString momentText(WallUs at, WallUs now);
/// The wall clock, which such texts count from.
[[nodiscard]] WallUs wallNow();
/// "2 s ago", "3 d ago"; "never" for 0.
[[nodiscard]] QString agoText(WallUs at, WallUs now);
[[nodiscard]] QString dashText(); ///< "–": nothing to say

[[nodiscard]] QString toQString(std::string_view text);
[[nodiscard]] std::string toStd(const QString& text);

} // namespace signalbox::ui
