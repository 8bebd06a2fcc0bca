// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/certificates.h"
#include "tests/support/raw_upstream.h"
#include "tests/support/upstream_driver.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <atomic>

namespace signalbox::http {
namespace {

using namespace signalbox::test;
using namespace std::chrono_literals;

UpstreamRequest secure(std::uint16_t port, const Authority& authority, std::string_view body = "{}")
{
    UpstreamRequest request = UpstreamDriver::post(port, body);
    request.origin.tls = true;
    request.origin.caFile = authority.file();
    return request;
}

/// Every name leads to the test's upstream.
UpstreamSurroundings namesToLoopback()
{
    UpstreamSurroundings surroundings = UpstreamDriver::noProxies();
    surroundings.lookup = [](const std::string&) {
        return std::optional<std::vector<IpAddress>>({ *IpAddress::parse("127.0.0.1") });
    };
    return surroundings;
}

RawUpstream::Setup with(const Identity& identity, int maxVersion = 0)
{
    RawUpstream::Setup setup;
    setup.identity = &identity;
    setup.maxTlsVersion = maxVersion;
    return setup;
}

struct Trial {
    const char* name;
    const char* certified; ///< the certificate's alternative names
    const char* host;      ///< the origin's
    bool good;
};

TEST(UpstreamTls, the_certificate_must_name_the_origins_host_or_address)
{
    const Trial trials[] = {
        { "address", "IP:127.0.0.1", "127.0.0.1", true },
        { "other address", "IP:127.0.0.2", "127.0.0.1", false },
        { "a name is no address", "DNS:127.0.0.1", "127.0.0.1", false },
        { "name", "DNS:api.example.com", "api.example.com", true },
        { "name in other case, with a final dot", "DNS:API.example.com", "api.Example.com.", true },
        { "other name", "DNS:api.example.org", "api.example.com", false },
        { "name that ends alike", "DNS:example.com", "api.example.com", false },
        { "wildcard", "DNS:*.example.com", "api.example.com", true },
        { "wildcard of two labels", "DNS:*.example.com", "a.b.example.com", false },
        { "partial wildcard", "DNS:a*.example.com", "api.example.com", false },
        { "localhost", "DNS:localhost", "localhost", true },
    };
    const Authority authority;
    for (const Trial& trial : trials) {
        const Identity identity = authority.issue(trial.certified);
        std::atomic<int> requests { 0 };
        RawUpstream upstream(
            [&](RawPeer& peer, int) {
                requests += peer.readRequest().empty() ? 0 : 1;
                peer.write(okAnswer("{}"));
            },
            with(identity));
        UpstreamDriver driver({}, namesToLoopback());
        UpstreamRequest request = secure(upstream.port(), authority);
        request.origin.host = trial.host;
        const Outcome outcome = driver.play(std::move(request));
        EXPECT_EQ(outcome.ended, trial.good) << trial.name;
        EXPECT_EQ(requests, trial.good ? 1 : 0) << trial.name;
        if (!trial.good) {
            EXPECT_EQ(kindName(outcome.failure->kind), "Tls") << trial.name;
            EXPECT_FALSE(outcome.failure->sentWhole) << trial.name;
        }
    }
}

TEST(UpstreamTls, no_application_byte_goes_to_a_peer_that_is_not_proved)
{
    const Authority authority;
    const Authority other;
    struct Case {
        const char* name;
        Identity identity;
        int maxVersion;
    };
    const Case cases[] = {
        { "self-signed", Authority::selfSigned("IP:127.0.0.1"), 0 },
        { "other authority", other.issue("IP:127.0.0.1"), 0 },
        { "expired", authority.issue("IP:127.0.0.1", Authority::Age::Expired), 0 },
        { "not yet valid", authority.issue("IP:127.0.0.1", Authority::Age::NotYet), 0 },
        { "TLS 1.0", authority.issue("IP:127.0.0.1"), TLS1_VERSION },
        { "TLS 1.1", authority.issue("IP:127.0.0.1"), TLS1_1_VERSION },
        { "self-signed under TLS 1.2", Authority::selfSigned("IP:127.0.0.1"), TLS1_2_VERSION },
    };
    for (const Case& one : cases) {
        std::atomic<std::size_t> bytes { 0 };
        RawUpstream upstream(
            [&](RawPeer& peer, int) { bytes += peer.readSome(1000).size(); }, with(one.identity, one.maxVersion));
        UpstreamDriver driver;
        const Outcome outcome = driver.play(secure(upstream.port(), authority));
        ASSERT_TRUE(outcome.failure.has_value()) << one.name;
        EXPECT_EQ(kindName(outcome.failure->kind), "Tls") << one.name;
        EXPECT_FALSE(outcome.failure->sentWhole) << one.name;
        EXPECT_FALSE(outcome.failure->detail.empty()) << one.name;
        EXPECT_EQ(bytes, 0u) << one.name;
    }
}

TEST(UpstreamTls, an_authority_of_the_origin_is_not_trusted_for_others)
{
    const Authority authority;
    const Identity identity = authority.issue("IP:127.0.0.1");
    RawUpstream upstream([](RawPeer&, int) {}, with(identity));
    UpstreamDriver driver;
    UpstreamRequest request = secure(upstream.port(), authority);
    request.origin.caFile.clear();
    EXPECT_EQ(kindName(driver.play(std::move(request)).failure->kind), "Tls");
    UpstreamRequest missing = secure(upstream.port(), authority);
    missing.origin.caFile = "/nonexistent/ca.pem";
    const Outcome outcome = driver.play(std::move(missing));
    EXPECT_EQ(kindName(outcome.failure->kind), "Tls");
    EXPECT_NE(outcome.failure->detail.find("tls_ca_unreadable"), std::string::npos);
}

TEST(UpstreamTls, a_connection_is_reused_and_its_session_resumed)
{
    const Authority authority;
    const Identity identity = authority.issue("IP:127.0.0.1");
    for (const int version : { 0, TLS1_2_VERSION }) {
        RawUpstream upstream(
            [](RawPeer& peer, int) {
                for (int i = 0; i < 3 && !peer.readRequest().empty(); ++i)
                    peer.write(okAnswer("{}"));
            },
            with(identity, version));
        UpstreamDriver driver;
        for (int i = 0; i < 9; ++i) {
            const Outcome outcome = driver.play(secure(upstream.port(), authority));
            ASSERT_TRUE(outcome.ended) << outcome.failure->detail;
            EXPECT_EQ(outcome.head->reusedConnection, i % 3 != 0) << i;
            driver.idle(10ms); // the upstream closes after three
        }
        EXPECT_EQ(upstream.connections(), 3);
        EXPECT_EQ(upstream.resumedHandshakes(), 2);
    }
}

TEST(UpstreamTls, large_bodies_go_both_ways)
{
    const Authority authority;
    const Identity identity = authority.issue("IP:127.0.0.1");
    const std::string body(5'000'000, 'q');
    const std::string answer(3'000'000, 'a');
    std::atomic<std::size_t> got { 0 };
    RawUpstream upstream(
        [&](RawPeer& peer, int) {
            got = peer.readRequest().size();
            peer.write(okAnswer(answer));
        },
        with(identity));
    UpstreamDriver driver;
    const Outcome outcome = driver.play(secure(upstream.port(), authority, body));
    ASSERT_TRUE(outcome.ended) << kindName(outcome.failure->kind) << outcome.failure->detail;
    EXPECT_EQ(outcome.body, answer);
    EXPECT_GT(got, body.size());
}

TEST(UpstreamTls, an_end_that_is_not_announced_cuts_a_body_that_has_no_length)
{
    const Authority authority;
    const Identity identity = authority.issue("IP:127.0.0.1");
    for (const bool announced : { true, false }) {
        RawUpstream upstream(
            [&](RawPeer& peer, int) {
                peer.readRequest();
                peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc");
                if (!announced)
                    peer.closeUnannounced();
            },
            with(identity));
        UpstreamDriver driver;
        const Outcome outcome = driver.play(secure(upstream.port(), authority));
        EXPECT_EQ(outcome.body, "abc");
        EXPECT_EQ(outcome.ended, announced);
        if (!announced) {
            EXPECT_EQ(kindName(outcome.failure->kind), "Truncated");
        }
    }
}

TEST(UpstreamTls, a_handshake_that_hangs_ends_with_the_time_to_connect)
{
    const Authority authority;
    RawUpstream upstream([](RawPeer& peer, int) { peer.hangUntilClosed(5s); });
    UpstreamDriver driver;
    UpstreamRequest request = secure(upstream.port(), authority);
    request.timeouts.connectMs = 150;
    const Outcome outcome = driver.play(std::move(request));
    EXPECT_EQ(kindName(outcome.failure->kind), "ConnectTimeout");
    EXPECT_FALSE(outcome.failure->sentWhole);
}

TEST(UpstreamTls, a_stalled_send_is_seen_through_the_encryption)
{
    const Authority authority;
    const Identity identity = authority.issue("IP:127.0.0.1");
    RawUpstream upstream(
        [](RawPeer& peer, int) {
            peer.readSome(200);
            peer.hangUntilClosed(5s);
        },
        with(identity));
    UpstreamDriver driver;
    const std::string body(2'000'000, 'x');
    UpstreamRequest request = secure(upstream.port(), authority, body);
    request.timeouts.sendMs = 300;
    const Outcome outcome = driver.play(std::move(request));
    EXPECT_EQ(kindName(outcome.failure->kind), "Send") << outcome.failure->detail;
    EXPECT_FALSE(outcome.failure->sentWhole);
}

} // namespace
} // namespace signalbox::http
