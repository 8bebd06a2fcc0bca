// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/proxy/price_desk.h"
#include "core/tiers/price_catalogue.h"
#include "core/tiers/price_history.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// A model with the price that holds and where it comes from: a line of `signalbox prices list` and of the Prices page.
struct PriceLine {
    enum class Origin {
        Unpriced,
        BuiltIn,      ///< the book that comes with the program
        Operator,     ///< an entry of the history
        Configuration ///< says it itself, and so comes first
    };
    std::string provider; ///< id in the configuration; of a model that is not in use its preset
    std::string preset;
    std::string model;
    std::optional<Price> price;
    Origin origin = Origin::Unpriced;
    std::int64_t entry = 0; ///< number of the entry that holds, or 0
    std::int64_t factorPpm = 1'000'000;
    bool inUse = false;     ///< a deployment of a tier
    bool simulated = false; ///< of the sandbox

    [[nodiscard]] std::string id() const { return provider + "/" + model; }
};
[[nodiscard]] std::string_view originName(PriceLine::Origin origin); ///< "unpriced", "built_in", ...

/// Every deployment of the configuration (with its prices of that day) once; then what else the history prices; then,
/// if asked for, the rest of the built-in book.
enum class ListScope { Known, WithBook };
[[nodiscard]] std::vector<PriceLine> priceLines(
    const Config& priced, const PriceHistory& history, const std::string& day, ListScope scope);

/// The lines as models of presets, each once: what a published list is compared with. No sandbox.
[[nodiscard]] std::vector<PricedModel> pricedModels(const std::vector<PriceLine>& lines);

/// A list in a file; of a folder all *.json in it (Portkey has one for each provider, which is the file's name).
/// Errors: file_unreadable, catalogue_too_many (path, max), and those of readCatalogue(), each with the path.
[[nodiscard]] Result<PriceCatalogue> readCatalogueFile(const std::string& path, CatalogueSource source);

/// The entry that takes a change over, from that day on. change.after must be there.
[[nodiscard]] PriceEntry entryOf(const PriceChange& change, const std::string& from);

/// "input 2.50 -> 5.00, output 10.00 -> 20.00, flex": what changes, in short. English, for the command line.
[[nodiscard]] std::string changeText(const PriceChange& change);

} // namespace signalbox
