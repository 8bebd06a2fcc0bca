// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/http/session.h"
#include "core/proxy/config.h"
#include "core/proxy/services.h"

#include <atomic>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox {

/// What a path is, before any body is read.
enum class Path { Healthz, Models, Model, Exchange, Unknown };
struct Destination {
    Path path = Path::Unknown;
    Endpoint endpoint = Endpoint::ChatCompletions;
    std::string model; ///< of GET /v1/models/<model>
};
[[nodiscard]] Destination destinationOf(std::string_view path);

/// The text behind "Bearer ", or "".
[[nodiscard]] std::string_view bearerOf(const http::RequestHead& head);
/// "feature" for "x-signalbox-feature" (any case); "" for other fields.
[[nodiscard]] std::string_view hintName(std::string_view fieldName);
/// The allow-list of client fields that go upstream; never cookies or keys.
[[nodiscard]] bool passesUpstream(std::string_view fieldName);

/// On which address somebody asks: the loopback, or the one for containers, where nothing is answered without a key.
enum class Door { Loopback, Outer };

/// Key, path, method and media type: everything that can be refused without the body. The client that the key belongs
/// to goes along (EarlyAnswer::admitted), also where it is refused as key_revoked or key_expired.
[[nodiscard]] http::EarlyAnswer checkHead(const http::RequestHead& head, const VirtualKeys& keys, WallUs now,
    bool paused, bool stopping, Door door = Door::Loopback);
/// Whom checkHead() let in; nullptr: it was not asked, or nobody.
[[nodiscard]] const Client* clientOf(const std::shared_ptr<const void>& admitted);

/// GET /v1/models: virtual models, then deployments; of the tiers that the key may use.
[[nodiscard]] std::string modelsBody(const Config& config, const KeyTerms& terms);
[[nodiscard]] std::optional<std::string> modelBody(const Config& config, const KeyTerms& terms, std::string_view id);
/// GET /healthz: "ok", or with a key the fingerprint of this start, an HMAC under the key's SHA-256 (T5).
[[nodiscard]] std::string healthBody(
    const http::RequestHead& head, const VirtualKeys& keys, WallUs now, std::string_view startToken);

} // namespace signalbox
