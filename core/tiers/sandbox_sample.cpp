// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/sandbox_sample.h"
#include "core/tiers/sandbox_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDepth = 8;
constexpr int kParts = 400; ///< of one sample: a schema may refer to itself in many places

class Sampler {
public:
    Sampler(const Json& root, SandboxDice& dice)
        : m_root(root)
        , m_dice(dice)
    {
    }

    [[nodiscard]] Json sample(const Json& schema, int depth);

private:
    [[nodiscard]] Json sampleType(const Json& schema, const std::string& type, int depth);
    [[nodiscard]] Json sampleObject(const Json& schema, int depth);
    [[nodiscard]] Json sampleNumber(const Json& schema);
    [[nodiscard]] const Json* referenced(const Json& schema) const;

    const Json& m_root;
    SandboxDice& m_dice;
    int m_parts = 0;
};

std::string typeOf(const Json& schema)
{
    const auto type = schema.find("type");
    if (type != schema.end() && type->is_string())
        return type->get<std::string>();
    if (type != schema.end() && type->is_array() && !type->empty() && type->front().is_string())
        return type->front().get<std::string>();
    if (schema.contains("properties"))
        return "object";
    return schema.contains("items") ? "array" : "string";
}

std::int64_t limitOf(const Json& schema, const char* keyword, std::int64_t otherwise)
{
    constexpr double kFar = 1e6;
    const auto limit = schema.find(keyword);
    if (limit == schema.end() || !limit->is_number())
        return otherwise;
    return static_cast<std::int64_t>(std::clamp(limit->get<double>(), -kFar, kFar));
}

Json Sampler::sample(const Json& schema, int depth)
{
    if (!schema.is_object() || depth > kDepth || ++m_parts > kParts)
        return nullptr;
    if (const Json* target = referenced(schema))
        return sample(*target, depth + 1);
    for (const char* keyword : { "anyOf", "oneOf", "allOf" }) {
        const auto parts = schema.find(keyword);
        if (parts != schema.end() && parts->is_array() && !parts->empty())
            return sample(parts->front(), depth + 1);
    }
    if (const auto constant = schema.find("const"); constant != schema.end())
        return *constant;
    if (const auto values = schema.find("enum"); values != schema.end() && values->is_array() && !values->empty())
        return (*values)[m_dice.below(values->size())];
    return sampleType(schema, typeOf(schema), depth);
}

Json Sampler::sampleType(const Json& schema, const std::string& type, int depth)
{
    if (type == "object")
        return sampleObject(schema, depth);
    if (type == "array") {
        Json list = Json::array();
        const auto items = schema.find("items");
        for (std::uint64_t i = 0; items != schema.end() && depth < kDepth && i < 1 + m_dice.below(2); ++i)
            list.push_back(sample(*items, depth + 1));
        return list;
    }
    if (type == "number" || type == "integer")
        return sampleNumber(schema);
    if (type == "boolean")
        return m_dice.below(2) == 0;
    if (type == "null")
        return nullptr;
    return std::string(kSimulatedMark) + "sample";
}

Json Sampler::sampleObject(const Json& schema, int depth)
{
    Json object = Json::object();
    const auto properties = schema.find("properties");
    if (properties == schema.end() || !properties->is_object())
        return object;
    for (const auto& [name, property] : properties->items())
        object[name] = sample(property, depth + 1);
    return object;
}

Json Sampler::sampleNumber(const Json& schema)
{
    const std::int64_t lowest = limitOf(schema, "minimum", 1);
    const std::int64_t highest = std::max(lowest, limitOf(schema, "maximum", lowest + 99));
    const std::int64_t room = std::min<std::int64_t>(highest - lowest, 99);
    return lowest + static_cast<std::int64_t>(m_dice.below(static_cast<std::uint64_t>(room) + 1));
}

const Json* Sampler::referenced(const Json& schema) const
{
    const auto reference = schema.find("$ref");
    if (reference == schema.end() || !reference->is_string())
        return nullptr;
    const auto text = reference->get<std::string>();
    for (const std::string_view home : { "#/$defs/", "#/definitions/" }) {
        if (text.compare(0, home.size(), home) != 0)
            continue;
        const auto definitions = m_root.find(std::string(home.substr(2, home.size() - 3)));
        if (definitions == m_root.end() || !definitions->is_object())
            return nullptr;
        const auto target = definitions->find(text.substr(home.size()));
        return target == definitions->end() ? nullptr : &*target;
    }
    return text == "#" ? &m_root : nullptr;
}

} // namespace

Json sandboxSample(const Json& schema, SandboxDice& dice)
{
    return Sampler(schema, dice).sample(schema, 0);
}

std::vector<float> sandboxVector(std::string_view text, std::size_t dimensions)
{
    std::vector<float> vector(dimensions, 0.0f);
    for (std::size_t i = 0; i + 2 < text.size() || i == 0; ++i) {
        SandboxDice dice(17);
        dice.stir(text.substr(i, 3));
        const std::uint64_t roll = dice.next();
        vector[roll % dimensions] += (roll >> 63) != 0 ? 1.0f : -1.0f;
    }
    float square = 0.0f;
    for (const float value : vector)
        square += value * value;
    if (square == 0.0f) { // opposite triples may cancel each other out
        vector[0] = 1.0f;
        return vector;
    }
    const float length = std::sqrt(square);
    for (float& value : vector)
        value /= length;
    return vector;
}

std::string base64Floats(const std::vector<float>& vector)
{
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    bytes.reserve(vector.size() * 4);
    for (const float value : vector) {
        const auto bits = std::bit_cast<std::uint32_t>(value);
        for (unsigned shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>((bits >> shift) & 0xFFu);
    }
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        const std::size_t present = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t k = 0; k < 3; ++k)
            group = (group << 8) | (k < present ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= present ? kDigits[(group >> (18 - 6 * k)) & 63u] : '=';
    }
    return text;
}

} // namespace signalbox
