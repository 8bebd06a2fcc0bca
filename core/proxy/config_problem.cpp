// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config.h"

#include "core/route/facts.h"
#include "core/route/validators.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

// The English of `signalbox check`: what is wrong, and what would be right. The desk has its own translated sentences.
namespace signalbox {

namespace {

struct Sentence {
    std::string_view code;
    std::string_view text; ///< {name} stands for the error's parameter of that name
};

constexpr Sentence kSentences[] {
    { "config_too_large", "the file is larger than {max} bytes; a configuration never is" },
    { "json_syntax", "this is not JSON here ({reason}); check commas, quotes and brackets around this place" },
    { "json_comment", "JSON has no comments; use a rule's \"note\" field, or delete it" },
    { "json_trailing_comma", "a comma stands before the closing bracket; delete it" },
    { "json_duplicate_name", "\"{name}\" stands twice in this object; keep one of them" },
    { "json_too_deep", "nested too deeply; conditions go to depth 4" },
    { "json_encoding", "this is not valid UTF-8; save the file as UTF-8" },
    { "config_schema_unknown", "unknown schema number; write \"schema\": {known}" },
    { "config_newer", "schema {schema} is newer than this program, which knows {known}; update Signalbox" },
    { "field_type", "a value of another type is needed here: {wanted}" },
    { "field_unknown", "there is no field \"{field}\" here" },
    { "field_missing", "\"{field}\" is missing; add it" },
    { "field_range", "out of range; give a whole number from {min} to {max}" },
    { "field_too_long", "longer than {max} bytes; shorten it" },
    { "field_essential", "\"{field}\" can be neither dropped nor renamed; take it out of this list" },
    { "list_empty", "the list is empty; it needs at least one element" },
    { "list_too_long", "more than {max} elements; remove some" },
    { "value_unknown", "\"{value}\" is not one of: {known}" },
    { "value_type", "the value has the wrong type; this operator and fact need: {wanted}" },
    { "value_order", "the range is upside down; write [{high}, {low}]" },
    { "id_invalid",
        "\"{id}\" can't be an id; use letters, digits, \".\", \"_\" and \"-\", beginning with a letter or digit" },
    { "id_duplicate", "the id \"{id}\" is used twice; give one of them another id" },
    { "secret_in_file",
        "keys never stand in this file; write \"keychain:NAME\", \"env:NAME\" or \"session:NAME\" and store "
        "the key with `signalbox secrets set`" },
    { "secret_twice", "\"secret\" is one key and \"secrets\" is a pool; give one of the two" },
    { "secret_duplicate", "this key stands twice in the pool" },
    { "secret_unused", "\"auth\" is \"none\", so this secret would never be used; remove one of the two" },
    { "url_syntax",
        "not a usable URL ({reason}); write it like \"https://api.example.com/v1\", without user, query or "
        "fragment" },
    { "url_scheme", "\"{scheme}\" is not allowed; use https" },
    { "url_userinfo", "a URL with a user or password in it is refused; store the key with `signalbox secrets set`" },
    { "url_not_local",
        "plain http is allowed to this machine only (localhost, 127.0.0.1, [::1]), with \"local\": true; use "
        "https" },
    { "url_forbidden_address", "{host} is an address that no provider has; use the provider's host name" },
    { "sandbox_not_local",
        "the sandbox is a simulated provider on this machine; use an http URL of this machine, or another "
        "preset" },
    { "api_version_invalid", "\"api_version\" belongs to Azure and looks like \"2024-10-21\"" },
    { "path_not_absolute", "the path must be absolute: begin it with \"/\"" },
    { "header_forbidden",
        "the header \"{field}\" can't be set here: it is no header name, carries a secret, or belongs to "
        "the framing of the message" },
    { "header_value_invalid", "the value of \"{field}\" must be printable ASCII text of 1 to 1024 characters" },
    { "price_not_text", "a number would be rounded; write it as text: \"2.50\"" },
    { "price_word",
        "the only price that is a word is \"free\"; else give {\"input\": \"2.50\", \"output\": \"10.00\"}" },
    { "price_syntax", "\"{text}\" is no price; write dollars per million tokens like \"2.50\"" },
    { "price_range",
        "\"{text}\" is out of range; dollars per million tokens, from 0 to 1000000, with at most six decimals" },
    { "price_zero", "all prices are zero; write \"price\": \"free\" if it costs nothing" },
    { "price_factor_range", "the factor must be a text from \"0.000001\" to \"100\", like \"1.05\"" },
    { "money_not_text", "a number would be rounded; write the amount as text: \"20.00\"" },
    { "money_syntax", "\"{text}\" is no amount; write dollars like \"20.00\"" },
    { "money_range", "\"{text}\" has too many digits; dollars with at most nine decimals" },
    { "money_negative", "a limit can't be negative; \"0.00\" blocks everything" },
    { "provider_unknown", "there is no provider \"{provider}\"; declare it under \"providers\"" },
    { "model_name_invalid", "not a model name; letters, digits and ._:/@+- only" },
    { "output_above_context", "\"max_output\" is larger than \"context\"; input and output share the context" },
    { "deployment_duplicate", "{deployment} is already in this chain; remove one of them" },
    { "unpriced_model",
        "no price is known for {model} of \"{provider}\": it can't be used under a ceiling; add \"price\"" },
    { "deployment_unknown", "no tier has the deployment \"{deployment}\"; it is written provider/model" },
    { "intent_unknown", "there is no intent \"{intent}\"; declare it under \"intents\"" },
    { "pattern_invalid", "RE2 can't take this regular expression: {reason}" },
    { "pattern_fits_nothing", "this pattern also fits an empty text; ask for at least one character" },
    { "pattern_too_large",
        "this regular expression is too large ({size} instructions, at most {max}); write less repetition" },
    { "tier_unknown", "there is no tier \"{tier}\"" },
    { "origin_invalid", "\"{origin}\" is no origin; write scheme, host and port alone: \"http://localhost:3000\"" },
    { "outer_address_invalid", "\"{address}\" is no IP address; write one of this machine's, like \"172.17.0.1\"" },
    { "outer_address_wildcard",
        "{address} would listen to every network this machine is in; write the one address that containers reach" },
    { "outer_address_loopback", "{address} is the loopback, which is listened on anyway; containers don't reach it" },
    { "outer_hosts_empty",
        "\"hosts\" lists the names under which containers may ask; write at least one, like "
        "\"host.docker.internal:8787\"" },
    { "outer_host_invalid", "\"{host}\" is no host; write a name or an address, with or without a port, no patterns" },
    { "zone_unknown", "there is no time zone \"{zone}\"; use \"system\" or an IANA name like \"Europe/Berlin\"" },
    { "day_start_range", "a day starts between 00:00 and 23:59" },
    { "time_invalid", "\"{text}\" is no time; write it like \"04:00\"" },
    { "floor_above_default", "\"clamp_floor\" is above \"default_max_output\"; lower it" },
    { "scope_invalid", "\"{scope}\" is no scope; use global, sandbox, tier:ID or key:ID" },
    { "rule_unknown", "there is no rule \"{rule}\"" },
    { "ceiling_scope_duplicate", "two ceilings have the scope \"{scope}\" and the same window; keep one of them" },
    { "no_global_ceiling", "no ceiling has the scope \"global\": a day may cost any amount; add one" },
    { "share_range", "a share above 0 and up to 10 is needed: 0.8 is 80 %" },
    { "channel_url_is_secret",
        "who knows this URL can write there; store it with `signalbox secrets set NAME` and write "
        "\"keychain:NAME\"" },
    { "mail_address_invalid", "not a plain mail address; write it like \"ops@example.com\"" },
    { "mail_host_invalid", "not a host name; the port has a field of its own" },
    { "condition_shape",
        "not a condition; write {\"fact\": NAME, OPERATOR: VALUE}, {\"all\"|\"any\"|\"none\": [...]} or, "
        "alone, \"always\"" },
    { "fact_unknown", "there is no fact \"{fact}\"" },
    { "operator_unknown",
        "there is no operator \"{operator}\"; use is, is_not, in, lt, le, gt, ge, between, contains, "
        "starts_with, and word or matches for \"text\"" },
    { "operator_type", "\"{operator}\" does not go with \"{fact}\", which is of type {type}" },
    { "too_deep", "groups are nested more than {limit} deep; split the rule" },
    { "rules_empty", "there are no rules; the last one must be \"always\"" },
    { "rule_id_missing", "the rule has no id; give it one" },
    { "rule_id_invalid", "\"{id}\" can't be an id; use letters, digits, \".\", \"_\" and \"-\"" },
    { "rule_id_duplicate", "the rule id \"{id}\" is used twice; give one of them another id" },
    { "last_rule_not_always",
        "the last rule must be on and have \"when\": \"always\", so that every request has a rule" },
    { "rule_shadowed",
        "rule \"{rule}\" never matches: everything it matches goes to {by} before; move it up or delete it" },
    { "rule_contradictory", "rule \"{rule}\" never matches: {tests} can't hold together" },
    { "rule_redundant", "rule \"{rule}\" changes nothing: {by} further down would do the same; it can be deleted" },
    { "strategy_unknown", "there is no strategy \"{strategy}\"; use direct or cascade" },
    { "strategy_tiers",
        "direct takes one \"tier\"; cascade takes \"tiers\": two to eight different ones, cheapest first" },
    { "strategy_validators",
        "validators belong to a cascade, at least one; \"min_output_bytes\" belongs to the validator "
        "\"length\", and it to that" },
    { "validator_unknown", "there is no validator \"{validator}\"" },
};

/// The sentence with the error's parameters put in; names in braces that are no parameter stay as they are.
std::string filled(std::string_view text, const Error& error)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos)
            break;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto known = std::find_if(error.parameters.begin(), error.parameters.end(),
            [name](const auto& parameter) { return parameter.first == name; });
        out += text.substr(0, open);
        if (known == error.parameters.end()) {
            out += '{';
            text.remove_prefix(open + 1);
        } else {
            out += known->second;
            text.remove_prefix(close + 1);
        }
    }
    return out.append(text);
}

