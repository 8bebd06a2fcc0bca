// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/sandbox_provider.h"
#include "core/tiers/sandbox_sample.h"
#include "core/tiers/sandbox_text.h"

#include "core/api/json_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kBorn = 1'700'000'000; ///< "created" of the first answer; the provider has no clock
constexpr std::int64_t kMostChoices = 512;

struct Profile {
    std::string_view id;
    SandboxSkill skill;
    int firstTokenMs;
    int jitterMs;
    int tokensPerSecond;
};

constexpr std::array kProfiles {
    Profile { "sandbox-small", SandboxSkill::Small, 160, 80, 140 },
    Profile { "sandbox-mid", SandboxSkill::Mid, 300, 150, 90 },
    Profile { "sandbox-frontier", SandboxSkill::Frontier, 600, 300, 55 },
};

const Profile* profileOf(std::string_view model)
{
    const auto found = std::find_if(
        kProfiles.begin(), kProfiles.end(), [model](const Profile& profile) { return profile.id == model; });
    return found == kProfiles.end() ? nullptr : &*found;
}

/// One answer of the several that may have been asked for.
struct Choice {
    std::string text;
    std::string toolName; ///< "" where no tool is called
    std::string arguments;
    std::string finishReason = "stop";
    std::int64_t tokens = 0;
};

/// One simulated call.
class SandboxCall {
public:
    SandboxCall(const ChatRequest& request, const SandboxScript& script, std::uint64_t requestNo, std::uint64_t seed);

    [[nodiscard]] SandboxAnswer answer();

private:
    [[nodiscard]] std::string_view faultNow();
    [[nodiscard]] SandboxAnswer refused(int status, std::string_view message, std::string_view code) const;
    [[nodiscard]] SandboxAnswer spoken();
    [[nodiscard]] SandboxAnswer embedded();
    [[nodiscard]] SandboxAnswer broken(SandboxAnswer answer, std::string_view fault) const;

    [[nodiscard]] Choice choose(std::int64_t index);
    [[nodiscard]] bool callsTool() const;
    [[nodiscard]] Choice toolCall();
    [[nodiscard]] Choice jsonText();
    [[nodiscard]] Choice plainText();
    void limit(Choice& choice, std::string Choice::*said) const;

    void writeBody(SandboxAnswer& answer, const std::vector<Choice>& choices);
    void writeStream(SandboxAnswer& answer, const std::vector<Choice>& choices);
    void writeChoice(SandboxAnswer& answer, const Choice& choice, std::int64_t index);
    void addEvent(SandboxAnswer& answer, std::string_view rest, int delayMs) const;
    void addDelta(SandboxAnswer& answer, std::int64_t index, std::string_view delta, int delayMs) const;
    [[nodiscard]] Json head(std::string_view object) const;
    [[nodiscard]] Json usage(std::int64_t out) const;
    [[nodiscard]] Json choiceJson(const Choice& choice, std::int64_t index) const;
    [[nodiscard]] Json vectorJson(std::string_view text) const;
    [[nodiscard]] int scaled(double ms) const;
    [[nodiscard]] int tokenMs() const { return scaled(1000.0 / m_profile->tokensPerSecond); }
    [[nodiscard]] bool isChat() const { return m_request.endpoint == Endpoint::ChatCompletions; }

    const ChatRequest& m_request;
    const SandboxScript& m_script;
    std::uint64_t m_requestNo;
    const Profile* m_profile;
    SandboxDice m_dice;
    Json m_body; ///< null where it is not readable
    int m_retryAfter = 0;
    bool m_usage = true;
    std::string m_head; ///< of every streamed event
};

SandboxCall::SandboxCall(
    const ChatRequest& request, const SandboxScript& script, std::uint64_t requestNo, std::uint64_t seed)
    : m_request(request)
    , m_script(script)
    , m_requestNo(requestNo)
    , m_profile(profileOf(request.model))
    , m_dice(seed)
    , m_body(Json::parse(request.body, nullptr, false))
{
    m_dice.stir(requestNo);
    m_dice.stir(request.model);
    m_dice.stir(request.lastUserText);
    if (!m_body.is_object())
        m_body = Json::object();
}

