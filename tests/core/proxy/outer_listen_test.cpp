// SPDX-License-Identifier: GPL-3.0-or-later
// One more address for containers, at the socket: who is let in there, who is not, and what becomes of the loopback.
#include "core/base/embedded.h"
#include "core/http/machine_address.h"
#include "core/proxy/proxy.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace signalbox;

namespace {

/// Of this machine and not the loopback's; "" where it has none.
std::string ownAddress()
{
    for (const http::MachineAddress& each : http::machineAddresses()) {
        if (each.address.find(':') == std::string::npos)
            return each.address;
    }
    return {};
}

/// The status line's number; 0: nobody answers there.
int ask(const std::string& address, std::uint16_t port, const std::string& host, const std::string& path,
    const std::string& key = {})
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to {};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    EXPECT_EQ(::inet_pton(AF_INET, address.c_str(), &to.sin_addr), 1);
    timeval patience { 5, 0 };
    (void)::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    std::string answer;
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) {
        std::string request = "GET " + path + " HTTP/1.1\r\n";
        if (!host.empty())
            request += "Host: " + host + "\r\n";
        if (!key.empty())
            request += "Authorization: Bearer " + key + "\r\n";
        request += "Connection: close\r\n\r\n";
        (void)::send(fd, request.data(), request.size(), MSG_NOSIGNAL);
        char bytes[512];
        for (ssize_t got = ::recv(fd, bytes, sizeof bytes, 0); got > 0; got = ::recv(fd, bytes, sizeof bytes, 0))
            answer.append(bytes, static_cast<std::size_t>(got));
    }
    ::close(fd);
    return answer.starts_with("HTTP/1.") ? std::stoi(answer.substr(9, 3)) : 0;
}

class OuterListenTest : public testing::Test {
protected:
    void SetUp() override
    {
        m_address = ownAddress();
        if (m_address.empty())
            GTEST_SKIP() << "this machine has no address but the loopback's";
        m_folder = std::filesystem::temp_directory_path() / ("sb-outer-" + std::to_string(::getpid()));
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directories(m_folder);
    }
    void TearDown() override
    {
        m_proxy.reset();
        std::filesystem::remove_all(m_folder);
    }
    [[nodiscard]] std::string configWith(
        const std::string& address, const std::string& hosts, std::uint16_t port = 0) const
    {
        auto json = nlohmann::ordered_json::parse(embedded::starter_config);
        if (!address.empty())
            json["listen"]["outer"] = { { "address", address }, { "hosts", nlohmann::ordered_json::parse(hosts) } };
        if (port != 0)
            json["listen"]["outer"]["port"] = port;
        return json.dump(2);
    }
    void start(const std::string& address, const std::string& hosts = R"(["host.docker.internal:1234", "box.test"])",
        std::uint16_t outerPort = 0)
    {
        Proxy::Options options;
        options.dataDir = m_folder + "/data";
        options.configPath = m_folder + "/signalbox.json";
        options.port = std::uint16_t { 0 };
        options.outerRetryEvery = std::chrono::milliseconds(30);
        ASSERT_TRUE(saveTextFile(options.configPath, configWith(address, hosts, outerPort)));
        auto proxy = Proxy::start(std::move(options));
        ASSERT_TRUE(proxy) << proxy.error().text();
        m_proxy = std::move(*proxy);
        m_port = m_proxy->status().port;
        m_key = m_proxy->addKey("box", std::nullopt)->text;
    }
    [[nodiscard]] int inside(
        const std::string& host, const std::string& path = "/v1/models", const std::string& key = {})
    {
        return ask(m_address, m_port, host, path, key);
    }
    [[nodiscard]] int here(const std::string& host, const std::string& path = "/v1/models", const std::string& key = {})
    {
        return ask("127.0.0.1", m_port, host, path, key);
    }

    std::string m_address, m_folder, m_key;
    std::unique_ptr<Proxy> m_proxy;
    std::uint16_t m_port = 0;
};

TEST_F(OuterListenTest, without_it_nobody_is_served_there)
{
    start({});
    EXPECT_EQ(inside("box.test", "/v1/models", m_key), 0);
    EXPECT_EQ(m_proxy->status().outerAddress, "");
}

TEST_F(OuterListenTest, a_listed_name_with_a_key_is_served_and_nothing_else)
{
    start(m_address);
    const Proxy::Status status = m_proxy->status();
    EXPECT_EQ(status.outerAddress, m_address + ":" + std::to_string(m_port));
    EXPECT_EQ(status.outerUrl, "http://host.docker.internal:1234/v1");
    ASSERT_FALSE(status.outerError) << status.outerError->text();
    EXPECT_EQ(inside("box.test", "/v1/models", m_key), 200);
    EXPECT_EQ(inside("BOX.test:99", "/v1/models", m_key), 200); // a name without a port goes with any
    EXPECT_EQ(inside("host.docker.internal:1234", "/v1/models", m_key), 200);
    EXPECT_EQ(inside("host.docker.internal:1235", "/v1/models", m_key), 421);
    EXPECT_EQ(inside("host.docker.internal", "/v1/models", m_key), 421);
    EXPECT_EQ(inside(m_address, "/v1/models", m_key), 421); // even its own address, unless it is listed
    EXPECT_EQ(inside("localhost", "/v1/models", m_key), 421);
    EXPECT_EQ(inside("evil.example", "/v1/models", m_key), 421);
}

