// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/keys/vault.h"
#include "core/tiers/tier.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// A model that a server says it serves.
struct OfferedModel {
    std::string id;
    std::int64_t contextLength = 0; ///< tokens; 0: not said
    friend bool operator==(const OfferedModel&, const OfferedModel&) = default;
};

/// The list in an answer to GET /models, by name, each once: {"data":[{"id"}]}, {"models":[{"name"}]} or a bare list.
/// Names that no model has (control bytes, over 200 bytes) are left out. Errors: models_unreadable, models_none.
[[nodiscard]] Result<std::vector<OfferedModel>> offeredModelsIn(std::string_view body);

/// Asks a server. Blocking, until `patience` at the most or a tenth of a second after stop; follows no redirect, reads
/// at most 4 MiB. Errors: those of an attempt (upstream_connect, upstream_auth, upstream_redirect, ...), cancelled,
/// models_too_large, and as offeredModelsIn().
[[nodiscard]] Result<std::vector<OfferedModel>> askForModels(const Provider& provider,
    const std::shared_ptr<const Secret>& secret, std::chrono::milliseconds patience, const std::stop_token& stop);

/// A place where servers for models usually listen on this machine.
struct LocalServer {
    std::uint16_t port = 0;
    std::string names; ///< of the programs: "llama.cpp, LocalAI"
    Result<std::vector<OfferedModel>> models;
};
/// Asks the usual ports of 127.0.0.1, all at once: two seconds at the most, and nothing leaves the machine. Only where
/// the operator wants it. Blocking.
[[nodiscard]] std::vector<LocalServer> findLocalServers(const std::stop_token& stop);

} // namespace signalbox
