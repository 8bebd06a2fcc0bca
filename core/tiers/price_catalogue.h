// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tiers/price_book.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace signalbox {

enum class CatalogueFormat { LiteLlm, ModelsDev, Portkey, OpenRouter, BuiltIn };
[[nodiscard]] std::string_view catalogueName(CatalogueFormat format); ///< "litellm", "models.dev", ...
/// nullopt where no list is called that.
[[nodiscard]] std::optional<CatalogueFormat> catalogueNamed(std::string_view name);

/// A published list of prices, as somebody else keeps it: read from a file that the operator names, compared, and only
/// then taken over. Prices become whole pico-dollars per token; nothing of it is on the money path.
struct PriceCatalogue {
    struct Entry {
        std::string provider; ///< our preset id where we have one, else as the list names it
        std::string model;    ///< without a provider's prefix
        std::string key;      ///< as it stands in the list
        Price price;
        bool hasCachedInput = false; ///< else cachedInput is the input price, by our own rule
        std::int64_t context = 0;    ///< tokens; 0: not said
        std::int64_t maxOutput = 0;
    };
    /// Listed, but not as a price that could be used.
    struct Skipped {
        std::string key;
        std::string reason; ///< "negative" (a sentinel), "no_price", "price_range", "not_a_number", "twice"
    };
    CatalogueFormat format = CatalogueFormat::LiteLlm;
    std::string date; ///< ISO, of the list as a whole
    std::vector<Entry> entries;
    std::vector<Skipped> skipped;

    [[nodiscard]] const Entry* find(std::string_view provider, std::string_view model) const;
};

struct CatalogueSource {
    std::string date;                         ///< when the list was made: the operator knows, the files do not say
    std::string provider {};                  ///< Portkey's files are one provider each: its file's name
    std::optional<CatalogueFormat> format {}; ///< nullopt: told from the shape
};

/// Up to 16 MiB, 64 levels deep. Errors: catalogue_too_large, catalogue_syntax, catalogue_unknown (no shape we know),
/// catalogue_provider (Portkey without one), catalogue_duplicate (name: twice in one object). What one entry has wrong
/// costs that entry alone.
[[nodiscard]] Result<PriceCatalogue> readCatalogue(std::string_view json, const CatalogueSource& source);
/// Entries of `more` that `into` has not: the files of one publisher as one list.
void addTo(PriceCatalogue& into, PriceCatalogue more);

/// What is odd about one price.
struct PriceOutlier {
    enum class Kind {
        TooHigh,     ///< above $1,000 per million tokens: a slipped unit
        Slipped,     ///< a power of ten (100 to 10^7) off what the other lists say for the same model
        Zero,        ///< nothing, and not said to be free
        Negative,    ///< a sentinel that is no price
        CachedAbove, ///< reading the cache costs more than not to
        Dropped,     ///< less than half of what holds now, or, of a part, of the price itself
        Risen,       ///< more than ten times what holds now
        Unbounded    ///< no limit of the output is known: a worst case cannot be told
    };
    Kind kind = Kind::TooHigh;
    std::string provider, model, key;
    std::string
        field; ///< "input", "output", "cached_input", ..., of a part of the price "above_200000:input", "flex:output"
    UnitPrice price;
    std::optional<UnitPrice> other; ///< what it was compared with
};
[[nodiscard]] std::string_view outlierName(PriceOutlier::Kind kind); ///< "too_high", "slipped", ...
/// Of one list; `others` may be empty. Dropped and Risen come from comparing with what holds now: see changesOf().
[[nodiscard]] std::vector<PriceOutlier> outliersOf(
    const PriceCatalogue& catalogue, const std::vector<const PriceCatalogue*>& others);

/// One model and field where lists differ by more than a thousandth.
struct PriceDisagreement {
    std::string provider, model, field;           ///< "input", "output" or "cached_input"
    std::vector<std::optional<UnitPrice>> prices; ///< in the order of the lists; nullopt: it says nothing
};
struct PriceComparison {
    std::size_t models = 0; ///< that every list has
    std::vector<PriceDisagreement> disagreements;
    [[nodiscard]] std::size_t count(std::string_view field) const;
};
/// Over the models that all lists have. A cached price counts where two lists have one above zero.
[[nodiscard]] PriceComparison compare(const std::vector<const PriceCatalogue*>& catalogues);

/// A model as it stands now.
struct PricedModel {
    std::string provider; ///< preset
    std::string model;
    std::optional<Price> price; ///< nullopt: unpriced
    friend bool operator<(const PricedModel& a, const PricedModel& b)
    {
        return std::tie(a.provider, a.model) < std::tie(b.provider, b.model);
    }
};

/// What taking a list over would change for one model.
struct PriceChange {
    std::string provider, model;
    std::optional<Price> before, after; ///< after: nullopt where the list has no usable price
    std::string skipped;                ///< why not: PriceCatalogue::Skipped::reason
    std::vector<PriceOutlier> flags;    ///< each asks for a confirmation of its own
    [[nodiscard]] bool needsConfirmation() const { return !flags.empty(); }
};
/// In the order of `known`; models that the list does not name or prices just so are left out. `others` are what a
/// slipped unit is told from.
[[nodiscard]] std::vector<PriceChange> changesOf(const PriceCatalogue& catalogue, const std::vector<PricedModel>& known,
    const std::vector<const PriceCatalogue*>& others = {});

/// How many of them the list has a usable price for.
[[nodiscard]] std::size_t listedOf(const PriceCatalogue& catalogue, const std::vector<PricedModel>& known);

/// The built-in book as one more list to compare with.
[[nodiscard]] PriceCatalogue catalogueOf(const PriceBook& book);

} // namespace signalbox
