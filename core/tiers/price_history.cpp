// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/price_history.h"

#include "core/tiers/price_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <tuple>
#include <utility>

namespace signalbox {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestNote = 2000;
constexpr std::size_t kLongestSource = 120;
constexpr std::size_t kDeepest = 16;

tl::unexpected<Error> invalid(const std::string& pointer, std::string reason)
{
    return fail("prices_invalid", { { "pointer", pointer }, { "reason", std::move(reason) } });
}

int numberIn(std::string_view text, std::size_t at, std::size_t length)
{
    int value = -1;
    const char* begin = text.data() + at;
    const auto read = std::from_chars(begin, begin + length, value);
    return read.ec == std::errc() && read.ptr == begin + length ? value : -1;
}

bool isName(std::string_view text, std::size_t most)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("._:/@+-").find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), fits);
}

/// What is wrong with an entry's own fields; its price is looked at where it is written and read again.
Result<void> checkEntry(const PriceEntry& entry)
{
    if (!isName(entry.provider, 64))
        return fail("price_provider", { { "provider", entry.provider.substr(0, 64) } });
    if (!isName(entry.model, 256))
        return fail("price_model", { { "model", entry.model.substr(0, 80) } });
    if (!isDay(entry.from))
        return fail("price_day", { { "day", entry.from.substr(0, 40) } });
    return {};
}

Json entryJson(const PriceEntry& entry)
{
    Json json { { "number", entry.number }, { "provider", entry.provider }, { "model", entry.model },
        { "from", entry.from }, { "price", priceJson(entry.price) }, { "source", entry.price.source } };
    if (!entry.price.date.empty())
        json["date"] = entry.price.date;
    if (!entry.note.empty())
        json["note"] = entry.note;
    json["made_at"] = entry.madeAt;
    if (entry.removedAt)
        json["removed_at"] = *entry.removedAt;
    return json;
}

class EntryReader {
public:
    EntryReader(const Json& json, std::string pointer)
        : m_json(json)
        , m_pointer(std::move(pointer))
    {
    }
    Result<PriceEntry> read()
    {
        if (!m_json.is_object())
            return invalid(m_pointer, "object_expected");
        PriceEntry entry;
        entry.number = integer("number");
        entry.provider = text("provider");
        entry.model = text("model");
        entry.from = text("from");
        entry.note = text("note").substr(0, kLongestNote);
        entry.madeAt = integer("made_at");
        if (m_json.contains("removed_at"))
            entry.removedAt = integer("removed_at");
        if (!m_problem.empty())
            return invalid(m_pointer + "/" + m_problem, "type");
        if (auto checked = checkEntry(entry); !checked)
            return invalid(m_pointer, checked.error().code);
        auto price = priceOf(m_json.value("price", Json()), m_pointer + "/price");
        if (!price)
            return invalid(std::string(price.error().parameter("pointer")), price.error().code);
        entry.price = std::move(*price);
        entry.price.source = text("source").substr(0, kLongestSource);
        entry.price.date = text("date").substr(0, 10);
        return m_problem.empty() ? Result<PriceEntry>(std::move(entry)) : invalid(m_pointer + "/" + m_problem, "type");
    }

private:
    std::string text(const char* name)
    {
        const auto found = m_json.find(name);
        if (found == m_json.end())
            return {};
        if (!found->is_string())
            m_problem = name;
        return found->is_string() ? found->get<std::string>() : std::string();
    }
    std::int64_t integer(const char* name)
    {
        const auto found = m_json.find(name);
        const bool good = found != m_json.end() && found->is_number_integer()
            && !(found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t { INT64_MAX });
        if (!good)
            m_problem = name;
        return good ? found->get<std::int64_t>() : 0;
    }

    const Json& m_json;
    std::string m_pointer;
    std::string m_problem;
};

bool isFor(const PriceEntry& entry, std::string_view provider, std::string_view model)
{
    return entry.provider == provider && entry.model == model;
}

} // namespace

bool isDay(std::string_view text)
{
    constexpr std::string_view kShape = "dddd-dd-dd";
    if (text.size() != kShape.size())
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (kShape[i] == 'd' ? !digit : text[i] != '-')
            return false;
    }
    const int year = numberIn(text, 0, 4), month = numberIn(text, 5, 2), day = numberIn(text, 8, 2);
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int days = month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    return year >= 2000 && month >= 1 && month <= 12 && day >= 1 && day <= days;
}