SandboxAnswer SandboxCall::answer()
{
    if (!m_profile)
        return refused(404,
            "[simulated] The model does not exist. Known: sandbox-small, sandbox-mid, sandbox-frontier.",
            "model_not_found");
    const std::string_view fault = faultNow();
    if (fault == "http_500")
        return refused(500, "[simulated] The server had an error.", "server_error");
    if (fault == "http_503")
        return refused(503, "[simulated] The server is overloaded.", "overloaded");
    if (fault == "http_429")
        return refused(429, "[simulated] Too many requests.", "rate_limit_exceeded");
    m_usage = fault != "no_usage";
    return broken(m_request.endpoint == Endpoint::Embeddings ? embedded() : spoken(), fault);
}

std::string_view SandboxCall::faultNow()
{
    for (const SandboxScript::Step& step : m_script.steps) {
        const bool meant = step.model == "*" || step.model == m_profile->id;
        if (meant && m_requestNo % static_cast<std::uint64_t>(std::max(1, step.every)) == 0) {
            m_retryAfter = step.retryAfter;
            return step.fault;
        }
    }
    return {};
}

SandboxAnswer SandboxCall::refused(int status, std::string_view message, std::string_view code) const
{
    SandboxAnswer answer;
    answer.status = status;
    answer.body = errorBody(message, status == 404 ? "invalid_request_error" : "server_error", code);
    answer.delaysMs = { scaled(40) };
    if (m_retryAfter > 0)
        answer.fields.emplace_back("Retry-After", std::to_string(m_retryAfter));
    return answer;
}

SandboxAnswer SandboxCall::broken(SandboxAnswer answer, std::string_view fault) const
{
    using Fault = SandboxAnswer::Fault;
    if (fault == "hang" || fault == "close") {
        answer.body.clear();
        answer.events.clear();
        answer.fault = fault == "hang" ? Fault::HangBeforeStatus : Fault::CloseBeforeStatus;
    } else if (fault == "reset") {
        answer.fault = Fault::ResetMidway;
    } else if (fault == "truncated_json" && answer.events.empty()) {
        answer.body.resize(answer.body.size() / 2);
    } else if (fault == "truncated_json") {
        const std::size_t whole = answer.events.size() / 2;
        answer.events.resize(whole + 1);
        answer.events.back().resize(answer.events.back().size() / 2);
        answer.delaysMs.resize(answer.events.size());
    }
    return answer;
}

SandboxAnswer SandboxCall::spoken()
{
    const std::int64_t inputs = isChat() ? 1 : m_request.inputs;
    const std::int64_t count = std::clamp<std::int64_t>(m_request.n * inputs, 1, kMostChoices);
    std::vector<Choice> choices;
    for (std::int64_t i = 0; i < count; ++i)
        choices.push_back(choose(i));
    SandboxAnswer answer;
    if (m_request.stream)
        writeStream(answer, choices);
    else
        writeBody(answer, choices);
    return answer;
}

Choice SandboxCall::choose(std::int64_t index)
{
    m_dice.stir(static_cast<std::uint64_t>(index));
    if (callsTool())
        return toolCall();
    return m_request.jsonAsked == JsonAsked::No ? plainText() : jsonText();
}

bool SandboxCall::callsTool() const
{
    if (!isChat() || m_request.tools == 0)
        return false;
    const Json none;
    const auto tools = m_body.find("tools");
    const auto messages = m_body.find("messages");
    if (tools == m_body.end() || !tools->is_array() || messages == m_body.end() || !messages->is_array()
        || messages->empty() || m_body.value("tool_choice", none) == Json("none"))
        return false;
    const Json& last = messages->back();
    return last.is_object() && last.value("role", none) == Json("user");
}

