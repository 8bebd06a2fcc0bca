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

/// "name(", "a.b::c(" at the front of a text.
bool isCallAt(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size() && (isIdentifier(text[at]) || text[at] == '.' || text[at] == ':'))
        ++at;
    return at >= 2 && isLetter(text.front()) && at < text.size() && text[at] == '(';
}

/// A call with its bracket closed at the end of the line.
bool isCallStatement(std::string_view line)
{
    if (line.back() == ';')
        line.remove_suffix(1);
    return !line.empty() && line.back() == ')' && isCallAt(line);
}

/// What a line holds, found in one pass: most lines of prose end the examination here.
struct Marks {
    int operators = 0;  ///< two-character operators that prose, mathematics and LaTeX do not write
    bool anyOf = false; ///< one of ; { } ( ) = < > # @ $ [ ] " '
    bool equals = false;
    bool backslash = false;
    bool backtick = false;
};

constexpr std::array<std::string_view, 14> kOperators { "==", "!=", "&&", "||", "=>", "::", "+=", "-=", "++", "()",
    "){", "([", "];", "</" };

enum MarkClass : unsigned char { kNothing = 0, kSign = 1, kOperatorStart = 2, kArrow = 4 };

constexpr std::array<unsigned char, 256> markClasses()
{
    std::array<unsigned char, 256> classes {};
    for (const char c : std::string_view(";{}()=<>#@$[]\"'\\`"))
        classes[static_cast<unsigned char>(c)] = kSign;
    for (const std::string_view op : kOperators)
        classes[static_cast<unsigned char>(op.front())] |= kOperatorStart;
    classes['-'] |= kArrow;
    return classes;
}
constexpr std::array<unsigned char, 256> kMarkClasses = markClasses();

/// "p->next" and "f() -> int", but no arrow of a chemist: letters or a bracket touch it.
bool isArrowAt(std::string_view line, std::size_t at)
{
    if (at == 0 || at + 2 >= line.size() || line[at + 1] != '>')
        return false;
    return (isIdentifier(line[at - 1]) && isLetter(line[at + 2])) || (at > 1 && line[at - 2] == ')');
}

/// How many characters in front say nothing, in steps of eight: prose is mostly that.
std::size_t proseAt(std::string_view text)
{
    const auto what = [text](std::size_t at) { return kMarkClasses[static_cast<unsigned char>(text[at])]; };
    std::size_t at = 0;
    while (at + 8 <= text.size()
        && (what(at) | what(at + 1) | what(at + 2) | what(at + 3) | what(at + 4) | what(at + 5) | what(at + 6)
               | what(at + 7))
            == kNothing)
        at += 8;
    return at;
}

Marks marksOf(std::string_view line)
{
    Marks marks;
    for (std::size_t i = 0; i < line.size(); ++i) {
        i += proseAt(line.substr(i));
        if (i >= line.size())
            break;
        const char c = line[i];
        const unsigned char what = kMarkClasses[static_cast<unsigned char>(c)];
        if (what == kNothing)
            continue;
        marks.anyOf = marks.anyOf || (what & kSign) != 0;
        marks.equals = marks.equals || c == '=';
        marks.backslash = marks.backslash || c == '\\';
        marks.backtick = marks.backtick || c == '`';
        if ((what & kArrow) != 0 && isArrowAt(line, i))
            ++marks.operators;
        if ((what & kOperatorStart) != 0) {
            const std::string_view pair = line.substr(i, 2);
            if (std::find(kOperators.begin(), kOperators.end(), pair) != kOperators.end())
                ++marks.operators;
        }
    }
    return marks;
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
    std::string_view sign; ///< one of these characters must end the line
};
constexpr std::array<Beginning, 25> kBeginnings { {
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

/// "def name(", "function name(", "fn name(", "func name(": a name and an open bracket directly behind the word.
bool isDefinition(std::string_view line)
{
    for (const std::string_view word : { "def ", "function ", "fn ", "func " }) {
        if (!line.starts_with(word))
            continue;
        std::size_t at = word.size();
        while (at < line.size() && isIdentifier(line[at]))
            ++at;
        return at > word.size() && at < line.size() && line[at] == '(';
    }
    return false;
}

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

/// "name = f(x)", "a.b[c] = 'd'", "x = 1;": an assignment of a value that only programs write. "x = 5" may be
/// mathematics.
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
    const auto fits = [](char c) {
        return isIdentifier(c) || std::string_view(".[]'\"$<>*& ").find(c) != std::string_view::npos;
    };
    if (std::count(target.begin(), target.end(), ' ') > 2 || !std::all_of(target.begin(), target.end(), fits))
        return false;
    const std::string_view value = trimmed(line.substr(equals + 1));
    const bool starts = !value.empty() && std::string_view("[{\"'").find(value.front()) != std::string_view::npos;
    return line.back() == ';' || starts || isCallAt(value);
}

int beginningScore(std::string_view line)
{
    if (isDefinition(line))
        return kEnough;
    for (const std::string_view strong : kStrongBeginnings) {
        if (line.front() == strong.front() && line.starts_with(strong))
            return 2;
    }
    for (const Beginning& beginning : kBeginnings) {
        if (line.front() != beginning.word.front() || !line.starts_with(beginning.word))
            continue;
        if (beginning.sign.find(line.back()) != std::string_view::npos)
            return 2;
    }
    if (isImport(line) || isQuery(line) || (line.starts_with(">>> ") && line.find('(') != std::string_view::npos))
        return 2;
    return line.front() == '@' && line.size() > 2 && isLetter(line[1]) && line.find(' ') == std::string_view::npos ? 1
                                                                                                                   : 0;
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

/// "A. ...", "b) ...", "3. ...": a choice to be made, often of formulas.
bool isListItem(std::string_view line)
{
    return line.size() > 2 && isIdentifier(line[0]) && (line[1] == '.' || line[1] == ')') && line[2] == ' ';
}

int lineScore(std::string_view line, const Marks& marks)
{
    const char last = line.back();
    if (!marks.anyOf && last != ':') // prose, but for the two statements that need no sign
        return isImport(line) || isQuery(line) ? 2 : 0;
    if (isRecord(line) || marks.backslash)
        return 0;
    int score = beginningScore(line);
    if (last == ';' || last == '{')
        score += 1;
    if (line == "});" || line == "};")
        score += 1;
    if (!isListItem(line) && ((marks.equals && isAssignment(line)) || isCallStatement(line)))
        score += 1;
    return std::min(score + std::min(marks.operators, 2), kEnough);
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
    return marksOf(piece).operators > 0 || isCallStatement(piece) || (isAssignment(piece) && piece.size() > 8)
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
        const Marks marks = marksOf(line);
        m_score += lineScore(line, marks) * (m_fenced ? 2 : 1);
        if (marks.backtick && hasInlineCode(line))
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
