// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

using Json = nlohmann::ordered_json;

/// A sound configuration with this section.
ConfigRead readWith(const Json& alerts)
{
    Json config = Json::parse(R"({"schema": 1,
        "providers": [{"id": "box", "preset": "ollama"}],
        "tiers": [{"id": "small", "chain": [{"provider": "box", "model": "m", "price": "free"}]}],
        "rules": [{"id": "else", "when": "always", "route": {"strategy": "direct", "tier": "small"}}],
        "ceilings": [{"id": "day", "limit": "20.00"}]})");
    if (!alerts.is_null())
        config["alerts"] = alerts;
    return readConfig(config.dump(), PriceBook::builtIn());
}

/// "pointer code" of each error.
std::vector<std::string> errorsOf(const Json& alerts)
{
    std::vector<std::string> errors;
    for (const ConfigProblem& problem : readWith(alerts).problems) {
        EXPECT_EQ(problem.text().find(" {"), std::string::npos) << problem.text();
        EXPECT_GT(problem.line, 0) << problem.text();
        if (!problem.warning)
            errors.push_back(problem.pointer + " " + problem.error.code);
    }
    return errors;
}

Json hook(const std::string& url = "https://ntfy.example/topic")
{
    return { { "id", "ops" }, { "kind", "webhook" }, { "url", url } };
}

Json mail()
{
    return { { "id", "mail" }, { "kind", "mail" }, { "host", "smtp.example.com" }, { "from_address", "a@example.com" },
        { "to", { "b@example.com" } } };
}

Json with(Json channel, const Json& more)
{
    if (more.is_object())
        channel.update(more);
    return { { "channels", Json::array({ std::move(channel) }) } };
}

TEST(ConfigAlerts, without_the_section_what_was_before_holds)
{
    EXPECT_EQ(readWith(Json()).config->alerts, AlertSettings::untold());
    EXPECT_EQ(readWith(Json::object()).config->alerts, AlertSettings::usual());
}

TEST(ConfigAlerts, every_member_is_read)
{
    const ConfigRead read = readWith(Json::parse(R"({
        "levels": {"breaker_opened": "urgent", "unpriced": "off"}, "desktop": "urgent", "sound": true, "fold_minutes": 0,
        "forecast_before": "18:30", "channels": [
        {"id": "ops", "kind": "webhook", "shape": "slack", "url": "keychain:ops", "from": "urgent", "events": ["tier_down"], "on": false},
        {"id": "box", "kind": "webhook", "shape": "ntfy", "url": "http://127.0.0.1:8080/x", "local": true, "secret": "env:T", "ca_file": "/ca.pem"},
        {"id": "mail", "kind": "mail", "host": "smtp.example.com", "tls": "tls", "user": "u", "secret": "keychain:m",
         "from_address": "a@example.com", "to": ["b@example.com", "c@example.com"]},
        {"id": "relay", "kind": "mail", "host": "localhost", "tls": "none", "local": true, "from_address": "a@b", "to": ["c@d"]}]})"));
    ASSERT_TRUE(read.config) << read.problems.front().text();
    const AlertSettings& alerts = read.config->alerts;
    EXPECT_EQ(alerts.levelOf(AlertKind::BreakerOpened), AlertLevel::Urgent);
    EXPECT_EQ(alerts.levelOf(AlertKind::Unpriced), std::nullopt);
    EXPECT_EQ(alerts.levelOf(AlertKind::Threshold), AlertLevel::Attention);
    EXPECT_EQ(alerts.desktop, AlertLevel::Urgent);
    EXPECT_TRUE(alerts.sound);
    EXPECT_EQ(alerts.fold.count(), 0);
    EXPECT_EQ(alerts.forecastBefore, 18 * 60 + 30);
    ASSERT_EQ(alerts.channels.size(), 4U);
    EXPECT_FALSE(alerts.channels[0].on);
    EXPECT_EQ(alerts.channels[0].secretRefs(), std::vector<std::string> { "keychain:ops" });
    EXPECT_EQ(alerts.channels[0].events, std::set<AlertKind> { AlertKind::TierDown });
    EXPECT_EQ(alerts.channels[1].secretRefs(), std::vector<std::string> { "env:T" });
    EXPECT_EQ(alerts.channels[1].caFile, "/ca.pem");
    EXPECT_EQ(alerts.channels[2].port, 465);
    EXPECT_EQ(alerts.channels[2].recipients.size(), 2U);
    EXPECT_EQ(alerts.channels[3].port, 25);
    EXPECT_EQ(alerts.channels[3].safety, MailSafety::Plain);
}

