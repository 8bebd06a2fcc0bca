// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

struct GoodUrl {
    const char* url;
    bool local;
    bool tls;
    const char* host;
    int port;
    const char* path;
};

class AcceptedUrl : public testing::TestWithParam<GoodUrl> { };

TEST_P(AcceptedUrl, is_taken_apart)
{
    const auto url = parseBaseUrl(GetParam().url, GetParam().local);
    ASSERT_TRUE(url) << url.error().text();
    EXPECT_EQ(url->tls, GetParam().tls);
    EXPECT_EQ(url->host, GetParam().host);
    EXPECT_EQ(url->port, GetParam().port);
    EXPECT_EQ(url->path, GetParam().path);
}

INSTANTIATE_TEST_SUITE_P(Urls, AcceptedUrl,
    testing::Values(GoodUrl { "https://api.openai.com/v1", false, true, "api.openai.com", 443, "/v1" },
        GoodUrl { "https://api.openai.com/v1/", false, true, "api.openai.com", 443, "/v1" },
        GoodUrl { "https://api.openai.com", false, true, "api.openai.com", 443, "" },
        GoodUrl { "HTTPS://API.Example.COM:8443/a/b", false, true, "api.example.com", 8443, "/a/b" },
        GoodUrl { "https://generativelanguage.googleapis.com/v1beta/openai", false, true,
            "generativelanguage.googleapis.com", 443, "/v1beta/openai" },
        GoodUrl { "https://my_resource.openai.azure.com", false, true, "my_resource.openai.azure.com", 443, "" },
        GoodUrl { "https://192.168.1.20:8443/v1", false, true, "192.168.1.20", 8443, "/v1" },
        GoodUrl { "https://[2606:4700::1111]/v1", false, true, "2606:4700::1111", 443, "/v1" },
        GoodUrl { "https://[fd12:3456::7]:444/v1", false, true, "fd12:3456::7", 444, "/v1" },
        GoodUrl { "https://100.128.0.1/v1", false, true, "100.128.0.1", 443, "/v1" },
        GoodUrl { "https://localhost:9443/v1", false, true, "localhost", 9443, "/v1" },
        GoodUrl { "http://127.0.0.1:11434/v1", true, false, "127.0.0.1", 11434, "/v1" },
        GoodUrl { "http://127.8.9.1/v1", true, false, "127.8.9.1", 80, "/v1" },
        GoodUrl { "http://localhost:1234/v1", true, false, "localhost", 1234, "/v1" },
        GoodUrl { "http://[::1]:8000", true, false, "::1", 8000, "" }));

struct BadUrl {
    const char* url;
    bool local;
    const char* code;
};

class RefusedUrl : public testing::TestWithParam<BadUrl> { };

TEST_P(RefusedUrl, never_reaches_a_socket)
{
    const auto url = parseBaseUrl(GetParam().url, GetParam().local);
    ASSERT_FALSE(url) << url->host;
    EXPECT_EQ(url.error().code, GetParam().code) << GetParam().url;
}

INSTANTIATE_TEST_SUITE_P(Schemes, RefusedUrl,
    testing::Values(BadUrl { "http://api.openai.com/v1", false, "url_not_local" },
        BadUrl { "http://api.openai.com/v1", true, "url_not_local" },
        BadUrl { "http://127.0.0.1:11434/v1", false, "url_not_local" },
        BadUrl { "http://localhost/v1", false, "url_not_local" },
        BadUrl { "http://10.0.0.1/v1", true, "url_not_local" },
        BadUrl { "http://localhost.example.com/v1", true, "url_not_local" },
        BadUrl { "http://127.0.0.1.example.com/v1", true, "url_not_local" },
        BadUrl { "ftp://example.com/", false, "url_scheme" }, BadUrl { "file:///etc/passwd", true, "url_scheme" },
        BadUrl { "gopher://example.com/", false, "url_scheme" }, BadUrl { "javascript://x", false, "url_scheme" },
        BadUrl { "ws://localhost/", true, "url_scheme" }, BadUrl { "unix:///var/run/docker.sock", true, "url_scheme" },
        BadUrl { "api.openai.com/v1", false, "url_syntax" }, BadUrl { "//api.openai.com/v1", false, "url_syntax" },
        BadUrl { "https:api.openai.com", false, "url_syntax" }, BadUrl { "", false, "url_syntax" }));

