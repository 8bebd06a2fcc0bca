// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// An intent of the operator's: what people write when they mean it.
struct Intent {
    std::string id;
    std::vector<std::string> examples;
    friend bool operator==(const Intent&, const Intent&) = default;
};

struct IntentReading {
    std::string intent;  ///< "none" where nothing is near enough
    double likeness = 0; ///< 0..1, to the nearest example
    std::string example; ///< that one
};

/// Tells intents by their nearest example: words and three-letter pieces, weighted by how rare they are among the
/// examples, compared by cosine. Immutable; any thread.
class IntentTable {
public:
    explicit IntentTable(std::vector<Intent> intents);
    [[nodiscard]] IntentReading read(std::string_view text) const; ///< at most the first 2 KiB
    [[nodiscard]] const std::vector<Intent>& intents() const { return m_intents; }

private:
    using Pieces = std::vector<std::pair<std::uint32_t, float>>; ///< hash and weight, by hash
    [[nodiscard]] Pieces weighed(std::string_view text) const;

    struct Mention {
        std::uint32_t example = 0;
        float weight = 0;
    };
    std::vector<Intent> m_intents;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_examples; ///< intent, example in it
    std::map<std::uint32_t, float> m_rarity;
    std::map<std::uint32_t, std::vector<Mention>> m_mentions;
};

} // namespace signalbox
