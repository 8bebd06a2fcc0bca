// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/facts.h"

#include <algorithm>
#include <array>

// What tells source code from prose: each line is scored by how it begins, how it ends and the operators in it. Prose
// that talks about code, mathematics and JSON records score low on purpose.
namespace signalbox {

namespace {

constexpr std::size_t kHeadBytes = 12 * 1024;
constexpr std::size_t kTailBytes = 4 * 1024;
constexpr int kEnough = 4;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isIdentifier(char c)
{
    return isLetter(c) || c == '_' || (c >= '0' && c <= '9');
}

bool isOneOf(std::string_view text, std::string_view characters)
{
    return std::all_of(
        text.begin(), text.end(), [characters](char c) { return characters.find(c) != std::string_view::npos; });
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

/// Beginnings that hardly any sentence has.
constexpr std::array<std::string_view, 36> kStrongBeginnings { "#include ", "#define ", "#!/", "#ifdef ", "#pragma ",
    "public class ", "public static ", "public void ", "private static ", "private void ", "protected ", "template <",
    "template<", "using namespace ", "namespace ", "int main(", "fn ", "pub fn ", "func ", "async def ",
    "async function ", "export default ", "export const ", "export function ", "import {", "<?php", "<!DOCTYPE",
    "<script", "<div", "</", "console.log(", "System.out.", "System.err.", "std::", "@Override", "CREATE TABLE " };

/// Beginnings that sentences have too: they need the sign behind them that makes them code.
struct Beginning {
    std::string_view word;
    std::string_view sign; ///< one of these characters must end the line; "" = handled by shape
};
constexpr std::array<Beginning, 26> kBeginnings { {
    { "def ", ":" },
    { "class ", ":{" },
    { "struct ", "{;" },
    { "enum ", "{;" },
    { "interface ", "{" },
    { "function ", "{}" },
    { "function(", "{}" },
    { "if ", ":{" },
    { "if(", "{};" },
    { "elif ", ":" },
    { "else", ":{" },
    { "} else", "{" },
    { "for ", ":{" },
    { "for(", "{};" },
    { "while ", ":{" },
    { "while(", "{};" },
    { "switch ", "{" },
    { "switch(", "{" },
    { "try", ":{" },
    { "except", ":" },
    { "catch", "{" },
    { "with ", ":" },
    { "return ", ";" },
    { "const ", ";" },
    { "let ", ";" },
    { "var ", ";" },
} };

/// "import os", "from x import y": whole lines without the words and the full stop of a sentence.
bool isImport(std::string_view line)
{
    const bool from = line.starts_with("from ") && line.find(" import ") != std::string_view::npos;
    if (!from && !line.starts_with("import "))
        return false;
    return line.back() != '.' && line.back() != '?' && std::count(line.begin(), line.end(), ' ') <= (from ? 8 : 4);
}

bool isQuery(std::string_view line)
{
    const auto has = [line](std::string_view word) { return line.find(word) != std::string_view::npos; };
    return (line.starts_with("SELECT ") && (has(" FROM ") || line.size() < 60)) || line.starts_with("INSERT INTO ")
        || (line.starts_with("UPDATE ") && has(" SET ")) || line.starts_with("DELETE FROM ");
}

/// "name = value", "a.b[c] += d": an assignment to something that can be assigned to.
bool isAssignment(std::string_view line)
{
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 >= line.size() || line[equals + 1] == '=')
        return false;
    std::string_view target = trimmed(line.substr(0, equals));
    while (!target.empty() && std::string_view("+-*/|&:").find(target.back()) != std::string_view::npos)
        target = trimmed(target.substr(0, target.size() - 1));
    if (target.size() < 2 || !(isLetter(target.front()) || target.front() == '_' || target.front() == '$'))
        return false;
    const auto words = std::count(target.begin(), target.end(), ' ');
    const auto fits = [](char c) {
        return isIdentifier(c) || std::string_view(".[]'\"$, <>*&:").find(c) != std::string_view::npos;
    };
    return words <= 2 && std::all_of(target.begin(), target.end(), fits);
}

/// "name(" with its bracket closed at the end of the line: a call that is a statement.
bool isCall(std::string_view line)
{
    if (line.back() == ';')
        line.remove_suffix(1);
    if (line.empty() || line.back() != ')' || !isLetter(line.front()))
        return false;
    std::size_t at = 0;
    while (at < line.size() && (isIdentifier(line[at]) || line[at] == '.' || line[at] == ':'))
        ++at;
    return at >= 2 && at < line.size() && line[at] == '(';
}

int beginningScore(std::string_view line)
{
    for (const std::string_view strong : kStrongBeginnings) {
        if (line.starts_with(strong))
            return 2;
    }
    for (const Beginning& beginning : kBeginnings) {
        if (line.front() != beginning.word.front() || !line.starts_with(beginning.word))
            continue;
        if (beginning.sign.find(line.back()) != std::string_view::npos)
            return 2;
    }
    if (isImport(line) || isQuery(line))
        return 2;
    return line.front() == '@' && line.size() > 2 && isLetter(line[1]) && line.find(' ') == std::string_view::npos ? 1
                                                                                                                   : 0;
}

/// Two-character operators and calls in the middle of a line. LaTeX writes neither.
int operatorScore(std::string_view line)
{
    constexpr std::array<std::string_view, 14> kOperators { "==", "!=", "&&", "||", "->", "=>", "::", "+=", "++", "();",
        "){", "([", "];", "</" };
    int score = 0;
    for (const std::string_view op : kOperators) {
        if (line.find(op) != std::string_view::npos)
            ++score;
    }
    return std::min(score, 2);
}

/// `"key": value` and braces alone are records, not programs.
bool isRecord(std::string_view line)
{
    if (isOneOf(line, "{}[],"))
        return true;
    if (line.front() == '{' && line.find("\":") != std::string_view::npos)
        return true;
    return line.front() == '"' && line.find("\":") != std::string_view::npos;
}

int lineScore(std::string_view line)
{
    if (isRecord(line) || line.find('\\') != std::string_view::npos)
        return 0;
    int score = beginningScore(line);
    const char last = line.back();
    if (last == ';' || last == '{')
        score += 1;
    if (line == "});" || line == "};")
        score += 1;
    if (isAssignment(line) || isCall(line))
        score += 1;
    return std::min(score + operatorScore(line), 4);
}

/// The word behind an opening fence; fences of prose and records say nothing.
bool isFenceOfCode(std::string_view tag)
{
    constexpr std::array<std::string_view, 9> kNoCode { "text", "txt", "plaintext", "markdown", "md", "csv", "json",
        "latex", "math" };
    return !tag.empty() && isLetter(tag.front()) && tag.find(' ') == std::string_view::npos
        && std::find(kNoCode.begin(), kNoCode.end(), tag) == kNoCode.end();
}

/// A piece in backticks with a call or an operator in it: `items.sort()`, `a[i] += 1`.
bool hasInlineCode(std::string_view line)
{
    const std::size_t open = line.find('`');
    if (open == std::string_view::npos)
        return false;
    const std::size_t close = line.find('`', open + 1);
    if (close == std::string_view::npos || close - open < 6)
        return false;
    const std::string_view piece = line.substr(open + 1, close - open - 1);
    return operatorScore(piece) > 0 || isCall(piece) || (isAssignment(piece) && piece.size() > 8)
        || piece.find(" for ") != std::string_view::npos;
}

/// Adds lines up; a text is code from kEnough points on.
class CodeScore {
public:
    [[nodiscard]] bool enough() const { return m_score >= kEnough; }

    void addText(std::string_view text)
    {
        std::size_t at = 0;
        while (at < text.size() && !enough()) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            if (const std::string_view line = trimmed(text.substr(at, end - at)); !line.empty())
                addLine(line);
            at = end + 1;
        }
    }

private:
    void addLine(std::string_view line)
    {
        if (line.starts_with("```")) {
            if (!m_fenced && isFenceOfCode(line.substr(3)))
                m_score += kEnough;
            m_fenced = !m_fenced;
            return;
        }
        m_score += lineScore(line) * (m_fenced ? 2 : 1);
        if (hasInlineCode(line))
            m_score += kEnough;
    }

    int m_score = 0;
    bool m_fenced = false;
};

} // namespace

bool looksLikeCode(std::string_view text)
{
    CodeScore score;
    score.addText(text.substr(0, kHeadBytes));
    if (!score.enough() && text.size() > kHeadBytes) {
        const std::string_view rest = text.substr(kHeadBytes);
        score.addText(rest.substr(rest.size() - std::min(rest.size(), kTailBytes)));
    }
    return score.enough();
}

} // namespace signalbox
