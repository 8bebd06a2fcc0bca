// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"

#include <fmt/format.h>

#include <limits>

namespace signalbox {

namespace {

struct Decimal {
    std::int64_t scaled = 0;
    enum class Verdict { Fine, Syntax, Range } verdict = Verdict::Fine;
};

/// text as an integer number of 10^-decimals; every digit counts, nothing is rounded away.
Decimal readDecimal(std::string_view text, int decimals)
{
    using Verdict = Decimal::Verdict;
    bool negative = false;
    if (!text.empty() && text.front() == '-') {
        negative = true;
        text.remove_prefix(1);
    }
    std::int64_t value = 0;
    int seen = -1;
    bool anyDigit = false;
    for (const char c : text) {
        if (c == '.' && seen < 0) {
            seen = 0;
            continue;
        }
        if (c < '0' || c > '9')
            return { 0, Verdict::Syntax };
        anyDigit = true;
        if (seen >= decimals) {
            if (c != '0')
                return { 0, Verdict::Range };
            continue;
        }
        if (seen >= 0)
            ++seen;
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, c - '0', &value))
            return { 0, Verdict::Range };
    }
    if (!anyDigit)
        return { 0, Verdict::Syntax };
    for (int i = seen < 0 ? 0 : seen; i < decimals; ++i) {
        if (__builtin_mul_overflow(value, 10, &value))
            return { 0, Verdict::Range };
    }
    return { negative ? -value : value, Verdict::Fine };
}

std::string decimalText(std::int64_t scaled, int decimals, int atLeast)
{
    const bool negative = scaled < 0;
    const auto magnitude = negative ? 0 - static_cast<std::uint64_t>(scaled) : static_cast<std::uint64_t>(scaled);
    std::string digits = fmt::format("{:0{}}", magnitude, decimals + 1);
    std::string out = digits.substr(0, digits.size() - static_cast<std::size_t>(decimals));
    std::string fraction = digits.substr(digits.size() - static_cast<std::size_t>(decimals));
    while (fraction.size() > static_cast<std::size_t>(atLeast) && fraction.back() == '0')
        fraction.pop_back();
    if (!fraction.empty())
        out += "." + fraction;
    return negative ? "-" + out : out;
}

} // namespace

Result<Money> Money::fromDollars(std::string_view text)
{
    const Decimal read = readDecimal(text, 9);
    if (read.verdict == Decimal::Verdict::Syntax)
        return fail("money_syntax", { { "text", std::string(text.substr(0, 40)) } });
    if (read.verdict == Decimal::Verdict::Range)
        return fail("money_range", { { "text", std::string(text.substr(0, 40)) } });
    return Money(read.scaled);
}

std::string Money::dollars() const
{
    return decimalText(m_nano, 9, 2);
}

Result<UnitPrice> UnitPrice::fromDollarsPerMillion(std::string_view text)
{
    const Decimal read = readDecimal(text, 6);
    if (read.verdict == Decimal::Verdict::Syntax)
        return fail("price_syntax", { { "text", std::string(text.substr(0, 40)) } });
    if (read.verdict == Decimal::Verdict::Range || read.scaled < 0 || read.scaled > 1'000'000'000'000)
        return fail("price_range", { { "text", std::string(text.substr(0, 40)) } });
    return UnitPrice(read.scaled);
}

std::string UnitPrice::dollarsPerMillion() const
{
    return decimalText(m_pico, 6, 2);
}

Money ExactCost::roundedUp(std::int64_t factorPpm) const
{
    // pico x ppm stays far below 2^127: 2^31 tokens x 1e12 pico x 1e9 ppm is 2e30.
    constexpr __int128 kPicoPerNanoTimesPpm = static_cast<__int128>(1000) * 1'000'000;
    const __int128 scaled = m_pico * factorPpm;
    __int128 nano = scaled / kPicoPerNanoTimesPpm;
    if (scaled % kPicoPerNanoTimesPpm > 0)
        ++nano;
    if (nano > std::numeric_limits<std::int64_t>::max())
        return Money::max();
    return Money::fromNano(static_cast<std::int64_t>(nano));
}

} // namespace signalbox
