// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/tiers/price_history.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace signalbox {

/// The same configuration with the prices that hold at an instant: what the operator says of a model comes before the
/// built-in book, and what the configuration itself says before both. `plain` is as it was read.
[[nodiscard]] std::shared_ptr<const Config> pricedAt(
    const std::shared_ptr<const Config>& plain, const PriceHistory& history, WallUs now);
/// Warnings of models that have a price now are none any more.
void dropPriced(std::vector<ConfigProblem>& problems, const Config& priced);

/// What is to be done to the price history, all of it or nothing.
struct PriceOrder {
    std::vector<PriceEntry> add;
    std::vector<std::int64_t> remove;  ///< numbers
    std::vector<std::int64_t> restore; ///< numbers that were removed
};

/// The operator's prices: <data folder>/prices.json, read at the start and written whole at each change, with the copy
/// before it beside. Any thread.
class PriceDesk {
public:
    [[nodiscard]] static std::string pathIn(const std::string& dataDir);
    /// No file is an empty history. A file that can't be read is replaced by its last good copy in memory, never on the
    /// disk; without one the error stands. Errors: those of PriceHistory::parse() with the path, file_unreadable.
    [[nodiscard]] static Result<PriceHistory> read(const std::string& dataDir);

    explicit PriceDesk(std::string dataDir);
    [[nodiscard]] Result<void> open(); ///< as read()
    [[nodiscard]] std::shared_ptr<const PriceHistory> history() const;
    /// Durable when it returns: the numbers of what was added. Errors: those of PriceHistory, file_unwritable.
    [[nodiscard]] Result<std::vector<std::int64_t>> change(PriceOrder order, WallUs now);

private:
    const std::string m_dataDir;
    std::mutex m_changing;
    mutable std::mutex m_mutex; ///< guards the pointer
    std::shared_ptr<const PriceHistory> m_history = std::make_shared<PriceHistory>();
};

} // namespace signalbox
