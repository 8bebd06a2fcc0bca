// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/offered_models.h"

#include "core/proxy/upstream_transport.h"

#include "core/api/json_reader.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <array>

namespace signalbox {

namespace {

namespace asio = http::asio;
namespace dom = simdjson::dom;
using http::Awaitable;

constexpr std::size_t kMostAnswerBytes = 4 * 1024 * 1024;
constexpr std::size_t kMostModels = 5'000; ///< OpenRouter has some 500
constexpr std::size_t kMostNameBytes = 200;
constexpr std::size_t kDepth = 64;
constexpr std::int64_t kMostContext = 100'000'000;
constexpr int kSuccess = 200;

bool isModelName(std::string_view name)
{
    return !name.empty() && name.size() <= kMostNameBytes && std::none_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x21 || c == 0x7F;
    });
}

std::string_view textOf(dom::object object, std::string_view name)
{
    std::string_view text;
    return object[name].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

OfferedModel modelOf(dom::object object)
{
    OfferedModel model;
    for (const std::string_view name : { "id", "name", "model" }) {
        if (model.id.empty())
            model.id = textOf(object, name);
    }
    for (const std::string_view name : { "context_length", "max_model_len", "context_window", "max_context_length" }) {
        std::int64_t length = 0;
        if (object[name].get(length) == simdjson::SUCCESS && length > 0 && length <= kMostContext)
            model.contextLength = length;
    }
    return model;
}

std::optional<dom::array> listIn(dom::element root)
{
    dom::array list;
    if (root.get(list) == simdjson::SUCCESS)
        return list;
    for (const std::string_view name : { "data", "models" }) {
        if (root[name].get(list) == simdjson::SUCCESS)
            return list;
    }
    return std::nullopt;
}

/// What is asked, and what came of it: outlives the loop that it runs on.
struct Question {
    http::UpstreamRequest request;
    Result<std::vector<OfferedModel>> answer = fail("cancelled");
};

tl::unexpected<Error> failed(Failure failure)
{
    return fail(std::move(failure.code), { { "detail", std::move(failure.detail) } });
}

tl::unexpected<Error> failed(const http::UpstreamFailure& failure)
{
    return failed(failureOfTransport(transportOf(failure.kind), failure.sentWhole, failure.status, failure.detail));
}

Result<std::vector<OfferedModel>> refusedWith(int status)
{
    return failed(failureOfStatus(status, std::nullopt, {}, 0));
}

Awaitable<void> ask(http::UpstreamClient& client, Question& question)
{
    http::UpstreamCall call = client.call(question.request);
    auto head = co_await call.start();
    if (!head) {
        question.answer = failed(head.error());
        co_return;
    }
    if (head->status != kSuccess) {
        question.answer = refusedWith(head->status);
        co_return;
    }
    std::string body;
    for (;;) {
        auto piece = co_await call.readPiece();
        if (!piece) {
            question.answer = failed(piece.error());
            co_return;
        }
        if (piece->end)
            break;
        body.append(piece->bytes);
        if (body.size() > kMostAnswerBytes) {
            question.answer = fail("models_too_large");
            co_return;
        }
    }
    question.answer = offeredModelsIn(body);
}

/// All at once, on a loop of their own: the data plane has nothing to do with it.
void askAll(std::vector<Question>& questions, const std::stop_token& stop)
{
    constexpr std::chrono::milliseconds kBetweenLooks { 100 };
    asio::io_context io { 1 };
    http::UpstreamLimits limits;
    limits.pooledPerOrigin = 0;
    limits.decodedBytes = 2 * kMostAnswerBytes;
    http::UpstreamClient client(io, limits);
    std::size_t open = questions.size();
    for (Question& question : questions) {
        asio::co_spawn(io, ask(client, question), [&open](const std::exception_ptr&) { --open; });
    }
    while (open > 0 && !stop.stop_requested())
        io.run_one_for(kBetweenLooks);
}

http::UpstreamRequest requestTo(const Provider& provider, std::chrono::milliseconds patience)
{
    http::UpstreamRequest request;
    request.method = "GET";
    request.origin.tls = provider.tls;
    request.origin.host = provider.host;
    request.origin.port = provider.port;
    request.origin.caFile = provider.caFile;
    request.origin.loopbackOnly = !provider.tls;
    request.target = provider.basePath + "/models";
    request.fields.emplace_back("Accept", "application/json");
    for (const auto& field : provider.extraFields)
        request.fields.push_back(field);
    const int most = static_cast<int>(patience.count());
    request.timeouts = { most, most, most, most, most };
    return request;
}

} // namespace

Result<std::vector<OfferedModel>> offeredModelsIn(std::string_view body)
{
    simdjson::dom::parser parser(kMostAnswerBytes + 1);
    dom::element root;
    if (body.size() > kMostAnswerBytes || parser.allocate(kMostAnswerBytes + 1, kDepth) != simdjson::SUCCESS
        || parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS)
        return fail("models_unreadable");
    const auto list = listIn(root);
    if (!list)
        return fail("models_unreadable");
    std::vector<OfferedModel> models;
    for (const dom::element each : *list) {
        dom::object object;
        if (each.get(object) != simdjson::SUCCESS)
            continue;
        OfferedModel model = modelOf(object);
        if (isModelName(model.id) && models.size() < kMostModels)
            models.push_back(std::move(model));
    }
    const auto byName = [](const OfferedModel& a, const OfferedModel& b) { return a.id < b.id; };
    std::stable_sort(models.begin(), models.end(), byName);
    const auto same = [](const OfferedModel& a, const OfferedModel& b) { return a.id == b.id; };
    models.erase(std::unique(models.begin(), models.end(), same), models.end());
    if (models.empty())
        return fail("models_none");
    return models;
}

Result<std::vector<OfferedModel>> askForModels(const Provider& provider, const std::shared_ptr<const Secret>& secret,
    std::chrono::milliseconds patience, const std::stop_token& stop)
{
    std::vector<Question> questions(1);
    http::UpstreamRequest& request = questions.front().request;
    request = requestTo(provider, patience);
    if (secret) {
        const bool header = provider.auth == AuthStyle::ApiKeyHeader;
        request.secretField = header ? "api-key" : "Authorization";
        request.secretPrefix = header ? "" : "Bearer ";
        request.secret = secret->text();
    }
    askAll(questions, stop);
    return std::move(questions.front().answer);
}

std::vector<LocalServer> findLocalServers(const std::stop_token& stop)
{
    struct Usual {
        std::uint16_t port;
        const char* names;
    };
    // As their documentation says.
    constexpr std::array<Usual, 6> kUsual { Usual { 11434, "Ollama" }, Usual { 1234, "LM Studio" },
        Usual { 8080, "llama.cpp, LocalAI" }, Usual { 8000, "vLLM" }, Usual { 1337, "Jan" },
        Usual { 4891, "GPT4All" } };
    constexpr std::chrono::milliseconds kPatience { 2000 };
    std::vector<Question> questions(kUsual.size());
    Provider here;
    here.tls = false;
    here.host = "127.0.0.1";
    here.basePath = "/v1";
    for (std::size_t i = 0; i < kUsual.size(); ++i) {
        here.port = kUsual[i].port;
        questions[i].request = requestTo(here, kPatience);
    }
    askAll(questions, stop);
    std::vector<LocalServer> found;
    for (std::size_t i = 0; i < kUsual.size(); ++i)
        found.push_back({ kUsual[i].port, kUsual[i].names, std::move(questions[i].answer) });
    return found;
}

} // namespace signalbox
