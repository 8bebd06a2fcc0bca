// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"
#include "core/api/json_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace signalbox {
namespace {

constexpr std::string_view kStreamOptions = "stream_options";
constexpr std::string_view kIncludeUsage = "\"include_usage\":true";

bool isMaxTokensName(std::string_view name)
{
    return name == "max_tokens" || name == "max_completion_tokens";
}

/// Collects splices into the raw body, in the order of their places, and writes the edited body in one go.
class BodyEditor {
public:
    BodyEditor(const ChatRequest& request, const BodyEdits& edits)
        : m_request(request)
        , m_edits(edits)
    {
    }

    [[nodiscard]] EditedBody edited();

private:
    struct Splice {
        Span place;
        std::string text;
    };

    void editMember(std::size_t index);
    void dropMember(std::size_t index);
    void editModel(Span value);
    void editMaxTokens(std::size_t index);
    void editStreamOptions(Span value);
    void renameMember(std::size_t index);
    void rename(std::size_t index, const std::string& newName);
    void insertAbsent();
    [[nodiscard]] bool isDropped(std::size_t index) const;
    [[nodiscard]] bool isListed(std::string_view name) const;
    [[nodiscard]] bool asksUsage() const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] const std::string* newNameOf(std::string_view name) const;
    [[nodiscard]] std::string_view rawOf(Span place) const;
    [[nodiscard]] Span keyOf(Span whole) const;

    const ChatRequest& m_request;
    const BodyEdits& m_edits;
    std::vector<Splice> m_splices;
    std::vector<std::string> m_changes;
    std::size_t m_kept = 0;                ///< members that stay
    std::optional<std::size_t> m_lastKept; ///< index of the last one so far
};

EditedBody BodyEditor::edited()
{
    m_splices.reserve(m_request.members.size() + 1);
    for (std::size_t i = 0; i < m_request.members.size(); ++i) {
        if (isDropped(i)) {
            dropMember(i);
        } else {
            editMember(i);
            m_lastKept = i;
            ++m_kept;
        }
    }
    insertAbsent();
    std::string out;
    out.reserve(m_request.body.size() + 128 + m_edits.model.size());
    std::size_t from = 0;
    for (const Splice& splice : m_splices) {
        out.append(m_request.body, from, splice.place.begin - from);
        out += splice.text;
        from = splice.place.end;
    }
    out.append(m_request.body, from);
    return { std::move(out), std::move(m_changes) };
}

void BodyEditor::editMember(std::size_t index)
{
    const std::string& name = m_request.topLevelFields[index];
    renameMember(index);
    const Span value = m_request.members[index].value;
    if (name == "model")
        editModel(value);
    else if (isMaxTokensName(name))
        editMaxTokens(index);
    else if (name == kStreamOptions)
        editStreamOptions(value);
}

/// A member goes with the comma before it; the first one with the comma behind it.
void BodyEditor::dropMember(std::size_t index)
{
    const auto& members = m_request.members;
    Span gone = members[index].whole;
    if (m_lastKept)
        gone.begin = members[index - 1].whole.end;
    else if (index + 1 < members.size())
        gone.end = members[index + 1].whole.begin;
    m_splices.push_back({ gone, {} });
    m_changes.push_back("dropped:" + m_request.topLevelFields[index]);
}

void BodyEditor::editModel(Span value)
{
    if (m_edits.model != m_request.model)
        m_splices.push_back({ value, json::quoted(m_edits.model) });
}

/// A client that sent null gave no limit: then it is written once, under the name that the upstream knows.
void BodyEditor::editMaxTokens(std::size_t index)
{
    if (!m_edits.maxTokens)
        return;
    const std::string& name = m_request.topLevelFields[index];
    const std::string& wanted = m_edits.maxTokensField;
    const bool unlimited = m_request.maxTokensField.empty();
    if (unlimited && !wanted.empty() && name != wanted && !newNameOf(name)) {
        if (has(wanted))
            return;
        rename(index, wanted);
    }
    const Span value = m_request.members[index].value;
    std::string text = std::to_string(*m_edits.maxTokens);
    if (rawOf(value) != text)
        m_splices.push_back({ value, std::move(text) });
}

