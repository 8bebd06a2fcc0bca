// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/facts.h"

#include "core/route/fact_field.h"
#include "core/route/json_text.h"

#include "core/api/json_text.h"
#include "core/base/clock.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

// Facts as text, for people and exports, and as few bytes, for replays.
namespace signalbox {

namespace {

// Tags of what stands in no field. Never changed, never used again.
enum Tag : int {
    kHeader = 40,
    kBudgetLeft = 41,
    kBreaker = 42,
    kShareSeed = 43,
    kTextAsked = 44,
    kTextHeld = 45,
    kPin = 46,
    kJsonAsked = 47,
    kLogprobs = 48,
    kToolMessages = 49,
    kObstacle = 50,
    kKeyTier = 51,
    kBypass = 52,
};

std::string hexOf(std::uint64_t value)
{
    std::array<char, 17> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return { digits.data(), end };
}

std::uint64_t fromHex(std::string_view text)
{
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return value;
}

template <class List> void appendFamily(std::string& out, std::string_view family, const List& list)
{
    for (const auto& each : list)
        json_text::appendMember(out, std::string(family).append(":").append(each.name), each.value);
}

std::string heldText(const std::vector<std::uint32_t>& held)
{
    std::string out;
    for (const std::uint32_t id : held)
        out.append(out.empty() ? "" : " ").append(hexOf(id));
    return out;
}

void appendExtras(std::string& out, const Facts& facts)
{
    appendFamily(out, "header", facts.headers);
    appendFamily(out, "budget_left", facts.budgetLeft);
    appendFamily(out, "breaker", facts.breakers);
    if (facts.shareSeed != 0)
        json_text::appendMember(out, "share_seed", std::string_view(hexOf(facts.shareSeed)));
    if (facts.text.asked != 0) {
        json_text::appendMember(out, "text_asked", std::string_view(hexOf(facts.text.asked)));
        json_text::appendMember(out, "text_held", std::string_view(heldText(facts.text.held)));
    }
    if (!facts.pin.empty())
        json_text::appendMember(out, "pin", std::string_view(facts.pin));
    if (!facts.jsonAsked.empty())
        json_text::appendMember(out, "json_asked", std::string_view(facts.jsonAsked));
    if (facts.logprobs)
        json_text::appendTruth(out, "logprobs", true);
    if (facts.toolMessages)
        json_text::appendTruth(out, "tool_messages", true);
    if (facts.bypass)
        json_text::appendTruth(out, "bypass", true);
    appendFamily(out, "obstacle", facts.obstacles);
    for (const std::string& tier : facts.keyTiers)
        json_text::appendTruth(out, "key_tier:" + tier, true);
}

std::vector<std::uint32_t> heldOf(std::string_view text)
{
    std::vector<std::uint32_t> held;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        held.push_back(static_cast<std::uint32_t>(fromHex(text.substr(0, end))));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return held;
}

bool readTextExtra(Facts& facts, std::string_view name, const std::string& value)
{
    const std::string_view argument = factArgument(name);
    const std::string_view family = name.substr(0, name.find(':'));
    if (family == "header")
        facts.headers.push_back({ std::string(argument), value });
    else if (family == "breaker")
        facts.breakers.push_back({ std::string(argument), value });
    else if (family == "obstacle")
        facts.obstacles.push_back({ std::string(argument), value });
    else if (name == "share_seed")
        facts.shareSeed = fromHex(value);
    else if (name == "text_asked")
        facts.text.asked = static_cast<std::uint32_t>(fromHex(value));
    else if (name == "text_held")
        facts.text.held = heldOf(value);
    else if (name == "pin")
        facts.pin = value;
    else if (name == "json_asked")
        facts.jsonAsked = value;
    else
        return false;
    return true;
}

void readExtra(Facts& facts, const std::string& name, const nlohmann::json& value)
{
    if (value.is_string())
        (void)readTextExtra(facts, name, value.get_ref<const std::string&>());
    else if (value.is_number_integer() && name.starts_with("budget_left:"))
        facts.budgetLeft.push_back({ std::string(factArgument(name)), value.get<std::int64_t>() });
    else if (value.is_boolean() && name.starts_with("key_tier:"))
        facts.keyTiers.emplace_back(factArgument(name));
    else if (value.is_boolean() && name == "logprobs")
        facts.logprobs = value.get<bool>();
    else if (value.is_boolean() && name == "tool_messages")
        facts.toolMessages = value.get<bool>();
    else if (value.is_boolean() && name == "bypass")
        facts.bypass = value.get<bool>();
}

// --- packed ----------------------------------------------------------------------------------------------------------

void putNumber(std::string& out, std::uint64_t value)
{
    while (value >= 0x80) {
        out += static_cast<char>(value | 0x80);
        value >>= 7;
    }
    out += static_cast<char>(value);
}

/// Small negative numbers stay short.
void putSigned(std::string& out, std::int64_t value)
{
    putNumber(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

void putText(std::string& out, std::string_view text)
{
    putNumber(out, text.size());
    out += text;
}

void putTag(std::string& out, int tag)
{
    out += static_cast<char>(tag);
}

template <class List> void putTexts(std::string& out, int tag, const List& list)
{
    for (const auto& each : list) {
        putTag(out, tag);
        putText(out, each.name);
        putText(out, each.value);
    }
}

class Unpacker {
public:
    explicit Unpacker(std::string_view packed)
        : m_rest(packed)
    {
    }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] bool broken() const { return m_broken; }
    int tag()
    {
        const int found = static_cast<unsigned char>(m_rest.front());
        m_rest.remove_prefix(1);
        return found;
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80)
                return value;
        }
        m_broken = true;
        return 0;
    }
    std::int64_t signedNumber()
    {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
    }
    std::string_view text()
    {
        const std::uint64_t size = number();
        if (size > m_rest.size()) {
            m_broken = true;
            return {};
        }
        const std::string_view found = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return found;
    }
    Named<std::string> named()
    {
        std::string name(text());
        return { std::move(name), std::string(text()) };
    }

private:
    std::string_view m_rest;
    bool m_broken = false;
};

/// By tag; nullptr where no field has it.
const std::array<const FactField*, 40>& fieldsByTag()
{
    static const std::array<const FactField*, 40> table = [] {
        std::array<const FactField*, 40> fields {};
        for (const FactField& field : kFactFields)
            fields[static_cast<std::size_t>(field.tag)] = &field;
        return fields;
    }();
    return table;
}

bool unpackExtra(Facts& facts, int tag, Unpacker& from)
{
    switch (tag) {
    case kHeader:
        facts.headers.push_back(from.named());
        return true;
    case kBudgetLeft: {
        std::string scope(from.text());
        facts.budgetLeft.push_back({ std::move(scope), from.signedNumber() });
        return true;
    }
    case kBreaker:
        facts.breakers.push_back(from.named());
        return true;
    case kObstacle:
        facts.obstacles.push_back(from.named());
        return true;
    case kKeyTier:
        facts.keyTiers.emplace_back(from.text());
        return true;
    case kShareSeed:
        facts.shareSeed = from.number();
        return true;
    case kTextAsked:
        facts.text.asked = static_cast<std::uint32_t>(from.number());
        return true;
    case kTextHeld:
        facts.text.held.push_back(static_cast<std::uint32_t>(from.number()));
        return true;
    case kPin:
        facts.pin = from.text();
        return true;
    case kJsonAsked:
        facts.jsonAsked = from.text();
        return true;
    case kLogprobs:
        facts.logprobs = true;
        return true;
    case kToolMessages:
        facts.toolMessages = true;
        return true;
    case kBypass:
        facts.bypass = true;
        return true;
    default:
        return false;
    }
}

void packExtras(std::string& out, const Facts& facts)
{
    putTexts(out, kHeader, facts.headers);
    for (const auto& [scope, percent] : facts.budgetLeft) {
        putTag(out, kBudgetLeft);
        putText(out, scope);
        putSigned(out, percent);
    }
    putTexts(out, kBreaker, facts.breakers);
    putTexts(out, kObstacle, facts.obstacles);
    for (const std::string& tier : facts.keyTiers) {
        putTag(out, kKeyTier);
        putText(out, tier);
    }
    if (facts.shareSeed != 0) {
        putTag(out, kShareSeed);
        putNumber(out, facts.shareSeed);
    }
    if (facts.text.asked != 0) {
        putTag(out, kTextAsked);
        putNumber(out, facts.text.asked);
    }
    for (const std::uint32_t id : facts.text.held) {
        putTag(out, kTextHeld);
        putNumber(out, id);
    }
    if (!facts.pin.empty()) {
        putTag(out, kPin);
        putText(out, facts.pin);
    }
    if (!facts.jsonAsked.empty()) {
        putTag(out, kJsonAsked);
        putText(out, facts.jsonAsked);
    }
    if (facts.logprobs)
        putTag(out, kLogprobs);
    if (facts.toolMessages)
        putTag(out, kToolMessages);
    if (facts.bypass)
        putTag(out, kBypass);
}

} // namespace

