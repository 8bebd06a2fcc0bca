// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attach/wire_types.h"

#include "core/tiers/price_json.h"

namespace signalbox::attach {

bool Wire<KeyTerms>::read(const Json& json, KeyTerms& value)
{
    if (!json.is_string())
        return false;
    auto terms = keyTermsFromJson(json.get_ref<const std::string&>());
    if (!terms)
        return false;
    value = std::move(*terms);
    return true;
}

Json Wire<Price>::to(const Price& value)
{
    return Json::array({ priceJson(value).dump(), value.source, value.date });
}

bool Wire<Price>::read(const Json& json, Price& value)
{
    if (!json.is_array() || json.size() != 3 || !json[0].is_string() || !json[1].is_string() || !json[2].is_string())
        return false;
    const auto written = nlohmann::ordered_json::parse(json[0].get_ref<const std::string&>(), nullptr, false);
    if (written.is_discarded())
        return false;
    auto price = priceOf(written, "");
    if (!price)
        return false;
    value = std::move(*price);
    value.source = json[1].get<std::string>();
    value.date = json[2].get<std::string>();
    return true;
}

} // namespace signalbox::attach
