// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/price_errors.h"

#include "app/verbs.h"

#include "core/base/error_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace signalbox::app {

namespace {

struct Sentence {
    std::string_view code;
    std::string_view text; ///< {name} stands for the error's parameter of that name
};

constexpr Sentence kSentences[] {
    { "prices_too_large", "the prices would take more than {max} bytes; import fewer models" },
    { "prices_too_many", "there are {max} prices by date already; import fewer models" },
    { "prices_syntax", "{path} is no JSON; repair it, or move it away to go back to the built-in prices" },
    { "prices_invalid",
        "{path}: {reason} at {pointer}; repair it there, or move it away to go back to the built-in prices" },
    { "prices_newer", "{path} is of a newer Signalbox (schema {schema}); update this one" },
    { "price_provider",
        "\"{provider}\" can't be a provider; write PROVIDER/MODEL with an id of the configuration or a kind of "
        "provider "
        "(openai, anthropic, ...)" },
    { "price_model", "\"{model}\" can't be a model; letters, digits and ._:/@+- only, at most 256" },
    { "price_day", "there is no day \"{day}\"; write it like 2026-12-01" },
    { "price_entry_unknown",
        "there is no entry {number} to do that with; `signalbox prices history PROVIDER/MODEL` lists them" },
    { "price_word", "the only price that is a word is \"free\"" },
    { "price_syntax", "\"{text}\" is no price; write dollars per million tokens like 2.50, with at most six decimals" },
    { "price_range", "\"{text}\" is out of range; dollars per million tokens, from 0 to 1000000" },
    { "price_zero", "all prices are zero; say --free if it costs nothing" },
    { "price_not_text", "a number would be rounded; write it as text: \"2.50\"" },
    { "money_syntax", "\"{text}\" is no amount; write dollars like 0.005" },
    { "money_range", "\"{text}\" has too many digits; dollars with at most nine decimals" },
    { "field_missing", "{field} is missing: give --input and --output, or --free" },
    { "field_unknown", "there is no field \"{field}\" in a price; there is: {known}" },
    { "ranges_order", "the ranges must stand in order, each threshold above the one before" },
    { "catalogue_too_large", "{path} is larger than {max} bytes, so it was not read; cut it down" },
    { "catalogue_too_many", "{path} has more than {max} lists; read fewer at once" },
    { "catalogue_duplicate",
        "{path} names \"{name}\" twice in one object, so nobody can tell which one counts; ask its publisher" },
    { "catalogue_syntax", "{path} is no JSON object, or nested too deeply; is it the right file?" },
    { "catalogue_unknown",
        "{path} is no list of LiteLLM, models.dev, Portkey or OpenRouter; is it the right file? (--format says it)" },
    { "catalogue_provider", "{path} is about one provider: say which with --provider" },
    { "catalogue_mixed",
        "{path} is another publisher's list than those before it in the folder; read them one by one" },
    { "download_scheme", "{address} is not fetched: https only, without a user name in the address" },
    { "download_failed", "{address} could not be fetched: {reason}; nothing was changed" },
    { "file_unreadable", "{path} cannot be read (error {errno})" },
    { "file_unwritable", "{path} cannot be written (error {errno}); nothing was changed" },
    { "config_invalid", "the configuration {path} has errors; mend them first" },
};

} // namespace

int failPrices(const Error& error)
{
    const auto sentence = std::find_if(std::begin(kSentences), std::end(kSentences),
        [&error](const Sentence& each) { return each.code == error.code; });
    if (sentence == std::end(kSentences))
        return failWith(error);
    fmt::print(stderr, "signalbox: {} [{}]\n", filled(sentence->text, error), error.code);
    return exitCodeOf(error);
}

} // namespace signalbox::app
