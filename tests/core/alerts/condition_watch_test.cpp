// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/condition_watch.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

constexpr WallUs kHour = 3'600'000'000;
constexpr WallUs kNoon = 1'795'348'800'000'000;

Breakers::View view(const std::string& deployment, BreakerState state, const std::string& code, int failures = 0)
{
    return { deployment, state, failures, code, 0 };
}

Tier tier(const std::string& id, const std::vector<std::string>& deployments)
{
    Tier made;
    made.id = id;
    for (const std::string& name : deployments) {
        auto deployment = std::make_shared<Deployment>();
        deployment->id = name;
        made.chain.push_back(std::move(deployment));
    }
    return made;
}

class Watch : public testing::Test {
protected:
    std::vector<std::string> look(const Conditions& conditions)
    {
        std::vector<std::string> names;
        for (const AlertEvent& event : watch.look(conditions, settings))
            names.push_back(causeOf(event));
        return names;
    }
    static Conditions quiet()
    {
        Conditions conditions;
        conditions.now = kNoon;
        conditions.localMinute = 12 * 60;
        return conditions;
    }

    ConditionWatch watch;
    AlertSettings settings = AlertSettings::usual();
};

using Names = std::vector<std::string>;

TEST_F(Watch, says_nothing_while_all_is_well)
{
    EXPECT_EQ(look(quiet()), Names {});
}

TEST_F(Watch, says_that_the_ledger_is_in_trouble_when_it_begins_and_when_it_begins_again)
{
    Conditions trouble = quiet();
    trouble.ledgerHealthy = false;
    trouble.ledgerCode = "storage_full";
    EXPECT_EQ(look(trouble), Names { "ledger_trouble/" });
    EXPECT_EQ(look(trouble), Names {});
    EXPECT_EQ(look(quiet()), Names {});
    EXPECT_EQ(look(trouble), Names { "ledger_trouble/" });
}

TEST_F(Watch, takes_a_half_open_breaker_for_the_same_trouble)
{
    Conditions conditions = quiet();
    conditions.breakers = { view("a/m", BreakerState::Open, "http_500") };
    EXPECT_EQ(look(conditions), Names { "breaker_opened/a/m" });
    conditions.breakers = { view("a/m", BreakerState::HalfOpen, "http_500") };
    EXPECT_EQ(look(conditions), Names {});
    conditions.breakers = { view("a/m", BreakerState::Open, "http_500") };
    EXPECT_EQ(look(conditions), Names {});
    conditions.breakers = { view("a/m", BreakerState::Closed, "") };
    EXPECT_EQ(look(conditions), Names {});
    conditions.breakers = { view("a/m", BreakerState::Open, "http_500") };
    EXPECT_EQ(look(conditions), Names { "breaker_opened/a/m" });
}

TEST_F(Watch, names_the_provider_whose_key_is_refused_once_for_all_its_deployments)
{
    Conditions conditions = quiet();
    conditions.breakers = { view("a/m", BreakerState::Closed, "upstream_auth", 1),
        view("a/n/with/slashes", BreakerState::Closed, "upstream_auth", 2) };
    conditions.refusedKeys = { { "a", "keychain:a …1234", "upstream_auth" } };
    EXPECT_EQ(look(conditions), Names { "key_refused/a/keychain:a …1234" });
    EXPECT_EQ(look(conditions), Names {});
}

TEST_F(Watch, names_each_key_of_a_pool_by_itself)
{
    Conditions conditions = quiet();
    conditions.refusedKeys = { { "a", "keychain:a …1234", "upstream_auth" } };
    EXPECT_EQ(look(conditions).size(), 1u);
    conditions.refusedKeys.push_back({ "a", "keychain:a-2 …5678", "upstream_out_of_credit" });
    EXPECT_EQ(look(conditions), Names { "key_refused/a/keychain:a-2 …5678" });
}

TEST_F(Watch, says_that_a_tier_is_down_when_its_last_deployment_opens)
{
    Conditions conditions = quiet();
    conditions.tiers = { tier("small", { "a/m", "b/m" }), tier("large", { "c/m" }), tier("empty", {}) };
    conditions.breakers = { view("a/m", BreakerState::Open, "http_500") };
    EXPECT_EQ(look(conditions), Names { "breaker_opened/a/m" });
    conditions.breakers.push_back(view("b/m", BreakerState::Open, "http_500"));
    EXPECT_EQ(look(conditions), (Names { "breaker_opened/b/m", "tier_down/small" }));
    EXPECT_EQ(look(conditions), Names {});
}

