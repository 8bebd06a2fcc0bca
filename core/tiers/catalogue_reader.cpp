// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/price_catalogue.h"

#include "core/base/tame_name.h"
#include "core/tiers/price_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <limits>
#include <map>
#include <set>
#include <utility>

// Prices as others publish them. Field names: the files themselves (tests/corpora/prices/PROVENANCE.md).
namespace signalbox {

namespace {

using SortedJson = nlohmann::json;

constexpr std::array<std::string_view, 5> kCatalogueNames { "litellm", "models.dev", "portkey", "openrouter",
    "built-in" };
constexpr std::size_t kMaxBytes = 16u * 1024 * 1024;
constexpr std::size_t kMaxDepth = 64;
constexpr double kPerToken = 1e12;      ///< dollars per token -> pico-dollars
constexpr double kPerMillion = 1e6;     ///< dollars per million tokens -> pico-dollars
constexpr double kCentsPerToken = 1e10; ///< cents per token -> pico-dollars
constexpr double kMostPico = 1e12;      ///< a million dollars per million tokens
constexpr double kMostFee = 1000;       ///< dollars
constexpr double kMostTokens = 1e8;     ///< a threshold beyond it is none
constexpr std::size_t kMostRanges = 16;

/// One object of a list, read field by field; the first thing wrong with it stays.
class Row {
public:
    Row(const SortedJson& json, double unit)
        : m_json(json)
        , m_unit(unit)
    {
    }

    /// A number, or a text that is one; nullopt where it is absent, null or wrong.
    [[nodiscard]] std::optional<double> number(const SortedJson& json)
    {
        double value = 0;
        if (json.is_number()) {
            value = json.get<double>();
        } else if (json.is_string()) {
            const std::string& text = json.get_ref<const std::string&>();
            const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
            if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
                return wrong("not_a_number");
        } else {
            return json.is_null() ? std::nullopt : wrong("not_a_number");
        }
        if (!std::isfinite(value))
            return wrong("not_a_number");
        return value < 0 ? wrong("negative") : std::optional(value);
    }

    /// The first of these fields that is there.
    [[nodiscard]] std::optional<UnitPrice> price(std::initializer_list<std::string_view> names)
    {
        for (const std::string_view name : names) {
            const auto found = m_json.find(name);
            if (found == m_json.end() || found->is_null())
                continue;
            const auto value = number(*found);
            if (!value)
                return std::nullopt;
            if (*value * m_unit > kMostPico) {
                (void)wrong("price_range");
                return std::nullopt;
            }
            return UnitPrice::fromPico(std::llround(*value * m_unit));
        }
        return std::nullopt;
    }

    [[nodiscard]] Money fee(std::string_view name, double dollars = 1)
    {
        const auto found = m_json.find(name);
        const auto value = found == m_json.end() ? std::nullopt : number(*found);
        if (!value)
            return {};
        if (*value * dollars > kMostFee) {
            (void)wrong("price_range");
            return {};
        }
        return Money::fromNano(static_cast<std::int64_t>(std::ceil(*value * dollars * 1e9 - 1e-6)));
    }

    [[nodiscard]] std::int64_t tokens(std::initializer_list<std::string_view> names) const
    {
        for (const std::string_view name : names) {
            const auto found = m_json.find(name);
            if (found == m_json.end() || !found->is_number())
                continue;
            const double value = found->get<double>();
            if (value >= 1 && value <= 1e9)
                return static_cast<std::int64_t>(value);
        }
        return 0;
    }
    [[nodiscard]] const SortedJson& json() const { return m_json; }
    [[nodiscard]] const std::string& problem() const { return m_problem; }
    /// What is wrong with a part of it is wrong with all of it: nothing of a price may be guessed.
    void adopt(const Row& part)
    {
        if (m_problem.empty())
            m_problem = part.m_problem;
    }

private:
    std::nullopt_t wrong(const char* reason)
    {
        if (m_problem.empty())
            m_problem = reason;
        return std::nullopt;
    }

