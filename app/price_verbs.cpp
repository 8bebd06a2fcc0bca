// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders.h"
#include "app/price_download.h"
#include "app/price_errors.h"

#include "core/proxy/price_list.h"
#include "core/record/data_folder.h"
#include "core/tiers/price_json.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

#include <fmt/format.h>

#include <algorithm>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;

struct Standing {
    std::shared_ptr<const Config> config; ///< with today's prices
    PriceHistory history;
    std::string today;
};

Result<Standing> standingOf(const Options& options)
{
    auto history = PriceDesk::read(options.dataDir);
    if (!history)
        return tl::unexpected(history.error());
    const ConfigRead read = configOf(options);
    if (!read.config) {
        printProblems(read.problems);
        return fail("config_invalid", { { "path", options.configPath } });
    }
    const WallUs now = SystemClock().now();
    return Standing { pricedAt(read.config, *history, now), std::move(*history), read.config->day.dayOf(now) };
}

void printJson(const Json& json)
{
    fmt::print("{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string factorText(std::int64_t ppm)
{
    return Money::fromNano(ppm * 1000).dollars();
}

std::string priceText(const std::optional<Price>& price)
{
    if (!price)
        return "unpriced";
    return price->free
        ? "free"
        : fmt::format("${} in, ${} out", price->input.dollarsPerMillion(), price->output.dollarsPerMillion());
}

Json priceOrNull(const std::optional<Price>& price)
{
    return price ? priceJson(*price) : Json();
}

// --- list, history ---------------------------------------------------------------------------------------------------

int list(const Options& options)
{
    const auto standing = standingOf(options);
    if (!standing)
        return failPrices(standing.error());
    const ListScope scope = options.prices.all ? ListScope::WithBook : ListScope::Known;
    for (const PriceLine& line : priceLines(*standing->config, standing->history, standing->today, scope)) {
        const std::string source = line.price ? line.price->source : "";
        if (options.json)
            printJson({ { "provider", line.provider }, { "model", line.model }, { "price", priceOrNull(line.price) },
                { "origin", originName(line.origin) }, { "source", source }, { "entry", line.entry },
                { "factor", factorText(line.factorPpm) }, { "in_use", line.inUse }, { "simulated", line.simulated } });
        else
            fmt::print("{:<48} {:<32} {:<14} {}{}\n", line.id(), priceText(line.price), originName(line.origin), source,
                line.factorPpm == 1'000'000 ? "" : ", factor " + factorText(line.factorPpm));
    }
    return kFine;
}

/// "openai/gpt-4o" in two.
std::pair<std::string, std::string> partsOf(const std::string& id)
{
    const std::size_t slash = id.find('/');
    return slash == std::string::npos ? std::pair(std::string(), id)
                                      : std::pair(id.substr(0, slash), id.substr(slash + 1));
}

int history(const Options& options)
{
    const auto standing = standingOf(options);
    if (!standing)
        return failPrices(standing.error());
    const auto [provider, model] = partsOf(options.prices.model);
    const auto known = standing->config->findProvider(provider);
    const std::string preset = known ? known->preset : provider;
    const PriceEntry* holds = standing->history.at(provider, preset, model, standing->today);
    for (const PriceEntry* entry : standing->history.of(provider, preset, model)) {
        if (options.json)
            printJson({ { "number", entry->number }, { "provider", entry->provider }, { "model", entry->model },
                { "from", entry->from }, { "price", priceJson(entry->price) }, { "source", entry->price.source },
                { "note", entry->note }, { "holds", entry == holds }, { "removed", entry->removedAt.has_value() },
                { "made_at", isoUtc(entry->madeAt) } });
        else
            fmt::print("{:>5}  from {}  {:<32} {}{}{}\n", entry->number, entry->from, priceText(entry->price),
                entry->price.source,
                entry->removedAt     ? ", removed"
                    : entry == holds ? ", holds today"
                                     : "",
                entry->note.empty() ? "" : ": " + entry->note);
    }
    return kFine;
}

// --- change ----------------------------------------------------------------------------------------------------------

/// The running instance does it; without one it is done here, while no instance can start.
Result<std::vector<std::int64_t>> change(const Options& options, const PriceOrder& order)
{
    nlohmann::json request { { "verb", "prices.change" }, { "remove", order.remove }, { "restore", order.restore } };
    if (!order.add.empty()) {
        PriceHistory added;
        for (const PriceEntry& entry : order.add) {
            if (auto number = added.add(entry, 0); !number)
                return tl::unexpected(number.error());
        }
        request["add"] = added.text();
    }
    if (const auto answer = askRunning(options.dataDir, request)) {
        if (!answer->value("ok", false))
            return tl::unexpected(errorOf(*answer));
        return answer->value("numbers", std::vector<std::int64_t>());
    }
    if (auto made = makePrivateFolder(options.dataDir); !made)
        return tl::unexpected(made.error());
    const auto lock = FolderLock::take(options.dataDir);
    if (!lock)
        return tl::unexpected(lock.error());
    PriceDesk desk(options.dataDir);
    if (auto opened = desk.open(); !opened)
        return tl::unexpected(opened.error());
    return desk.change(order, SystemClock().now());
}

/// As the configuration would write it, so that its rules are the same.
Result<Price> wantedPrice(const PriceOptions& wanted)
{
    if (!wanted.file.empty()) {
        const auto text = readTextFile(wanted.file);
        if (!text)
            return tl::unexpected(text.error());
        const Json json = nestingOf(*text) > 8 ? Json() : Json::parse(*text, nullptr, false);
        return json.is_discarded() ? fail("prices_syntax", { { "path", wanted.file } }) : priceOf(json, "");
    }
    if (wanted.free)
        return priceOf("free", "");
    Json json = Json::object();
    const std::pair<const char*, const std::string&> fields[] { { "input", wanted.input },
        { "cached_input", wanted.cachedInput }, { "cache_write", wanted.cacheWrite },
        { "cache_write_1h", wanted.cacheWrite1h }, { "output", wanted.output }, { "per_request", wanted.perRequest } };
    for (const auto& [name, text] : fields) {
        if (!text.empty())
            json[name] = text;
    }
    return priceOf(json, "");
}

int set(const Options& options)
{
    const auto standing = standingOf(options);
    if (!standing)
        return failPrices(standing.error());
    auto price = wantedPrice(options.prices);
    if (!price)
        return failPrices(price.error());
    PriceEntry entry;
    std::tie(entry.provider, entry.model) = partsOf(options.prices.model);
    entry.from = options.prices.from.empty() ? standing->today : options.prices.from;
    entry.price = std::move(*price);
    entry.price.source = "operator";
    entry.price.date = standing->today;
    entry.note = options.note;
    const auto numbers = change(options, { { entry }, {}, {} });
    if (!numbers)
        return failPrices(numbers.error());
    const auto deployment = standing->config->findDeployment(options.prices.model);
    if (deployment && deployment->price && deployment->price->source == "configuration")
        fmt::print(stderr, "signalbox: the configuration gives {} a price itself, and that one comes first\n",
            options.prices.model);
    if (options.json)
        printJson({ { "number", numbers->front() }, { "from", entry.from }, { "price", priceJson(entry.price) } });
    else
        fmt::print("{}: {} from {} on, entry {}\n", options.prices.model, priceText(entry.price), entry.from,
            numbers->front());
    return kFine;
}

int removeOrRestore(const Options& options)
{
    const bool remove = options.verb == Verb::PricesRemove;
    const std::vector<std::int64_t> number { options.prices.number };
    const auto done = change(options, remove ? PriceOrder { {}, number, {} } : PriceOrder { {}, {}, number });
    return done ? kFine : failPrices(done.error());
}

// --- lists of others -------------------------------------------------------------------------------------------------

std::string dateOf(const Options& options, const std::string& source)
{
    if (!options.prices.listDate.empty())
        return options.prices.listDate;
    const QFileInfo file(QString::fromStdString(source));
    const bool dated = !isAddress(source) && file.exists();
    const QDateTime date = dated ? file.lastModified() : QDateTime::currentDateTime();
    return date.date().toString(Qt::ISODate).toStdString();
}

Result<PriceCatalogue> readSource(const Options& options, const std::string& source)
{
    CatalogueSource how { dateOf(options, source), options.prices.provider, catalogueNamed(options.prices.format) };
    if (!isDay(how.date))
        return fail("price_day", { { "day", how.date } });
    if (!isAddress(source))
        return readCatalogueFile(source, std::move(how));
    const auto text = downloadPriceList(source);
    if (!text)
        return tl::unexpected(text.error());
    auto read = readCatalogue(*text, how);
    if (!read)
        read.error().parameters.emplace_back("path", source);
    return read;
}

Result<std::vector<PriceCatalogue>> readSources(const Options& options)
{
    std::vector<PriceCatalogue> lists;
    for (const std::string& source : options.prices.sources) {
        auto read = readSource(options, source);
        if (!read)
            return tl::unexpected(read.error());
        lists.push_back(std::move(*read));
    }
    return lists;
}

std::vector<const PriceCatalogue*> pointersTo(const std::vector<PriceCatalogue>& lists)
{
    std::vector<const PriceCatalogue*> pointers;
    pointers.reserve(lists.size());
    for (const PriceCatalogue& list : lists)
        pointers.push_back(&list);
    return pointers;
}

Json outlierJson(const PriceOutlier& flag)
{
    return { { "flag", outlierName(flag.kind) }, { "provider", flag.provider }, { "model", flag.model },
        { "key", flag.key }, { "field", flag.field }, { "price", flag.price.dollarsPerMillion() },
        { "other", flag.other ? Json(flag.other->dollarsPerMillion()) : Json() } };
}

std::string outlierText(const PriceOutlier& flag)
{
    if (flag.kind == PriceOutlier::Kind::Negative)
        return fmt::format("{} {}", outlierName(flag.kind), flag.field);
    return fmt::format("{} {} ${}{}", outlierName(flag.kind), flag.field, flag.price.dollarsPerMillion(),
        flag.other ? " against $" + flag.other->dollarsPerMillion() : "");
}

void printChange(const Options& options, const PriceChange& change, bool taken)
{
    Json flags = Json::array();
    std::string words;
    for (const PriceOutlier& flag : change.flags) {
        flags.push_back(outlierJson(flag));
        words += (words.empty() ? "  ! " : "; ") + outlierText(flag);
    }
    if (options.json)
        printJson({ { "provider", change.provider }, { "model", change.model },
            { "before", priceOrNull(change.before) }, { "after", priceOrNull(change.after) },
            { "skipped", change.skipped }, { "flags", flags }, { "taken", taken } });
    else
        fmt::print(
            "{} {}/{}: {}{}\n", taken ? "take" : "skip", change.provider, change.model, changeText(change), words);
}

void printUnchanged(const PriceCatalogue& list, const std::vector<PricedModel>& known)
{
    const std::size_t listed = listedOf(list, known);
    fmt::print("nothing changes: {} prices in the {} list of {}; of the {} models known here it has {}{}\n",
        list.entries.size(), catalogueName(list.format), list.date, known.size(), listed,
        listed == 0 ? "" : ", at what holds");
}

int import(const Options& options)
{
    const auto standing = standingOf(options);
    if (!standing)
        return failPrices(standing.error());
    const auto lists = readSources(options);
    if (!lists)
        return failPrices(lists.error());
    const PriceCatalogue book = catalogueOf(PriceBook::builtIn());
    const ListScope scope = options.prices.all ? ListScope::WithBook : ListScope::Known;
    const auto known = pricedModels(priceLines(*standing->config, standing->history, standing->today, scope));
    const std::string from = options.prices.from.empty() ? standing->today : options.prices.from;
    PriceOrder order;
    bool leftOut = false;
    for (const PriceCatalogue& list : *lists) {
        const std::vector<PriceChange> changes = changesOf(list, known, { &book });
        if (changes.empty() && !options.json)
            printUnchanged(list, known);
        for (const PriceChange& each : changes) {
            const std::string id = each.provider + "/" + each.model;
            const auto& accepted = options.prices.accept;
            const bool good =
                !each.needsConfirmation() || std::find(accepted.begin(), accepted.end(), id) != accepted.end();
            const bool take = each.after && good;
            leftOut |= !take;
            printChange(options, each, take);
            if (take)
                order.add.push_back(entryOf(each, from));
        }
    }
    if (order.add.empty() || options.prices.dryRun)
        return leftOut ? kFound : kFine;
    const std::size_t count = order.add.size();
    if (const auto done = change(options, order); !done)
        return failPrices(done.error());
    if (!options.json)
        fmt::print("{} prices hold from {} on\n", count, from);
    return leftOut ? kFound : kFine;
}

int compareLists(const Options& options)
{
    const auto lists = readSources(options);
    if (!lists)
        return failPrices(lists.error());
    const PriceComparison comparison = compare(pointersTo(*lists));
    for (const PriceDisagreement& each : comparison.disagreements) {
        Json prices = Json::array();
        std::string words;
        for (const auto& price : each.prices) {
            prices.push_back(price ? Json(price->dollarsPerMillion()) : Json());
            words += fmt::format(" {:>12}", price ? "$" + price->dollarsPerMillion() : "-");
        }
        if (options.json)
            printJson({ { "provider", each.provider }, { "model", each.model }, { "field", each.field },
                { "prices", prices } });
        else
            fmt::print("{:<48} {:<13}{}\n", each.provider + "/" + each.model, each.field, words);
    }
    if (!options.json)
        fmt::print("{} models in all {} lists; prices that differ: {} input, {} output, {} cached input\n",
            comparison.models, lists->size(), comparison.count("input"), comparison.count("output"),
            comparison.count("cached_input"));
    return comparison.disagreements.empty() ? kFine : kFound;
}

int check(const Options& options)
{
    const auto lists = readSources(options);
    if (!lists)
        return failPrices(lists.error());
    const PriceCatalogue book = catalogueOf(PriceBook::builtIn());
    std::size_t found = 0;
    for (const PriceCatalogue& list : *lists) {
        std::vector<const PriceCatalogue*> others { &book };
        for (const PriceCatalogue& other : *lists) {
            if (&other != &list)
                others.push_back(&other);
        }
        for (const PriceOutlier& flag : outliersOf(list, others)) {
            ++found;
            if (options.json)
                printJson(outlierJson(flag));
            else
                fmt::print("{:<56} {}\n", flag.key, outlierText(flag));
        }
        if (!options.json)
            fmt::print("{}: {} prices, {} entries without a usable price\n", catalogueName(list.format),
                list.entries.size(), list.skipped.size());
    }
    return found == 0 ? kFine : kFound;
}

} // namespace

int runPrices(const Options& options, int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    switch (options.verb) {
    case Verb::PricesHistory:
        return history(options);
    case Verb::PricesSet:
        return set(options);
    case Verb::PricesRemove:
    case Verb::PricesRestore:
        return removeOrRestore(options);
    case Verb::PricesImport:
        return import(options);
    case Verb::PricesCompare:
        return compareLists(options);
    case Verb::PricesCheck:
        return check(options);
    default:
        return list(options);
    }
}

} // namespace signalbox::app
