// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// The operator's patterns (RE2, linear in time) for what must not be stored or sent of the text that clients and
/// providers give: customer numbers, mail addresses, host names. Immutable; any thread.
class Redaction {
public:
    struct Rule {
        std::string pattern;
        std::string with = "[redacted]"; ///< plain text, in the place of every match
        friend bool operator==(const Rule&, const Rule&) = default;
    };
    /// Replaces nothing.
    [[nodiscard]] static std::shared_ptr<const Redaction> none();
    /// Errors: pattern_invalid (index, reason), pattern_fits_nothing (index): it matches the empty text.
    [[nodiscard]] static Result<std::shared_ptr<const Redaction>> make(const std::vector<Rule>& rules);
    ~Redaction();

    [[nodiscard]] bool empty() const;
    /// In order, each rule on what the one before left.
    [[nodiscard]] std::string applied(std::string text) const;

private:
    struct Impl;
    explicit Redaction(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
