// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/sandbox_provider.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace signalbox {
namespace {

using SortedJson = nlohmann::json;

constexpr std::array<std::string_view, 8> kFaults { "http_500", "http_503", "http_429", "hang", "reset", "close",
    "truncated_json", "no_usage" };

tl::unexpected<Error> wrong(std::string pointer)
{
    return fail("sandbox_script_invalid", { { "pointer", std::move(pointer) } });
}

bool isWholeNumber(const SortedJson& value, std::int64_t lowest, std::int64_t highest)
{
    return value.is_number_integer() && value >= lowest && value <= highest;
}

Result<SandboxScript::Step> readStep(const SortedJson& value, const std::string& pointer)
{
    if (!value.is_object())
        return wrong(pointer);
    SandboxScript::Step step;
    for (const auto& [name, member] : value.items()) {
        const std::string place = pointer + "/" + name;
        if (name == "model" && member.is_string())
            step.model = member.get<std::string>();
        else if (name == "every" && isWholeNumber(member, 1, 1'000'000))
            step.every = member.get<int>();
        else if (name == "retry_after" && isWholeNumber(member, 0, 86'400))
            step.retryAfter = member.get<int>();
        else if (name == "fault" && member.is_string())
            step.fault = member.get<std::string>();
        else
            return wrong(place);
    }
    if (std::find(kFaults.begin(), kFaults.end(), step.fault) == kFaults.end())
        return wrong(pointer + "/fault");
    return step;
}

Result<double> readScale(const SortedJson& value)
{
    constexpr double kSlowest = 100.0;
    const bool fits = value.is_object() && value.size() == 1 && value.contains("scale") && value["scale"].is_number();
    const double scale = fits ? value["scale"].get<double>() : -1.0;
    if (scale < 0.0 || scale > kSlowest)
        return wrong("/latency/scale");
    return scale;
}

} // namespace

Result<SandboxScript> SandboxScript::parse(std::string_view json)
{
    const SortedJson root = SortedJson::parse(json, nullptr, false);
    if (!root.is_object())
        return wrong("");
    SandboxScript script;
    for (const auto& [name, value] : root.items()) {
        if (name == "steps" && value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i) {
                auto step = readStep(value[i], "/steps/" + std::to_string(i));
                if (!step)
                    return tl::unexpected(std::move(step.error()));
                script.steps.push_back(std::move(*step));
            }
        } else if (name == "latency") {
            const auto scale = readScale(value);
            if (!scale)
                return tl::unexpected(scale.error());
            script.latencyScale = *scale;
        } else {
            return wrong("/" + name);
        }
    }
    return script;
}

} // namespace signalbox