Conditions withOutlook(Conditions conditions, Forecast::Case kind, WallUs reachesAt, std::int64_t refused = 0)
{
    Conditions::Outlook outlook;
    outlook.ceiling.subject = "day";
    outlook.ceiling.used = Money::fromNano(950);
    outlook.ceiling.limit = Money::fromNano(1000);
    outlook.refused = refused;
    outlook.forecast.kind = kind;
    outlook.forecast.reachesAt = reachesAt;
    outlook.forecast.resetsAt = kNoon + 12 * kHour;
    conditions.outlooks.push_back(outlook);
    return conditions;
}

TEST_F(Watch, warns_of_a_forecast_before_the_operators_hour_only)
{
    using Case = Forecast::Case;
    EXPECT_EQ(look(withOutlook(quiet(), Case::Reaches, kNoon + kHour)), Names {}); // nobody asked
    settings.forecastBefore = 18 * 60;
    EXPECT_EQ(look(withOutlook(quiet(), Case::Reaches, kNoon + 5 * kHour)), Names { "forecast/day" });
    EXPECT_EQ(look(withOutlook(quiet(), Case::Reaches, kNoon + 7 * kHour)), Names {});
    EXPECT_EQ(look(withOutlook(quiet(), Case::EndsBelow, kNoon + 5 * kHour)), Names {});
    EXPECT_EQ(look(withOutlook(quiet(), Case::NotEnough, 0)), Names {});
}

TEST_F(Watch, warns_of_no_forecast_once_the_hour_is_past)
{
    settings.forecastBefore = 18 * 60;
    Conditions evening = quiet();
    evening.now = kNoon + 8 * kHour;
    evening.localMinute = 20 * 60;
    EXPECT_EQ(look(withOutlook(evening, Forecast::Case::Reaches, kNoon + 9 * kHour)), Names {});
}

TEST_F(Watch, takes_a_ceiling_for_reached_when_requests_are_refused_and_next_to_nothing_is_left)
{
    Conditions refusing = withOutlook(quiet(), Forecast::Case::NotEnough, 0, 1);
    EXPECT_EQ(look(refusing), Names { "ceiling_reached/day" });
    refusing.outlooks.front().ceiling.used = Money::fromNano(100); // one request that was too large
    EXPECT_EQ(look(refusing), Names {});
}

/// At `wall`, on a machine that runs since `boot`, asleep or awake.
Conditions clocks(WallUs wall, WallUs boot)
{
    Conditions conditions;
    conditions.now = wall;
    conditions.sinceBoot = boot;
    return conditions;
}

constexpr WallUs kMinute = 60'000'000;

TEST_F(Watch, says_once_that_the_clock_jumped_and_which_way_and_how_far)
{
    EXPECT_EQ(look(clocks(kNoon, kHour)), Names {});
    const auto ahead = watch.look(clocks(kNoon + 2 * kHour + kMinute, kHour + kMinute), settings);
    ASSERT_EQ(ahead.size(), 1u);
    EXPECT_EQ(causeOf(ahead[0]), "clock_jumped/forwards");
    EXPECT_EQ(ahead[0].reachesAt, kNoon + 2 * kHour + kMinute);
    EXPECT_EQ(ahead[0].resetsAt, kNoon + kMinute);
    EXPECT_EQ(look(clocks(kNoon + 2 * kHour + 2 * kMinute, kHour + 2 * kMinute)), Names {});
    const auto back = watch.look(clocks(kNoon - 24 * kHour, kHour + 2 * kMinute), settings);
    ASSERT_EQ(back.size(), 1u);
    EXPECT_EQ(causeOf(back[0]), "clock_jumped/back");
    EXPECT_EQ(back[0].resetsAt - back[0].reachesAt, 26 * kHour + 2 * kMinute);
    EXPECT_EQ(look(clocks(kNoon - 24 * kHour, kHour + 2 * kMinute)), Names {});
}

TEST_F(Watch, a_machine_that_slept_and_a_clock_that_is_put_right_have_not_jumped)
{
    EXPECT_EQ(look(clocks(kNoon, kHour)), Names {});
    EXPECT_EQ(look(clocks(kNoon + 9 * kHour, 10 * kHour)), Names {}); // suspended over night
    EXPECT_EQ(look(clocks(kNoon + 9 * kHour + 5 * kMinute, 10 * kHour)), Names {});
    EXPECT_EQ(look(clocks(kNoon + 9 * kHour, 10 * kHour)), Names {});
    Conditions unknown = clocks(kNoon + 20 * kHour, 0);
    unknown.sinceBoot.reset();
    EXPECT_EQ(look(unknown), Names {});
}

} // namespace
} // namespace signalbox