    const SortedJson& m_json;
    double m_unit;
    std::string m_problem;
};

/// What is not said costs what the same tokens cost otherwise.
void complete(TokenPrices& prices, std::optional<UnitPrice> input, std::optional<UnitPrice> output,
    std::optional<UnitPrice> cached, std::optional<UnitPrice> write, std::optional<UnitPrice> write1h)
{
    prices.input = input.value_or(UnitPrice());
    prices.output = output.value_or(UnitPrice());
    prices.cachedInput = cached.value_or(prices.input);
    prices.cacheWrite5m = write.value_or(prices.input);
    prices.cacheWrite1h = write1h.value_or(prices.cacheWrite5m);
}

std::string presetOf(std::string_view provider)
{
    constexpr std::pair<std::string_view, std::string_view> kNames[] { { "google", "gemini" }, { "x-ai", "xai" },
        { "mistral-ai", "mistral" }, { "mistralai", "mistral" }, { "together_ai", "together" },
        { "togetherai", "together" }, { "together-ai", "together" } };
    for (const auto& [theirs, ours] : kNames) {
        if (provider == theirs)
            return std::string(ours);
    }
    return std::string(provider);
}

/// From the lowest threshold up, each once.
void sortRanges(Price& price)
{
    if (!price.longContext)
        return;
    std::vector<Price::LongContext> ranges = std::move(price.furtherRanges);
    ranges.push_back(*price.longContext);
    std::stable_sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.above < b.above; });
    const auto last =
        std::unique(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.above == b.above; });
    ranges.erase(last, ranges.end());
    price.longContext = ranges.front();
    price.furtherRanges.assign(ranges.begin() + 1, ranges.end());
}

void keep(PriceCatalogue& catalogue, PriceCatalogue::Entry entry, const Row& row, bool priced)
{
    for (std::string* name : { &entry.key, &entry.provider, &entry.model })
        *name = tameName(std::move(*name));
    if (!row.problem().empty() || !priced) {
        catalogue.skipped.push_back({ std::move(entry.key), row.problem().empty() ? "no_price" : row.problem() });
        return;
    }
    sortRanges(entry.price);
    if (entry.price.furtherRanges.size() >= kMostRanges) { // more than could be kept
        catalogue.skipped.push_back({ std::move(entry.key), "price_range" });
        return;
    }
    entry.price.source = std::string(catalogueName(catalogue.format)) + " " + catalogue.date;
    entry.price.date = catalogue.date;
    catalogue.entries.push_back(std::move(entry));
}

// --- LiteLLM: dollars per token --------------------------------------------------------------------------------------

void readLiteLlmRange(Row& row, PriceCatalogue::Entry& entry, const std::string& suffix, std::int64_t above)
{
    const auto at = [&suffix](const char* name) { return std::string(name) + suffix; };
    const std::string input = at("input_cost_per_token"), output = at("output_cost_per_token"),
                      cached = at("cache_read_input_token_cost"), write = at("cache_creation_input_token_cost"),
                      write1h = at("cache_creation_input_token_cost_above_1hr");
    if (!row.json().contains(input) && !row.json().contains(output))
        return;
    const Price& base = entry.price;
    Price::LongContext range;
    range.above = above;
    const auto in = row.price({ input });
    complete(range, in ? in : base.input, row.price({ output }).value_or(base.output), row.price({ cached }),
        row.price({ write }), row.price({ write1h }));
    if (!entry.price.longContext)
        entry.price.longContext = range;
    else
        entry.price.furtherRanges.push_back(range);
}