/// How many letters must be changed to make one word of the other.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t { 0 });
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({ row[j] + 1, row[j - 1] + 1, change }));
        }
    }
    return row.back();
}

std::vector<std::string> namesIn(std::string_view list)
{
    std::vector<std::string> names;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(", "), list.size());
        names.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 2, list.size()));
    }
    return names;
}

/// What could have been meant, by the kind of the error: the wrong word and the words there are.
std::pair<std::string_view, std::vector<std::string>> wordAndChoices(const Error& error)
{
    const std::vector<std::string> known = namesIn(error.parameter("known"));
    if (error.code == "field_unknown")
        return { error.parameter("field"), known };
    if (error.code == "deployment_unknown")
        return { error.parameter("deployment"), known };
    if (error.code == "intent_unknown")
        return { error.parameter("intent"), known };
    if (error.code == "tier_unknown")
        return { error.parameter("tier"), known };
    if (error.code == "provider_unknown")
        return { error.parameter("provider"), known };
    if (error.code == "value_unknown")
        return { error.parameter("value"), known };
    if (error.code == "validator_unknown")
        return { error.parameter("validator"), validatorNames() };
    if (error.code == "fact_unknown") {
        std::vector<std::string> facts;
        for (const FactInfo& fact : factCatalogue())
            facts.emplace_back(fact.name);
        return { error.parameter("fact"), std::move(facts) };
    }
    return {};
}

