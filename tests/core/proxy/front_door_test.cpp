// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/front_door.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

constexpr const char* kKey = "sk-front-door-test-key";

struct DoorTest : testing::Test {
    DoorTest()
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
        return checkHead(of, keys, now, paused, false).head.status;
    }

    const http::Fields good { { "Authorization", std::string("Bearer ") + kKey },
        { "Content-Type", "application/json; charset=utf-8" } };
    VirtualKeys keys;
    WallUs now = 1;
};

TEST_F(DoorTest, lets_a_known_key_in)
{
    EXPECT_EQ(status(head("POST", "/v1/chat/completions", good)), 0);
    EXPECT_EQ(status(head("GET", "/v1/models", good)), 0);
    EXPECT_EQ(status(head("GET", "/healthz")), 0);
}

TEST_F(DoorTest, asks_for_the_key_before_it_says_which_paths_there_are)
{
    EXPECT_EQ(status(head("POST", "/nope")), 401);
    EXPECT_EQ(status(head("POST", "/nope", good)), 404);
    EXPECT_EQ(status(head("GET", "/v1/models", { { "authorization", "bearer wrong-key-wrong-key" } })), 401);
    EXPECT_EQ(status(head("GET", "/v1/models", { { "authorization", std::string("Basic ") + kKey } })), 401);
    EXPECT_EQ(status(head("GET", "/v1/models", { good[0], good[0] })), 401);
}

TEST_F(DoorTest, answers_nothing_without_a_key_on_the_address_for_containers)
{
    const auto outside = [this](const http::RequestHead& of) {
        return checkHead(of, keys, now, false, false, signalbox::Door::Outer).head.status;
    };
    EXPECT_EQ(outside(head("GET", "/healthz")), 401);
    EXPECT_EQ(outside(head("GET", "/healthz", good)), 404);
    EXPECT_EQ(outside(head("GET", "/v1/models")), 401);
    EXPECT_EQ(outside(head("POST", "/v1/chat/completions", good)), 0);
}

TEST_F(DoorTest, takes_json_only_and_only_by_post)
{
    EXPECT_EQ(status(head("POST", "/v1/chat/completions", { good[0] })), 415);
    EXPECT_EQ(status(head("POST", "/v1/chat/completions", { good[0], { "content-type", "text/plain" } })), 415);
    EXPECT_EQ(status(head("GET", "/v1/chat/completions", good)), 405);
    EXPECT_EQ(status(head("DELETE", "/v1/models", good)), 405);
}

TEST_F(DoorTest, is_closed_while_routing_is_paused)
{
    EXPECT_EQ(status(head("POST", "/v1/chat/completions", good), true), 503);
    EXPECT_EQ(status(head("GET", "/v1/models", good), true), 0);
}

TEST_F(DoorTest, healthz_tells_the_fingerprint_to_key_holders_only)
{
    EXPECT_EQ(healthBody(head("GET", "/healthz"), keys, 1, "token"), "ok");
    const std::string body = healthBody(head("GET", "/healthz", good), keys, 1, "token");
    EXPECT_NE(body.find("fingerprint"), std::string::npos);
    EXPECT_NE(body, healthBody(head("GET", "/healthz", good), keys, 1, "another start"));
    EXPECT_EQ(body.find(kKey), std::string::npos);
}

TEST_F(DoorTest, a_key_that_was_revoked_or_is_over_is_refused_and_known_by_name)
{
    auto revoked = makeVirtualKey("revoked", std::string("sk-revoked-key"), 1);
    revoked->key.revokedAt = 2;
    auto over = makeVirtualKey("over", std::string("sk-over-key"), 1);
    over->key.terms.expiresAt = 100;
    keys.replace({ revoked->key, over->key });
    const auto asks = [this](const char* text) {
        return head("POST", "/v1/chat/completions",
            { { "Authorization", std::string("Bearer ") + text }, { "Content-Type", "application/json" } });
    };
    EXPECT_EQ(status(asks("sk-over-key")), 0);
    now = 100;
    for (const auto& [text, code] : { std::pair("sk-revoked-key", "key_revoked"),
             std::pair("sk-over-key", "key_expired"), std::pair("sk-unknown-key", "key_unknown") }) {
        const http::EarlyAnswer answer = checkHead(asks(text), keys, now, false, false);
        EXPECT_EQ(answer.head.status, 401);
        EXPECT_NE(answer.body.find(code), std::string::npos) << answer.body;
        EXPECT_EQ(clientOf(answer.admitted) != nullptr, std::string_view(code) != "key_unknown");
    }
}

TEST_F(DoorTest, a_key_for_some_tiers_sees_their_models_only)
{
    Config config;
    for (const char* id : { "small", "frontier" }) {
        Tier tier;
        tier.id = id;
        config.tiers.push_back(std::move(tier));
    }
    KeyTerms terms;
    terms.tiers = { "small" };
    const std::string models = modelsBody(config, terms);
    EXPECT_NE(models.find("tier:small"), std::string::npos);
    EXPECT_EQ(models.find("tier:frontier"), std::string::npos);
    EXPECT_TRUE(modelBody(config, terms, "tier:small"));
    EXPECT_FALSE(modelBody(config, terms, "tier:frontier"));
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