void appendFacts(std::string& out, const Facts& facts)
{
    out += '{';
    for (const FactField& field : kFactFields) {
        switch (field.type) {
        case FactType::Bool:
            json_text::appendTruth(out, field.name, facts.*field.truth);
            break;
        case FactType::Integer:
            if (field.integer == &Facts::time && facts.time >= 0)
                json_text::appendMember(out, field.name, std::string_view(clockText(facts.time)));
            else if (field.integer != &Facts::time)
                json_text::appendMember(out, field.name, facts.*field.integer);
            break;
        case FactType::Text:
            json_text::appendMember(out, field.name, std::string_view(facts.*field.text));
            break;
        }
    }
    appendExtras(out, facts);
    out += '}';
}

std::string factsJson(const Facts& facts)
{
    std::string out;
    out.reserve(768);
    appendFacts(out, facts);
    return out;
}

Result<Facts> factsFromJson(std::string_view json)
{
    const auto read = nlohmann::json::parse(json, nullptr, false);
    if (!read.is_object())
        return fail("facts_invalid", { { "reason", "not_an_object" } });
    Facts facts;
    facts.stakes = "normal";
    facts.language = "unknown";
    facts.endpoint = "chat";
    for (const auto& [name, value] : read.items()) {
        const FactField* field = findFactField(name);
        if (!field)
            readExtra(facts, name, value);
        else if (field->type == FactType::Bool && value.is_boolean())
            facts.*field->truth = value.get<bool>();
        else if (field->integer == &Facts::time && value.is_string())
            facts.time = clockMinute(value.get_ref<const std::string&>()).value_or(-1);
        else if (field->type == FactType::Integer && value.is_number_integer())
            facts.*field->integer = value.get<std::int64_t>();
        else if (field->type == FactType::Text && value.is_string())
            facts.*field->text = value.get<std::string>();
        else
            return fail("facts_invalid", { { "fact", name }, { "reason", "type" } });
    }
    return facts;
}