TEST(ConfigAlerts, what_is_wrong_is_said_at_its_place)
{
    const std::string first = "/alerts/channels/0";
    const std::pair<Json, std::vector<std::string>> cases[] {
        { { { "level", {} } }, { "/alerts/level field_unknown" } },
        { { { "levels", { { "threshold", "loud" } } } }, { "/alerts/levels/threshold value_unknown" } },
        { { { "levels", { { "no_such", "off" } } } }, { "/alerts/levels/no_such field_unknown" } },
        { { { "desktop", "info" } }, { "/alerts/desktop value_unknown" } },
        { { { "sound", 1 } }, { "/alerts/sound field_type" } },
        { { { "fold_minutes", 1441 } }, { "/alerts/fold_minutes field_range" } },
        { { { "forecast_before", "24:00" } }, { "/alerts/forecast_before time_invalid" } },
        { { { "channels", { hook(), hook() } } }, { "/alerts/channels/1/id id_duplicate" } },
        { with(hook(), { { "kind", "pigeon" } }), { first + "/kind value_unknown" } },
        { with(hook(), { { "host", "x" } }), { first + "/host field_unknown" } },
        { with(hook(), { { "from", "off" } }), { first + "/from value_unknown" } },
        { with(hook(), { { "events", { "test" } } }), { first + "/events/0 value_unknown" } },
        { with(hook(), { { "ca_file", "ca.pem" } }), { first + "/ca_file path_not_absolute" } },
        { with(hook(), { { "secret", "abc" } }), { first + "/secret secret_in_file" } },
        { with(hook("keychain:a b"), {}), { first + "/url secret_in_file" } },
        { with(hook("http://example.com/"), {}), { first + "/url url_not_local" } },
        { with(hook("http://192.168.1.1/"), { { "local", true } }), { first + "/url url_not_local" } },
        { with(hook("https://169.254.169.254/"), {}), { first + "/url url_forbidden_address" } },
        { with(hook("https://u:p@example.com/"), {}), { first + "/url url_userinfo" } },
        { with(hook("https://example.com/?token=1"), {}), { first + "/url url_syntax" } },
        { with(hook("https://hooks.slack.com/services/T/B/x"), { { "shape", "slack" } }),
            { first + "/url channel_url_is_secret" } },
        { with(mail(), { { "tls", "none" } }), { first + "/host url_not_local" } },
        { with(mail(), { { "host", "10.0.0.1" }, { "tls", "none" }, { "local", true } }),
            { first + "/host url_not_local" } },
        { with(mail(), { { "host", "169.254.1.1" } }), { first + "/host url_forbidden_address" } },
        { with(mail(), { { "host", "a/b" } }), { first + "/host mail_host_invalid" } },
        { with(mail(), { { "port", 0 } }), { first + "/port field_range" } },
        { with(mail(), { { "from_address", "nobody" } }), { first + "/from_address mail_address_invalid" } },
        { with(mail(), { { "to", { "a@b", "x\r\ny@z" } } }), { first + "/to/1 mail_address_invalid" } },
        { with(mail(), { { "user", "u" } }), { first + " field_missing" } },
        { with(mail(), { { "url", "https://x/" } }), { first + "/url field_unknown" } },
    };
    for (const auto& [alerts, wanted] : cases)
        EXPECT_EQ(errorsOf(alerts), wanted) << alerts.dump();
}

} // namespace
} // namespace signalbox