std::string suggestion(const Error& error)
{
    const auto [word, choices] = wordAndChoices(error);
    if (word.empty() || choices.empty())
        return {};
    const auto* nearest = &choices.front();
    for (const std::string& choice : choices) {
        if (distance(word, choice) < distance(word, *nearest))
            nearest = &choice;
    }
    if (distance(word, *nearest) <= std::max<std::size_t>(2, word.size() / 3))
        return fmt::format("; did you mean \"{}\"?", *nearest);
    return error.code == "value_unknown" ? "" : fmt::format("; there is: {}", fmt::join(choices, ", "));
}

} // namespace

std::string ConfigProblem::text() const
{
    const auto* sentence = std::find_if(std::begin(kSentences), std::end(kSentences),
        [this](const Sentence& candidate) { return candidate.code == error.code; });
    const std::string said =
        sentence == std::end(kSentences) ? error.text() : filled(sentence->text, error) + suggestion(error);
    return fmt::format("line {}, column {}{}{}: {}: {} [{}]", line, column, pointer.empty() ? "" : ", at ", pointer,
        warning ? "warning" : "error", said, error.code);
}

const ConfigProblem* firstError(const std::vector<ConfigProblem>& problems)
{
    const auto isError = [](const ConfigProblem& problem) { return !problem.warning; };
    const auto first = std::ranges::find_if(problems, isError);
    return first == problems.end() ? nullptr : &*first;
}

Result<void> verdict(const ConfigRead& read)
{
    if (read.config)
        return {};
    const ConfigProblem* problem = firstError(read.problems);
    if (problem == nullptr)
        return fail("config_syntax");
    return tl::unexpected(problem->error);
}

} // namespace signalbox
