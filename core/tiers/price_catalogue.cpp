// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/price_catalogue.h"

#include "core/tiers/price_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

// What several lists say of the same models: where they differ, and what is odd.
namespace signalbox {

namespace {

constexpr UnitPrice kAbsurd = UnitPrice::fromPico(1'000'000'000); ///< $1,000 per million

struct Field {
    const char* name;
    UnitPrice TokenPrices::*price;
};
constexpr std::array<Field, 2> kFields { Field { "input", &TokenPrices::input },
    Field { "output", &TokenPrices::output } };

using ModelKey = std::pair<std::string, std::string>;

std::map<ModelKey, const PriceCatalogue::Entry*> indexOf(const PriceCatalogue& catalogue)
{
    std::map<ModelKey, const PriceCatalogue::Entry*> index;
    for (const PriceCatalogue::Entry& entry : catalogue.entries)
        index.try_emplace({ entry.provider, entry.model }, &entry);
    return index;
}

/// More than a thousandth apart.
bool differ(UnitPrice a, UnitPrice b)
{
    const std::int64_t high = std::max(a.pico(), b.pico());
    return (high - std::min(a.pico(), b.pico())) * 1000 > high;
}

bool anyDiffer(const std::vector<std::optional<UnitPrice>>& prices)
{
    for (const auto& a : prices) {
        for (const auto& b : prices) {
            if (a && b && differ(*a, *b))
                return true;
        }
    }
    return false;
}

/// By how many powers of ten, where it is nearly a whole number of them; 0 where it is none.
int powersOfTen(UnitPrice price, UnitPrice other)
{
    if (price.pico() <= 0 || other.pico() <= 0)
        return 0;
    const double powers = std::log10(static_cast<double>(price.pico()) / static_cast<double>(other.pico()));
    const int whole = static_cast<int>(std::lround(powers));
    return std::abs(powers - whole) < 0.35 && std::abs(whole) >= 2 && std::abs(whole) <= 7 ? whole : 0;
}

PriceOutlier outlier(PriceOutlier::Kind kind, const PriceCatalogue::Entry& entry, std::string field, UnitPrice price)
{
    return { kind, entry.provider, entry.model, entry.key, std::move(field), price, std::nullopt };
}

/// The last part of a name, in lower case: "deepseek-ai/DeepSeek-R1" and "deepseek-r1" are one model for a comparison.
std::string plainName(std::string_view model)
{
    std::string name(model.substr(model.rfind('/') + 1));
    std::transform(name.begin(), name.end(), name.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name;
}

/// What others ask for a model of that name, whoever sells it: the middle one.
class MarketPrices {
public:
    explicit MarketPrices(const std::vector<const PriceCatalogue*>& catalogues)
    {
        for (const PriceCatalogue* catalogue : catalogues) {
            for (const PriceCatalogue::Entry& entry : catalogue->entries) {
                for (std::size_t i = 0; i < kFields.size(); ++i) {
                    if (const UnitPrice price = entry.price.*kFields[i].price; price.pico() > 0)
                        m_prices[plainName(entry.model)][i].push_back(price);
                }
            }
        }
        for (auto& [name, fields] : m_prices) {
            for (auto& prices : fields)
                std::sort(prices.begin(), prices.end());
        }
    }
    [[nodiscard]] std::optional<UnitPrice> middle(std::string_view model, std::size_t field) const
    {
        const auto found = m_prices.find(plainName(model));
        if (found == m_prices.end() || found->second[field].empty())
            return std::nullopt;
        return found->second[field][found->second[field].size() / 2];
    }

    /// Somebody else asks about as much: within a factor of three.
    [[nodiscard]] bool agrees(std::string_view model, std::size_t field, UnitPrice price) const
    {
        const auto found = m_prices.find(plainName(model));
        return found != m_prices.end()
            && std::any_of(found->second[field].begin(), found->second[field].end(), [price](UnitPrice other) {
                   return other.pico() <= price.pico() * 3 && price.pico() <= other.pico() * 3;
               });
    }

private:
    std::map<std::string, std::array<std::vector<UnitPrice>, kFields.size()>> m_prices;
};

/// What tokens cost under a condition: above so many of input, or in a service tier.
struct Part {
    std::string name; ///< "above_200000", "flex"
    const TokenPrices* prices = nullptr;
};

std::vector<Part> partsOf(const Price& price)
{
    std::vector<Part> parts;
    const auto addRange = [&parts](const Price::LongContext& range) {
        parts.push_back({ "above_" + std::to_string(range.above), &range });
    };
    if (price.longContext)
        addRange(*price.longContext);
    for (const Price::LongContext& range : price.furtherRanges)
        addRange(range);
    for (const Price::ServiceTier& tier : price.serviceTiers)
        parts.push_back({ tier.name, &tier });
    return parts;
}

/// Tokens that are no text have a price of their own, or that of text.
struct OwnField {
    const char* name;
    std::optional<UnitPrice> TokenPrices::*price;
    UnitPrice TokenPrices::*otherwise;
};
constexpr std::array<OwnField, 4> kOwnFields { OwnField {
                                                   "audio_input", &TokenPrices::audioInput, &TokenPrices::input },
    OwnField { "audio_output", &TokenPrices::audioOutput, &TokenPrices::output },
    OwnField { "image_input", &TokenPrices::imageInput, &TokenPrices::input },
    OwnField { "image_output", &TokenPrices::imageOutput, &TokenPrices::output } };

constexpr std::array<Field, 5> kAllFields { kFields[0], kFields[1], Field { "cached_input", &TokenPrices::cachedInput },
    Field { "cache_write", &TokenPrices::cacheWrite5m }, Field { "cache_write_1h", &TokenPrices::cacheWrite1h } };

/// Calls each(name, price of a, price of b) for everything that a token can cost.
template <class Each> void forEachField(const TokenPrices& a, const TokenPrices& b, Each each)
{
    for (const Field& field : kAllFields)
        each(field.name, a.*field.price, b.*field.price);
    for (const OwnField& field : kOwnFields) {
        if (a.*field.price || b.*field.price)
            each(field.name, (a.*field.price).value_or(a.*field.otherwise),
                (b.*field.price).value_or(b.*field.otherwise));
    }
}

bool isHalved(UnitPrice before, UnitPrice now)
{
    return now.pico() * 2 < before.pico();
}

/// An embedding has no output that could cost.
bool isEmbedding(const PriceCatalogue::Entry& entry)
{
    return plainName(entry.model).find("embed") != std::string::npos;
}

/// A price that is right in front may be nothing behind a condition that every request fulfils.
void addOddParts(std::vector<PriceOutlier>& found, const PriceCatalogue::Entry& entry)
{
    using Kind = PriceOutlier::Kind;
    for (const Part& part : partsOf(entry.price)) {
        forEachField(entry.price, *part.prices, [&](const char* name, UnitPrice base, UnitPrice here) {
            const std::string field = part.name + ":" + name;
            if (here > kAbsurd)
                found.push_back(outlier(Kind::TooHigh, entry, field, here));
            if (isHalved(base, here)) {
                found.push_back(outlier(Kind::Dropped, entry, field, here));
                found.back().other = base;
            }
        });
    }
    for (const OwnField& field : kOwnFields) {
        const std::optional<UnitPrice>& own = entry.price.*field.price;
        if (own && *own > kAbsurd)
            found.push_back(outlier(Kind::TooHigh, entry, field.name, *own));
        if (own && *own == UnitPrice() && entry.price.*field.otherwise > UnitPrice())
            found.push_back(outlier(Kind::Zero, entry, field.name, *own));
    }
}

void addOdd(std::vector<PriceOutlier>& found, const PriceCatalogue::Entry& entry, const MarketPrices& market)
{
    using Kind = PriceOutlier::Kind;
    const Price& price = entry.price;
    for (std::size_t i = 0; i < kFields.size(); ++i) {
        const UnitPrice mine = price.*kFields[i].price;
        const auto other = market.middle(entry.model, i);
        if (mine > kAbsurd)
            found.push_back(outlier(Kind::TooHigh, entry, kFields[i].name, mine));
        if (other && powersOfTen(mine, *other) != 0 && !market.agrees(entry.model, i, mine)) {
            found.push_back(outlier(Kind::Slipped, entry, kFields[i].name, mine));
            found.back().other = other;
        }
    }
    const bool nothing = price.input == UnitPrice() && price.output == UnitPrice() && price.perRequest.isZero();
    if (nothing && !entry.model.ends_with(":free"))
        found.push_back(outlier(Kind::Zero, entry, "input", price.input));
    if (price.input > UnitPrice() && price.output == UnitPrice() && !isEmbedding(entry))
        found.push_back(outlier(Kind::Zero, entry, "output", price.output));
    if (entry.hasCachedInput && price.input > UnitPrice() && price.cachedInput == UnitPrice())
        found.push_back(outlier(Kind::Zero, entry, "cached_input", price.cachedInput));
    if (entry.hasCachedInput && price.cachedInput > price.input) {
        found.push_back(outlier(Kind::CachedAbove, entry, "cached_input", price.cachedInput));
        found.back().other = price.input;
    }
    if (entry.maxOutput == 0 && price.output > UnitPrice())
        found.push_back(outlier(Kind::Unbounded, entry, "output", price.output));
    addOddParts(found, entry);
}

using SkippedIndex = std::map<std::string, std::string, std::less<>>;

/// Reasons by key.
SkippedIndex skippedOf(const PriceCatalogue& catalogue)
{
    SkippedIndex index;
    for (const PriceCatalogue::Skipped& each : catalogue.skipped)
        index.try_emplace(each.key, each.reason);
    return index;
}

const std::string* reasonOf(const SkippedIndex& skipped, const PricedModel& model)
{
    for (const std::string& key : { model.model, model.provider + "/" + model.model }) {
        if (const auto found = skipped.find(key); found != skipped.end())
            return &found->second;
    }
    return nullptr;
}

/// By more than half down or ten times up.
void addMove(std::vector<PriceOutlier>& flags, const PriceCatalogue::Entry& entry, const std::string& field,
    UnitPrice was, UnitPrice now)
{
    using Kind = PriceOutlier::Kind;
    const bool risen = was.pico() > 0 && now.pico() / 10 > was.pico();
    if (!risen && !isHalved(was, now))
        return;
    const bool told = std::any_of(flags.begin(), flags.end(), [&](const PriceOutlier& flag) {
        return flag.field == field && (flag.kind == Kind::Dropped || flag.kind == Kind::Risen);
    });
    if (told)
        return;
    flags.push_back(outlier(risen ? Kind::Risen : Kind::Dropped, entry, field, now));
    flags.back().other = was;
}

/// A fee as a price that is written as the same dollars.
UnitPrice shownAs(Money fee)
{
    return UnitPrice::fromPico(fee.nano() / 1000);
}

/// From what holds now: of every part, as it is under the condition of that part, also of one that goes.
void addMoves(std::vector<PriceOutlier>& flags, const Price& before, const PriceCatalogue::Entry& entry)
{
    const Price& after = entry.price;
    const auto compare = [&](const std::string& part, const TokenPrices& was, const TokenPrices& now) {
        forEachField(was, now, [&](const char* name, UnitPrice old, UnitPrice here) {
            addMove(flags, entry, part.empty() ? name : part + ":" + name, old, here);
        });
    };
    compare("", before, after);
    std::set<std::int64_t> thresholds;
    for (const Price* price : { &before, &after }) {
        if (price->longContext)
            thresholds.insert(price->longContext->above);
        for (const Price::LongContext& range : price->furtherRanges)
            thresholds.insert(range.above);
    }
    for (const std::int64_t above : thresholds)
        compare("above_" + std::to_string(above), before.rangeOf(above + 1), after.rangeOf(above + 1));
    for (const Price::ServiceTier& tier : after.serviceTiers) {
        const Price::ServiceTier* was = before.findServiceTier(tier.name);
        compare(tier.name, was ? static_cast<const TokenPrices&>(*was) : before, tier);
    }
    for (const auto& [name, was, now] : { std::tuple("per_request", before.perRequest, after.perRequest),
             std::tuple("per_search", before.perSearch, after.perSearch),
             std::tuple("per_image", before.perImage, after.perImage) })
        addMove(flags, entry, name, shownAs(was), shownAs(now));
}

} // namespace

std::string_view outlierName(PriceOutlier::Kind kind)
{
    constexpr std::array<std::string_view, 8> kNames { "too_high", "slipped", "zero", "negative", "cached_above",
        "dropped", "risen", "unbounded" };
    return kNames[static_cast<std::size_t>(kind)];
}

const PriceCatalogue::Entry* PriceCatalogue::find(std::string_view provider, std::string_view model) const
{
    const auto found = std::find_if(entries.begin(), entries.end(),
        [&](const Entry& entry) { return entry.provider == provider && entry.model == model; });
    return found == entries.end() ? nullptr : &*found;
}

void addTo(PriceCatalogue& into, PriceCatalogue more)
{
    std::set<ModelKey> known;
    for (const PriceCatalogue::Entry& entry : into.entries)
        known.emplace(entry.provider, entry.model);
    for (PriceCatalogue::Entry& entry : more.entries) {
        if (known.emplace(entry.provider, entry.model).second)
            into.entries.push_back(std::move(entry));
    }
    std::move(more.skipped.begin(), more.skipped.end(), std::back_inserter(into.skipped));
}

std::vector<PriceOutlier> outliersOf(const PriceCatalogue& catalogue, const std::vector<const PriceCatalogue*>& others)
{
    std::vector<PriceOutlier> found;
    const MarketPrices market(others);
    for (const PriceCatalogue::Entry& entry : catalogue.entries)
        addOdd(found, entry, market);
    for (const PriceCatalogue::Skipped& skipped : catalogue.skipped) {
        if (skipped.reason == "negative")
            found.push_back(
                { PriceOutlier::Kind::Negative, "", skipped.key, skipped.key, "input", UnitPrice(), std::nullopt });
    }
    return found;
}

std::size_t PriceComparison::count(std::string_view field) const
{
    return static_cast<std::size_t>(std::count_if(disagreements.begin(), disagreements.end(),
        [field](const PriceDisagreement& each) { return each.field == field; }));
}

PriceComparison compare(const std::vector<const PriceCatalogue*>& catalogues)
{
    PriceComparison comparison;
    if (catalogues.empty())
        return comparison;
    std::vector<std::map<ModelKey, const PriceCatalogue::Entry*>> indexes;
    indexes.reserve(catalogues.size());
    for (const PriceCatalogue* catalogue : catalogues)
        indexes.push_back(indexOf(*catalogue));
    for (const auto& [key, first] : indexes.front()) {
        std::vector<const PriceCatalogue::Entry*> entries;
        for (const auto& index : indexes) {
            if (const auto found = index.find(key); found != index.end())
                entries.push_back(found->second);
        }
        if (entries.size() < catalogues.size())
            continue;
        ++comparison.models;
        const auto look = [&, &model = key](const char* field, auto priceOf) {
            PriceDisagreement seen { model.first, model.second, field, {} };
            for (const PriceCatalogue::Entry* entry : entries)
                seen.prices.push_back(priceOf(*entry));
            if (anyDiffer(seen.prices))
                comparison.disagreements.push_back(std::move(seen));
        };
        for (const Field& field : kFields)
            look(field.name, [&](const auto& entry) { return std::optional(entry.price.*field.price); });
        look("cached_input", [](const auto& entry) {
            const bool said = entry.hasCachedInput && entry.price.cachedInput > UnitPrice();
            return said ? std::optional(entry.price.cachedInput) : std::nullopt;
        });
    }
    return comparison;
}

std::vector<PriceChange> changesOf(const PriceCatalogue& catalogue, const std::vector<PricedModel>& known,
    const std::vector<const PriceCatalogue*>& others)
{
    std::vector<PriceChange> changes;
    const auto index = indexOf(catalogue);
    const auto skipped = skippedOf(catalogue);
    const MarketPrices market(others);
    for (const PricedModel& model : known) {
        PriceChange change { model.provider, model.model, model.price, {}, {}, {} };
        const auto found = index.find({ model.provider, model.model });
        if (found == index.end()) {
            const std::string* reason = reasonOf(skipped, model);
            if (!reason)
                continue;
            change.skipped = *reason;
            if (*reason == "negative")
                change.flags.push_back({ PriceOutlier::Kind::Negative, model.provider, model.model, model.model,
                    "input", UnitPrice(), std::nullopt });
        } else if (model.price && priceJson(*model.price) == priceJson(found->second->price)) {
            continue;
        } else {
            change.after = found->second->price;
            addOdd(change.flags, *found->second, market);
            std::erase_if(change.flags, [](const auto& flag) { return flag.kind == PriceOutlier::Kind::Unbounded; });
            if (model.price)
                addMoves(change.flags, *model.price, *found->second);
        }
        changes.push_back(std::move(change));
    }
    return changes;
}

std::size_t listedOf(const PriceCatalogue& catalogue, const std::vector<PricedModel>& known)
{
    const auto index = indexOf(catalogue);
    return static_cast<std::size_t>(std::count_if(known.begin(), known.end(), [&](const PricedModel& each) {
        return index.count({ each.provider, each.model });
    }));
}

PriceCatalogue catalogueOf(const PriceBook& book)
{
    PriceCatalogue catalogue;
    catalogue.format = CatalogueFormat::BuiltIn;
    catalogue.date = book.version().substr(0, 10);
    for (const PriceBook::Entry& each : book.entries()) {
        PriceCatalogue::Entry entry;
        entry.provider = each.provider;
        entry.model = each.model;
        entry.key = each.provider + "/" + each.model;
        entry.price = each.price;
        entry.hasCachedInput = each.price.cachedInput != each.price.input;
        entry.context = each.profile.context;
        entry.maxOutput = each.profile.maxOutput;
        catalogue.entries.push_back(std::move(entry));
    }
    return catalogue;
}

} // namespace signalbox
