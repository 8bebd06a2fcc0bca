// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// What a virtual key may do. Its ceiling is a ceiling like any other (scope "key:ID"), not part of this.
struct KeyTerms {
    std::vector<std::string> tiers;                ///< ids; empty: every tier
    std::vector<std::string> features;             ///< names; empty: every feature, also none
    std::optional<std::int64_t> requestsPerMinute; ///< in any 60 seconds
    std::optional<std::int64_t> concurrency;       ///< requests in flight at once
    std::optional<std::int64_t> maxTokens;         ///< of one answer
    std::optional<WallUs> expiresAt;               ///< no request begins from then on
    friend bool operator==(const KeyTerms&, const KeyTerms&) = default;

    [[nodiscard]] bool allowsFeature(std::string_view feature) const;
    [[nodiscard]] bool isOver(WallUs now) const { return expiresAt && now >= *expiresAt; }
};

/// Errors: key_terms_invalid (field: "tiers", "features", "rate", "concurrency", "max_tokens", "expires_at").
[[nodiscard]] Result<void> checkKeyTerms(const KeyTerms& terms);

/// One line of JSON: what stands in ledger.db and goes over the control socket; members that limit nothing are left
/// out.
[[nodiscard]] std::string keyTermsJson(const KeyTerms& terms);
/// Errors: key_terms_invalid (field; "json" where it is none). "" and "{}" limit nothing.
[[nodiscard]] Result<KeyTerms> keyTermsFromJson(std::string_view json);

} // namespace signalbox
