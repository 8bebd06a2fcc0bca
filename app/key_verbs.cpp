// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control.h"
#include "app/key_ceiling.h"
#include "app/keychain_vault.h"
#include "app/orders.h"
#include "app/verbs.h"

#include "core/budget/ledger.h"
#include "core/record/report.h"

#include <QCoreApplication>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <future>
#include <iostream>
#include <tuple>

namespace signalbox::app {

namespace {

std::string firstLineOfInput()
{
    std::string line;
    std::getline(std::cin, line);
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n'))
        line.pop_back();
    return line;
}

int printNewKey(const std::string& text)
{
    fmt::print("{}\n", text);
    return kFine;
}

std::vector<std::string> listed(std::string_view text)
{
    std::vector<std::string> names;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (comma > 0)
            names.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return names;
}

Result<std::optional<std::int64_t>> counted(const std::string& text, const char* field)
{
    if (text == "none")
        return std::optional<std::int64_t>();
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size())
        return fail("key_terms_invalid", { { "field", field } });
    return std::optional(value);
}

/// "12h" and "30d" from now on; a date is its beginning.
Result<std::optional<WallUs>> expiryOf(const std::string& text, WallUs now)
{
    if (text == "never")
        return std::optional<WallUs>();
    const auto at = parseSince(text, now);
    if (!at)
        return fail("key_terms_invalid", { { "field", "expires_at" } });
    const bool isSpan = text.find('-') == std::string::npos;
    return std::optional(isSpan ? now + (now - *at) : *at);
}

/// The terms with what the command line says about them.
Result<KeyTerms> changed(KeyTerms terms, const KeyOptions& key)
{
    if (key.tiers)
        terms.tiers = *key.tiers == "all" ? std::vector<std::string>() : listed(*key.tiers);
    if (key.features)
        terms.features = *key.features == "all" ? std::vector<std::string>() : listed(*key.features);
    for (const auto& [text, member, field] : { std::tuple(&key.rate, &KeyTerms::requestsPerMinute, "rate"),
             std::tuple(&key.concurrency, &KeyTerms::concurrency, "concurrency"),
             std::tuple(&key.maxTokens, &KeyTerms::maxTokens, "max_tokens") }) {
        if (!*text)
            continue;
        const auto count = counted(**text, field);
        if (!count)
            return tl::unexpected(count.error());
        terms.*member = *count;
    }
    if (key.expires) {
        const auto expiry = expiryOf(*key.expires, SystemClock().now());
        if (!expiry)
            return tl::unexpected(expiry.error());
        terms.expiresAt = *expiry;
    }
    if (auto checked = checkKeyTerms(terms); !checked)
        return tl::unexpected(checked.error());
    return terms;
}

/// The ceiling of its own, where the command line names one.
Result<void> limit(const Options& options, const std::string& keyId)
{
    const KeyOptions& key = options.key;
    if (!key.ceiling)
        return {};
    const nlohmann::json request { { "verb", "keys.ceiling" }, { "name", keyId }, { "limit", *key.ceiling },
        { "window", key.per } };
    if (const auto answer = askRunning(options.dataDir, request))
        return answer->value("ok", false) ? Result<void>() : tl::unexpected(errorOf(*answer));
    return setKeyCeiling(options.configPath, keyId, *key.ceiling, key.per);
}

int addKey(const Options& options)
{
    std::optional<std::string> value;
    if (options.valueStdin)
        value = firstLineOfInput();
    const auto terms = changed({}, options.key);
    if (!terms)
        return failWith(terms.error());
    nlohmann::json request { { "verb", "keys.add" }, { "name", options.name }, { "terms", keyTermsJson(*terms) } };
    if (value)
        request["value"] = *value;
    std::string id;
    std::string text;
    if (const auto answer = askRunning(options.dataDir, request)) {
        if (!answer->value("ok", false))
            return failWith(errorOf(*answer));
        id = answer->value("id", "");
        text = answer->value("key", "");
    } else {
        auto key = makeVirtualKey(options.name, std::move(value), SystemClock().now());
        if (!key)
            return failWith(key.error());
        key->key.terms = *terms;
        const auto stored = changeLedger(options, [&](Ledger& ledger, auto done) { ledger.addKey(key->key, done); });
        if (!stored)
            return failWith(stored.error());
        id = key->key.id;
        text = key->text;
    }
    // Its ceiling first: a key that could not be limited as asked is not handed out.
    if (const auto limited = limit(options, id); !limited) {
        (void)ordered(options, { { "verb", "keys.revoke" }, { "name", id } },
            [&](Ledger& ledger, auto done) { ledger.revokeKey(id, SystemClock().now(), done); });
        return failWith(limited.error());
    }
    return printNewKey(text);
}

std::string termsText(const KeyTerms& terms)
{
    return terms == KeyTerms() ? std::string() : "  " + keyTermsJson(terms);
}

int listKeys(const Options& options)
{
    const auto keys = Ledger::storedKeys(options.dataDir);
    if (!keys)
        return failWith(keys.error());
    const auto moment = [](const std::optional<WallUs>& at) {
        return at ? nlohmann::ordered_json(isoUtc(*at)) : nlohmann::ordered_json();
    };
    for (const VirtualKey& key : *keys) {
        if (options.json) {
            nlohmann::ordered_json json { { "id", key.id }, { "name", key.name }, { "last_four", key.lastFour },
                { "created_at", isoUtc(key.createdAt) }, { "revoked_at", moment(key.revokedAt) } };
            json["terms"] = nlohmann::ordered_json::parse(keyTermsJson(key.terms));
            if (key.terms.expiresAt)
                json["terms"]["expires_at"] = moment(key.terms.expiresAt);
            fmt::print("{}\n", json.dump());
        } else {
            fmt::print("{}  ...{}  {}  {}{}{}\n", key.id, key.lastFour, isoUtc(key.createdAt).substr(0, 19), key.name,
                key.revokedAt                               ? "  (revoked)"
                    : key.terms.isOver(SystemClock().now()) ? "  (expired)"
                                                            : "",
                termsText(key.terms));
        }
    }
    return kFine;
}

enum class Standing { InForce, Revoked };

/// By id, or by a name that one of that standing has.
Result<VirtualKey> keyNamed(const Options& options, Standing standing)
{
    const auto keys = Ledger::storedKeys(options.dataDir);
    if (!keys)
        return tl::unexpected(keys.error());
    for (auto key = keys->rbegin(); key != keys->rend(); ++key) {
        const bool revoked = key->revokedAt.has_value();
        if (revoked == (standing == Standing::Revoked) && (key->id == options.name || key->name == options.name))
            return *key;
    }
    return fail("key_unknown", { { "name", options.name } });
}

int changeKey(const Options& options)
{
    auto key = keyNamed(options, Standing::InForce);
    if (!key)
        return failWith(key.error());
    auto terms = changed(key->terms, options.key);
    if (!terms)
        return failWith(terms.error());
    key->terms = std::move(*terms);
    key->name = options.key.rename.value_or(key->name);
    if (const auto named = checkKeyName(key->name); !named)
        return failWith(named.error());
    const nlohmann::json request { { "verb", "keys.change" }, { "name", key->id }, { "rename", key->name },
        { "terms", keyTermsJson(key->terms) } };
    auto done =
        ordered(options, request, [&](Ledger& ledger, auto answer) { ledger.changeKey(*key, std::move(answer)); });
    if (done)
        done = limit(options, key->id);
    return done ? kFine : failWith(done.error());
}

int revokeKey(const Options& options)
{
    const auto key = keyNamed(options, Standing::InForce);
    if (!key)
        return failWith(key.error());
    const auto revoked = ordered(options, { { "verb", "keys.revoke" }, { "name", key->id } },
        [&](Ledger& ledger, auto done) { ledger.revokeKey(key->id, SystemClock().now(), std::move(done)); });
    return revoked ? kFine : failWith(revoked.error());
}

int restoreKey(const Options& options)
{
    const auto key = keyNamed(options, Standing::Revoked);
    if (!key)
        return failWith(key.error());
    const auto restored = ordered(options, { { "verb", "keys.restore" }, { "name", key->id } },
        [&](Ledger& ledger, auto done) { ledger.restoreKey(key->id, std::move(done)); });
    return restored ? kFine : failWith(restored.error());
}

} // namespace