std::string packFacts(const Facts& facts)
{
    constexpr std::size_t kUsualBytes = 192;
    static const Facts blank;
    std::string out;
    out.reserve(kUsualBytes);
    for (const FactField& field : kFactFields) {
        switch (field.type) {
        case FactType::Bool:
            if (facts.*field.truth)
                putTag(out, field.tag);
            break;
        case FactType::Integer:
            if (facts.*field.integer != blank.*field.integer) {
                putTag(out, field.tag);
                putSigned(out, facts.*field.integer);
            }
            break;
        case FactType::Text:
            if (!(facts.*field.text).empty()) {
                putTag(out, field.tag);
                putText(out, facts.*field.text);
            }
            break;
        }
    }
    packExtras(out, facts);
    return out;
}

Result<Facts> unpackFacts(std::string_view packed)
{
    Facts facts;
    Unpacker from(packed);
    while (!from.atEnd() && !from.broken()) {
        const int tag = from.tag();
        const FactField* field = tag < 40 ? fieldsByTag()[static_cast<std::size_t>(tag)] : nullptr;
        if (!field) {
            if (!unpackExtra(facts, tag, from))
                return fail("facts_invalid", { { "reason", "tag" } });
            continue;
        }
        if (field->type == FactType::Bool)
            facts.*field->truth = true;
        else if (field->type == FactType::Integer)
            facts.*field->integer = from.signedNumber();
        else
            facts.*field->text = from.text();
    }
    if (from.broken())
        return fail("facts_invalid", { { "reason", "short" } });
    return facts;
}

} // namespace signalbox
