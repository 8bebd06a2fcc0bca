// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/region_texts.h"

#include "core/route/phrase_scanner.h"
#include "core/route/text_tests.h"

#include <re2/re2.h>

#include <algorithm>

namespace signalbox {

namespace {

using Op = Condition::Op;

/// Not a word sign, not in any pattern that people write: between pieces.
constexpr std::string_view kBetween = "\xE2\x81\xA3"; // U+2063, invisible separator
/// The same for a letter: around a piece that need not be a word, lest it become one.
constexpr std::string_view kLetter = "\xC7\x82"; // U+01C2, alveolar click

bool isLiteral(const std::string& pattern)
{
    return RE2::QuoteMeta(pattern) == pattern;
}

bool wordIn(const std::string& text, const std::string& word)
{
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        if (standsAlone(text, at, at + word.size()))
            return true;
    }
    return false;
}

} // namespace

/// The pieces that are decided.
struct RegionTexts::Wanted {
    std::vector<const RegionSpace::Variable*> in;
    std::vector<const RegionSpace::Variable*> out;
};

RegionTexts::RegionTexts(const RegionSpace& space)
    : m_space(space)
{
    for (std::uint32_t at = 0; at < space.m_variables.size(); ++at) {
        const auto& variable = space.m_variables[at];
        if (!variable.pieces.empty())
            m_open.push_back(at);
        if (variable.kind == RegionSpace::Variable::Kind::Piece && variable.op == Op::Matches)
            m_patterns.emplace(variable.pattern, std::make_unique<RE2>(variable.pattern, RE2::Quiet));
    }
}

RegionTexts::~RegionTexts() = default;

/// "text" is compared whatever the case, all other facts as they are.
bool RegionTexts::pieceHolds(const RegionSpace::Variable& piece, const std::string& value, bool folded) const
{
    if (piece.op == Op::Matches)
        return RE2::PartialMatch(value, *m_patterns.at(piece.pattern));
    if (!folded)
        return piece.op == Op::StartsWith ? value.starts_with(piece.pattern)
                                          : value.find(piece.pattern) != std::string::npos;
    const std::string text = foldedCase(value);
    const std::string pattern = foldedCase(piece.pattern);
    return piece.op == Op::Word ? wordIn(text, pattern) : text.find(pattern) != std::string::npos;
}

RegionTexts::Wanted RegionTexts::wantedOf(
    const RegionSpace::Variable& variable, const std::vector<CellSet>& domains) const
{
    Wanted wanted;
    for (const std::uint32_t piece : variable.pieces) {
        const CellSet& domain = domains[piece];
        if (!domain.has(0))
            wanted.in.push_back(&m_space.m_variables[piece]);
        else if (!domain.has(1))
            wanted.out.push_back(&m_space.m_variables[piece]);
    }
    return wanted;
}

RegionTexts::Fit RegionTexts::fit(const std::vector<CellSet>& domains) const
{
    Fit worst = Fit::Shown;
    for (const std::uint32_t variable : m_open) {
        const Fit one = fitOne(variable, domains);
        if (one == Fit::Never)
            return one;
        if (one == Fit::Perhaps)
            worst = one;
    }
    return worst;
}

RegionTexts::Fit RegionTexts::fitOne(std::uint32_t at, const std::vector<CellSet>& domains, std::string* example) const
{
    const RegionSpace::Variable& variable = m_space.m_variables[at];
    const Wanted wanted = wantedOf(variable, domains);
    const bool folded = variable.fact == "text";
    if (wanted.in.empty() && wanted.out.empty() && !example)
        return Fit::Shown;
    Fit best = Fit::Never;
    for (std::size_t cell = 0; cell < variable.cells; ++cell) {
        if (!domains[at].has(cell))
            continue;
        const bool named = cell < variable.values.size();
        std::string made = named ? variable.values[cell] : "";
        const Fit one = named ? fitValue(wanted, folded, made) : fitAny(variable, wanted, folded, made);
        if (one == Fit::Shown) {
            if (example)
                *example = std::move(made);
            return one;
        }
        if (one == Fit::Perhaps)
            best = one;
    }
    return best;
}

RegionTexts::Fit RegionTexts::fitValue(const Wanted& wanted, bool folded, const std::string& value) const
{
    const auto holds = [&](const RegionSpace::Variable* piece) { return pieceHolds(*piece, value, folded); };
    const bool all = std::all_of(wanted.in.begin(), wanted.in.end(), holds);
    return all && std::none_of(wanted.out.begin(), wanted.out.end(), holds) ? Fit::Shown : Fit::Never;
}

RegionTexts::Fit RegionTexts::fitAny(
    const RegionSpace::Variable& variable, const Wanted& wanted, bool folded, std::string& made) const
{
    // The last sign decides; those before it make texts that are easier to read.
    for (const std::string_view between : { std::string_view(" "), std::string_view("~"), kBetween }) {
        const Fit one = fitMade(variable, wanted, folded, between, made);
        if (one != Fit::Never)
            return one;
    }
    return Fit::Never;
}

RegionTexts::Fit RegionTexts::fitMade(const RegionSpace::Variable& variable, const Wanted& wanted, bool folded,
    std::string_view between, std::string& made) const
{
    std::string start;
    std::string body;
    for (const RegionSpace::Variable* piece : wanted.in) {
        if (piece->op == Op::StartsWith) {
            const bool longer = piece->pattern.size() > start.size();
            if (!(longer ? piece->pattern.starts_with(start) : start.starts_with(piece->pattern)))
                return Fit::Never;
            start = longer ? piece->pattern : start;
        } else if (piece->op != Op::Matches || isLiteral(piece->pattern)) {
            const std::string_view around = folded && between == kBetween && piece->op == Op::Contains ? kLetter : "";
            body.append(start.empty() && body.empty() && between != kBetween ? "" : between).append(around);
            body.append(piece->pattern).append(around);
        }
    }
    made = start + body;
    const auto isNamed = [&variable](const std::string& text) {
        return std::find(variable.values.begin(), variable.values.end(), text) != variable.values.end();
    };
    if (isNamed(made)) // a text that no test names: one sign more
        made += made.empty() ? std::string(between == " " ? "other" : between) : std::string(between);
    if (isNamed(made))
        return Fit::Never;
    bool tried = false;
    for (const RegionSpace::Variable* piece : wanted.out) {
        if (!pieceHolds(*piece, made, folded))
            continue;
        if (piece->op != Op::Matches)
            return Fit::Never; // with the last sign: it stands inside of what must be there
        tried = true;
    }
    const bool allIn = std::all_of(wanted.in.begin(), wanted.in.end(),
        [&](const RegionSpace::Variable* piece) { return pieceHolds(*piece, made, folded); });
    return allIn && !tried ? Fit::Shown : Fit::Perhaps;
}

std::optional<std::string> RegionTexts::example(std::uint32_t variable, const std::vector<CellSet>& domains) const
{
    std::string made;
    if (fitOne(variable, domains, &made) != Fit::Shown)
        return std::nullopt;
    return made;
}

} // namespace signalbox
