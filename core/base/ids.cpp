// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <fmt/format.h>

#include <array>
#include <memory>
#include <random>
#include <stdexcept>

namespace signalbox {

namespace {

constexpr std::string_view kBase32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void secureRandom(unsigned char* out, std::size_t size)
{
    if (RAND_bytes(out, static_cast<int>(size)) != 1)
        throw std::runtime_error("the system gives no random bytes");
}

} // namespace

std::string newRequestId(WallUs now)
{
    // Ids need to be unique, not secret: one secure seed per thread, then a fast generator.
    thread_local std::mt19937_64 generator = [] {
        std::array<unsigned char, 8> seed {};
        secureRandom(seed.data(), seed.size());
        std::uint64_t value = 0;
        for (const unsigned char byte : seed)
            value = value << 8 | byte;
        return std::mt19937_64(value);
    }();
    std::string id = "req_";
    id.reserve(30);
    const auto ms = static_cast<std::uint64_t>(now / 1000) & 0xFFFF'FFFF'FFFFULL;
    for (int shift = 45; shift >= 0; shift -= 5)
        id += kBase32[(ms >> shift) & 31];
    const std::array<std::uint64_t, 2> random { generator(), generator() };
    for (std::size_t i = 0; i < 16; ++i)
        id += kBase32[(random[i / 8] >> (5 * (i % 8))) & 31];
    return id;
}

std::string attemptIdOf(std::string_view requestId, int attemptNo)
{
    return fmt::format("{}.{}", requestId, attemptNo);
}

std::string randomToken(std::size_t characters)
{
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string token;
    while (token.size() < characters) {
        std::array<unsigned char, 64> bytes {};
        secureRandom(bytes.data(), bytes.size());
        for (const unsigned char byte : bytes) {
            // 248 = 4 x 62: larger bytes would make the first letters likelier.
            if (byte < 248 && token.size() < characters)
                token += kAlphabet[byte % 62];
        }
    }
    return token;
}

Sha256Digest sha256(std::string_view bytes)
{
    // Every request is hashed several times, and to look the algorithm up by name costs more than to run it.
    struct Hasher {
        std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm { EVP_MD_fetch(nullptr, "SHA256", nullptr),
            EVP_MD_free };
        std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context { EVP_MD_CTX_new(), EVP_MD_CTX_free };
    };
    thread_local const Hasher hasher;
    Sha256Digest digest {};
    if (EVP_DigestInit_ex(hasher.context.get(), hasher.algorithm.get(), nullptr) != 1
        || EVP_DigestUpdate(hasher.context.get(), bytes.data(), bytes.size()) != 1
        || EVP_DigestFinal_ex(hasher.context.get(), digest.data(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not available");
    return digest;
}

std::string sha256Hex(std::string_view bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    const Sha256Digest digest = sha256(bytes);
    std::string hex;
    hex.reserve(2 * digest.size());
    for (const unsigned char byte : digest) {
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

} // namespace signalbox
