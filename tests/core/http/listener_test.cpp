// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/http/http_test_support.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>

namespace signalbox::http::test {
namespace {

const ResponseHead kOk;

/// Answers with "METHOD path body".
RequestHandler echoing()
{
    return [](Request& request, ResponseWriter& writer) -> Awaitable<void> {
        const std::string body = request.head.method + " " + request.head.path + " " + request.body;
        co_await writer.sendWhole(kOk, body);
    };
}

TEST(Listener, serves_on_both_loopback_addresses)
{
    TestServer server({ echoing(), {}, {} });
    Client v4(server.port());
    v4.send(post("/a", "hello"));
    EXPECT_EQ(v4.responses(1).at(0).body, "POST /a hello");
    Client v6(server.port(), Client::Family::V6);
    v6.send(get("/b"));
    EXPECT_EQ(v6.responses(1).at(0).body, "GET /b ");
    EXPECT_EQ(server.counters().accepted, 2u);
}

TEST(Listener, answers_are_exact_and_bare)
{
    TestServer server({ echoing(), {}, {} });
    Client client(server.port());
    client.send(get("/a"));
    client.responses(1);
    EXPECT_EQ(client.received(), "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nGET /a ");
}

TEST(Listener, pipelined_requests_are_answered_in_order)
{
    TestServer server({ echoing(), {}, {} });
    Client client(server.port());
    std::string requests;
    for (int i = 0; i < 200; ++i)
        requests += post("/" + std::to_string(i), std::string(1000, 'x'));
    client.send(requests);
    const auto answers = client.responses(200);
    ASSERT_EQ(answers.size(), 200u);
    for (int i = 0; i < 200; ++i)
        EXPECT_TRUE(answers[static_cast<std::size_t>(i)].body.starts_with("POST /" + std::to_string(i) + " "));
}

TEST(Listener, head_is_answered_without_a_body)
{
    TestServer server({ answering("12345"), {}, {} });
    Client client(server.port());
    client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n" + get("/"));
    client.readUntil([](const std::string& bytes) { return bytes.ends_with("12345"); });
    const auto first = client.received().substr(0, client.received().find("\r\n\r\n") + 4);
    EXPECT_NE(first.find("Content-Length: 5\r\n"), std::string::npos);
    EXPECT_TRUE(client.received().substr(first.size()).starts_with("HTTP/1.1 200"));
}

TEST(Listener, http_1_0_is_kept_only_on_demand)
{
    TestServer server({ answering("x"), {}, {} });
    Client plain(server.port());
    plain.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(plain.waitClosed());
    EXPECT_EQ(parseResponses(plain.received()).at(0).field("Connection"), "close");
    Client kept(server.port());
    kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.responses(1).at(0).field("Connection"), "keep-alive");
    kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.responses(2).size(), 2u);
}

RequestHandler streaming(std::vector<std::string> pieces)
{
    return [pieces = std::move(pieces)](Request&, ResponseWriter& writer) -> Awaitable<void> {
        ResponseHead head;
        head.fields.emplace_back("Content-Type", "text/event-stream");
        EXPECT_TRUE(co_await writer.startStream(head));
        EXPECT_FALSE(writer.headSent());
        for (const auto& piece : pieces) {
            EXPECT_TRUE(co_await writer.sendPiece(piece));
            EXPECT_TRUE(writer.headSent() || piece.empty());
        }
        EXPECT_TRUE(co_await writer.endStream());
        EXPECT_FALSE(co_await writer.sendPiece("late"));
    };
}

