// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/front_door.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

constexpr const char* kKey = "sk-front-door-test-key";

struct Door : testing::Test {
    Door()
    {
        auto key = makeVirtualKey("test", std::string(kKey), 1);
        keys.replace({ key->key });
    }

    http::RequestHead head(std::string method, std::string path, http::Fields fields = {})
    {
        http::RequestHead head;
        head.method = std::move(method);
        head.target = head.path = std::move(path);
        head.fields = std::move(fields);
        return head;
    }

    int status(const http::RequestHead& of, bool paused = false)
    {
        return checkHead(of, keys, paused, false).head.status;
    }

    const http::Fields good { { "Authorization", std::string("Bearer ") + kKey },
        { "Content-Type", "application/json; charset=utf-8" } };
    VirtualKeys keys;
};

TEST_F(Door, lets_a_known_key_in)
{
    EXPECT_EQ(status(head("POST", "/v1/chat/completions", good)), 0);
    EXPECT_EQ(status(head("GET", "/v1/models", good)), 0);
    EXPECT_EQ(status(head("GET", "/healthz")), 0);
}

TEST_F(Door, asks_for_the_key_before_it_says_which_paths_there_are)
{
    EXPECT_EQ(status(head("POST", "/nope")), 401);
    EXPECT_EQ(status(head("POST", "/nope", good)), 404);
    EXPECT_EQ(status(head("GET", "/v1/models", { { "authorization", "bearer wrong-key-wrong-key" } })), 401);
    EXPECT_EQ(status(head("GET", "/v1/models", { { "authorization", std::string("Basic ") + kKey } })), 401);
    EXPECT_EQ(status(head("GET", "/v1/models", { good[0], good[0] })), 401);
}

TEST_F(Door, takes_json_only_and_only_by_post)
{
    EXPECT_EQ(status(head("POST", "/v1/chat/completions", { good[0] })), 415);
    EXPECT_EQ(status(head("POST", "/v1/chat/completions", { good[0], { "content-type", "text/plain" } })), 415);
    EXPECT_EQ(status(head("GET", "/v1/chat/completions", good)), 405);
    EXPECT_EQ(status(head("DELETE", "/v1/models", good)), 405);
}

TEST_F(Door, is_closed_while_routing_is_paused)
{
    EXPECT_EQ(status(head("POST", "/v1/chat/completions", good), true), 503);
    EXPECT_EQ(status(head("GET", "/v1/models", good), true), 0);
}

TEST_F(Door, healthz_tells_the_fingerprint_to_key_holders_only)
{
    EXPECT_EQ(healthBody(head("GET", "/healthz"), keys, "token"), "ok");
    const std::string body = healthBody(head("GET", "/healthz", good), keys, "token");
    EXPECT_NE(body.find("fingerprint"), std::string::npos);
    EXPECT_NE(body, healthBody(head("GET", "/healthz", good), keys, "another start"));
    EXPECT_EQ(body.find(kKey), std::string::npos);
}

TEST(PassesUpstream, is_an_allow_list)
{
    for (const char* name :
        { "Accept", "Idempotency-Key", "traceparent", "OpenAI-Organization", "anthropic-version", "anthropic-beta" })
        EXPECT_TRUE(passesUpstream(name)) << name;
    for (const char* name : { "Authorization", "Cookie", "x-api-key", "anthropic-api-key", "x-signalbox-tier", "Host",
             "X-Forwarded-For", "Connection" })
        EXPECT_FALSE(passesUpstream(name)) << name;
}

TEST(HintName, knows_the_routing_hints_in_any_case)
{
    EXPECT_EQ(hintName("X-Signalbox-Feature"), "feature");
    EXPECT_EQ(hintName("x-signalbox-user-tier"), "user-tier");
    EXPECT_EQ(hintName("x-signalbox-nonsense"), "");
    EXPECT_EQ(hintName("x-feature"), "");
}

} // namespace
} // namespace signalbox