void BodyEditor::editStreamOptions(Span value)
{
    if (!asksUsage() || m_request.includeUsage)
        return;
    if (m_request.includeUsageValue.end != 0) {
        m_splices.push_back({ m_request.includeUsageValue, "true" });
        return;
    }
    const std::string_view raw = rawOf(value);
    if (raw.front() != '{') { // null
        m_splices.push_back({ value, fmt::format("{{{}}}", kIncludeUsage) });
        return;
    }
    const bool empty = raw[raw.find_first_not_of(" \t\r\n", 1)] == '}';
    const std::size_t inside = value.begin + 1;
    m_splices.push_back({ { inside, inside }, fmt::format("{}{}", kIncludeUsage, empty ? "" : ",") });
}

void BodyEditor::renameMember(std::size_t index)
{
    const std::string& name = m_request.topLevelFields[index];
    const std::string* newName = newNameOf(name);
    if (newName && *newName != name)
        rename(index, *newName);
}

void BodyEditor::rename(std::size_t index, const std::string& newName)
{
    m_splices.push_back({ keyOf(m_request.members[index].whole), json::quoted(newName) });
    m_changes.push_back("renamed:" + m_request.topLevelFields[index] + ">" + newName);
}

/// New members go to the front: nothing behind them moves, and there is always a place.
void BodyEditor::insertAbsent()
{
    std::string text;
    const auto add = [&text](std::string_view name, std::string_view value) {
        text += text.empty() ? "" : ",";
        text += json::quoted(name);
        text += ':';
        text += value;
    };
    const bool limited = has("max_tokens") || has("max_completion_tokens");
    const std::string_view field =
        m_edits.maxTokensField.empty() ? std::string_view("max_tokens") : m_edits.maxTokensField;
    if (m_edits.maxTokens && !limited && !isListed(field))
        add(field, std::to_string(*m_edits.maxTokens));
    if (asksUsage() && !has(kStreamOptions))
        add(kStreamOptions, fmt::format("{{{}}}", kIncludeUsage));
    if (text.empty())
        return;
    if (m_kept > 0)
        text += ',';
    const std::size_t front = m_request.afterOpenBrace;
    m_splices.insert(m_splices.begin(), { { front, front }, std::move(text) });
}

bool BodyEditor::isDropped(std::size_t index) const
{
    const std::string& name = m_request.topLevelFields[index];
    if (isListed(name))
        return true;
    // A rename onto a field that is there as well would make it double.
    const std::string* newName = newNameOf(name);
    return newName && *newName != name && has(*newName) && !newNameOf(*newName);
}

bool BodyEditor::isListed(std::string_view name) const
{
    const bool listed = std::find(m_edits.drop.begin(), m_edits.drop.end(), name) != m_edits.drop.end();
    return listed || (m_edits.dropStreamOptions && name == kStreamOptions);
}

bool BodyEditor::asksUsage() const
{
    return m_edits.askUsage && m_request.stream && !isListed(kStreamOptions);
}

bool BodyEditor::has(std::string_view name) const
{
    const auto& names = m_request.topLevelFields;
    return std::find(names.begin(), names.end(), name) != names.end() && !isListed(name);
}

const std::string* BodyEditor::newNameOf(std::string_view name) const
{
    for (const auto& [from, to] : m_edits.rename) {
        if (from == name)
            return &to;
    }
    return nullptr;
}

std::string_view BodyEditor::rawOf(Span place) const
{
    return std::string_view(m_request.body).substr(place.begin, place.end - place.begin);
}

Span BodyEditor::keyOf(Span whole) const
{
    std::size_t end = whole.begin + 1;
    while (m_request.body[end] != '"')
        end += m_request.body[end] == '\\' ? 2 : 1;
    return { whole.begin, end + 1 };
}

} // namespace

EditedBody editBody(const ChatRequest& request, const BodyEdits& edits)
{
    return BodyEditor(request, edits).edited();
}

} // namespace signalbox