TEST(Listener, streams_are_chunked_for_1_1_and_end_with_the_connection_for_1_0)
{
    TestServer server({ streaming({ "data: a\n\n", "", std::string(300, 'b') }), {}, {} });
    Client client(server.port());
    client.send(get("/"));
    client.responses(1);
    EXPECT_EQ(client.received(),
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: "
        "a\n\n\r\n12c\r\n"
            + std::string(300, 'b') + "\r\n0\r\n\r\n");
    client.send(get("/"));
    EXPECT_EQ(client.responses(2).size(), 2u);
    Client old(server.port());
    old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(old.waitClosed());
    EXPECT_EQ(old.received(),
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: a\n\n"
            + std::string(300, 'b'));
    Client head(server.port());
    head.send("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(head.waitClosed());
    EXPECT_TRUE(head.received().ends_with("\r\n\r\n"));
}

TEST(Listener, an_aborted_stream_can_not_be_taken_for_whole)
{
    const auto handler = [](Request& request, ResponseWriter& writer) -> Awaitable<void> {
        co_await writer.startStream(kOk);
        co_await writer.sendPiece("partial");
        if (request.head.path == "/abort")
            writer.abort();
        EXPECT_EQ(co_await writer.endStream(), request.head.path != "/abort" && request.head.path != "/none");
    };
    TestServer server({ handler, {}, {} });
    Client chunked(server.port());
    chunked.send(get("/abort"));
    EXPECT_TRUE(chunked.waitClosed());
    EXPECT_TRUE(chunked.received().ends_with("7\r\npartial\r\n"));
    Client old(server.port());
    old.send("GET /abort HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(old.waitClosed());
    EXPECT_TRUE(old.wasReset());
}

TEST(Listener, a_handler_that_does_not_answer_gives_500)
{
    const auto handler = [](Request& request, ResponseWriter& writer) -> Awaitable<void> {
        if (request.head.path == "/throw")
            throw std::runtime_error("broken");
        if (request.head.path == "/half") {
            co_await writer.startStream(kOk);
            co_await writer.sendPiece("x");
        }
    };
    TestServer server({ handler, {}, refusalJson });
    for (const char* path : { "/throw", "/silent" }) {
        Client client(server.port());
        client.send(get(path));
        EXPECT_EQ(client.responses(1).at(0).status, 500);
        EXPECT_TRUE(client.waitClosed());
    }
    Client half(server.port());
    half.send(get("/half"));
    EXPECT_TRUE(half.waitClosed());
    EXPECT_TRUE(half.received().ends_with("1\r\nx\r\n"));
}

TEST(Listener, fields_of_the_connection_are_not_the_handlers)
{
    const auto handler = [](Request&, ResponseWriter& writer) -> Awaitable<void> {
        ResponseHead head { 201,
            { { "Content-Length", "99" }, { "Transfer-Encoding", "chunked" }, { "connection", "upgrade" },
                { "Date", "x" }, { "Access-Control-Allow-Origin", "*" }, { "X-A", "b\r\nX-Evil: 1" },
                { "X-B", "c" } } };
        co_await writer.sendWhole(head, "ab");
    };
    TestServer server({ handler, {}, {} });
    Client client(server.port());
    client.send(get("/"));
    client.responses(1);
    EXPECT_EQ(client.received(), "HTTP/1.1 201 Created\r\nX-B: c\r\nContent-Length: 2\r\n\r\nab");
}

TEST(Listener, a_refusal_has_the_body_of_the_hook_and_ends_the_connection)
{
    TestServer server({ answering("x"), {}, refusalJson });
    Client client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n" + get("/"));
    EXPECT_TRUE(client.waitClosed());
    const auto answers = parseResponses(client.received());
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].status, 421);
    EXPECT_EQ(answers[0].body, R"({"status":421,"code":"host_not_allowed"})");
    EXPECT_EQ(answers[0].field("Content-Type"), "application/json");
    EXPECT_EQ(answers[0].field("Connection"), "close");
    Client put(server.port());
    put.send("PUT / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(put.responses(1).at(0).field("Allow"), "GET, HEAD, POST, OPTIONS, DELETE");
    EXPECT_EQ(server.counters().refused, 2u);
}

EarlyAnswer demandKey(const RequestHead& head)
{
    if (head.find("authorization"))
        return {};
    return { { 401, { { "WWW-Authenticate", "Bearer" } } }, "no" };
}

TEST(Listener, an_early_answer_drains_a_small_body_and_keeps_the_connection)
{
    TestServer server({ echoing(), demandKey, {} });
    Client client(server.port());
    client.send(post("/a", "secret") + post("/b", "body", "Authorization: x\r\n"));
    const auto answers = client.responses(2);
    ASSERT_EQ(answers.size(), 2u);
    EXPECT_EQ(answers[0].status, 401);
    EXPECT_EQ(answers[0].field("Connection"), "");
    EXPECT_EQ(answers[1].body, "POST /b body");
    Client chunked(server.port());
    chunked.send("POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        + get("/c", "Authorization: x\r\n"));
    EXPECT_EQ(chunked.responses(2).size(), 2u);
}

TEST(Listener, an_early_answer_does_not_wait_for_a_large_body)
{
    TestServer server({ echoing(), demandKey, {} });
    Client client(server.port());
    client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30000000\r\n\r\n");
    ASSERT_EQ(client.responses(1).size(), 1u);
    EXPECT_EQ(client.responses(1)[0].status, 401);
    EXPECT_EQ(client.responses(1)[0].field("Connection"), "close");
    EXPECT_TRUE(client.send(std::string(30'000'000, 'x')));
    EXPECT_FALSE(client.wasReset());
    Client endless(server.port());
    endless.send("POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n"
        + std::string(100'000, 'x'));
    EXPECT_EQ(endless.responses(1).at(0).field("Connection"), "close");
}

TEST(Listener, a_small_body_that_does_not_come_delays_an_early_answer_by_a_second_at_most)
{
    TestServer server({ echoing(), demandKey, {} });
    Client client(server.port());
    client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");
    const auto answers = client.responses(1, 3000);
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].status, 401);
    EXPECT_EQ(answers[0].field("Connection"), "close");
}

TEST(Listener, continue_is_sent_only_for_a_body_that_is_wanted_and_not_there)
{
    TestServer server({ echoing(), demandKey, {} });
    const std::string head = "POST /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 4\r\n";
    Client wanted(server.port());
    wanted.send(head + "Authorization: x\r\n\r\n");
    wanted.readUntil([](const std::string& bytes) { return bytes.ends_with("\r\n\r\n"); });
    EXPECT_EQ(wanted.received(), "HTTP/1.1 100 Continue\r\n\r\n");
    wanted.send("body");
    EXPECT_EQ(wanted.responses(1).at(0).body, "POST /a body");
    Client there(server.port());
    there.send(head + "Authorization: x\r\n\r\nbody");
    there.responses(1);
    EXPECT_TRUE(there.received().starts_with("HTTP/1.1 200"));
    Client unwanted(server.port());
    unwanted.send(head + "\r\n");
    EXPECT_TRUE(unwanted.waitClosed());
    EXPECT_TRUE(unwanted.received().starts_with("HTTP/1.1 401"));
    EXPECT_EQ(parseResponses(unwanted.received()).size(), 1u);
    Client none(server.port());
    none.send("GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: x\r\nExpect: 100-continue\r\n\r\n");
    none.responses(1);
    EXPECT_TRUE(none.received().starts_with("HTTP/1.1 200"));
}

TEST(Listener, only_a_listed_origin_sees_cors_fields)
{
    Limits limits;
    limits.allowedOrigins = { "http://localhost:3000" };
    TestServer server({ echoing(), demandKey, {} }, limits);
    Client listed(server.port());
    listed.send("OPTIONS /v1 HTTP/1.1\r\nHost: localhost\r\nOrigin: "
                "http://localhost:3000\r\nAccess-Control-Request-Method: POST\r\n"
                "Access-Control-Request-Headers: authorization,content-type\r\n\r\n"
        + post("/v1", "{}", "Origin: http://localhost:3000\r\nAuthorization: x\r\n"));
    const auto answers = listed.responses(2);
    ASSERT_EQ(answers.size(), 2u);
    EXPECT_EQ(answers[0].status, 204);
    EXPECT_EQ(answers[0].field("Access-Control-Allow-Origin"), "http://localhost:3000");
    EXPECT_EQ(answers[0].field("Access-Control-Allow-Headers"), "authorization,content-type");
    EXPECT_NE(answers[0].field("Access-Control-Allow-Methods").find("POST"), std::string::npos);
    EXPECT_EQ(answers[0].field("Content-Length"), "");
    EXPECT_EQ(answers[1].status, 200);
    EXPECT_EQ(answers[1].field("Access-Control-Allow-Origin"), "http://localhost:3000");
    EXPECT_EQ(answers[1].field("Access-Control-Allow-Methods"), "");
    for (const char* origin : { "", "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n" }) {
        Client other(server.port());
        other.send("OPTIONS /v1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: x\r\n" + std::string(origin) + "\r\n");
        other.responses(1);
        EXPECT_EQ(other.received().find("Access-Control"), std::string::npos);
    }
}

TEST(Listener, a_port_in_use_is_named_with_its_owner_and_never_replaced)
{
    TestServer server({ answering("x"), {}, {} });
    asio::io_context io;
    Listener second(io, {}, { answering("x"), {}, {} });
    const auto result = second.open(server.port());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "port_in_use");
    EXPECT_EQ(result.error().parameter("port"), std::to_string(server.port()));
    EXPECT_EQ(result.error().parameter("pid"), std::to_string(::getpid()));
    std::string program;
    std::getline(std::ifstream("/proc/self/comm"), program);
    EXPECT_EQ(result.error().parameter("program"), program);
    // What is offered can be had, and is not taken by the offer.
    const std::string free(result.error().parameter("free"));
    ASSERT_FALSE(free.empty());
    EXPECT_GT(std::stoi(free), int(server.port()));
    EXPECT_EQ(second.open(static_cast<std::uint16_t>(std::stoi(free))), static_cast<std::uint16_t>(std::stoi(free)));
}

} // namespace
} // namespace signalbox::http::test