Result<PriceHistory> PriceHistory::parse(std::string_view json)
{
    if (json.size() > kMaxBytes)
        return fail("prices_too_large", { { "max", std::to_string(kMaxBytes) } });
    const Json root = nestingOf(json) > kDeepest ? Json() : Json::parse(json, nullptr, false);
    if (!root.is_object())
        return fail("prices_syntax");
    const Json schema = root.value("schema", Json());
    if (schema.is_number_integer() && schema > 1)
        return fail("prices_newer", { { "schema", schema.dump() } });
    const auto list = root.find("entries");
    if (schema != 1 || list == root.end() || !list->is_array())
        return invalid("", "schema_1_expected");
    if (list->size() > kMostEntries)
        return fail("prices_too_many", { { "max", std::to_string(kMostEntries) } });
    PriceHistory history;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string pointer = "/entries/" + std::to_string(i);
        auto entry = EntryReader((*list)[i], pointer).read();
        if (!entry)
            return tl::unexpected(entry.error());
        if (entry->number <= (history.m_entries.empty() ? 0 : history.m_entries.back().number))
            return invalid(pointer + "/number", "order");
        history.m_entries.push_back(std::move(*entry));
    }
    return history;
}

std::string PriceHistory::text() const
{
    Json list = Json::array();
    for (const PriceEntry& entry : m_entries)
        list.push_back(entryJson(entry));
    const Json root { { "schema", 1 }, { "unit", "US dollars per million tokens" }, { "entries", std::move(list) } };
    return root.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

const PriceEntry* PriceHistory::at(
    std::string_view provider, std::string_view preset, std::string_view model, std::string_view day) const
{
    for (const std::string_view name : { provider, preset }) {
        const PriceEntry* holds = nullptr;
        for (const PriceEntry& entry : m_entries) {
            const bool begun = isFor(entry, name, model) && !entry.removedAt && entry.from <= day;
            if (begun && (!holds || entry.from >= holds->from))
                holds = &entry;
        }
        if (holds)
            return holds;
    }
    return nullptr;
}

std::vector<const PriceEntry*> PriceHistory::of(
    std::string_view provider, std::string_view preset, std::string_view model) const
{
    std::vector<const PriceEntry*> found;
    for (const PriceEntry& entry : m_entries) {
        if (isFor(entry, provider, model) || isFor(entry, preset, model))
            found.push_back(&entry);
    }
    std::stable_sort(found.begin(), found.end(), [](const PriceEntry* a, const PriceEntry* b) {
        return std::tie(a->from, a->number) < std::tie(b->from, b->number);
    });
    return found;
}

std::string PriceHistory::nextChange(std::string_view day) const
{
    std::string next;
    for (const PriceEntry& entry : m_entries) {
        if (!entry.removedAt && entry.from > day && (next.empty() || entry.from < next))
            next = entry.from;
    }
    return next;
}

Result<std::int64_t> PriceHistory::add(PriceEntry entry, WallUs now)
{
    if (auto checked = checkEntry(entry); !checked)
        return tl::unexpected(checked.error());
    if (m_entries.size() >= kMostEntries)
        return fail("prices_too_many", { { "max", std::to_string(kMostEntries) } });
    // What can't be read again must not be written.
    if (auto again = priceOf(priceJson(entry.price), "/price"); !again)
        return tl::unexpected(again.error());
    entry.number = m_entries.empty() ? 1 : m_entries.back().number + 1;
    entry.madeAt = now;
    entry.removedAt.reset();
    entry.note.resize(std::min(entry.note.size(), kLongestNote));
    entry.price.source.resize(std::min(entry.price.source.size(), kLongestSource));
    m_entries.push_back(std::move(entry));
    return m_entries.back().number;
}

Result<void> PriceHistory::remove(std::int64_t number, WallUs now)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
        [number](const PriceEntry& entry) { return entry.number == number && !entry.removedAt; });
    if (found == m_entries.end())
        return fail("price_entry_unknown", { { "number", std::to_string(number) } });
    found->removedAt = now;
    return {};
}

Result<void> PriceHistory::restore(std::int64_t number)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
        [number](const PriceEntry& entry) { return entry.number == number && entry.removedAt; });
    if (found == m_entries.end())
        return fail("price_entry_unknown", { { "number", std::to_string(number) } });
    found->removedAt.reset();
    return {};
}

} // namespace signalbox
