// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/redaction.h"

#include <re2/re2.h>

namespace signalbox {

struct Redaction::Impl {
    struct Compiled {
        std::unique_ptr<const re2::RE2> pattern;
        std::string with;
    };
    std::vector<Compiled> rules;
};

namespace {

constexpr std::int64_t kMostMemory = 1 << 20;

/// RE2 takes \\1 in a replacement for a group: here it is plain text.
std::string literal(std::string_view with)
{
    std::string text;
    for (const char c : with) {
        if (c == '\\')
            text += c;
        text += c;
    }
    return text;
}

} // namespace

Redaction::Redaction(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Redaction::~Redaction() = default;

std::shared_ptr<const Redaction> Redaction::none()
{
    static const std::shared_ptr<const Redaction> nothing(new Redaction(std::make_unique<Impl>()));
    return nothing;
}

Result<std::shared_ptr<const Redaction>> Redaction::make(const std::vector<Rule>& rules)
{
    auto impl = std::make_unique<Impl>();
    for (const Rule& rule : rules) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_max_mem(kMostMemory);
        options.set_never_nl(false);
        auto pattern = std::make_unique<const re2::RE2>(rule.pattern, options);
        const std::string index = std::to_string(impl->rules.size());
        if (!pattern->ok())
            return fail("pattern_invalid", { { "index", index }, { "reason", pattern->error() } });
        if (re2::RE2::PartialMatch("", *pattern))
            return fail("pattern_fits_nothing", { { "index", index } });
        impl->rules.push_back({ std::move(pattern), literal(rule.with) });
    }
    return std::shared_ptr<const Redaction>(new Redaction(std::move(impl)));
}

bool Redaction::empty() const
{
    return m_impl->rules.empty();
}

std::string Redaction::applied(std::string text) const
{
    for (const Impl::Compiled& rule : m_impl->rules)
        re2::RE2::GlobalReplace(&text, *rule.pattern, rule.with);
    return text;
}

} // namespace signalbox
