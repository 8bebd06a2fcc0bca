// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/offered_models.h"

#include "core/proxy/key_health.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <mutex>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace signalbox {
namespace {

TEST(OfferedModels, lists_of_the_usual_shapes_are_read_by_name_each_once)
{
    const auto openAi = offeredModelsIn(
        R"({"object":"list","data":[{"id":"b","context_length":8192},{"id":"a","max_model_len":4096},{"id":"b"}]})");
    ASSERT_TRUE(openAi);
    EXPECT_EQ(*openAi, (std::vector<OfferedModel> { { "a", 4096 }, { "b", 8192 } }));
    const auto ollama = offeredModelsIn(R"({"models":[{"name":"llama3.1:8b","model":"x"}]})");
    ASSERT_TRUE(ollama);
    EXPECT_EQ(ollama->front().id, "llama3.1:8b");
    EXPECT_EQ(offeredModelsIn(R"([{"id":"bare"}])")->size(), 1U);
}

TEST(OfferedModels, rubbish_is_an_error_and_never_a_model)
{
    std::string deep(5000, '[');
    for (const std::string& body : { std::string(), std::string("<html>login</html>"), std::string("{\"data\":"), deep,
             std::string("{\"data\":\"many\"}"), std::string("42"), std::string(5u * 1024 * 1024, ' ') }) {
        const auto models = offeredModelsIn(body);
        ASSERT_FALSE(models);
        EXPECT_EQ(models.error().code, "models_unreadable") << body.substr(0, 40);
    }
    for (const char* body :
        { R"({"data":[]})", R"({"data":[1,null,"x",{"id":7},{"id":""},{"id":"a b"},{"id":"\u0007"}]})" }) {
        const auto models = offeredModelsIn(body);
        ASSERT_FALSE(models);
        EXPECT_EQ(models.error().code, "models_none") << body;
    }
    EXPECT_EQ(offeredModelsIn(R"({"data":[{"id":"a","context_length":-5},{"id":"b","context_length":1e300}]})")
                  ->front()
                  .contextLength,
        0);
}

TEST(KeyHealthText, what_was_written_is_read_and_rubbish_is_nothing)
{
    const std::vector<KeyPools::Held> held { { "keychain:a", "abcd", "upstream_auth", 120, 1'795'003'200'000'000, {} },
        { "keychain:b", "", "", 0, 0, { { "openai/gpt-4o", 1'795'003'200'000'000 } } } };
    EXPECT_EQ(keyHealthFromJson(keyHealthJson(held)), held);
    EXPECT_EQ(keyHealthJson({}), "");
    for (const char* text : { "", "{", "[]", "{\"keys\":7}", "{\"keys\":[7,{\"key\":\"\"},{\"key\":[]}]}" })
        EXPECT_TRUE(keyHealthFromJson(text).empty()) << text;
}

/// Answers one connection with the same bytes, whatever it is asked; then again and again (drip), or not at all (hang).
class HostileServer {
public:
    enum class Manner { Close, Drip, Hang };
    HostileServer(std::string answer, Manner manner)
        : m_answer(std::move(answer))
        , m_manner(manner)
        , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in here {};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof here;
        EXPECT_EQ(::bind(m_listener, reinterpret_cast<sockaddr*>(&here), size), 0);
        EXPECT_EQ(::listen(m_listener, 8), 0);
        EXPECT_EQ(::getsockname(m_listener, reinterpret_cast<sockaddr*>(&here), &size), 0);
        m_port = ntohs(here.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~HostileServer()
    {
        m_stop = true;
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
    }
    [[nodiscard]] Provider provider() const
    {
        Provider provider;
        provider.tls = false;
        provider.host = "127.0.0.1";
        provider.port = m_port;
        provider.basePath = "/v1";
        provider.local = true;
        return provider;
    }
    [[nodiscard]] std::string asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    void serve()
    {
        const int client = ::accept(m_listener, nullptr, nullptr);
        if (client < 0)
            return;
        std::array<char, 4096> bytes {};
        const ssize_t got = ::recv(client, bytes.data(), bytes.size(), 0);
        {
            const std::lock_guard lock(m_mutex);
            m_asked.assign(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(0, got)));
        }
        std::size_t sent = 0;
        while (!m_stop && m_manner != Manner::Hang && sent < m_answer.size()) {
            const std::size_t piece = m_manner == Manner::Drip ? 1 : m_answer.size() - sent;
            const ssize_t taken = ::send(client, m_answer.data() + sent, piece, MSG_NOSIGNAL);
            if (taken <= 0)
                break;
            sent += static_cast<std::size_t>(taken);
            if (m_manner == Manner::Drip)
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        while (!m_stop && m_manner != Manner::Close)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        ::close(client);
    }

    std::string m_answer;
    Manner m_manner;
    int m_listener;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_stop { false };
    mutable std::mutex m_mutex;
    std::string m_asked;
    std::thread m_thread;
};

std::string http(const std::string& status, const std::string& body, const std::string& fields = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + fields
        + "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

TEST(AskedServer, lists_its_models_and_gets_the_key)
{
    HostileServer server(http("200 OK", R"({"data":[{"id":"m1"}]})"), HostileServer::Manner::Close);
    const auto secret = std::make_shared<const Secret>("sk-models-canary-1234567890");
    const auto models = askForModels(server.provider(), secret, std::chrono::seconds(10), {});
    ASSERT_TRUE(models) << models.error().text();
    EXPECT_EQ(models->front().id, "m1");
    EXPECT_EQ(server.asked().substr(0, 22), "GET /v1/models HTTP/1.");
    EXPECT_NE(server.asked().find("Authorization: Bearer sk-models-canary-1234567890"), std::string::npos);
}

TEST(AskedServer, whatever_it_answers_there_is_one_error_and_no_model)
{
    using Manner = HostileServer::Manner;
    struct Case {
        std::string answer;
        Manner manner;
        const char* code;
    };
    const std::string list = R"({"data":[{"id":"m1"}]})";
    for (const Case& each : { Case { http("401 Unauthorized", "{}"), Manner::Close, "upstream_auth" },
             Case { http("302 Found", list, "Location: http://127.0.0.1:1/v1/models\r\n"), Manner::Close,
                 "upstream_redirect" },
             Case { http("429 Too Many Requests", "{}"), Manner::Close, "upstream_rate_limited" },
             Case { http("200 OK", "<html>login</html>"), Manner::Close, "models_unreadable" },
             Case { http("200 OK", std::string(5u * 1024 * 1024, 'x')), Manner::Close, "models_too_large" },
             Case { "rubbish, no status line at all\r\n\r\n", Manner::Close, "upstream_not_http" },
             Case { http("200 OK", list).substr(0, 90), Manner::Close, "upstream_truncated" },
             Case { "", Manner::Close, "upstream_no_answer" }, Case { "", Manner::Hang, "upstream_timeout" },
             Case { http("200 OK", std::string(4000, ' ') + list), Manner::Drip, "upstream_timeout" } }) {
        HostileServer server(each.answer, each.manner);
        const auto began = std::chrono::steady_clock::now();
        const auto models = askForModels(server.provider(), nullptr, std::chrono::milliseconds(1200), {});
        ASSERT_FALSE(models) << each.code;
        EXPECT_EQ(models.error().code, each.code) << each.answer.substr(0, 40);
        EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10)) << each.code;
    }
}

TEST(AskedServer, a_question_that_is_stopped_ends_at_once)
{
    HostileServer server("", HostileServer::Manner::Hang);
    std::stop_source stop;
    std::thread soon([&stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.request_stop();
    });
    const auto began = std::chrono::steady_clock::now();
    const auto models = askForModels(server.provider(), nullptr, std::chrono::seconds(30), stop.get_token());
    soon.join();
    ASSERT_FALSE(models);
    EXPECT_EQ(models.error().code, "cancelled");
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
}

} // namespace
} // namespace signalbox