/// Calls the tool that the client names, else the first, with arguments that fit its parameters.
Choice SandboxCall::toolCall()
{
    const auto functionOf = [](const Json& tool) {
        return tool.is_object() && tool.contains("function") && tool["function"].is_object() ? tool["function"]
                                                                                             : Json::object();
    };
    const auto nameOf = [](const Json& function) {
        const auto name = function.find("name");
        return name != function.end() && name->is_string() ? name->get<std::string>() : std::string("unnamed");
    };
    const Json& tools = m_body["tools"];
    Json function = functionOf(tools.front());
    if (const auto wanted = m_body.find("tool_choice"); wanted != m_body.end() && wanted->is_object()) {
        for (const Json& tool : tools) {
            if (nameOf(functionOf(tool)) == nameOf(functionOf(*wanted)))
                function = functionOf(tool);
        }
    }
    Choice choice;
    choice.toolName = nameOf(function);
    const auto parameters = function.find("parameters");
    const Json arguments = parameters == function.end() ? Json::object() : sandboxSample(*parameters, m_dice);
    choice.arguments = arguments.is_object() ? arguments.dump() : "{}";
    choice.finishReason = "tool_calls";
    limit(choice, &Choice::arguments);
    return choice;
}

/// The small model spoils one in four: fenced, cut off, or of the wrong shape.
Choice SandboxCall::jsonText()
{
    Json value { { "simulated", true }, { "answer", "[simulated] sample" }, { "confidence", 0.9 } };
    const Json schema = m_request.jsonSchema.empty() ? Json() : Json::parse(m_request.jsonSchema, nullptr, false);
    if (schema.is_object())
        value = sandboxSample(schema, m_dice);
    Choice choice;
    choice.text = value.dump();
    if (m_profile->skill == SandboxSkill::Small) {
        switch (m_dice.below(12)) {
        case 0:
            choice.text = fmt::format("```json\n{}\n```", choice.text);
            break;
        case 1:
            choice.text.resize(choice.text.size() - 1); // the last brace is ASCII
            break;
        case 2:
            choice.text = "[simulated] Here is the JSON: " + choice.text;
            break;
        default:
            break;
        }
    }
    limit(choice, &Choice::text);
    return choice;
}

/// The small model is empty, cut off or unwilling in about one of six, the middle one unwilling now and then.
Choice SandboxCall::plainText()
{
    Choice choice;
    choice.text = sandboxText(m_request.lastUserText, m_profile->skill, m_dice);
    const std::uint64_t roll = m_dice.below(32);
    if (m_profile->skill == SandboxSkill::Small && roll == 0) {
        choice.text.clear();
    } else if (m_profile->skill == SandboxSkill::Small && roll < 3) {
        const auto tokens = sandboxTokens(choice.text);
        const std::string_view last = tokens[tokens.size() / 2];
        choice.text.resize(static_cast<std::size_t>(last.data() - choice.text.data()));
        choice.finishReason = "length";
    } else if ((m_profile->skill == SandboxSkill::Small && roll < 5)
        || (m_profile->skill == SandboxSkill::Mid && roll == 5)) {
        choice.text = sandboxRefusal(m_request.lastUserText);
    }
    limit(choice, &Choice::text);
    return choice;
}

void SandboxCall::limit(Choice& choice, std::string Choice::*said) const
{
    const auto tokens = sandboxTokens(choice.*said);
    choice.tokens = static_cast<std::int64_t>(tokens.size());
    if (!m_request.maxTokens || choice.tokens <= *m_request.maxTokens)
        return;
    const std::string_view next = tokens[static_cast<std::size_t>(*m_request.maxTokens)];
    (choice.*said).resize(static_cast<std::size_t>(next.data() - (choice.*said).data()));
    choice.tokens = *m_request.maxTokens;
    choice.finishReason = "length";
}

