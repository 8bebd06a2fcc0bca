// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/price_book.h"

#include "core/base/embedded.h"
#include "core/tiers/price_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kMaxTokens = 100'000'000;

tl::unexpected<Error> refuse(const std::string& pointer, std::string reason)
{
    return fail("price_book_invalid", { { "pointer", pointer }, { "reason", std::move(reason) } });
}

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "gpt-4o-2024-08-06", "claude-opus-4-20250514", "mistral-large-2411" and "gemini-flash-latest" without their ends.
std::string_view withoutSuffix(std::string_view model)
{
    constexpr std::string_view kLatest = "-latest";
    if (model.ends_with(kLatest))
        return model.substr(0, model.size() - kLatest.size());
    if (model.size() > 11) {
        const std::string_view end = model.substr(model.size() - 11);
        if (end[0] == '-' && isDigits(end.substr(1, 4)) && end[5] == '-' && isDigits(end.substr(6, 2)) && end[8] == '-'
            && isDigits(end.substr(9)))
            return model.substr(0, model.size() - 11);
    }
    for (const std::size_t digits : { std::size_t { 8 }, std::size_t { 4 } }) {
        if (model.size() > digits + 1 && model[model.size() - digits - 1] == '-'
            && isDigits(model.substr(model.size() - digits)))
            return model.substr(0, model.size() - digits - 1);
    }
    return model;
}

Result<std::string> textOf(const Json& json, const char* field, const std::string& pointer)
{
    const auto found = json.find(field);
    if (found == json.end() || !found->is_string() || found->get_ref<const std::string&>().empty())
        return refuse(pointer + "/" + field, "text_expected");
    return found->get<std::string>();
}

Result<std::int64_t> tokensOf(const Json& json, const char* field, const std::string& pointer)
{
    const auto found = json.find(field);
    const bool counted = found != json.end() && found->is_number_unsigned() && found->get<std::uint64_t>() >= 1
        && found->get<std::uint64_t>() <= static_cast<std::uint64_t>(kMaxTokens);
    if (!counted)
        return refuse(pointer + "/" + field, "tokens_expected");
    return found->get<std::int64_t>();
}

/// What a model can do is listed by name; what is not listed it cannot.
Result<void> readCapabilities(CapabilityProfile& profile, const Json& json, const std::string& pointer)
{
    const std::pair<std::string_view, bool CapabilityProfile::*> known[] {
        { "images", &CapabilityProfile::images },
        { "tools", &CapabilityProfile::tools },
        { "json_object", &CapabilityProfile::jsonObject },
        { "json_schema", &CapabilityProfile::jsonSchema },
        { "logprobs", &CapabilityProfile::logprobs },
        { "chat", &CapabilityProfile::chat },
        { "completions", &CapabilityProfile::completions },
        { "embeddings", &CapabilityProfile::embeddings },
        { "stream_usage", &CapabilityProfile::streamUsage },
    };
    for (const auto& [name, member] : known)
        profile.*member = false;
    if (!json.is_array())
        return refuse(pointer, "list_expected");
    for (const Json& name : json) {
        const auto found = std::find_if(
            std::begin(known), std::end(known), [&name](const auto& entry) { return name == entry.first; });
        if (found == std::end(known))
            return refuse(pointer, "capability_unknown");
        profile.*found->second = true;
    }
    return {};
}

Result<CapabilityProfile> readProfile(const Json& json, const std::string& pointer)
{
    CapabilityProfile profile;
    const auto context = tokensOf(json, "context", pointer);
    const auto maxOutput = tokensOf(json, "max_output", pointer);
    if (!context || !maxOutput)
        return tl::unexpected(!context ? context.error() : maxOutput.error());
    profile.context = *context;
    profile.maxOutput = *maxOutput;
    if (auto read = readCapabilities(profile, json.value("capabilities", Json()), pointer + "/capabilities"); !read)
        return tl::unexpected(read.error());
    if (json.contains("max_tokens_field")) {
        auto field = textOf(json, "max_tokens_field", pointer);
        if (!field)
            return tl::unexpected(field.error());
        profile.maxTokensField = std::move(*field);
    }
    if (json.contains("image_tokens")) {
        const auto tokens = tokensOf(json, "image_tokens", pointer);
        if (!tokens)
            return tl::unexpected(tokens.error());
        profile.imageTokens = *tokens;
    }
    if (const auto refuses = json.find("refuses"); refuses != json.end()) {
        for (const Json& field : *refuses) {
            if (!field.is_string())
                return refuse(pointer + "/refuses", "text_expected");
            profile.refuses.push_back(field.get<std::string>());
        }
    }
    return profile;
}

