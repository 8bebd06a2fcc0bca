// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/scope.h"

#include "core/budget/ceiling.h"

namespace signalbox {

namespace {

/// Before the colon, in the order of ScopeKind.
constexpr std::array<std::string_view, kScopeKinds> kPrefixes { "", "tier", "provider", "key", "feature", "session" };

std::string_view subjectOf(ScopeKind kind, const Booking& booking)
{
    switch (kind) {
    case ScopeKind::Global:
        break;
    case ScopeKind::Tier:
        return booking.tier;
    case ScopeKind::Provider:
        return booking.provider;
    case ScopeKind::Key:
        return booking.keyId;
    case ScopeKind::Feature:
        return booking.feature;
    case ScopeKind::Session:
        return booking.session;
    }
    return {};
}

} // namespace

std::string scopeName(ScopeKind kind, const Booking& booking)
{
    if (kind == ScopeKind::Global)
        return booking.simulated ? "sandbox" : "global";
    const std::string_view subject = subjectOf(kind, booking);
    if (subject.empty())
        return {};
    std::string name = booking.simulated ? "sandbox/" : "";
    name += kPrefixes[static_cast<std::size_t>(kind)];
    name += ':';
    name += subject;
    return name;
}

std::optional<ScopeKind> kindOf(std::string_view scope)
{
    constexpr std::string_view kSimulated = "sandbox/";
    if (scope == "global" || scope == "sandbox")
        return ScopeKind::Global;
    if (scope.starts_with(kSimulated))
        scope.remove_prefix(kSimulated.size());
    const std::size_t colon = scope.find(':');
    if (colon == std::string_view::npos || colon + 1 == scope.size())
        return std::nullopt;
    for (const ScopeKind kind : kAllScopeKinds) {
        if (kind != ScopeKind::Global && kPrefixes[static_cast<std::size_t>(kind)] == scope.substr(0, colon))
            return kind;
    }
    return std::nullopt;
}

KeptSums sumsFor(const std::vector<Ceiling>& ceilings)
{
    KeptSums kept = KeptSums::always();
    for (const Ceiling& ceiling : ceilings) {
        if (const auto kind = kindOf(ceiling.scope))
            kept.add(*kind, ceiling.window);
    }
    return kept;
}

bool isForEach(std::string_view ceilingScope)
{
    return ceilingScope.size() > 2 && ceilingScope.ends_with(":*");
}

bool covers(std::string_view ceilingScope, std::string_view scope)
{
    if (!isForEach(ceilingScope))
        return ceilingScope == scope;
    const std::string_view prefix = ceilingScope.substr(0, ceilingScope.size() - 1);
    return scope.size() > prefix.size() && scope.starts_with(prefix);
}

} // namespace signalbox
