// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/request_guard.h"

#include <gtest/gtest.h>

namespace signalbox::http {
namespace {

RequestHead headOf(std::string method, std::string target, Fields fields, int minorVersion = 1)
{
    RequestHead head;
    head.method = std::move(method);
    head.target = std::move(target);
    head.minorVersion = minorVersion;
    head.fields = std::move(fields);
    return head;
}

int statusOf(const RequestHead& head, const Limits& limits = {})
{
    const auto verdict = guard(head, limits);
    return verdict ? verdict->status : 0;
}

TEST(Guard, only_exact_loopback_names_are_hosts)
{
    struct Case {
        const char* host;
        int status;
    };
    const Case cases[] = { { "localhost", 0 }, { "LocalHost:1", 0 }, { "localhost:65535", 0 }, { "127.0.0.1", 0 },
        { "127.0.0.1:8787", 0 }, { "[::1]", 0 }, { "[::1]:8787", 0 }, { "localhost.", 421 },
        { "localhost.evil.example", 421 }, { "evil.example", 421 }, { "127.0.0.1.nip.io", 421 }, { "127.0.0.2", 421 },
        { "127.1", 421 }, { "0.0.0.0", 421 }, { "2130706433", 421 }, { "0x7f000001", 421 }, { "0177.0.0.1", 421 },
        { "169.254.169.254", 421 }, { "[::ffff:127.0.0.1]", 421 }, { "[0:0:0:0:0:0:0:1]", 421 }, { "[::]", 421 },
        { "my-machine.local", 421 }, { "host.docker.internal", 421 }, { "", 400 }, { "localhost:", 400 },
        { "localhost:0", 400 }, { "localhost:65536", 400 }, { "localhost:99999999", 400 }, { "localhost:port", 400 },
        { "localhost:+80", 400 }, { "localhost:80:80", 400 }, { "localhost, evil.example", 400 },
        { "localhost,evil.example", 400 }, { "localhost/x", 400 }, { "user@localhost", 400 }, { "[::1", 400 },
        { "::1", 400 }, { "[::1]x", 400 }, { "[]", 400 }, { "[::1%25lo]", 400 }, { "local host", 400 },
        { "local\thost", 400 }, { "localhost#", 400 }, { "localhost?", 400 }, { "localhost\\", 400 },
        { "loc\xc3\xa4lhost", 400 } };
    for (const auto& c : cases) {
        EXPECT_EQ(statusOf(headOf("GET", "/", { { "Host", c.host } })), c.status) << c.host;
        if (c.status != 400) {
            const std::string target = std::string("http://") + c.host + "/";
            EXPECT_EQ(statusOf(headOf("GET", target, { { "Host", "localhost" } })), c.status) << target;
        }
    }
}

TEST(Guard, listed_hosts_take_the_place_of_the_loopback_names)
{
    Limits limits;
    limits.hosts = { "host.docker.internal:8787", "box.test", "172.17.0.1", "[fd00::2]" };
    struct Case {
        const char* host;
        int status;
    };
    const Case cases[] = { { "host.docker.internal:8787", 0 }, { "Host.Docker.Internal:8787", 0 },
        { "host.docker.internal", 421 }, { "host.docker.internal:8788", 421 }, { "box.test", 0 }, { "box.test:1", 0 },
        { "box.test.", 421 }, { "a.box.test", 421 }, { "172.17.0.1:8787", 0 }, { "172.17.0.2", 421 },
        { "[fd00::2]:8787", 0 }, { "[fd00::3]", 421 }, { "localhost", 421 }, { "127.0.0.1", 421 }, { "", 400 },
        { "box.test:0", 400 }, { "box.test,localhost", 400 } };
    for (const auto& c : cases)
        EXPECT_EQ(statusOf(headOf("GET", "/", { { "Host", c.host } }), limits), c.status) << c.host;
    EXPECT_EQ(statusOf(headOf("GET", "/", {}, 0), limits), 421); // also in HTTP/1.0
    EXPECT_EQ(statusOf(headOf("GET", "http://evil.example/", { { "Host", "box.test" } }), limits), 421);
}

TEST(Guard, version_1_1_needs_exactly_one_host)
{
    EXPECT_EQ(statusOf(headOf("GET", "/", {})), 400);
    EXPECT_EQ(statusOf(headOf("GET", "/", { { "Host", "localhost" }, { "host", "localhost" } })), 400);
    EXPECT_EQ(statusOf(headOf("GET", "/", {}, 0)), 0);
    EXPECT_EQ(statusOf(headOf("GET", "/", { { "Host", "" } }, 0)), 400);
    EXPECT_EQ(statusOf(headOf("GET", "/", { { "Host", "evil.example" } }, 0)), 421);
    EXPECT_EQ(statusOf(headOf("GET", "/", { { "Host", "localhost" } }, 2)), 505);
}

TEST(Guard, absolute_form_obeys_the_host_rule_twice)
{
    const Fields local { { "Host", "localhost" } };
    EXPECT_EQ(statusOf(headOf("GET", "http://localhost/v1/models", local)), 0);
    EXPECT_EQ(statusOf(headOf("GET", "HTTP://127.0.0.1:8787/v1/models", local)), 0);
    EXPECT_EQ(statusOf(headOf("GET", "http://localhost", local)), 0);
    EXPECT_EQ(statusOf(headOf("GET", "http://evil.example/v1/models", local)), 421);
    EXPECT_EQ(statusOf(headOf("GET", "http://localhost@evil.example/", local)), 400);
    EXPECT_EQ(statusOf(headOf("GET", "http:///v1/models", local)), 400);
    EXPECT_EQ(statusOf(headOf("GET", "https://localhost/v1/models", local)), 400);
    EXPECT_EQ(statusOf(headOf("GET", "http://localhost/", { { "Host", "evil.example" } })), 421);
}

TEST(Guard, a_web_page_is_refused_unless_its_origin_is_listed)
{
    Limits limits;
    limits.allowedOrigins = { "http://localhost:3000" };
    struct Case {
        Fields fields;
        int status;
    };
    const Case cases[] = { { {}, 0 }, { { { "Origin", "https://evil.example" } }, 403 },
        { { { "Origin", "null" } }, 403 }, { { { "Origin", "" } }, 403 }, { { { "Origin", "http://localhost" } }, 403 },
        { { { "Origin", "http://localhost:3000" } }, 0 }, { { { "Origin", "http://localhost:30000" } }, 403 },
        { { { "Origin", "HTTP://localhost:3000" } }, 403 },
        { { { "Origin", "http://localhost:3000" }, { "origin", "https://evil.example" } }, 403 },
        { { { "Origin", "http://localhost:3000" }, { "Sec-Fetch-Site", "cross-site" } }, 0 },
        { { { "Sec-Fetch-Site", "none" } }, 0 }, { { { "Sec-Fetch-Site", "same-origin" } }, 0 },
        { { { "Sec-Fetch-Site", "same-site" } }, 403 }, { { { "Sec-Fetch-Site", "cross-site" } }, 403 },
        { { { "Sec-Fetch-Site", "" } }, 403 },
        { { { "Sec-Fetch-Site", "none" }, { "Sec-Fetch-Site", "cross-site" } }, 403 } };
    for (const auto& c : cases) {
        Fields fields { { "Host", "localhost" } };
        fields.insert(fields.end(), c.fields.begin(), c.fields.end());
        EXPECT_EQ(statusOf(headOf("GET", "/", fields), limits), c.status)
            << (c.fields.empty() ? "" : c.fields[0].second);
    }
}

TEST(Guard, host_is_judged_before_everything_else)
{
    const Fields fields { { "Host", "evil.example" }, { "Origin", "https://evil.example" }, { "Content-Length", "x" } };
    EXPECT_EQ(statusOf(headOf("BREW", "v1", fields)), 421);
}

TEST(Guard, framing_is_one_length_or_one_chunked_never_both)
{
    struct Case {
        Fields fields;
        int status;
        int minorVersion = 1;
    };
    const Case cases[] = { { { { "Content-Length", "0" } }, 0 }, { { { "Content-Length", "00060" } }, 0 },
        { { { "Content-Length", "" } }, 400 }, { { { "Content-Length", "+6" } }, 400 },
        { { { "Content-Length", "-6" } }, 400 }, { { { "Content-Length", "0x6" } }, 400 },
        { { { "Content-Length", "6,6" } }, 400 }, { { { "Content-Length", "6 6" } }, 400 },
        { { { "Content-Length", "6_0" } }, 400 }, { { { "Content-Length", "18446744073709551616" } }, 400 },
        { { { "Content-Length", "18446744073709551615" } }, 413 }, { { { "Content-Length", "33554432" } }, 0 },
        { { { "Content-Length", "33554433" } }, 413 },
        { { { "Content-Length", "6" }, { "content-length", "6" } }, 400 },
        { { { "Transfer-Encoding", "chunked" } }, 0 }, { { { "Transfer-Encoding", "CHUNKED" } }, 0 },
        { { { "Transfer-Encoding", "chunked" } }, 400, 0 }, { { { "Transfer-Encoding", "" } }, 400 },
        { { { "Transfer-Encoding", "gzip, chunked" } }, 501 }, { { { "Transfer-Encoding", "chunked, chunked" } }, 501 },
        { { { "Transfer-Encoding", "identity" } }, 501 }, { { { "Transfer-Encoding", "\"chunked\"" } }, 501 },
        { { { "Transfer-Encoding", "chunked" }, { "Transfer-Encoding", "chunked" } }, 400 },
        { { { "Transfer-Encoding", "chunked" }, { "Content-Length", "6" } }, 400 },
        { { { "Transfer_Encoding", "x" } }, 0 } };
    for (const auto& c : cases) {
        Fields fields { { "Host", "localhost" } };
        fields.insert(fields.end(), c.fields.begin(), c.fields.end());
        EXPECT_EQ(statusOf(headOf("POST", "/", fields, c.minorVersion)), c.status)
            << c.fields[0].first << ": " << c.fields[0].second;
    }
}

TEST(Guard, only_five_methods_are_served)
{
    for (const char* method : { "GET", "HEAD", "POST", "OPTIONS", "DELETE" })
        EXPECT_EQ(statusOf(headOf(method, "/", { { "Host", "localhost" } })), 0) << method;
    for (const char* method : { "PUT", "PATCH", "CONNECT", "TRACE" })
        EXPECT_EQ(statusOf(headOf(method, "/", { { "Host", "localhost" } })), 405) << method;
    for (const char* method : { "get", "PRI", "FROBNICATE", "" })
        EXPECT_EQ(statusOf(headOf(method, "/", { { "Host", "localhost" } })), 501) << method;
}

TEST(Guard, targets_are_origin_form_or_ours_in_absolute_form)
{
    const Fields local { { "Host", "localhost" } };
    EXPECT_EQ(statusOf(headOf("OPTIONS", "*", local)), 0);
    EXPECT_EQ(statusOf(headOf("GET", "*", local)), 400);
    EXPECT_EQ(statusOf(headOf("GET", "/" + std::string(8191, 'a'), local)), 0);
    EXPECT_EQ(statusOf(headOf("GET", "/" + std::string(8192, 'a'), local)), 414);
    for (const std::string& target : { std::string(""), std::string("v1"), std::string("localhost:80"),
             std::string("/a b"), std::string("/a\tb"), std::string("/a#b"), std::string("/a\x7f"),
             std::string("/a\xc3\xa9"), std::string("/a\0", 3), std::string("ftp://localhost/"), std::string("**") })
        EXPECT_EQ(statusOf(headOf("GET", target, local)), 400) << target;
}

TEST(Guard, control_bytes_in_fields_are_refused)
{
    for (const std::string& value :
        { std::string("a\x01"), std::string("a\rb"), std::string("a\nb"), std::string("a\0", 2), std::string("a\x7f") })
        EXPECT_EQ(statusOf(headOf("GET", "/", { { "Host", "localhost" }, { "X-A", value } })), 400);
    for (const std::string& value : { std::string(""), std::string("a\tb"), std::string("caf\xe9") })
        EXPECT_EQ(statusOf(headOf("GET", "/", { { "Host", "localhost" }, { "X-A", value } })), 0);
    EXPECT_EQ(statusOf(headOf("GET", "/", { { "Host", "localhost" }, { "X(A)", "v" } })), 400);
}

TEST(Guard, demands_that_are_not_met_are_named)
{
    const auto with = [](const char* name, const char* value, int minorVersion = 1) {
        return headOf("POST", "/", { { "Host", "localhost" }, { name, value } }, minorVersion);
    };
    EXPECT_EQ(statusOf(with("Expect", "100-Continue")), 0);
    EXPECT_EQ(statusOf(with("Expect", "200-ok")), 417);
    EXPECT_EQ(statusOf(with("Expect", "y 100-continue")), 417);
    EXPECT_EQ(statusOf(with("Expect", "200-ok", 0)), 0);
    EXPECT_EQ(statusOf(with("Content-Encoding", "identity")), 0);
    EXPECT_EQ(statusOf(with("Content-Encoding", "gzip")), 415);
    EXPECT_EQ(statusOf(with("Content-Encoding", "")), 415);
    EXPECT_EQ(statusOf(with("Upgrade", "h2c")), 0);
}

} // namespace
} // namespace signalbox::http