TEST_F(OuterListenTest, nothing_is_answered_there_without_a_key)
{
    start(m_address);
    EXPECT_EQ(inside("box.test"), 401);
    EXPECT_EQ(inside("box.test", "/v1/models", "sk-sb-another"), 401);
    EXPECT_EQ(inside("box.test", "/healthz"), 401);
    EXPECT_EQ(inside("box.test", "/healthz", m_key), 404); // that is for the loopback
    EXPECT_EQ(inside("box.test", "/metrics", m_key), 404);
    EXPECT_EQ(here("localhost", "/healthz"), 200);
}

TEST_F(OuterListenTest, the_loopback_stays_as_it_is)
{
    start(m_address);
    EXPECT_EQ(here("localhost", "/v1/models", m_key), 200);
    EXPECT_EQ(here("127.0.0.1:1", "/v1/models", m_key), 200);
    EXPECT_EQ(here("box.test", "/v1/models", m_key), 421); // its names hold on that address alone
}

TEST_F(OuterListenTest, an_address_that_is_not_there_is_told_and_the_loopback_is_served)
{
    start("203.0.113.77");
    const Proxy::Status status = m_proxy->status();
    EXPECT_TRUE(status.listening);
    ASSERT_TRUE(status.outerError);
    EXPECT_EQ(status.outerError->code, "outer_address_absent");
    EXPECT_EQ(here("localhost", "/v1/models", m_key), 200);
    // Trying again finds the same, and does not touch the loopback.
    const auto again = m_proxy->retryListen(std::nullopt);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "outer_address_absent");
    EXPECT_EQ(m_proxy->status().port, m_port);
    EXPECT_EQ(here("localhost", "/v1/models", m_key), 200);
}

TEST_F(OuterListenTest, an_address_that_could_not_be_had_is_tried_again_by_itself)
{
    const int holder = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in there {};
    there.sin_family = AF_INET;
    ASSERT_EQ(::inet_pton(AF_INET, m_address.c_str(), &there.sin_addr), 1);
    socklen_t size = sizeof there;
    ASSERT_EQ(::bind(holder, reinterpret_cast<sockaddr*>(&there), size), 0);
    ASSERT_EQ(::listen(holder, 1), 0);
    ASSERT_EQ(::getsockname(holder, reinterpret_cast<sockaddr*>(&there), &size), 0);
    const std::uint16_t port = ntohs(there.sin_port);
    start(m_address, R"(["box.test"])", port);
    std::this_thread::sleep_for(std::chrono::milliseconds(150)); // some tries that find it taken
    const auto taken = m_proxy->status().outerError;
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->code, "outer_port_in_use");
    ::close(holder);
    for (int i = 0; i < 250 && m_proxy->status().outerError; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_FALSE(m_proxy->status().outerError);
    EXPECT_EQ(ask(m_address, port, "box.test", "/v1/models", m_key), 200);
    EXPECT_EQ(here("localhost", "/v1/models", m_key), 200);
}

TEST_F(OuterListenTest, an_address_that_nobody_wants_any_more_is_not_tried_again)
{
    start("203.0.113.77");
    ASSERT_TRUE(m_proxy->status().outerError);
    ASSERT_TRUE(m_proxy->apply(configWith({}, {})).config);
    for (int i = 0; i < 100 && m_proxy->status().outerError; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    EXPECT_FALSE(m_proxy->status().outerError);
    EXPECT_EQ(m_proxy->status().outerAddress, "");
}

TEST_F(OuterListenTest, a_change_of_the_configuration_opens_moves_and_closes_it)
{
    const auto eventually = [](auto&& holds) {
        for (int i = 0; i < 100 && !holds(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return holds();
    };
    start({});
    ASSERT_NE(m_proxy->apply(configWith(m_address, R"(["box.test"])")).config, nullptr);
    EXPECT_TRUE(eventually([&] { return inside("box.test", "/v1/models", m_key) == 200; }));
    ASSERT_NE(m_proxy->apply(configWith(m_address, R"(["other.test"])")).config, nullptr);
    EXPECT_TRUE(eventually([&] { return inside("box.test", "/v1/models", m_key) == 421; }));
    EXPECT_EQ(inside("other.test", "/v1/models", m_key), 200);
    ASSERT_NE(m_proxy->apply(configWith({}, {})).config, nullptr);
    EXPECT_TRUE(eventually([&] { return inside("other.test", "/v1/models", m_key) == 0; }));
    EXPECT_EQ(here("localhost", "/v1/models", m_key), 200);
}

} // namespace
