// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/price_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kMaxThreshold = 100'000'000;

tl::unexpected<Error> refuse(std::string code, const std::string& pointer, ErrorParameters more = {})
{
    more.insert(more.begin(), { "pointer", pointer });
    return fail(std::move(code), std::move(more));
}

std::string joined(const std::vector<std::string_view>& names)
{
    std::string out;
    for (const std::string_view name : names)
        out.append(out.empty() ? "" : ", ").append(name);
    return out;
}

Result<void> onlyFields(const Json& json, const std::vector<std::string_view>& known, const std::string& pointer)
{
    if (!json.is_object())
        return refuse("field_type", pointer, { { "wanted", "object" } });
    for (const auto& item : json.items()) {
        if (std::find(known.begin(), known.end(), item.key()) == known.end()) {
            return refuse(
                "field_unknown", pointer + "/" + item.key(), { { "field", item.key() }, { "known", joined(known) } });
        }
    }
    return {};
}

/// The text of a price; a JSON number is refused, because it would pass through a double.
Result<std::string> priceText(const Json& json, const std::string& pointer)
{
    if (!json.is_string())
        return refuse("price_not_text", pointer);
    return json.get<std::string>();
}

Result<UnitPrice> readUnitPrice(const Json& json, const std::string& pointer)
{
    const auto text = priceText(json, pointer);
    if (!text)
        return tl::unexpected(text.error());
    const auto price = UnitPrice::fromDollarsPerMillion(*text);
    if (!price)
        return refuse(price.error().code, pointer, { { "text", text->substr(0, 40) } });
    return *price;
}

/// The prices of a token of any kind, of base, ranges and service tiers alike.
Result<void> readTokenPrices(TokenPrices& into, const Json& json, const std::string& pointer)
{
    for (const char* field : { "input", "output" }) {
        if (!json.contains(field))
            return refuse("field_missing", pointer, { { "field", field } });
    }
    using T = TokenPrices;
    struct Field {
        const char* name;
        UnitPrice T::*member;
        UnitPrice T::*otherwise;
    };
    struct Extra {
        const char* name;
        std::optional<UnitPrice> T::*member;
    };
    const Extra extras[] { { "audio_input", &T::audioInput }, { "audio_output", &T::audioOutput },
        { "image_input", &T::imageInput }, { "image_output", &T::imageOutput } };
    for (const Extra& extra : extras) {
        const auto found = json.find(extra.name);
        if (found == json.end())
            continue;
        const auto price = readUnitPrice(*found, pointer + "/" + extra.name);
        if (!price)
            return tl::unexpected(price.error());
        into.*extra.member = *price;
    }
    const Field fields[] {
        { "input", &T::input, &T::input },
        { "output", &T::output, &T::output },
        { "cached_input", &T::cachedInput, &T::input },
        { "cache_write", &T::cacheWrite5m, &T::input },
        { "cache_write_1h", &T::cacheWrite1h, &T::cacheWrite5m },
    };
    for (const Field& field : fields) {
        const auto found = json.find(field.name);
        if (found == json.end()) {
            into.*field.member = into.*field.otherwise;
            continue;
        }
        const auto price = readUnitPrice(*found, pointer + "/" + field.name);
        if (!price)
            return tl::unexpected(price.error());
        into.*field.member = *price;
    }
    return {};
}

Result<Price::LongContext> readLongContext(const Json& json, const std::string& pointer)
{
    static const std::vector<std::string_view> known { "above", "input", "cached_input", "cache_write",
        "cache_write_1h", "output", "audio_input", "audio_output", "image_input", "image_output" };
    if (auto shape = onlyFields(json, known, pointer); !shape)
        return tl::unexpected(shape.error());
    Price::LongContext prices;
    const auto above = json.find("above");
    if (above == json.end())
        return refuse("field_missing", pointer, { { "field", "above" } });
    const bool counted = above->is_number_unsigned() && above->get<std::uint64_t>() >= 1
        && above->get<std::uint64_t>() <= static_cast<std::uint64_t>(kMaxThreshold);
    if (!counted)
        return refuse("field_range", pointer + "/above", { { "min", "1" }, { "max", std::to_string(kMaxThreshold) } });
    prices.above = above->get<std::int64_t>();
    if (auto read = readTokenPrices(prices, json, pointer); !read)
        return tl::unexpected(read.error());
    return prices;
}

/// One range or a table of them, from the lowest threshold up.
Result<void> readRanges(Price& price, const Json& json, const std::string& pointer)
{
    constexpr std::size_t kMostRanges = 16;
    const Json list = json.is_array() ? json : Json::array({ json });
    if (list.empty() || list.size() > kMostRanges)
        return refuse("field_range", pointer, { { "min", "1" }, { "max", std::to_string(kMostRanges) } });
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = json.is_array() ? pointer + "/" + std::to_string(i) : pointer;
        auto range = readLongContext(list[i], place);
        if (!range)
            return tl::unexpected(range.error());
        const std::int64_t before = i == 0 ? 0
            : price.furtherRanges.empty()  ? price.longContext->above
                                           : price.furtherRanges.back().above;
        if (range->above <= before)
            return refuse("ranges_order", place + "/above");
        if (i == 0)
            price.longContext = *range;
        else
            price.furtherRanges.push_back(*range);
    }
    return {};
}