void readLiteLlmTable(Row& row, PriceCatalogue::Entry& entry)
{
    const auto table = row.json().find("tiered_pricing");
    if (table == row.json().end() || !table->is_array())
        return;
    for (const SortedJson& step : *table) {
        const auto bounds = step.is_object() ? step.find("range") : step.end();
        if (!step.is_object() || bounds == step.end() || !bounds->is_array() || bounds->empty()
            || !bounds->front().is_number())
            continue;
        const double above = bounds->front().get<double>();
        if (!(above <= kMostTokens))
            continue;
        Row part(step, kPerToken);
        Price::LongContext range;
        range.above = static_cast<std::int64_t>(std::max(above, 0.0));
        const TokenPrices& base = entry.price;
        complete(range, part.price({ "input_cost_per_token" }).value_or(base.input),
            part.price({ "output_cost_per_token" }).value_or(base.output),
            part.price({ "cache_read_input_token_cost" }), {}, {});
        row.adopt(part);
        if (range.above <= 0)
            static_cast<TokenPrices&>(entry.price) = range;
        else if (!entry.price.longContext)
            entry.price.longContext = range;
        else
            entry.price.furtherRanges.push_back(range);
    }
}

void readLiteLlmTiers(Row& row, PriceCatalogue::Entry& entry)
{
    constexpr std::pair<const char*, const char*> kTiers[] { { "_flex", "flex" }, { "_priority", "priority" },
        { "_batches", "batch" } };
    for (const auto& [suffix, name] : kTiers) {
        const std::string input = std::string("input_cost_per_token") + suffix;
        const std::string output = std::string("output_cost_per_token") + suffix;
        if (!row.json().contains(input) && !row.json().contains(output))
            continue;
        Price::ServiceTier tier;
        tier.name = name;
        complete(tier, row.price({ input }).value_or(entry.price.input),
            row.price({ output }).value_or(entry.price.output),
            row.price({ std::string("cache_read_input_token_cost") + suffix }), {}, {});
        entry.price.serviceTiers.push_back(std::move(tier));
    }
}

