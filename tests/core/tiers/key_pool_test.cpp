// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/key_pool.h"

#include "tests/support/fake_clock.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

using namespace std::chrono_literals;

class Pool : public testing::Test {
protected:
    void SetUp() override
    {
        for (const std::string key : { "session:a", "session:b", "session:c" })
            ASSERT_TRUE(secrets.store(key, "sk-test-key-of-" + key.substr(8)));
    }
    static Deployment deploymentOf(std::vector<std::string> keys, const std::string& model = "m")
    {
        auto provider = std::make_shared<Provider>();
        provider->id = "p";
        provider->secretRef = keys.front();
        provider->secretRefs = std::move(keys);
        Deployment deployment;
        deployment.id = "p/" + model;
        deployment.provider = std::move(provider);
        return deployment;
    }
    std::string picks(const Deployment& deployment, int count)
    {
        std::string names;
        for (int i = 0; i < count; ++i) {
            const std::string key = pools.pick(deployment);
            names += key.empty() ? "-" : key.substr(8);
        }
        return names;
    }
    KeyPools::View viewOf(const std::string& key) const
    {
        for (const KeyPools::View& view : pools.view()) {
            if (view.key == key)
                return view;
        }
        return {};
    }

    test::FakeClock clock;
    SecretStore secrets { nullptr };
    KeyPools pools { clock, secrets };
    Deployment three = deploymentOf({ "session:a", "session:b", "session:c" });
};

TEST_F(Pool, keys_take_turns)
{
    EXPECT_EQ(picks(three, 7), "abcabca");
    EXPECT_EQ(viewOf("session:a").uses, 3);
    EXPECT_EQ(viewOf("session:a").lastUsedAt, clock.now());
}

TEST_F(Pool, a_refused_key_is_passed_over_and_probed_once_after_a_minute_then_after_two)
{
    EXPECT_EQ(picks(three, 1), "a");
    pools.refused("session:a", "upstream_auth");
    EXPECT_EQ(picks(three, 4), "bcbc");
    EXPECT_EQ(viewOf("session:a").state, KeyState::Refused);
    EXPECT_EQ(viewOf("session:a").code, "upstream_auth");
    clock.advance(60s);
    EXPECT_EQ(picks(three, 4), "abcb");
    pools.refused("session:a", "upstream_auth");
    clock.advance(119s);
    EXPECT_EQ(picks(three, 2), "cb");
    clock.advance(1s);
    EXPECT_NE(picks(three, 3).find('a'), std::string::npos);
    pools.succeeded("session:a");
    EXPECT_EQ(viewOf("session:a").state, KeyState::Healthy);
}

TEST_F(Pool, calls_that_were_refused_together_are_one_refusal)
{
    for (int i = 0; i < 50; ++i)
        pools.refused("session:a", "upstream_auth");
    clock.advance(60s);
    EXPECT_NE(picks(three, 3).find('a'), std::string::npos);
}

TEST_F(Pool, a_probe_waits_an_hour_at_the_most)
{
    pools.refused("session:a", "upstream_out_of_credit");
    for (int i = 0; i < 20; ++i) {
        clock.advance(3600s);
        EXPECT_NE(picks(three, 3).find('a'), std::string::npos) << i;
        pools.refused("session:a", "upstream_out_of_credit");
    }
}

