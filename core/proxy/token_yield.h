// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace signalbox {

/// How many tokens a provider counts for a byte of text, with how far a single answer strays from that.
struct TokenYield {
    std::int64_t calls = 0;
    std::int64_t perMillionBytes = 0; ///< tokens
    std::int64_t strayPerMillion = 0; ///< root mean square of what the calls stray, in millionths of their tokens
    /// A high estimate: the mean and once its stray, rounded up.
    [[nodiscard]] std::int64_t tokensOf(std::int64_t bytes) const;
};

/// What is known of each deployment for the calls whose provider does not count (a broken stream): learned from those
/// whose provider did. The newest calls weigh most. Any thread.
class TokenYields {
public:
    static constexpr std::int64_t kEnough = 20;   ///< fewer calls are no evidence
    static constexpr std::int64_t kMemory = 2000; ///< then what is old counts half

    struct Counted {
        std::int64_t promptBytes = 0, inputTokens = 0, outputBytes = 0, outputTokens = 0;
    };
    void note(const std::string& deployment, const Counted& counted);

    struct View {
        std::string deployment;                  ///< "provider/model"
        std::optional<TokenYield> input, output; ///< nullopt: too few calls
    };
    /// Of one deployment; without evidence both are nullopt.
    [[nodiscard]] View of(const std::string& deployment) const;
    [[nodiscard]] std::vector<View> view() const;

private:
    /// Sums over calls, for a line through the origin.
    struct Sums {
        std::int64_t calls = 0;
        double bytes = 0, tokens = 0, bytesSquared = 0, tokensSquared = 0, product = 0;
        void add(std::int64_t ofBytes, std::int64_t ofTokens);
        [[nodiscard]] std::optional<TokenYield> yield() const;
    };
    struct Both {
        Sums input, output;
    };
    [[nodiscard]] static View viewOf(const std::string& deployment, const Both& sums);

    mutable std::mutex m_mutex;
    std::map<std::string, Both, std::less<>> m_sums;
};

} // namespace signalbox