void readLiteLlm(PriceCatalogue& catalogue, const SortedJson& root)
{
    constexpr std::pair<const char*, std::int64_t> kAbove[] { { "_above_128k_tokens", 128'000 },
        { "_above_200k_tokens", 200'000 }, { "_above_256k_tokens", 256'000 }, { "_above_272k_tokens", 272'000 },
        { "_above_512k_tokens", 512'000 } };
    for (const auto& [key, value] : root.items()) {
        const auto provider = value.is_object() ? value.find("litellm_provider") : value.end();
        if (!value.is_object() || provider == value.end() || !provider->is_string() || key == "sample_spec")
            continue;
        const auto mode = value.find("mode");
        const std::string kind = mode != value.end() && mode->is_string() ? mode->get<std::string>() : "chat";
        if (kind != "chat" && kind != "responses" && kind != "completion" && kind != "embedding"
            && kind != "image_generation")
            continue;
        Row row(value, kPerToken);
        PriceCatalogue::Entry entry;
        entry.key = key;
        entry.provider = presetOf(provider->get<std::string>());
        const std::string prefix = provider->get<std::string>() + "/";
        entry.model = key.starts_with(prefix) ? key.substr(prefix.size()) : key;
        const auto cached = row.price({ "cache_read_input_token_cost" });
        const auto input = row.price({ "input_cost_per_token" });
        const auto output = row.price({ "output_cost_per_token" });
        complete(entry.price, input, output, cached, row.price({ "cache_creation_input_token_cost" }),
            row.price({ "cache_creation_input_token_cost_above_1hr" }));
        entry.hasCachedInput = cached.has_value();
        entry.price.audioInput = row.price({ "input_cost_per_audio_token" });
        entry.price.audioOutput = row.price({ "output_cost_per_audio_token" });
        entry.price.perRequest = row.fee("input_cost_per_request");
        entry.price.perImage = row.fee("input_cost_per_image");
        readLiteLlmTable(row, entry);
        for (const auto& [suffix, above] : kAbove)
            readLiteLlmRange(row, entry, suffix, above);
        readLiteLlmTiers(row, entry);
        entry.context = row.tokens({ "max_input_tokens", "max_tokens" });
        entry.maxOutput = row.tokens({ "max_output_tokens", "max_tokens" });
        const bool priced = input || output || value.contains("tiered_pricing");
        keep(catalogue, std::move(entry), row, priced);
    }
}

// --- models.dev: dollars per million tokens --------------------------------------------------------------------------

void readModelsDevModel(
    PriceCatalogue& catalogue, const std::string& provider, const std::string& model, const SortedJson& json)
{
    const auto cost = json.is_object() ? json.find("cost") : json.end();
    if (!json.is_object() || cost == json.end() || !cost->is_object()) {
        catalogue.skipped.push_back({ tameName(provider + "/" + model), "no_price" });
        return;
    }
    Row row(*cost, kPerMillion);
    PriceCatalogue::Entry entry;
    entry.key = provider + "/" + model;
    entry.provider = presetOf(provider);
    entry.model = model;
    const auto input = row.price({ "input" });
    const auto output = row.price({ "output" });
    const auto cached = row.price({ "cache_read", "cached_input", "cache_input" });
    complete(entry.price, input, output, cached, row.price({ "cache_write", "cached_write" }), {});
    entry.hasCachedInput = cached.has_value();
    entry.price.audioInput = row.price({ "input_audio" });
    entry.price.audioOutput = row.price({ "output_audio" });
    if (const auto steps = cost->find("tiers"); steps != cost->end() && steps->is_array()) {
        for (const SortedJson& step : *steps) {
            const auto tier = step.is_object() ? step.find("tier") : step.end();
            const SortedJson size = step.is_object() && tier != step.end() && tier->is_object()
                ? tier->value("size", SortedJson())
                : SortedJson();
            if (!size.is_number() || size.get<double>() < 1 || size.get<double>() > kMostTokens)
                continue;
            Row part(step, kPerMillion);
            Price::LongContext range;
            range.above = static_cast<std::int64_t>(size.get<double>());
            complete(range, part.price({ "input" }).value_or(entry.price.input),
                part.price({ "output" }).value_or(entry.price.output), part.price({ "cache_read" }),
                part.price({ "cache_write" }), {});
            row.adopt(part);
            if (!entry.price.longContext)
                entry.price.longContext = range;
            else
                entry.price.furtherRanges.push_back(range);
        }
    }
    if (const auto limit = json.find("limit"); limit != json.end() && limit->is_object()) {
        const Row limits(*limit, 1);
        entry.context = limits.tokens({ "context" });
        entry.maxOutput = limits.tokens({ "output" });
    }
    keep(catalogue, std::move(entry), row, input || output);
}

void readModelsDev(PriceCatalogue& catalogue, const SortedJson& root)
{
    for (const auto& [provider, value] : root.items()) {
        const auto models = value.is_object() ? value.find("models") : value.end();
        if (!value.is_object() || models == value.end() || !models->is_object())
            continue;
        for (const auto& [model, json] : models->items())
            readModelsDevModel(catalogue, provider, model, json);
    }
}

// --- Portkey: cents per token, one file a provider -------------------------------------------------------------------

/// {"request_token": {"price": 0.00025}, ...} as {"request_token": 0.00025, ...}
SortedJson flattened(const SortedJson& priced)
{
    SortedJson flat = SortedJson::object();
    for (const auto& [name, value] : priced.items()) {
        if (value.is_object() && value.contains("price"))
            flat[name] = value["price"];
    }
    return flat;
}

void readPortkey(PriceCatalogue& catalogue, const SortedJson& root, const std::string& provider)
{
    for (const auto& [model, value] : root.items()) {
        const SortedJson config =
            value.is_object() ? value.value("pricing_config", SortedJson::object()) : SortedJson::object();
        const SortedJson* paid =
            config.is_object() && config.contains("pay_as_you_go") ? &config["pay_as_you_go"] : nullptr;
        if (model == "default" || !paid || !paid->is_object())
            continue;
        const SortedJson flat = flattened(*paid);
        Row row(flat, kCentsPerToken);
        PriceCatalogue::Entry entry;
        entry.key = provider + "/" + model;
        entry.provider = presetOf(provider);
        entry.model = model;
        const auto input = row.price({ "request_token", "request_text_token" });
        const auto output = row.price({ "response_token", "response_text_token" });
        // A zero beside a paid price is their way to leave it out.
        const auto said = [](std::optional<UnitPrice> price) {
            return price && price->pico() > 0 ? price : std::optional<UnitPrice>();
        };
        const auto cached = said(row.price({ "cache_read_input_token", "cache_read_text_input_token" }));
        complete(entry.price, input, output, cached, said(row.price({ "cache_write_input_token" })), {});
        entry.hasCachedInput = cached.has_value();
        entry.price.audioInput = row.price({ "request_audio_token" });
        entry.price.audioOutput = row.price({ "response_audio_token" });
        entry.price.imageInput = row.price({ "request_image_token" });
        entry.price.imageOutput = row.price({ "response_image_token" });
        if (const auto units = paid->find("additional_units"); units != paid->end() && units->is_object()) {
            const SortedJson fees = flattened(*units);
            Row more(fees, 1);
            entry.price.perSearch = more.fee("web_search", 0.01);
            row.adopt(more);
        }
        if (const auto batch = config.find("batch_config"); batch != config.end() && batch->is_object()) {
            const SortedJson prices = flattened(*batch);
            Row part(prices, kCentsPerToken);
            Price::ServiceTier tier;
            tier.name = "batch";
            complete(tier, part.price({ "request_token" }), part.price({ "response_token" }), {}, {}, {});
            row.adopt(part);
            if (tier.input.pico() > 0 || tier.output.pico() > 0)
                entry.price.serviceTiers.push_back(std::move(tier));
        }
        keep(catalogue, std::move(entry), row, input || output);
    }
}

// --- OpenRouter: /api/v1/models, decimal text in dollars per token ---------------------------------------------------

void readOpenRouter(PriceCatalogue& catalogue, const SortedJson& root)
{
    for (const SortedJson& model : root["data"]) {
        if (!model.is_object() || !model.value("id", SortedJson()).is_string())
            continue;
        PriceCatalogue::Entry entry;
        entry.key = model["id"].get<std::string>();
        entry.provider = "openrouter";
        entry.model = entry.key;
        const SortedJson prices = model.value("pricing", SortedJson::object());
        if (!prices.is_object()) {
            catalogue.skipped.push_back({ tameName(entry.key), "no_price" });
            continue;
        }
        Row row(prices, kPerToken);
        const auto input = row.price({ "prompt" });
        const auto output = row.price({ "completion" });
        const auto cached = row.price({ "input_cache_read" });
        complete(entry.price, input, output, cached, row.price({ "input_cache_write" }), {});
        entry.hasCachedInput = cached.has_value();
        entry.price.audioInput = row.price({ "audio" });
        entry.price.perRequest = row.fee("request");
        entry.price.perImage = row.fee("image");
        entry.price.perSearch = row.fee("web_search");
        const Row limits(model, 1);
        entry.context = limits.tokens({ "context_length" });
        if (const auto top = model.find("top_provider"); top != model.end() && top->is_object())
            entry.maxOutput = Row(*top, 1).tokens({ "max_completion_tokens" });
        if (input && output && input->pico() == 0 && output->pico() == 0 && entry.model.ends_with(":free"))
            entry.price.free = true;
        keep(catalogue, std::move(entry), row, input || output);
    }
}

std::optional<CatalogueFormat> formatOf(const SortedJson& root)
{
    if (root.contains("data") && root["data"].is_array())
        return CatalogueFormat::OpenRouter;
    for (const auto& [key, value] : root.items()) {
        if (!value.is_object())
            continue;
        if (value.contains("litellm_provider"))
            return CatalogueFormat::LiteLlm;
        if (value.contains("pricing_config"))
            return CatalogueFormat::Portkey;
        if (value.contains("models"))
            return CatalogueFormat::ModelsDev;
    }
    return std::nullopt;
}

} // namespace

std::string_view catalogueName(CatalogueFormat format)
{
    return kCatalogueNames[static_cast<std::size_t>(format)];
}

std::optional<CatalogueFormat> catalogueNamed(std::string_view name)
{
    const auto found = std::find(kCatalogueNames.begin(), kCatalogueNames.end(), name);
    if (found == kCatalogueNames.end())
        return std::nullopt;
    return static_cast<CatalogueFormat>(found - kCatalogueNames.begin());
}

namespace {

/// The document; `twice` is a name that one of its objects has two of: which one counts, readers would not agree on.
SortedJson parsed(std::string_view json, std::string& twice)
{
    std::vector<std::set<std::string>> names;
    const auto watch = [&](int, SortedJson::parse_event_t event, const SortedJson& value) {
        if (event == SortedJson::parse_event_t::object_start)
            names.emplace_back();
        else if (event == SortedJson::parse_event_t::object_end)
            names.pop_back();
        else if (event == SortedJson::parse_event_t::key && !names.back().insert(value.get<std::string>()).second
            && twice.empty())
            twice = value.get<std::string>();
        return true;
    };
    return SortedJson::parse(json, watch, false);
}

/// A model that is listed at two prices has none that could be taken over.
void dropContradictions(PriceCatalogue& catalogue)
{
    std::map<std::pair<std::string, std::string>, const PriceCatalogue::Entry*> first;
    std::set<std::pair<std::string, std::string>> unclear;
    for (const PriceCatalogue::Entry& entry : catalogue.entries) {
        const auto [known, isNew] = first.try_emplace({ entry.provider, entry.model }, &entry);
        if (!isNew && priceJson(known->second->price) != priceJson(entry.price))
            unclear.insert(known->first);
    }
    for (const PriceCatalogue::Entry& entry : catalogue.entries) {
        if (unclear.contains({ entry.provider, entry.model }))
            catalogue.skipped.push_back({ entry.key, "twice" });
    }
    std::erase_if(catalogue.entries, [&](const PriceCatalogue::Entry& entry) {
        return unclear.contains({ entry.provider, entry.model });
    });
}

} // namespace

Result<PriceCatalogue> readCatalogue(std::string_view json, const CatalogueSource& source)
{
    if (json.size() > kMaxBytes)
        return fail("catalogue_too_large", { { "max", std::to_string(kMaxBytes) } });
    std::string twice;
    const SortedJson root = nestingOf(json) > kMaxDepth ? SortedJson() : parsed(json, twice);
    if (!root.is_object())
        return fail("catalogue_syntax");
    if (!twice.empty())
        return fail("catalogue_duplicate", { { "name", tameName(std::move(twice)) } });
    const auto format = source.format ? source.format : formatOf(root);
    const bool listed = format == CatalogueFormat::OpenRouter && root.contains("data") && root["data"].is_array();
    if (!format || (format == CatalogueFormat::OpenRouter && !listed))
        return fail("catalogue_unknown");
    PriceCatalogue catalogue;
    catalogue.format = *format;
    catalogue.date = source.date;
    switch (*format) {
    case CatalogueFormat::LiteLlm:
        readLiteLlm(catalogue, root);
        break;
    case CatalogueFormat::ModelsDev:
        readModelsDev(catalogue, root);
        break;
    case CatalogueFormat::Portkey:
        if (source.provider.empty())
            return fail("catalogue_provider");
        readPortkey(catalogue, root, source.provider);
        break;
    case CatalogueFormat::OpenRouter:
        readOpenRouter(catalogue, root);
        break;
    case CatalogueFormat::BuiltIn:
        break;
    }
    if (catalogue.entries.empty() && catalogue.skipped.empty())
        return fail("catalogue_unknown");
    dropContradictions(catalogue);
    return catalogue;
}

} // namespace signalbox