TEST_F(Pool, a_limited_key_cools_down_for_its_deployment_only)
{
    const Deployment other = deploymentOf({ "session:a", "session:b", "session:c" }, "other");
    pools.limited("session:b", "p/m", 20s);
    EXPECT_EQ(picks(three, 4), "acac");
    EXPECT_NE(picks(other, 3).find('b'), std::string::npos);
    EXPECT_EQ(viewOf("session:b").state, KeyState::Cooling);
    EXPECT_EQ(viewOf("session:b").againInMs, 20'000);
    clock.advance(20s);
    EXPECT_NE(picks(three, 3).find('b'), std::string::npos);
    EXPECT_EQ(viewOf("session:b").state, KeyState::Healthy);
}

TEST_F(Pool, a_longer_cool_down_is_not_cut_short_by_a_shorter_one)
{
    pools.limited("session:b", "p/m", 20s);
    pools.limited("session:b", "p/m", 1s);
    clock.advance(2s);
    EXPECT_EQ(picks(three, 3).find('b'), std::string::npos);
}

TEST_F(Pool, nothing_is_usable_when_every_key_is_refused_or_missing)
{
    ASSERT_TRUE(secrets.remove("session:c"));
    pools.refused("session:a", "upstream_auth");
    EXPECT_TRUE(pools.usable(three));
    pools.limited("session:b", "p/m", 5s);
    EXPECT_FALSE(pools.usable(three));
    EXPECT_EQ(picks(three, 1), "-");
    clock.advance(5s);
    EXPECT_EQ(picks(three, 2), "bb");
}

TEST_F(Pool, the_only_key_is_used_whatever_is_held_against_it)
{
    const Deployment one = deploymentOf({ "session:a" });
    pools.refused("session:a", "upstream_auth");
    pools.limited("session:a", "p/m", 60s);
    EXPECT_TRUE(pools.usable(one));
    EXPECT_EQ(picks(one, 3), "aaa");
    EXPECT_EQ(viewOf("session:a").state, KeyState::Refused);
}

TEST_F(Pool, a_replaced_key_begins_anew)
{
    pools.refused("session:a", "upstream_auth");
    pools.limited("session:a", "p/m", 60s);
    pools.acquit("session:a");
    EXPECT_EQ(picks(three, 3), "abc");
}

TEST_F(Pool, a_key_that_is_not_loaded_takes_no_turn)
{
    ASSERT_TRUE(secrets.remove("session:b"));
    EXPECT_EQ(picks(three, 4), "acac");
}

TEST_F(Pool, what_is_held_against_a_key_outlives_a_restart)
{
    (void)picks(three, 3);
    pools.refused("session:a", "upstream_auth");
    pools.limited("session:b", three.id, 90s);
    const auto held = pools.held();
    ASSERT_EQ(held.size(), 2U);
    EXPECT_EQ(held[0].key, "session:a");
    EXPECT_EQ(held[0].refusal, "upstream_auth");
    EXPECT_EQ(held[0].lastFour.size(), 4U);
    EXPECT_EQ(held, pools.held()) << "the same as long as nothing happens";

    KeyPools next { clock, secrets };
    next.restore(held);
    EXPECT_EQ(next.pick(three), "session:c");
    clock.advance(62s);
    EXPECT_EQ(next.pick(three), "session:a") << "one probe, as if nobody had stopped";
    EXPECT_EQ(next.pick(three), "session:c");
    clock.advance(30s);
    next.succeeded("session:a");
    EXPECT_EQ(next.pick(three), "session:a");
    EXPECT_EQ(next.pick(three), "session:b");
    EXPECT_TRUE(next.held().empty());
}

TEST_F(Pool, a_key_that_was_replaced_while_nobody_ran_is_not_blamed)
{
    (void)picks(three, 3);
    pools.refused("session:a", "upstream_auth");
    const auto held = pools.held();
    ASSERT_TRUE(secrets.store("session:a", "sk-test-key-of-another-account-9999"));
    KeyPools next { clock, secrets };
    next.restore(held);
    EXPECT_EQ(next.pick(three), "session:a");
    EXPECT_TRUE(next.held().empty());
}

TEST_F(Pool, a_clock_that_was_set_back_puts_no_key_aside_for_longer_than_an_hour)
{
    KeyPools::Held held { "session:a", "", "upstream_auth", 60, clock.now() + 40LL * 24 * 3600 * 1'000'000, {} };
    pools.restore({ held });
    EXPECT_EQ(picks(three, 2), "bc");
    clock.advance(3601s);
    EXPECT_EQ(pools.pick(three), "session:a");
}

} // namespace
} // namespace signalbox
