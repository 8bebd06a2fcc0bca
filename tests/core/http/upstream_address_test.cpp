// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/address_policy.h"
#include "core/http/resolver.h"
#include "tests/support/raw_upstream.h"
#include "tests/support/upstream_driver.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace signalbox::http {
namespace {

using namespace signalbox::test;
using namespace std::chrono_literals;

TEST(AddressPolicy, only_addresses_where_a_provider_can_live_are_allowed)
{
    const char* refused[] = { "0.0.0.0", "0.1.2.3", "100.64.0.1", "100.127.255.255", "100.100.100.200", "169.254.0.1",
        "169.254.169.254", "168.63.129.16", "192.0.0.192", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::7f00:1", "::ffff:0.0.0.0", "::ffff:169.254.169.254", "::ffff:100.64.0.1",
        "::ffff:224.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:0:4136:e378::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1",
        "ff02::1", "ff0e::1" };
    for (const char* literal : refused)
        EXPECT_FALSE(refusedAddress(*IpAddress::parse(literal), Reach::Anywhere).empty()) << literal;
    const char* allowed[] = { "127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "10.0.0.1", "172.16.0.1",
        "192.168.1.1", "198.18.0.1", "1.1.1.1", "100.63.255.255", "100.128.0.0", "169.253.1.1", "223.255.255.255",
        "2606:4700::1111", "2001:4860:4860::8888", "2003::1", "fd12::1", "64:ff9a::1", "::ffff:8.8.8.8" };
    for (const char* literal : allowed)
        EXPECT_EQ(refusedAddress(*IpAddress::parse(literal), Reach::Anywhere), "") << literal;
}

TEST(AddressPolicy, loopback_only_means_loopback_only)
{
    for (const char* literal : { "127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1" })
        EXPECT_EQ(refusedAddress(*IpAddress::parse(literal), Reach::LoopbackOnly), "") << literal;
    for (const char* literal : { "10.0.0.1", "192.168.1.1", "8.8.8.8", "::ffff:8.8.8.8", "fd12::1", "0.0.0.0", "::" })
        EXPECT_FALSE(refusedAddress(*IpAddress::parse(literal), Reach::LoopbackOnly).empty()) << literal;
}

TEST(AddressPolicy, literals_are_read_strictly)
{
    for (const char* text : { "127.1", "0x7f.0.0.1", "2130706433", "127.0.0.1.", "[::1]", "::1%lo", "", "localhost" })
        EXPECT_FALSE(IpAddress::parse(text).has_value()) << text;
    EXPECT_EQ(IpAddress::parse("::ffff:1.2.3.4")->text(), "::ffff:1.2.3.4");
    EXPECT_EQ(IpAddress::parse("10.1.2.3")->text(), "10.1.2.3");
}

UpstreamSurroundings resolving(Resolver::Lookup lookup)
{
    UpstreamSurroundings surroundings = UpstreamDriver::noProxies();
    surroundings.lookup = std::move(lookup);
    return surroundings;
}

Addresses addresses(std::initializer_list<const char*> literals)
{
    Addresses out;
    for (const char* literal : literals)
        out.push_back(*IpAddress::parse(literal));
    return out;
}

UpstreamRequest to(const std::string& host, std::uint16_t port)
{
    UpstreamRequest request = UpstreamDriver::post(port);
    request.origin.host = host;
    return request;
}

/// Answers one request per connection, so that each call needs an address.
RawUpstream::Script oncePerConnection()
{
    return [](RawPeer& peer, int) {
        peer.readRequest();
        peer.write(okAnswer("{}", "Connection: close\r\n"));
    };
}

TEST(UpstreamAddress, a_name_that_leads_to_a_forbidden_address_is_refused_before_a_socket_opens)
{
    for (const char* literal : { "169.254.169.254", "0.0.0.0", "::", "64:ff9b::a9fe:a9fe", "::ffff:169.254.169.254" }) {
        UpstreamDriver driver({}, resolving([&](const std::string&) { return addresses({ literal }); }));
        for (const std::string& host : { std::string("rebound.example"), std::string(literal) }) {
            const Outcome outcome = driver.play(to(host, 80));
            ASSERT_TRUE(outcome.failure.has_value()) << host;
            EXPECT_EQ(kindName(outcome.failure->kind), "AddressRefused") << host;
            EXPECT_FALSE(outcome.failure->sentWhole);
        }
    }
}

TEST(UpstreamAddress, loopback_only_origins_reach_nothing_else)
{
    UpstreamDriver driver({}, resolving([&](const std::string&) { return addresses({ "10.0.0.1" }); }));
    UpstreamRequest request = to("box.example", 80);
    request.origin.loopbackOnly = true;
    EXPECT_EQ(kindName(driver.play(std::move(request)).failure->kind), "AddressRefused");
}

TEST(UpstreamAddress, a_dead_address_is_passed_over_and_the_good_one_remembered)
{
    RawUpstream upstream(oncePerConnection());
    std::atomic<int> lookups { 0 };
    UpstreamDriver driver({}, resolving([&](const std::string&) {
        ++lookups;
        return addresses({ "169.254.1.1", "127.0.0.3", "127.0.0.1" });
    }));
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(driver.play(to("model.example", upstream.port())).ended);
    EXPECT_EQ(lookups, 1);
    EXPECT_EQ(upstream.connections(), 3);
}

TEST(UpstreamAddress, localhost_is_not_asked_of_anybody)
{
    RawUpstream upstream(oncePerConnection());
    UpstreamDriver driver({}, resolving([&](const std::string&) { return addresses({ "10.0.0.1" }); }));
    EXPECT_TRUE(driver.play(to("LocalHost", upstream.port())).ended);
}

TEST(UpstreamAddress, a_name_that_is_not_found_is_a_failure_without_a_byte_sent)
{
    UpstreamDriver driver({}, resolving([](const std::string&) { return std::optional<Addresses>(); }));
    const Outcome outcome = driver.play(to("missing.example", 80));
    EXPECT_EQ(kindName(outcome.failure->kind), "Dns");
    EXPECT_FALSE(outcome.failure->sentWhole);
}

/// A lookup that hangs until it is let go.
class Gate {
public:
    void wait()
    {
        std::unique_lock lock(m_mutex);
        m_open.wait(lock, [&] { return m_isOpen; });
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_open.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_open;
    bool m_isOpen = false;
};

TEST(UpstreamAddress, a_lookup_that_hangs_stalls_no_other_name_and_no_end)
{
    auto gate = std::make_shared<Gate>(); // shared with a thread that outlives the client
    RawUpstream upstream(oncePerConnection());
    const auto began = std::chrono::steady_clock::now();
    {
        UpstreamDriver driver({}, resolving([gate](const std::string& host) {
            if (host == "slow.example")
                gate->wait();
            return addresses({ "127.0.0.1" });
        }));
        UpstreamRequest slow = to("slow.example", upstream.port());
        slow.timeouts.connectMs = 100;
        EXPECT_EQ(kindName(driver.play(std::move(slow)).failure->kind), "ConnectTimeout");
        EXPECT_TRUE(driver.play(to("quick.example", upstream.port())).ended);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
    gate->open();
}

TEST(Resolver, a_found_address_is_remembered_when_later_lookups_fail)
{
    std::vector<std::function<void()>> posted;
    std::mutex mutex;
    std::condition_variable came;
    std::atomic<int> lookups { 0 };
    Resolver resolver(
        [&](std::function<void()> function) {
            const std::lock_guard lock(mutex);
            posted.push_back(std::move(function));
            came.notify_all();
        },
        [&](const std::string&) -> std::optional<Addresses> {
            return ++lookups == 1 ? std::optional(addresses({ "192.168.7.7", "192.168.7.8" })) : std::nullopt;
        });
    const auto ask = [&] {
        std::optional<Addresses> answer;
        resolver.lookUp("model.example", [&](const Addresses& found) { answer = found; });
        std::unique_lock lock(mutex);
        came.wait(lock, [&] { return !posted.empty(); });
        const auto function = std::move(posted.back());
        posted.clear();
        function();
        return *answer;
    };
    EXPECT_FALSE(resolver.known("model.example").has_value());
    EXPECT_EQ(ask().size(), 2u);
    EXPECT_EQ(resolver.known("model.example")->front().text(), "192.168.7.7");
    resolver.prefer("model.example", *IpAddress::parse("192.168.7.8"));
    EXPECT_EQ(resolver.known("model.example")->front().text(), "192.168.7.8");
    EXPECT_TRUE(ask().empty());
    EXPECT_EQ(resolver.remembered("model.example").size(), 2u);
    EXPECT_TRUE(resolver.remembered("other.example").empty());
}

TEST(Resolver, questions_for_one_name_share_a_lookup)
{
    std::mutex mutex;
    std::condition_variable came;
    std::vector<std::function<void()>> posted;
    std::atomic<int> lookups { 0 };
    Gate gate;
    Resolver resolver(
        [&](std::function<void()> function) {
            const std::lock_guard lock(mutex);
            posted.push_back(std::move(function));
            came.notify_all();
        },
        [&](const std::string&) {
            ++lookups;
            gate.wait();
            return addresses({ "192.168.7.7" });
        });
    int answers = 0;
    for (int i = 0; i < 5; ++i)
        resolver.lookUp("model.example", [&](const Addresses& found) { answers += static_cast<int>(found.size()); });
    gate.open();
    std::unique_lock lock(mutex);
    came.wait(lock, [&] { return !posted.empty(); });
    posted.front()();
    EXPECT_EQ(answers, 5);
    EXPECT_EQ(lookups, 1);
}

} // namespace
} // namespace signalbox::http
