// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/period.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox {

/// What a ceiling may be about.
enum class ScopeKind { Global, Tier, Provider, Key, Feature, Session };
inline constexpr std::size_t kScopeKinds = 6;
inline constexpr std::array<ScopeKind, kScopeKinds> kAllScopeKinds { ScopeKind::Global, ScopeKind::Tier,
    ScopeKind::Provider, ScopeKind::Key, ScopeKind::Feature, ScopeKind::Session };

/// What one attempt is booked under. The texts are views of whatever it was made from.
struct Booking {
    std::string_view day;
    std::string_view hour; ///< "": written before hours were
    std::string_view tier, provider, keyId, feature, session;
    bool simulated = false;
};

/// "global", "tier:small", "key:vk_1", ...; simulated traffic has scopes of its own ("sandbox", "sandbox/tier:small"),
/// so that it never meets money. "" where the attempt has nothing of that kind.
[[nodiscard]] std::string scopeName(ScopeKind kind, const Booking& booking);

/// The kind of a scope, also of a simulated one or of a ceiling's; nullopt: it is none.
[[nodiscard]] std::optional<ScopeKind> kindOf(std::string_view scope);
/// Whether a ceiling with that scope is about this one: the same, or "KIND:*", which is each of its kind for itself.
[[nodiscard]] bool covers(std::string_view ceilingScope, std::string_view scope);
[[nodiscard]] bool isForEach(std::string_view ceilingScope); ///< "KIND:*"

/// Which sums are kept: a set of (scope kind, window).
class KeptSums {
public:
    constexpr KeptSums() = default;
    [[nodiscard]] static constexpr KeptSums always()
    {
        KeptSums kept;
        for (const ScopeKind kind : { ScopeKind::Global, ScopeKind::Tier, ScopeKind::Key })
            kept.add(kind, Window::Day);
        return kept;
    }
    constexpr void add(ScopeKind kind, Window window) { m_bits |= bit(kind, window); }
    [[nodiscard]] constexpr bool has(ScopeKind kind, Window window) const { return (m_bits & bit(kind, window)) != 0; }
    [[nodiscard]] constexpr bool hasKind(ScopeKind kind) const
    {
        return (m_bits >> (static_cast<unsigned>(kind) * kWindows) & 0xFU) != 0;
    }
    [[nodiscard]] constexpr bool hasWindow(Window window) const
    {
        for (const ScopeKind kind : kAllScopeKinds) {
            if (has(kind, window))
                return true;
        }
        return false;
    }
    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }
    [[nodiscard]] constexpr KeptSums without(KeptSums other) const { return KeptSums(m_bits & ~other.m_bits); }
    [[nodiscard]] constexpr KeptSums with(KeptSums other) const { return KeptSums(m_bits | other.m_bits); }
    friend constexpr bool operator==(KeptSums, KeptSums) = default;

private:
    constexpr explicit KeptSums(std::uint32_t bits)
        : m_bits(bits)
    {
    }
    static constexpr std::uint32_t bit(ScopeKind kind, Window window)
    {
        return 1U << (static_cast<unsigned>(kind) * kWindows + static_cast<unsigned>(window));
    }
    std::uint32_t m_bits = 0;
};

} // namespace signalbox
