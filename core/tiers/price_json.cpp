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

/// The five prices of base and long context alike: T is Price or Price::LongContext.
template <class T> Result<void> readTokenPrices(T& into, const Json& json, const std::string& pointer)
{
    for (const char* field : { "input", "output" }) {
        if (!json.contains(field))
            return refuse("field_missing", pointer, { { "field", field } });
    }
    struct Field {
        const char* name;
        UnitPrice T::*member;
        UnitPrice T::*otherwise;
    };
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
        "cache_write_1h", "output" };
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

} // namespace

const std::vector<std::string_view>& priceFieldNames()
{
    static const std::vector<std::string_view> names { "input", "cached_input", "cache_write", "cache_write_1h",
        "output", "per_request", "long_context" };
    return names;
}

Result<Price> readPrice(const Json& json, const std::string& pointer)
{
    if (auto shape = onlyFields(json, priceFieldNames(), pointer); !shape)
        return tl::unexpected(shape.error());
    Price price;
    if (auto read = readTokenPrices(price, json, pointer); !read)
        return tl::unexpected(read.error());
    if (const auto flat = json.find("per_request"); flat != json.end()) {
        const std::string place = pointer + "/per_request";
        const auto text = priceText(*flat, place);
        if (!text)
            return tl::unexpected(text.error());
        const auto money = Money::fromDollars(*text);
        if (!money)
            return refuse(money.error().code, place, { { "text", text->substr(0, 40) } });
        if (*money < Money() || *money > Money::fromNano(1'000'000'000'000))
            return refuse("price_range", place, { { "text", text->substr(0, 40) } });
        price.perRequest = *money;
    }
    if (const auto longer = json.find("long_context"); longer != json.end()) {
        auto prices = readLongContext(*longer, pointer + "/long_context");
        if (!prices)
            return tl::unexpected(prices.error());
        price.longContext = *prices;
    }
    if (price.input == UnitPrice() && price.output == UnitPrice() && price.perRequest.isZero())
        return refuse("price_zero", pointer);
    return price;
}

} // namespace signalbox