int runKeys(const Options& options, int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    switch (options.verb) {
    case Verb::KeysAdd:
        return addKey(options);
    case Verb::KeysList:
        return listKeys(options);
    case Verb::KeysChange:
        return changeKey(options);
    case Verb::KeysRestore:
        return restoreKey(options);
    default:
        return revokeKey(options);
    }
}

int runSecrets(const Options& options, int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    KeychainVault vault(options.dataDir);
    const std::string reference = options.name.rfind("keychain:", 0) == 0 ? options.name : "keychain:" + options.name;
    const std::string name = reference.substr(std::string("keychain:").size());
    if (options.verb == Verb::SecretsList) {
        const auto config = readTextFile(options.configPath);
        const ConfigRead read = config ? readConfig(*config, PriceBook::builtIn()) : ConfigRead {};
        for (const auto& provider :
            read.config ? read.config->providers : std::vector<std::shared_ptr<const Provider>>()) {
            for (const std::string& key : provider->secretRefs) {
                const bool inKeychain = key.rfind("keychain:", 0) == 0;
                const auto found =
                    inKeychain ? vault.read(key.substr(9)) : tl::unexpected(Error { "not_in_keychain", {} });
                fmt::print("{}  {}\n", key, found ? "stored, ends in " + (*found)->lastFour() : found.error().code);
            }
        }
        return kFine;
    }
    const bool remove = options.verb == Verb::SecretsRemove;
    std::string text = remove ? std::string() : firstLineOfInput();
    nlohmann::json request { { "verb", remove ? "secrets.remove" : "secrets.set" }, { "name", reference },
        { "value", text } };
    const auto answer = askRunning(options.dataDir, request);
    Result<void> done;
    if (answer)
        done = answer->value("ok", false) ? Result<void>() : tl::unexpected(errorOf(*answer));
    else
        done = remove ? vault.remove(name) : vault.write(name, text);
    wipe(text);
    return done ? kFine : failWith(done.error());
}

} // namespace signalbox::app