INSTANTIATE_TEST_SUITE_P(Parts, RefusedUrl,
    testing::Values(BadUrl { "https://user@api.openai.com/v1", false, "url_userinfo" },
        BadUrl { "https://user:secret@api.openai.com/v1", false, "url_userinfo" },
        BadUrl { "https://api.openai.com@evil.example/v1", false, "url_userinfo" },
        BadUrl { "http://localhost@evil.example/", true, "url_userinfo" },
        BadUrl { "https://api.openai.com/v1#frag", false, "url_syntax" },
        BadUrl { "https://evil.example#@api.openai.com/", false, "url_syntax" },
        BadUrl { "https://api.openai.com/v1?x=1", false, "url_syntax" },
        BadUrl { "https://api.openai.com\\@evil.example/", false, "url_syntax" },
        BadUrl { "https://api.openai.com/v1 ", false, "url_syntax" },
        BadUrl { "https://api.open ai.com/", false, "url_syntax" },
        BadUrl { "https://api.openai.com/\r\nHost: x", false, "url_syntax" },
        BadUrl { "https:///v1", false, "url_syntax" }, BadUrl { "https://:443/v1", false, "url_syntax" },
        BadUrl { "https://api.openai.com:0/", false, "url_syntax" },
        BadUrl { "https://api.openai.com:65536/", false, "url_syntax" },
        BadUrl { "https://api.openai.com:https/", false, "url_syntax" },
        BadUrl { "https://api.openai.com:/", false, "url_syntax" },
        BadUrl { "https://api.openai.com./v1", false, "url_syntax" },
        BadUrl { "https://-a.example/v1", false, "url_syntax" },
        BadUrl { "https://a..example/v1", false, "url_syntax" },
        BadUrl { "https://api%2eopenai.com/v1", false, "url_syntax" },
        BadUrl { "https://аpi.openai.com/v1", false, "url_syntax" },
        BadUrl { "https://api.openai.com/v1/../admin", false, "url_syntax" },
        BadUrl { "https://api.openai.com//v1", false, "url_syntax" },
        BadUrl { "https://api.openai.com/%2e%2e/", false, "url_syntax" }));

INSTANTIATE_TEST_SUITE_P(Addresses4, RefusedUrl,
    testing::Values(BadUrl { "https://169.254.169.254/latest/meta-data", false, "url_forbidden_address" },
        BadUrl { "http://169.254.169.254/", true, "url_forbidden_address" },
        BadUrl { "https://169.254.0.1/", false, "url_forbidden_address" },
        BadUrl { "https://0.0.0.0/v1", false, "url_forbidden_address" },
        BadUrl { "http://0.0.0.0:11434/v1", true, "url_forbidden_address" },
        BadUrl { "https://0.1.2.3/v1", false, "url_forbidden_address" },
        BadUrl { "https://100.64.0.1/", false, "url_forbidden_address" },
        BadUrl { "https://100.100.100.200/", false, "url_forbidden_address" },
        BadUrl { "https://100.127.255.255/", false, "url_forbidden_address" },
        BadUrl { "https://168.63.129.16/", false, "url_forbidden_address" },
        BadUrl { "https://192.0.0.192/", false, "url_forbidden_address" },
        BadUrl { "https://192.88.99.1/", false, "url_forbidden_address" },
        BadUrl { "https://224.0.0.1/", false, "url_forbidden_address" },
        BadUrl { "https://239.255.255.250/", false, "url_forbidden_address" },
        BadUrl { "https://255.255.255.255/", false, "url_forbidden_address" },
        BadUrl { "https://2130706433/", false, "url_forbidden_address" },
        BadUrl { "http://2130706433/", true, "url_forbidden_address" },
        BadUrl { "https://0x7f000001/", false, "url_forbidden_address" },
        BadUrl { "https://0x7f.0.0.1/", false, "url_forbidden_address" },
        BadUrl { "https://0177.0.0.1/", false, "url_forbidden_address" },
        BadUrl { "https://127.1/", false, "url_forbidden_address" },
        BadUrl { "https://1.2.3/", false, "url_forbidden_address" },
        BadUrl { "https://256.1.1.1/", false, "url_forbidden_address" },
        BadUrl { "https://a.0xA9FEA9FE/", false, "url_forbidden_address" },
        BadUrl { "https://0x/", false, "url_forbidden_address" },
        BadUrl { "https://metadata.google.internal/", false, "url_forbidden_address" },
        BadUrl { "https://METADATA/", false, "url_forbidden_address" }));

INSTANTIATE_TEST_SUITE_P(Addresses6, RefusedUrl,
    testing::Values(BadUrl { "https://[::]/v1", false, "url_forbidden_address" },
        BadUrl { "https://[::ffff:127.0.0.1]/", false, "url_forbidden_address" },
        BadUrl { "http://[::ffff:127.0.0.1]/", true, "url_forbidden_address" },
        BadUrl { "https://[::ffff:169.254.169.254]/", false, "url_forbidden_address" },
        BadUrl { "https://[::ffff:a9fe:a9fe]/", false, "url_forbidden_address" },
        BadUrl { "https://[::169.254.169.254]/", false, "url_forbidden_address" },
        BadUrl { "https://[64:ff9b::a9fe:a9fe]/", false, "url_forbidden_address" },
        BadUrl { "https://[64:ff9b:1::1]/", false, "url_forbidden_address" },
        BadUrl { "https://[2002:a9fe:a9fe::1]/", false, "url_forbidden_address" },
        BadUrl { "https://[2001:0:1::1]/", false, "url_forbidden_address" },
        BadUrl { "https://[fe80::1]/", false, "url_forbidden_address" },
        BadUrl { "https://[fec0::1]/", false, "url_forbidden_address" },
        BadUrl { "https://[ff02::1]/", false, "url_forbidden_address" },
        BadUrl { "https://[fd00:ec2::254]/", false, "url_forbidden_address" },
        BadUrl { "https://[fe80::1%25eth0]/", false, "url_syntax" }, BadUrl { "https://[::1/v1", false, "url_syntax" },
        BadUrl { "https://[::1]x/", false, "url_syntax" }, BadUrl { "https://[localhost]/", false, "url_syntax" },
        BadUrl { "https://[]/", false, "url_syntax" }, BadUrl { "https://::1/", false, "url_syntax" }));

} // namespace
} // namespace signalbox
