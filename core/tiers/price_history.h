// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/tiers/tier.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// What a model costs from a date on, by the operator's word or by a list that he took over.
struct PriceEntry {
    std::int64_t number = 0; ///< given when it is added, ascending
    std::string provider;    ///< id of a provider in the configuration, or a preset: every provider of that kind
    std::string model;       ///< exact name
    std::string from;        ///< "2026-11-22": the first local day it holds; until a later one of the same model begins
    Price price;             ///< its source ("operator", "litellm 2026-08-01") and the date of that
    std::string note;
    WallUs madeAt = 0;
    std::optional<WallUs> removedAt {}; ///< no longer holds, kept for the record
};

/// Prices by date, beside the built-in book: an immutable value. Nothing is ever lost from it; what is removed is
/// marked.
class PriceHistory {
public:
    static constexpr std::size_t kMaxBytes = 16u * 1024 * 1024;
    static constexpr std::size_t kMostEntries = 20'000;

    /// Reads what text() wrote. Errors: prices_too_large, prices_syntax, prices_newer (schema), prices_invalid
    /// (pointer, reason).
    [[nodiscard]] static Result<PriceHistory> parse(std::string_view json);
    [[nodiscard]] std::string text() const;

    /// The price of a deployment on a day, or nullptr: entries of the provider's id come before those of its preset; of
    /// those that have begun the latest holds, of one day the one that was added last.
    [[nodiscard]] const PriceEntry* at(
        std::string_view provider, std::string_view preset, std::string_view model, std::string_view day) const;
    /// All entries for a deployment, by date and number, with those that were removed.
    [[nodiscard]] std::vector<const PriceEntry*> of(
        std::string_view provider, std::string_view preset, std::string_view model) const;
    /// The first day after this one on which an entry begins, or "".
    [[nodiscard]] std::string nextChange(std::string_view day) const;
    [[nodiscard]] const std::vector<PriceEntry>& entries() const { return m_entries; }

    /// The number it got. Errors: price_provider, price_model, price_day (each with the text), prices_too_many, and
    /// those of readPrice() for a price that can't be written.
    [[nodiscard]] Result<std::int64_t> add(PriceEntry entry, WallUs now);
    [[nodiscard]] Result<void> remove(std::int64_t number, WallUs now); ///< price_entry_unknown (number)
    [[nodiscard]] Result<void> restore(std::int64_t number);            ///< takes a removal back; price_entry_unknown

private:
    std::vector<PriceEntry> m_entries; ///< by number
};

/// "2026-02-29" is none.
[[nodiscard]] bool isDay(std::string_view text);

} // namespace signalbox
