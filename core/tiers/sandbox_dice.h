// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace signalbox {

/// Repeatable chance of the sandbox (splitmix64, public domain, Sebastiano Vigna): the same seed, request number and
/// texts give the same answers on every machine.
class SandboxDice {
public:
    explicit SandboxDice(std::uint64_t seed)
        : m_state(seed)
    {
    }

    void stir(std::uint64_t value) { m_state = next() ^ (value * 0x9E3779B97F4A7C15u); }
    void stir(std::string_view text)
    {
        std::uint64_t hash = 0xCBF29CE484222325u; // FNV-1a
        for (const char c : text)
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
        stir(hash);
    }
    std::uint64_t next()
    {
        std::uint64_t z = m_state += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }
    /// 0 .. bound - 1
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }

private:
    std::uint64_t m_state;
};

} // namespace signalbox
