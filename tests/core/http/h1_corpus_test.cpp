// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/http/h1_cases.h"
#include "tests/core/http/http_test_support.h"

#include <gtest/gtest.h>

#include <atomic>

namespace signalbox::http::test {
namespace {

constexpr int kAnswerMs = 5000;
/// How long a connection that should stay open, or must not answer a second time, is watched.
constexpr int kQuietMs = 60;

void sendCase(Client& client, const H1Case& c)
{
    if (c.piece == 0) {
        client.send(c.raw);
    } else {
        for (std::size_t at = 0; at < c.raw.size(); at += c.piece) {
            client.send(std::string_view(c.raw).substr(at, c.piece));
            if (c.pieceSleepMs > 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(c.pieceSleepMs));
        }
    }
    if (c.halfClose)
        client.finish();
}

std::vector<Response> finals(const std::string& bytes, bool toHead)
{
    auto all = parseResponses(bytes, toHead);
    std::erase_if(all, [](const Response& response) { return response.status < 200; });
    return all;
}

/// What is wrong with the answer to a case, or "".
std::string judge(const H1Case& c, std::uint16_t port)
{
    Client client(port);
    sendCase(client, c);
    const bool toHead = c.raw.starts_with("HEAD");
    client.readUntil([&](const std::string& bytes) { return !finals(bytes, toHead).empty(); }, kAnswerMs);
    if (c.responses > 1 && c.statuses == std::set<int> { 200 })
        client.readUntil(
            [&](const std::string& bytes) { return finals(bytes, toHead).size() >= c.responses; }, kAnswerMs);
    client.waitClosed(c.after == "close" ? kAnswerMs : kQuietMs);
    const auto answers = finals(client.received(), toHead);
    if (answers.empty() && !(client.closed() && c.closeAllowed))
        return client.closed() ? "closed without an answer" : "no answer";
    if (!answers.empty() && !c.statuses.count(answers[0].status))
        return "status " + std::to_string(answers[0].status);
    if (answers.size() > c.responses)
        return std::to_string(answers.size()) + " responses";
    if (c.responses == 2 && answers.size() == 1 && answers[0].status == 200 && !client.closed())
        return "the second response is missing";
    if (c.after == "close" && !client.closed())
        return "left open";
    if (c.after == "keep" && client.closed())
        return "closed";
    for (const auto& response : parseResponses(client.received(), toHead)) {
        if (c.forbid.count(response.status))
            return "forbidden status " + std::to_string(response.status);
        for (const auto& name : c.forbidHeaders) {
            if (findField(response.fields, name))
                return "forbidden header " + name;
        }
    }
    return {};
}

TEST(H1Corpus, every_case_that_needs_only_a_server_is_right)
{
    std::vector<H1Case> cases = loadH1Cases();
    std::erase_if(cases, [](const H1Case& c) { return c.layer != "http"; });
    ASSERT_GT(cases.size(), 100u);
    Limits limits;
    limits.bodyTimeoutMs = 700;
    TestServer server({ answering("{}"), {}, refusalJson }, limits);
    std::atomic<std::size_t> next = 0;
    std::vector<std::string> faults(cases.size());
    std::vector<std::thread> players;
    for (int i = 0; i < 8; ++i) {
        players.emplace_back([&] {
            for (std::size_t at = next++; at < cases.size(); at = next++)
                faults[at] = judge(cases[at], server.port());
        });
    }
    for (auto& player : players)
        player.join();
    for (std::size_t at = 0; at < cases.size(); ++at)
        EXPECT_EQ(faults[at], "") << cases[at].id << ": " << cases[at].why;
}

} // namespace
} // namespace signalbox::http::test
