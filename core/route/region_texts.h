// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/route/region.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace re2 {
class RE2;
}

// Private to this room.
namespace signalbox {

/// Whether open texts exist that have all decided pieces and none of those that must not be in them. Exact for
/// contains, starts_with and word: the longest beginning, then each wanted piece by itself between signs that no piece
/// has, is a text that has nothing more than it must. For regular expressions a text can only be tried.
class RegionTexts {
public:
    explicit RegionTexts(const RegionSpace& space);
    ~RegionTexts();

    enum class Fit { Never, Perhaps, Shown };
    [[nodiscard]] Fit fit(const std::vector<CellSet>& domains) const;
    /// A text for the variable, where one is known.
    [[nodiscard]] std::optional<std::string> example(std::uint32_t variable, const std::vector<CellSet>& domains) const;

private:
    struct Wanted;
    [[nodiscard]] Fit fitOne(
        std::uint32_t variable, const std::vector<CellSet>& domains, std::string* example = nullptr) const;
    [[nodiscard]] Wanted wantedOf(const RegionSpace::Variable& variable, const std::vector<CellSet>& domains) const;
    [[nodiscard]] Fit fitValue(const Wanted& wanted, bool folded, const std::string& value) const;
    [[nodiscard]] Fit fitAny(
        const RegionSpace::Variable& variable, const Wanted& wanted, bool folded, std::string& made) const;

    [[nodiscard]] Fit fitMade(const RegionSpace::Variable& variable, const Wanted& wanted, bool folded,
        std::string_view between, std::string& made) const;
    [[nodiscard]] bool pieceHolds(const RegionSpace::Variable& piece, const std::string& value, bool folded) const;

    const RegionSpace& m_space;
    std::map<std::string, std::unique_ptr<re2::RE2>> m_patterns;
    std::vector<std::uint32_t> m_open; ///< open texts with pieces
};

} // namespace signalbox
