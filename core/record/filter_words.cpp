// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/filter_words.h"

#include "core/base/ascii.h"

namespace signalbox {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class Scanner {
public:
    explicit Scanner(std::string_view line)
        : m_line(line)
    {
    }

    bool atEnd()
    {
        while (m_at < m_line.size() && isSpace(m_line[m_at]))
            ++m_at;
        return m_at == m_line.size();
    }

    Result<FilterToken> next()
    {
        FilterToken token;
        token.at = m_at;
        scanName(token);
        while (m_at < m_line.size() && !isSpace(m_line[m_at])) {
            if (m_line[m_at] != '"') {
                token.value += m_line[m_at++];
                continue;
            }
            token.quoted = true;
            if (!scanQuoted(token.value))
                return filterError(token.at, std::string(m_line.substr(token.at, 80)), "quote_open");
        }
        token.source = std::string(m_line.substr(token.at, m_at - token.at));
        return token;
    }

private:
    /// A name counts only before an operator: "llama3:8b" has a digit in it and is a word.
    void scanName(FilterToken& token)
    {
        const std::size_t minus = m_at < m_line.size() && m_line[m_at] == '-' ? 1 : 0;
        std::size_t end = m_at + minus;
        while (end < m_line.size() && isNameCharacter(m_line[end]))
            ++end;
        if (end == m_at + minus || end == m_line.size() || (m_line[end] != ':' && m_line[end] != '>'))
            return;
        token.negated = minus > 0;
        for (m_at += minus; m_at < end; ++m_at)
            token.name += lowered(m_line[m_at]);
        token.op = m_line[m_at++];
        if (token.op == ">" && m_at < m_line.size() && m_line[m_at] == '=')
            token.op += m_line[m_at++];
    }

    bool scanQuoted(std::string& into)
    {
        for (++m_at; m_at < m_line.size(); ++m_at) {
            if (m_line[m_at] == '"') {
                ++m_at;
                return true;
            }
            if (m_line[m_at] == '\\' && m_at + 1 < m_line.size())
                ++m_at;
            into += m_line[m_at];
        }
        return false;
    }

    std::string_view m_line;
    std::size_t m_at = 0;
};

} // namespace

tl::unexpected<Error> filterError(std::size_t at, std::string token, std::string problem, std::string like)
{
    return fail("filter_syntax",
        { { "at", std::to_string(at) }, { "token", std::move(token) }, { "problem", std::move(problem) },
            { "like", std::move(like) } });
}

Result<std::vector<FilterToken>> filterTokens(std::string_view line)
{
    std::vector<FilterToken> tokens;
    for (Scanner scanner(line); !scanner.atEnd();) {
        auto token = scanner.next();
        if (!token)
            return tl::unexpected(token.error());
        tokens.push_back(*std::move(token));
    }
    return tokens;
}

void appendWord(std::string& words, std::string_view word)
{
    if (!words.empty())
        words += ' ';
    if (word.find_first_of(" \t\n\r\"\\:>") == std::string_view::npos) {
        words += word;
        return;
    }
    words += '"';
    for (const char c : word) {
        if (c == '"' || c == '\\')
            words += '\\';
        words += c;
    }
    words += '"';
}

} // namespace signalbox
