// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert_settings.h"
#include "core/base/clock.h"
#include "core/budget/ceiling.h"
#include "core/http/base_url.h"
#include "core/record/redaction.h"
#include "core/route/rule_set.h"
#include "core/tiers/price_book.h"
#include "core/tiers/tier.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// One more address to listen on, for applications in containers, virtual machines and WSL (listen.outer).
struct OuterListen {
    std::string address;            ///< an IP address that is neither a wildcard nor the loopback's
    std::uint16_t port = 0;         ///< 0: the same as on the loopback
    std::vector<std::string> hosts; ///< accepted in Host: "name" or "name:port"; never empty
    friend bool operator==(const OuterListen&, const OuterListen&) = default;
};

/// The applied configuration: immutable, shared by every request that started under it.
struct Config {
    std::uint16_t port = 8787;
    bool sameUserOnly = true;
    bool sameUserProven = false; ///< refuse a client, too, where the kernel can't tell whose it is
    std::vector<std::string> allowedOrigins;
    std::optional<OuterListen> outer;
    bool honourNamedModels = false;
    std::string baselineTier;
    DayRule day;
    std::int64_t clampFloor = 64;         ///< tokens; a clamp never goes below (budget.clamp_floor)
    std::int64_t defaultMaxOutput = 4096; ///< where the client gives none and the profile allows more
    std::vector<std::shared_ptr<const Provider>> providers;
    std::vector<Tier> tiers;
    RuleSet rules;           ///< with the operator's intents
    bool keepPrompts = true; ///< the newest prompts, in memory only, for what-if (prompts_in_memory)
    std::vector<Ceiling> ceilings;
    AlertSettings alerts = AlertSettings::untold();
    /// What is taken out of client text before it is stored or sent (redact); never nullptr.
    std::shared_ptr<const Redaction> redaction = Redaction::none();
    std::string text; ///< the JSON it was read from, as canonical text
    /// Its deployments have the prices of the day it was made; from here on those of another day hold.
    WallUs pricesUntil = INT64_MAX;

    [[nodiscard]] const Tier* findTier(std::string_view id) const;
    [[nodiscard]] std::shared_ptr<const Provider> findProvider(std::string_view id) const;
    [[nodiscard]] std::shared_ptr<const Deployment> findDeployment(std::string_view id) const;
};

/// One place in the file that is wrong: JSON pointer, line and column (from 1), a stable code and what would be right.
struct ConfigProblem {
    std::string pointer;
    int line = 0;
    int column = 0;
    Error error;
    bool warning = false;                   ///< runs all the same (unpriced model, dead rule)
    [[nodiscard]] std::string text() const; ///< English, one line, with the remedy: for `signalbox check`
};

struct ConfigRead {
    std::shared_ptr<const Config> config; ///< nullptr where there is an error
    std::vector<ConfigProblem> problems;  ///< errors and warnings, in order of place
};

/// The first of them that is not a warning only; nullptr where there is none.
[[nodiscard]] const ConfigProblem* firstError(const std::vector<ConfigProblem>& problems);
/// The first error of a reading; config_syntax where it gave no configuration and names none.
[[nodiscard]] Result<void> verdict(const ConfigRead& read);

/// Reads schema 1: size <= 1 MiB, depth <= 32, checked against resources/signalbox.schema.json, then by meaning
/// (unknown tiers, duplicate ids, forbidden URLs, prices). Older schema numbers are migrated, newer refused
/// (config_newer). Comments are refused with their place.
[[nodiscard]] ConfigRead readConfig(std::string_view text, const PriceBook& prices);

/// `now` with the rules, tiers, ceilings, intents and baseline of `then`: what a roll back applies. Both are texts of
/// configurations that were read without an error; a deployment of a provider that is gone shows when it is read again.
[[nodiscard]] std::string withRoutingOf(const std::string& now, const std::string& then);

/// Errors: file_unreadable (path, errno).
[[nodiscard]] Result<std::string> readTextFile(const std::string& path);
/// Temp file + fsync + rename, 0600, through a link to the file it names. The text is kept as "<path>.last-good" first:
/// what the program accepted last outlives a broken edit by hand. Errors: file_unwritable (path, errno).
[[nodiscard]] Result<void> saveTextFile(const std::string& path, std::string_view text);
/// The same for a text that somebody else wrote to path and that was read without an error.
[[nodiscard]] Result<void> keepLastGood(const std::string& path, std::string_view text);

} // namespace signalbox
