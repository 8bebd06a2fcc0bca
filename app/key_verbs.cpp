// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control.h"
#include "app/keychain_vault.h"
#include "app/orders.h"
#include "app/verbs.h"

#include "core/budget/ledger.h"

#include <QCoreApplication>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <future>
#include <iostream>

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

int addKey(const Options& options)
{
    std::optional<std::string> value;
    if (options.valueStdin)
        value = firstLineOfInput();
    nlohmann::json request { { "verb", "keys.add" }, { "name", options.name } };
    if (value)
        request["value"] = *value;
    if (const auto answer = askRunning(options.dataDir, request))
        return answer->value("ok", false) ? printNewKey(answer->value("key", "")) : failWith(errorOf(*answer));
    auto key = makeVirtualKey(options.name, std::move(value), SystemClock().now());
    if (!key)
        return failWith(key.error());
    const auto stored = changeLedger(options, [&](Ledger& ledger, auto done) { ledger.addKey(key->key, done); });
    return stored ? printNewKey(key->text) : failWith(stored.error());
}

int listKeys(const Options& options)
{
    const auto keys = Ledger::storedKeys(options.dataDir);
    if (!keys)
        return failWith(keys.error());
    for (const VirtualKey& key : *keys) {
        if (options.json) {
            const nlohmann::ordered_json json { { "id", key.id }, { "name", key.name }, { "last_four", key.lastFour },
                { "created_at", isoUtc(key.createdAt) },
                { "revoked_at",
                    key.revokedAt ? nlohmann::ordered_json(isoUtc(*key.revokedAt)) : nlohmann::ordered_json() } };
            fmt::print("{}\n", json.dump());
        } else {
            fmt::print("{}  ...{}  {}  {}{}\n", key.id, key.lastFour, isoUtc(key.createdAt).substr(0, 19), key.name,
                key.revokedAt ? "  (revoked)" : "");
        }
    }
    return kFine;
}

int revokeKey(const Options& options)
{
    const auto keys = Ledger::storedKeys(options.dataDir);
    if (!keys)
        return failWith(keys.error());
    std::string id;
    for (const VirtualKey& key : *keys) {
        if (!key.revokedAt && (key.id == options.name || key.name == options.name))
            id = key.id;
    }
    if (id.empty())
        return failWith({ "key_unknown", { { "name", options.name } } });
    if (const auto answer = askRunning(options.dataDir, { { "verb", "keys.revoke" }, { "name", id } }))
        return answer->value("ok", false) ? kFine : failWith(errorOf(*answer));
    const auto revoked =
        changeLedger(options, [&](Ledger& ledger, auto done) { ledger.revokeKey(id, SystemClock().now(), done); });
    return revoked ? kFine : failWith(revoked.error());
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
