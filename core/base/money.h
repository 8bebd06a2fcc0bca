// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox {

/// An amount in US dollars as int64 nano-dollars. Reaches +-9.2 billion dollars. No floating point on the money path.
class Money {
public:
    constexpr Money() = default;
    [[nodiscard]] static constexpr Money fromNano(std::int64_t nano) { return Money(nano); }
    /// Reads "20", "20.00", "0.000000001" (dollars, at most nine decimals).
    /// Errors: money_syntax, money_range.
    [[nodiscard]] static Result<Money> fromDollars(std::string_view text);
    [[nodiscard]] static constexpr Money max() { return Money(INT64_MAX); }

    [[nodiscard]] constexpr std::int64_t nano() const { return m_nano; }
    [[nodiscard]] constexpr bool isZero() const { return m_nano == 0; }
    /// Plain decimal dollars with all needed digits, at least two decimals: "12.41", "0.000042".
    [[nodiscard]] std::string dollars() const;

    /// Sums saturate at the ends of the range instead of wrapping: a sum that large must refuse, never pass.
    friend constexpr Money operator+(Money a, Money b) { return Money(saturated(a.m_nano, b.m_nano)); }
    friend constexpr Money operator-(Money a, Money b)
    {
        return Money(saturated(a.m_nano, b.m_nano == INT64_MIN ? INT64_MAX : -b.m_nano));
    }
    constexpr Money& operator+=(Money other) { return *this = *this + other; }
    constexpr Money& operator-=(Money other) { return *this = *this - other; }
    friend constexpr auto operator<=>(Money, Money) = default;

private:
    constexpr explicit Money(std::int64_t nano)
        : m_nano(nano)
    {
    }
    [[nodiscard]] static constexpr std::int64_t saturated(std::int64_t a, std::int64_t b)
    {
        std::int64_t sum = 0;
        if (__builtin_add_overflow(a, b, &sum))
            return b > 0 ? INT64_MAX : INT64_MIN;
        return sum;
    }

    std::int64_t m_nano = 0;
};

/// The price of one token as int64 pico-dollars. 1 $ per million tokens = 1,000,000.
class UnitPrice {
public:
    constexpr UnitPrice() = default;
    [[nodiscard]] static constexpr UnitPrice fromPico(std::int64_t pico) { return UnitPrice(pico); }
    /// Reads a decimal string in dollars per million tokens ("2.50"), at most six decimals, never negative.
    /// Errors: price_syntax, price_range (above 1,000,000 $ per million).
    [[nodiscard]] static Result<UnitPrice> fromDollarsPerMillion(std::string_view text);

    [[nodiscard]] constexpr std::int64_t pico() const { return m_pico; }
    [[nodiscard]] std::string dollarsPerMillion() const;
    friend constexpr auto operator<=>(UnitPrice, UnitPrice) = default;

private:
    constexpr explicit UnitPrice(std::int64_t pico)
        : m_pico(pico)
    {
    }
    std::int64_t m_pico = 0;
};

/// A cost that is still exact: a sum of token counts times unit prices, in pico-dollars. Rounded up once per attempt.
class ExactCost {
public:
    constexpr ExactCost() = default;
    constexpr ExactCost& add(std::int64_t tokens, UnitPrice price)
    {
        m_pico += static_cast<__int128>(tokens) * price.pico();
        return *this;
    }
    constexpr ExactCost& add(Money flat)
    {
        m_pico += static_cast<__int128>(flat.nano()) * 1000;
        return *this;
    }
    constexpr ExactCost& add(std::int64_t pieces, Money each)
    {
        m_pico += static_cast<__int128>(pieces) * each.nano() * 1000;
        return *this;
    }
    /// The provider's mark-up or discount in parts per million (1,000,000 = as listed).
    [[nodiscard]] Money roundedUp(std::int64_t factorPpm = 1'000'000) const;
    [[nodiscard]] constexpr __int128 pico() const { return m_pico; }

private:
    __int128 m_pico = 0;
};

} // namespace signalbox