Json SandboxCall::head(std::string_view object) const
{
    return { { "id", fmt::format("sandbox-{}", m_requestNo) }, { "object", object },
        { "created", kBorn + static_cast<std::int64_t>(m_requestNo % 1'000'000'000) }, { "model", m_profile->id },
        { "system_fingerprint", "simulated" } };
}

Json SandboxCall::usage(std::int64_t out) const
{
    constexpr std::int64_t kBlock = 128; // long prompts look half cached, in the blocks that OpenAI counts in
    const std::int64_t in = estimateInput(m_request);
    const std::int64_t cached = in >= 1024 ? in / 2 / kBlock * kBlock : 0;
    return { { "prompt_tokens", in }, { "completion_tokens", out }, { "total_tokens", in + out },
        { "prompt_tokens_details", { { "cached_tokens", cached } } },
        { "completion_tokens_details", { { "reasoning_tokens", 0 } } } };
}

std::string toolCallsJson(const Choice& choice, std::uint64_t requestNo, std::int64_t index)
{
    return fmt::format(
        R"([{{"index":0,"id":"call_sandbox_{}_{}","type":"function","function":{{"name":{},"arguments":{}}}}}])",
        requestNo, index, json::quoted(choice.toolName), json::quoted(choice.arguments));
}

Json SandboxCall::choiceJson(const Choice& choice, std::int64_t index) const
{
    Json json { { "index", index } };
    if (isChat()) {
        Json message { { "role", "assistant" }, { "content", choice.text }, { "refusal", nullptr } };
        if (!choice.toolName.empty()) {
            message["content"] = nullptr;
            message["tool_calls"] = Json::parse(toolCallsJson(choice, m_requestNo, index));
            message["tool_calls"][0].erase("index");
        }
        json["message"] = std::move(message);
    } else {
        json["text"] = choice.text;
    }
    json["logprobs"] = nullptr;
    json["finish_reason"] = choice.finishReason;
    return json;
}

void SandboxCall::writeBody(SandboxAnswer& answer, const std::vector<Choice>& choices)
{
    Json body = head(isChat() ? "chat.completion" : "text_completion");
    body["choices"] = Json::array();
    std::int64_t out = 0;
    std::int64_t longest = 0;
    for (const Choice& choice : choices) {
        body["choices"].push_back(choiceJson(choice, static_cast<std::int64_t>(body["choices"].size())));
        out += choice.tokens;
        longest = std::max(longest, choice.tokens);
    }
    if (m_usage)
        body["usage"] = usage(out);
    answer.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    const double first = m_profile->firstTokenMs + static_cast<double>(m_dice.below(m_profile->jitterMs));
    answer.delaysMs = { scaled(first + 1000.0 * static_cast<double>(longest) / m_profile->tokensPerSecond) };
}

void SandboxCall::writeStream(SandboxAnswer& answer, const std::vector<Choice>& choices)
{
    m_head = head(isChat() ? "chat.completion.chunk" : "text_completion").dump();
    m_head.back() = ','; // the members go on
    std::int64_t out = 0;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        writeChoice(answer, choices[i], static_cast<std::int64_t>(i));
        out += choices[i].tokens;
    }
    const double first = m_profile->firstTokenMs + static_cast<double>(m_dice.below(m_profile->jitterMs));
    answer.delaysMs.front() = scaled(first);
    if (m_usage && m_request.includeUsage)
        addEvent(answer, fmt::format(R"("choices":[],"usage":{})", usage(out).dump()), 0);
    answer.events.emplace_back("data: [DONE]\n\n");
    answer.delaysMs.push_back(0);
}

void SandboxCall::writeChoice(SandboxAnswer& answer, const Choice& choice, std::int64_t index)
{
    if (isChat())
        addDelta(answer, index, R"("delta":{"role":"assistant","content":""})", 0);
    if (!choice.toolName.empty()) {
        const std::string calls = toolCallsJson(choice, m_requestNo, index);
        addDelta(answer, index, fmt::format(R"("delta":{{"tool_calls":{}}})", calls),
            scaled(1000.0 * static_cast<double>(choice.tokens) / m_profile->tokensPerSecond));
    }
    for (const std::string_view token : sandboxTokens(choice.text)) {
        const std::string said = json::quoted(token);
        addDelta(answer, index,
            isChat() ? fmt::format(R"("delta":{{"content":{}}})", said) : fmt::format(R"("text":{})", said), tokenMs());
    }
    addEvent(answer,
        fmt::format(R"("choices":[{{"index":{},{},"finish_reason":{}}}])", index,
            isChat() ? R"("delta":{})" : R"("text":"")", json::quoted(choice.finishReason)),
        0);
}

void SandboxCall::addDelta(SandboxAnswer& answer, std::int64_t index, std::string_view delta, int delayMs) const
{
    addEvent(answer, fmt::format(R"("choices":[{{"index":{},{},"finish_reason":null}}])", index, delta), delayMs);
}

void SandboxCall::addEvent(SandboxAnswer& answer, std::string_view rest, int delayMs) const
{
    answer.events.push_back(fmt::format("data: {}{}}}\n\n", m_head, rest));
    answer.delaysMs.push_back(delayMs);
}

Json SandboxCall::vectorJson(std::string_view text) const
{
    constexpr std::int64_t kDimensions = 64;
    constexpr std::int64_t kMostDimensions = 4096;
    std::int64_t dimensions = kDimensions;
    if (const auto wanted = m_body.find("dimensions"); wanted != m_body.end() && wanted->is_number_integer())
        dimensions = std::clamp<std::int64_t>(wanted->get<std::int64_t>(), 1, kMostDimensions);
    const auto vector = sandboxVector(text, static_cast<std::size_t>(dimensions));
    const auto encoding = m_body.find("encoding_format");
    if (encoding != m_body.end() && *encoding == Json("base64"))
        return base64Floats(vector);
    return vector;
}

SandboxAnswer SandboxCall::embedded()
{
    Json list = Json::array();
    const auto add = [this, &list](std::string_view text) {
        list.push_back({ { "object", "embedding" }, { "index", list.size() }, { "embedding", vectorJson(text) } });
    };
    const auto input = m_body.find("input");
    const bool several = input != m_body.end() && input->is_array() && !input->empty() && !input->front().is_number();
    if (several) {
        for (const Json& item : *input)
            add(item.is_string() ? item.get<std::string>() : item.dump());
    } else if (input != m_body.end()) {
        add(input->is_string() ? input->get<std::string>() : input->dump());
    }
    Json body { { "object", "list" }, { "data", std::move(list) }, { "model", m_profile->id },
        { "system_fingerprint", "simulated" } };
    if (m_usage) {
        const std::int64_t in = estimateInput(m_request);
        body["usage"] = { { "prompt_tokens", in }, { "total_tokens", in } };
    }
    SandboxAnswer answer;
    answer.body = body.dump();
    answer.delaysMs = { scaled(m_profile->firstTokenMs / 4.0) };
    return answer;
}

int SandboxCall::scaled(double ms) const
{
    return static_cast<int>(std::lround(ms * m_script.latencyScale));
}

} // namespace

SandboxAnswer sandboxAnswer(
    const ChatRequest& request, const SandboxScript& script, std::uint64_t requestNo, std::uint64_t seed)
{
    return SandboxCall(request, script, requestNo, seed).answer();
}

std::string sandboxModels()
{
    Json models = Json::array();
    for (const Profile& profile : kProfiles)
        models.push_back(
            { { "id", profile.id }, { "object", "model" }, { "created", kBorn }, { "owned_by", "signalbox-sandbox" } });
    return Json { { "object", "list" }, { "data", std::move(models) } }.dump();
}

} // namespace signalbox
