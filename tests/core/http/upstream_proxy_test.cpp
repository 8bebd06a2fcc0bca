// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/forward_proxy.h"
#include "tests/support/certificates.h"
#include "tests/support/raw_upstream.h"
#include "tests/support/upstream_driver.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <mutex>

namespace signalbox::http {
namespace {

using namespace signalbox::test;
using namespace std::chrono_literals;
using Variables = std::map<std::string, std::string>;

ForwardProxy::Environment environmentOf(Variables variables)
{
    return [variables = std::move(variables)](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

Origin originOf(bool tls, std::string host, std::uint16_t port = 0)
{
    Origin origin;
    origin.tls = tls;
    origin.host = std::move(host);
    origin.port = port != 0 ? port : tls ? 443 : 80;
    return origin;
}

TEST(ForwardProxy, each_scheme_has_its_variable_and_lower_case_comes_first)
{
    const ForwardProxy proxy(environmentOf(
        { { "http_proxy", "http://small:1" }, { "HTTP_PROXY", "http://large:2" }, { "ALL_PROXY", "http://all:3" } }));
    EXPECT_EQ(proxy.proxyFor(originOf(false, "a.example"))->host, "small");
    EXPECT_EQ(proxy.proxyFor(originOf(true, "a.example"))->host, "all");
    const ForwardProxy none(environmentOf({ { "https_proxy", " " } }));
    EXPECT_EQ(none.proxyFor(originOf(true, "a.example")), nullptr);
}

TEST(ForwardProxy, an_address_is_read_with_its_port_and_user)
{
    struct Case {
        const char* url;
        const char* host;
        std::uint16_t port;
        const char* authorization;
    };
    const Case cases[] = {
        { "http://proxy.example:3128/", "proxy.example", 3128, "" },
        { "proxy.example:3128", "proxy.example", 3128, "" },
        { "http://proxy.example", "proxy.example", 80, "" },
        { "HTTP://[::1]:8080", "::1", 8080, "" },
        { "http://user:p%40ss@proxy.example:1", "proxy.example", 1, "Basic dXNlcjpwQHNz" },
        { "http://user@proxy.example:1", "proxy.example", 1, "Basic dXNlcjo=" },
        { "socks5://proxy.example:1080", "", 0, "" },
        { "https://proxy.example:443", "", 0, "" },
        { "http://proxy.example:port", "", 0, "" },
        { "http://", "", 0, "" },
    };
    for (const Case& one : cases) {
        const ForwardProxy proxy(environmentOf({ { "HTTPS_PROXY", one.url } }));
        const ProxyAddress* address = proxy.proxyFor(originOf(true, "api.example"));
        ASSERT_NE(address, nullptr) << one.url;
        EXPECT_EQ(address->host, one.host) << one.url;
        EXPECT_EQ(address->port, one.port) << one.url;
        EXPECT_EQ(address->authorization, one.authorization) << one.url;
    }
}

TEST(ForwardProxy, loopback_and_what_no_proxy_lists_are_called_directly)
{
    struct Case {
        const char* list;
        const char* host;
        bool direct;
    };
    const Case cases[] = {
        { "", "127.0.0.1", true },
        { "", "::1", true },
        { "", "LOCALHOST", true },
        { "", "model.localhost", true },
        { "", "api.example", false },
        { "*", "api.example", true },
        { "api.example", "API.Example", true },
        { "example", "api.example", true },
        { ".example", "api.example", true },
        { "*.example", "api.example", true },
        { "ample", "api.example", false },
        { "api.example:443", "api.example", true },
        { "api.example:8443", "api.example", false },
        { "other, api.example ,more", "api.example", true },
        { "10.0.0.0/8", "10.1.2.3", true },
        { "10.0.0.0/8", "11.1.2.3", false },
        { "192.168.1.7", "192.168.1.7", true },
        { "168.1.7", "192.168.1.7", false },
        { "fd00::/8", "fd12::1", true },
        { "[fd12::1]:443", "fd12::1", true },
        { "10.0.0.0/99", "10.1.2.3", false },
        { ",,", "api.example", false },
    };
    for (const Case& one : cases) {
        const ForwardProxy proxy(environmentOf({ { "all_proxy", "http://p:1" }, { "NO_PROXY", one.list } }));
        EXPECT_EQ(proxy.proxyFor(originOf(true, one.host)) == nullptr, one.direct) << one.list << " / " << one.host;
    }
    const ForwardProxy proxy(environmentOf({ { "all_proxy", "http://p:1" } }));
    Origin box = originOf(false, "box.lan");
    box.loopbackOnly = true;
    EXPECT_EQ(proxy.proxyFor(box), nullptr);
}

UpstreamSurroundings through(const std::string& proxyUrl)
{
    UpstreamSurroundings surroundings;
    surroundings.environment = environmentOf({ { "ALL_PROXY", proxyUrl } });
    surroundings.lookup = [](const std::string&) { return std::optional<std::vector<IpAddress>>(); };
    return surroundings;
}

std::string urlOf(const RawUpstream& proxy)
{
    return "http://user:secret@127.0.0.1:" + std::to_string(proxy.port());
}

TEST(UpstreamProxy, plain_requests_go_in_absolute_form_on_one_connection)
{
    std::mutex mutex;
    std::vector<std::string> seen;
    RawUpstream proxy([&](RawPeer& peer, int) {
        for (std::string head = peer.readRequest(); !head.empty(); head = peer.readRequest()) {
            const std::lock_guard lock(mutex);
            seen.push_back(head);
            peer.write(okAnswer("{}"));
        }
    });
    UpstreamDriver driver({}, through(urlOf(proxy)));
    for (int i = 0; i < 2; ++i) {
        UpstreamRequest request = UpstreamDriver::post(8080);
        request.origin.host = "model.example";
        ASSERT_TRUE(driver.play(std::move(request)).ended);
    }
    EXPECT_EQ(proxy.connections(), 1);
    const std::lock_guard lock(mutex);
    for (const std::string& head : seen) {
        EXPECT_EQ(head.find("POST http://model.example:8080/v1/chat/completions HTTP/1.1\r\n"), 0u) << head;
        EXPECT_NE(head.find("\r\nHost: model.example:8080\r\n"), std::string::npos);
        EXPECT_NE(head.find("\r\nProxy-Authorization: Basic dXNlcjpzZWNyZXQ=\r\n"), std::string::npos);
    }
}

/// Carries bytes both ways until one side ends.
void relay(RawPeer& peer, std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    std::thread back([&] {
        char bytes[4096];
        for (ssize_t got = ::recv(socket, bytes, sizeof bytes, 0); got > 0;
             got = ::recv(socket, bytes, sizeof bytes, 0))
            peer.write({ bytes, static_cast<std::size_t>(got) });
    });
    for (std::string some = peer.readSome(4096); !some.empty(); some = peer.readSome(4096))
        ::send(socket, some.data(), some.size(), MSG_NOSIGNAL);
    ::shutdown(socket, SHUT_RDWR);
    back.join();
    ::close(socket);
}

TEST(UpstreamProxy, encrypted_requests_go_through_a_tunnel_that_sees_no_application_byte)
{
    const Authority authority;
    const Identity identity = authority.issue("DNS:api.example");
    RawUpstream::Setup setup;
    setup.identity = &identity;
    std::string request;
    RawUpstream upstream(
        [&](RawPeer& peer, int) {
            request = peer.readRequest();
            peer.write(okAnswer("{\"a\":1}"));
        },
        setup);
    std::string connect;
    RawUpstream proxy([&](RawPeer& peer, int) {
        connect = peer.readHead();
        peer.write("HTTP/1.1 200 Connection established\r\nContent-Length: 77\r\n\r\n");
        relay(peer, upstream.port());
    });
    {
        UpstreamDriver driver({}, through(urlOf(proxy)));
        UpstreamRequest wanted = UpstreamDriver::post(443);
        wanted.origin = originOf(true, "api.example");
        wanted.origin.caFile = authority.file();
        const Outcome outcome = driver.play(std::move(wanted));
        ASSERT_TRUE(outcome.ended) << kindName(outcome.failure->kind) << outcome.failure->detail;
        EXPECT_EQ(outcome.body, "{\"a\":1}");
    }
    EXPECT_EQ(connect,
        "CONNECT api.example:443 HTTP/1.1\r\nHost: api.example:443\r\nProxy-Authorization: Basic "
        "dXNlcjpzZWNyZXQ=\r\n\r\n");
    EXPECT_EQ(request.find("POST /v1/chat/completions HTTP/1.1\r\nHost: api.example\r\n"), 0u) << request;
    EXPECT_EQ(request.find("Proxy-Authorization"), std::string::npos);
}

TEST(UpstreamProxy, a_proxy_that_refuses_or_misbehaves_is_a_failure_to_connect)
{
    const std::string answers[] = { "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://x/\r\n\r\n", "SSH-2.0-x\r\n", "HTTP/1.1 200 OK\r\n\r\nearly", "" };
    for (const std::string& answer : answers) {
        RawUpstream proxy([&](RawPeer& peer, int) {
            peer.readHead();
            peer.write(answer);
        });
        UpstreamDriver driver({}, through(urlOf(proxy)));
        UpstreamRequest request = UpstreamDriver::post(443);
        request.origin = originOf(true, "api.example");
        const Outcome outcome = driver.play(std::move(request));
        ASSERT_TRUE(outcome.failure.has_value());
        EXPECT_EQ(kindName(outcome.failure->kind), "Connect") << answer;
        EXPECT_FALSE(outcome.failure->sentWhole);
        EXPECT_EQ(outcome.failure->status, 0);
        EXPECT_EQ(outcome.failure->detail.find("secret"), std::string::npos);
    }
}

TEST(UpstreamProxy, a_setting_that_is_not_understood_is_not_gone_around)
{
    RawUpstream upstream([](RawPeer&, int) {});
    UpstreamDriver driver({}, through("socks5://127.0.0.1:1080"));
    UpstreamRequest request = UpstreamDriver::post(upstream.port());
    request.origin.host = "model.example";
    EXPECT_EQ(kindName(driver.play(std::move(request)).failure->kind), "Connect");
    UpstreamRequest metadata = UpstreamDriver::post(80);
    metadata.origin.host = "169.254.169.254";
    UpstreamDriver proxied({}, through("http://127.0.0.1:" + std::to_string(upstream.port())));
    EXPECT_EQ(kindName(proxied.play(std::move(metadata)).failure->kind), "AddressRefused");
    EXPECT_EQ(upstream.connections(), 0);
}

} // namespace
} // namespace signalbox::http