bool isEntryField(std::string_view name)
{
    constexpr std::string_view kFields[] { "provider", "model", "context", "max_output", "capabilities",
        "max_tokens_field", "image_tokens", "refuses", "source", "date", "note" };
    return std::find(std::begin(kFields), std::end(kFields), name) != std::end(kFields);
}

Result<PriceBook::Entry> readEntry(const Json& json, const std::string& pointer)
{
    if (!json.is_object())
        return refuse(pointer, "object_expected");
    Json priceFields = Json::object();
    for (const auto& item : json.items()) {
        if (!isEntryField(item.key()))
            priceFields[item.key()] = item.value();
    }
    auto provider = textOf(json, "provider", pointer);
    auto model = textOf(json, "model", pointer);
    auto source = textOf(json, "source", pointer);
    auto date = textOf(json, "date", pointer);
    for (const auto* text : { &provider, &model, &source, &date }) {
        if (!*text)
            return tl::unexpected(text->error());
    }
    if (!findPreset(*provider))
        return refuse(pointer + "/provider", "provider_unknown");
    auto price = readPrice(priceFields, pointer);
    if (!price)
        return refuse(std::string(price.error().parameter("pointer")), price.error().code);
    price->source = *source + " " + *date;
    price->date = *date;
    auto profile = readProfile(json, pointer);
    if (!profile)
        return tl::unexpected(profile.error());
    return PriceBook::Entry { std::move(*provider), std::move(*model), std::move(*price), std::move(*profile) };
}

} // namespace

Result<PriceBook> PriceBook::parse(std::string_view json)
{
    const Json read = Json::parse(json, nullptr, false);
    if (!read.is_object() || read.value("schema", Json()) != 1)
        return refuse("", "schema_1_expected");
    auto version = textOf(read, "version", "");
    if (!version)
        return tl::unexpected(version.error());
    const auto entries = read.find("entries");
    if (entries == read.end() || !entries->is_array())
        return refuse("/entries", "list_expected");
    PriceBook book;
    book.m_version = std::move(*version);
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t i = 0; i < entries->size(); ++i) {
        const std::string pointer = "/entries/" + std::to_string(i);
        auto entry = readEntry((*entries)[i], pointer);
        if (!entry)
            return tl::unexpected(entry.error());
        if (!seen.emplace(entry->provider, entry->model).second)
            return refuse(pointer, "model_twice");
        book.m_entries.push_back(std::move(*entry));
    }
    return book;
}

const PriceBook& PriceBook::builtIn()
{
    static const PriceBook book = [] {
        auto read = parse(embedded::prices);
        if (!read) // a broken build, not a condition of the running program
            throw std::logic_error("the built-in price book: " + read.error().text());
        return std::move(*read);
    }();
    return book;
}

const PriceBook::Entry* PriceBook::find(std::string_view providerPreset, std::string_view model) const
{
    const auto exact = [&](std::string_view name) -> const Entry* {
        const auto found = std::find_if(m_entries.begin(), m_entries.end(),
            [&](const Entry& entry) { return entry.provider == providerPreset && entry.model == name; });
        return found == m_entries.end() ? nullptr : &*found;
    };
    std::string_view name = model;
    for (;;) {
        if (const Entry* entry = exact(name))
            return entry;
        if (const Entry* entry = exact(withoutSuffix(name)))
            return entry;
        const std::size_t slash = name.rfind('/');
        if (slash == std::string_view::npos)
            return nullptr;
        name.remove_prefix(slash + 1);
    }
}

} // namespace signalbox
