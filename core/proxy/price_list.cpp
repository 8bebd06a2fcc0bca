// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/price_list.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <utility>

namespace signalbox {

namespace {

constexpr std::size_t kMostFiles = 200;
constexpr std::uintmax_t kMaxCatalogueBytes = 16u * 1024 * 1024;
constexpr std::uintmax_t kMaxFolderBytes = 4 * kMaxCatalogueBytes;

PriceLine::Origin originOf(const std::optional<Price>& price, const PriceEntry* entry)
{
    using Origin = PriceLine::Origin;
    if (!price)
        return Origin::Unpriced;
    if (price->source == "configuration")
        return Origin::Configuration;
    return entry ? Origin::Operator : Origin::BuiltIn;
}

/// Lines, each provider and model once.
class Lines {
public:
    Lines(const PriceHistory& history, const std::string& day)
        : m_history(history)
        , m_day(day)
    {
    }
    void add(const Deployment& deployment)
    {
        const Provider& provider = *deployment.provider;
        if (!m_seen.emplace(provider.id, deployment.model).second)
            return;
        m_seen.emplace(provider.preset, deployment.model);
        PriceLine line;
        line.provider = provider.id;
        line.preset = provider.preset;
        line.model = deployment.model;
        line.price = deployment.price;
        const PriceEntry* entry = m_history.at(provider.id, provider.preset, deployment.model, m_day);
        line.origin = originOf(deployment.price, entry);
        line.entry = line.origin == PriceLine::Origin::Operator ? entry->number : 0;
        line.factorPpm = provider.priceFactorPpm;
        line.inUse = true;
        line.simulated = provider.simulated;
        m_lines.push_back(std::move(line));
    }
    void add(const std::string& provider, const std::string& preset, const std::string& model)
    {
        if (!m_seen.emplace(provider, model).second)
            return;
        PriceLine line;
        line.provider = provider;
        line.preset = preset;
        line.model = model;
        const PriceEntry* entry = m_history.at(provider, preset, model, m_day);
        if (entry)
            line.price = entry->price;
        else if (const PriceBook::Entry* listed = PriceBook::builtIn().find(preset, model))
            line.price = listed->price;
        line.origin = originOf(line.price, entry);
        line.entry = entry ? entry->number : 0;
        m_lines.push_back(std::move(line));
    }
    [[nodiscard]] std::vector<PriceLine> taken() { return std::move(m_lines); }

private:
    const PriceHistory& m_history;
    const std::string& m_day;
    std::set<std::pair<std::string, std::string>> m_seen;
    std::vector<PriceLine> m_lines;
};

void addChange(std::string& text, const char* name, std::optional<UnitPrice> before, std::optional<UnitPrice> after)
{
    if (before == after)
        return;
    const auto words = [](const std::optional<UnitPrice>& price) { return price ? price->dollarsPerMillion() : "-"; };
    text += text.empty() ? "" : ", ";
    text += std::string(name) + " " + words(before) + " -> " + words(after);
}

/// Ranges, service tiers, fees: by name alone.
std::string furtherParts(const Price& price)
{
    std::string parts;
    const auto add = [&parts](std::string_view part) { parts.append(parts.empty() ? "" : ", ").append(part); };
    if (price.longContext)
        add("long context above " + std::to_string(price.longContext->above));
    for (const Price::ServiceTier& tier : price.serviceTiers)
        add(tier.name);
    for (const auto& [name, fee] : { std::pair("per request", price.perRequest),
             std::pair("per search", price.perSearch), std::pair("per image", price.perImage) }) {
        if (!fee.isZero())
            add(name);
    }
    if (price.audioInput || price.audioOutput)
        add("audio");
    return parts;
}

Result<PriceCatalogue> readOne(const std::filesystem::path& path, CatalogueSource source)
{
    std::error_code failed;
    const std::uintmax_t bytes = std::filesystem::file_size(path, failed);
    const ErrorParameters place { { "path", path.string() } };
    if (!failed && bytes > kMaxCatalogueBytes)
        return fail(
            "catalogue_too_large", { { "path", path.string() }, { "max", std::to_string(kMaxCatalogueBytes) } });
    const auto text = readTextFile(path.string());
    if (!text)
        return tl::unexpected(text.error());
    if (source.provider.empty())
        source.provider = path.stem().string();
    auto read = readCatalogue(*text, source);
    if (!read)
        read.error().parameters.insert(read.error().parameters.begin(), place.begin(), place.end());
    return read;
}

} // namespace

std::string_view originName(PriceLine::Origin origin)
{
    constexpr std::array<std::string_view, 4> kNames { "unpriced", "built_in", "operator", "configuration" };
    return kNames[static_cast<std::size_t>(origin)];
}

std::vector<PriceLine> priceLines(
    const Config& priced, const PriceHistory& history, const std::string& day, ListScope scope)
{
    Lines lines(history, day);
    for (const Tier& tier : priced.tiers) {
        for (const auto& deployment : tier.chain)
            lines.add(*deployment);
    }
    for (const PriceEntry& entry : history.entries()) {
        const auto provider = priced.findProvider(entry.provider);
        if (!entry.removedAt)
            lines.add(entry.provider, provider ? provider->preset : entry.provider, entry.model);
    }
    if (scope == ListScope::WithBook) {
        for (const PriceBook::Entry& entry : PriceBook::builtIn().entries())
            lines.add(entry.provider, entry.provider, entry.model);
    }
    return lines.taken();
}

std::vector<PricedModel> pricedModels(const std::vector<PriceLine>& lines)
{
    std::vector<PricedModel> models;
    std::set<std::pair<std::string, std::string>> seen;
    for (const PriceLine& line : lines) {
        if (!line.simulated && seen.emplace(line.preset, line.model).second)
            models.push_back({ line.preset, line.model, line.price });
    }
    return models;
}

Result<PriceCatalogue> readCatalogueFile(const std::string& path, CatalogueSource source)
{
    namespace fs = std::filesystem;
    std::error_code failed;
    if (!fs::is_directory(path, failed))
        return readOne(path, std::move(source));
    std::vector<fs::path> files;
    std::uintmax_t bytes = 0;
    for (fs::directory_iterator file(path, failed), end; !failed && file != end; file.increment(failed)) {
        if (file->path().extension() != ".json")
            continue;
        std::error_code unknown;
        const std::uintmax_t size = file->file_size(unknown);
        bytes += unknown ? 0 : size;
        files.push_back(file->path());
        // Half of them would look like a list in which the others have no price.
        if (files.size() > kMostFiles)
            return fail("catalogue_too_many", { { "path", path }, { "max", std::to_string(kMostFiles) } });
        if (bytes > kMaxFolderBytes)
            return fail("catalogue_too_large", { { "path", path }, { "max", std::to_string(kMaxFolderBytes) } });
    }
    std::sort(files.begin(), files.end());
    std::optional<PriceCatalogue> whole;
    for (const fs::path& file : files) {
        auto read = readOne(file, source);
        if (!read)
            return read;
        if (!whole)
            whole = std::move(*read);
        else if (whole->format == read->format)
            addTo(*whole, std::move(*read));
        else
            return fail("catalogue_mixed", { { "path", file.string() } });
    }
    if (!whole)
        return fail("catalogue_unknown", { { "path", path } });
    return std::move(*whole);
}

PriceEntry entryOf(const PriceChange& change, const std::string& from)
{
    PriceEntry entry;
    entry.provider = change.provider;
    entry.model = change.model;
    entry.from = from;
    entry.price = change.after.value_or(Price());
    return entry;
}

std::string changeText(const PriceChange& change)
{
    if (!change.after)
        return "no usable price: " + change.skipped;
    if (change.after->free)
        return "free";
    std::string text;
    const struct {
        const char* name;
        UnitPrice TokenPrices::*price;
    } fields[] { { "input", &TokenPrices::input }, { "cached input", &TokenPrices::cachedInput },
        { "cache write", &TokenPrices::cacheWrite5m }, { "output", &TokenPrices::output } };
    const bool known = change.before && !change.before->free;
    for (const auto& field : fields) {
        const std::optional<UnitPrice> before =
            known ? std::optional(change.before.value().*field.price) : std::nullopt;
        addChange(text, field.name, before, change.after.value().*field.price);
    }
    const std::string was = known ? furtherParts(*change.before) : std::string();
    const std::string now = furtherParts(*change.after);
    if (was != now || text.empty())
        text += (text.empty() ? "" : ", ") + std::string("further: ") + (now.empty() ? "none" : now);
    return text;
}

} // namespace signalbox