Result<void> readServiceTiers(Price& price, const Json& json, const std::string& pointer)
{
    static const std::vector<std::string_view> names { "flex", "priority", "batch", "scale", "standard" };
    static const std::vector<std::string_view> known { "input", "cached_input", "cache_write", "cache_write_1h",
        "output", "audio_input", "audio_output", "image_input", "image_output" };
    if (auto shape = onlyFields(json, names, pointer); !shape)
        return shape;
    for (const auto& item : json.items()) {
        const std::string place = pointer + "/" + item.key();
        if (auto shape = onlyFields(item.value(), known, place); !shape)
            return shape;
        Price::ServiceTier tier;
        tier.name = item.key();
        if (auto read = readTokenPrices(tier, item.value(), place); !read)
            return read;
        price.serviceTiers.push_back(std::move(tier));
    }
    return {};
}

Result<Money> readFee(const Json& json, const std::string& place)
{
    constexpr Money kMost = Money::fromNano(1'000'000'000'000);
    const auto text = priceText(json, place);
    if (!text)
        return tl::unexpected(text.error());
    const auto money = Money::fromDollars(*text);
    if (!money)
        return refuse(money.error().code, place, { { "text", text->substr(0, 40) } });
    if (*money < Money() || *money > kMost)
        return refuse("price_range", place, { { "text", text->substr(0, 40) } });
    return *money;
}

Json tokenPricesJson(const TokenPrices& prices)
{
    Json json { { "input", prices.input.dollarsPerMillion() } };
    const auto add = [&json](const char* name, UnitPrice price) { json[name] = price.dollarsPerMillion(); };
    if (prices.cachedInput != prices.input)
        add("cached_input", prices.cachedInput);
    if (prices.cacheWrite5m != prices.input)
        add("cache_write", prices.cacheWrite5m);
    if (prices.cacheWrite1h != prices.cacheWrite5m)
        add("cache_write_1h", prices.cacheWrite1h);
    add("output", prices.output);
    const std::pair<const char*, std::optional<UnitPrice>> extras[] { { "audio_input", prices.audioInput },
        { "audio_output", prices.audioOutput }, { "image_input", prices.imageInput },
        { "image_output", prices.imageOutput } };
    for (const auto& [name, price] : extras) {
        if (price)
            add(name, *price);
    }
    return json;
}

Json rangeJson(const Price::LongContext& range)
{
    // Unsigned, as a parser would have it: what is written here is read at once, too.
    Json json { { "above", static_cast<std::uint64_t>(range.above) } };
    json.update(tokenPricesJson(range));
    return json;
}

} // namespace

const std::vector<std::string_view>& priceFieldNames()
{
    static const std::vector<std::string_view> names { "input", "cached_input", "cache_write", "cache_write_1h",
        "output", "audio_input", "audio_output", "image_input", "image_output", "per_request", "per_search",
        "per_image", "long_context", "service_tiers" };
    return names;
}

Result<Price> readPrice(const Json& json, const std::string& pointer)
{
    if (auto shape = onlyFields(json, priceFieldNames(), pointer); !shape)
        return tl::unexpected(shape.error());
    Price price;
    if (auto read = readTokenPrices(price, json, pointer); !read)
        return tl::unexpected(read.error());
    const std::pair<const char*, Money Price::*> fees[] { { "per_request", &Price::perRequest },
        { "per_search", &Price::perSearch }, { "per_image", &Price::perImage } };
    for (const auto& [name, member] : fees) {
        const auto found = json.find(name);
        if (found == json.end())
            continue;
        const auto fee = readFee(*found, pointer + "/" + name);
        if (!fee)
            return tl::unexpected(fee.error());
        price.*member = *fee;
    }
    if (const auto longer = json.find("long_context"); longer != json.end()) {
        if (auto read = readRanges(price, *longer, pointer + "/long_context"); !read)
            return tl::unexpected(read.error());
    }
    if (const auto tiers = json.find("service_tiers"); tiers != json.end()) {
        if (auto read = readServiceTiers(price, *tiers, pointer + "/service_tiers"); !read)
            return tl::unexpected(read.error());
    }
    const bool nothing = price.input == UnitPrice() && price.output == UnitPrice() && price.perRequest.isZero()
        && price.perImage.isZero();
    if (nothing)
        return refuse("price_zero", pointer);
    return price;
}

Result<Price> priceOf(const Json& json, const std::string& pointer)
{
    if (!json.is_string())
        return readPrice(json, pointer);
    if (json != "free")
        return refuse("price_word", pointer);
    Price price;
    price.free = true;
    return price;
}

Json priceJson(const Price& price)
{
    if (price.free)
        return "free";
    Json json = tokenPricesJson(price);
    const std::pair<const char*, Money> fees[] { { "per_request", price.perRequest }, { "per_search", price.perSearch },
        { "per_image", price.perImage } };
    for (const auto& [name, fee] : fees) {
        if (!fee.isZero())
            json[name] = fee.dollars();
    }
    Json ranges = Json::array();
    if (price.longContext)
        ranges.push_back(rangeJson(*price.longContext));
    for (const Price::LongContext& range : price.furtherRanges)
        ranges.push_back(rangeJson(range));
    if (!ranges.empty())
        json["long_context"] = std::move(ranges);
    for (const Price::ServiceTier& tier : price.serviceTiers)
        json["service_tiers"][tier.name] = tokenPricesJson(tier);
    return json;
}

std::size_t nestingOf(std::string_view json)
{
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (quoted)
            quoted = c == '\\' ? (++i, true) : c != '"';
        else if (c == '"')
            quoted = true;
        else if (c == '{' || c == '[')
            deepest = std::max(deepest, ++depth);
        else if (c == '}' || c == ']')
            depth -= depth > 0 ? 1 : 0;
    }
    return deepest;
}

} // namespace signalbox
