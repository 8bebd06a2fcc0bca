// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keys_poses.h"

#include "ui/bridge/engine.h"
#include "ui/keys/keys_page.h"
#include "ui/keys/secret_panel.h"
#include "ui/keys/secrets_model.h"
#include "ui/keys/virtual_keys_model.h"

#include <nlohmann/json.hpp>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr WallUs kHour = 3600LL * 1'000'000;

/// A pool of three, a key in a keychain that is locked, and a provider without a key.
std::string withMoreKeys(const std::string& text)
{
    Json config = Json::parse(text);
    config["providers"][0]["secrets"].push_back("session:openai-3");
    config["providers"][1]["secret"] = "keychain:anthropic";
    config["providers"].push_back({ { "id", "mistral" }, { "preset", "mistral" }, { "secret", "keychain:mistral" } });
    return config.dump();
}

SecretStore::View secret(const char* reference, const char* lastFour)
{
    return { reference, lastFour, true, {} };
}

ui::SecretsModel::Keys providerKeys(WallUs now)
{
    ui::SecretsModel::Keys keys;
    keys.vaultName = QStringLiteral("GNOME Keyring");
    keys.now = now;
    keys.secrets = { secret("session:openai", "abcd"), secret("session:openai-2", "efgh"),
        secret("session:openai-3", "ijkl"), { "keychain:anthropic", {}, false, "keychain_locked" } };
    keys.health = { { "session:openai", KeyState::Healthy, {}, 0, now - 2'000'000, 812 },
        { "session:openai-2", KeyState::Refused, "upstream_auth", 184'000, now - kHour / 4, 96 },
        { "session:openai-3", KeyState::Cooling, "upstream_rate_limited", 21'000, now - 9'000'000, 377 } };
    return keys;
}

VirtualKey applicationKey(const char* id, const char* name, WallUs createdAt)
{
    VirtualKey key;
    key.id = id;
    key.name = name;
    key.lastFour = std::string(id).substr(3, 4);
    key.createdAt = createdAt;
    return key;
}

/// Rated, at the end of its budget, expired, revoked.
std::vector<VirtualKey> applicationKeys(WallUs now)
{
    std::vector<VirtualKey> keys { applicationKey("vk_k3fx0001", "ide-plugin", now - 900 * kHour),
        applicationKey("vk_p9qz0002", "night-batch", now - 700 * kHour),
        applicationKey("vk_w2mt0003", "contractor", now - 800 * kHour),
        applicationKey("vk_c7ra0004", "trial", now - 1000 * kHour) };
    keys[0].terms.requestsPerMinute = 60;
    keys[0].terms.expiresAt = now + 200 * kHour;
    keys[1].terms.requestsPerMinute = 600;
    keys[1].terms.concurrency = 8;
    keys[1].terms.tiers = { "small" };
    keys[2].terms.expiresAt = now - 30 * kHour;
    keys[2].terms.features = { "claims-triage" };
    keys[3].revokedAt = now - 3 * kHour;
    return keys;
}

Ledger::Standing budgetOf(const std::string& keyId)
{
    Ledger::Standing standing;
    standing.ceiling.window = Window::Day;
    standing.ceiling.limit = standing.configured = Money::fromNano(5'000'000'000);
    standing.balance.scope = "key:" + keyId;
    standing.balance.settled = Money::fromNano(5'000'000'000);
    return standing;
}

} // namespace

bool photographKeys(ui::Engine& engine, ui::KeysPage& page, const Photograph& photograph)
{
    const std::string former = engine.config()->text;
    auto* secrets = page.findChild<ui::SecretsModel*>();
    auto* keys = page.findChild<ui::VirtualKeysModel*>();
    auto* panel = page.findChild<ui::SecretPanel*>();
    if (!engine.apply(withMoreKeys(former)).config)
        return false;
    page.hidden(); // so that it stays as it is posed
    const WallUs now = SystemClock().now();
    secrets->set(*engine.config(), providerKeys(now));
    const std::vector<VirtualKey> posed = applicationKeys(now);
    keys->set(posed, { budgetOf(posed[1].id) }, now);
    for (std::size_t i = 0; i < posed.size(); ++i) {
        keys->setLastUse(posed[i].id, now - static_cast<WallUs>(i * i + 1) * 70'000'000);
        keys->setToday(posed[i].id, i == 0 ? 812 : i == 1 ? 4'930 : 0);
    }
    bool taken = photograph(QStringLiteral("keys-states"));
    panel->openToStore(engine.config()->providers[1], "keychain:anthropic");
    panel->showWaiting();
    taken = taken && photograph(QStringLiteral("keys-waiting"));
    panel->close();
    taken = engine.apply(former).config && taken;
    page.shown();
    return taken;
}

} // namespace signalbox::app
