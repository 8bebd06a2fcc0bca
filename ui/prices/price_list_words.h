// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/price_list.h"
#include "core/proxy/token_yield.h"
#include "core/record/request_log.h"

#include <QString>
#include <QStringList>

/// What the Prices page says of prices. GUI thread (translated).
namespace signalbox::ui {

/// "set by hand", "litellm 2026-08-01", "set in the configuration"; "blocked by the ceiling" where there is no price.
[[nodiscard]] QString sourceText(const PriceLine& line);
[[nodiscard]] QString factorText(std::int64_t ppm); ///< "× 1.055"
/// What a price says beyond input, cached input and output, one line each: ranges, service tiers, cache writes, audio,
/// images, fees.
[[nodiscard]] QStringList furtherWords(const Price& price);
/// "Input $2.50 → $5.00 · Output $10.00 → $20.00"
[[nodiscard]] QString changeWords(const PriceChange& change);
/// "Input $135,000.00 per million: above $1,000, a slipped unit?"
[[nodiscard]] QString outlierWords(const PriceOutlier& outlier);
[[nodiscard]] QString fieldWords(const std::string& field); ///< "Input", "Cached input", ...

/// How the provider's sum differs from ours, where it names one: "+1.2%"; "" where it names none.
[[nodiscard]] QString gapText(const RequestLog::ModelCost& cost);
[[nodiscard]] QString gapWords(const RequestLog::ModelCost& cost); ///< the same as a sentence
[[nodiscard]] bool isWideGap(const RequestLog::ModelCost& cost);   ///< more than a hundredth

/// "0.263 tokens a byte of answer, single calls off by 6.1% (240 calls)"
[[nodiscard]] QString yieldWords(const TokenYield& yield);

} // namespace signalbox::ui
