// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/channel.h"
#include "core/alerts/webhook_body.h"
#include "tests/support/certificates.h"
#include "tests/support/raw_upstream.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <future>
#include <thread>

namespace signalbox {
namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;
using Kind = SendOutcome::Kind;
using test::RawPeer;
using test::RawUpstream;

Alert sample(AlertLevel level = AlertLevel::Attention)
{
    Alert alert;
    alert.id = 7;
    alert.at = alert.lastAt = 1'795'348'800'000'000;
    alert.level = level;
    alert.event.kind = AlertKind::Threshold;
    alert.event.subject = "day";
    alert.event.scope = "global";
    alert.event.window = "2026-11-22";
    alert.event.sharePpm = 800'000;
    alert.event.used = Money::fromNano(16'020'000'000);
    alert.event.limit = Money::fromNano(20'000'000'000);
    alert.event.atLimit = "block";
    return alert;
}

const AlertText kText { "80 % of <everything> & more", "$16.02 of $20.00 is used." };

// --- shapes ----------------------------------------------------------------------------------------------------------

TEST(WebhookBody, the_generic_shape_has_fixed_fields_and_null_for_what_there_is_not)
{
    const Json body = Json::parse(webhookBody(WebhookShape::Generic, sample(), kText));
    EXPECT_EQ(body.at("source"), "signalbox");
    EXPECT_EQ(body.at("kind"), "threshold");
    EXPECT_EQ(body.at("level"), "attention");
    EXPECT_EQ(body.at("share_percent"), 80.0);
    EXPECT_EQ(body.at("used_usd"), "16.02");
    EXPECT_EQ(body.at("limit_usd"), "20.00");
    EXPECT_EQ(body.at("at"), "2026-11-22T12:00:00.000000Z");
    EXPECT_TRUE(body.at("reaches_at").is_null());
    EXPECT_TRUE(body.at("code").is_null());
    EXPECT_EQ(body.size(), 19U);
}

TEST(WebhookBody, slack_gets_its_marks_escaped)
{
    const Json body = Json::parse(webhookBody(WebhookShape::Slack, sample(), kText));
    EXPECT_EQ(body.at("text"), "*80 % of &lt;everything&gt; &amp; more*\n$16.02 of $20.00 is used.");
}

TEST(WebhookBody, discord_pings_nobody)
{
    const Json body = Json::parse(webhookBody(WebhookShape::Discord, sample(AlertLevel::Urgent), kText));
    EXPECT_EQ(body.at("embeds").at(0).at("title"), kText.title);
    EXPECT_EQ(body.at("embeds").at(0).at("color"), 0xA1121F);
    EXPECT_TRUE(body.at("allowed_mentions").at("parse").empty());
}

TEST(WebhookBody, teams_gets_an_adaptive_card)
{
    const Json body = Json::parse(webhookBody(WebhookShape::Teams, sample(), kText));
    EXPECT_EQ(body.at("type"), "message");
    const Json& card = body.at("attachments").at(0);
    EXPECT_EQ(card.at("contentType"), "application/vnd.microsoft.card.adaptive");
    EXPECT_EQ(card.at("content").at("type"), "AdaptiveCard");
    EXPECT_EQ(card.at("content").at("body").at(0).at("text"), kText.title);
    EXPECT_EQ(card.at("content").at("body").at(1).at("text"), kText.body);
}

TEST(WebhookBody, ntfy_gets_plain_text)
{
    EXPECT_EQ(webhookBody(WebhookShape::Ntfy, sample(), kText), kText.body);
}

// --- the way ---------------------------------------------------------------------------------------------------------

ChannelMeans meansOf(std::map<std::string, std::string> secrets = {})
{
    ChannelMeans means;
    means.secret = [secrets = std::move(secrets)](const std::string& reference) {
        const auto found = secrets.find(reference);
        return found == secrets.end() ? nullptr : std::make_shared<const Secret>(found->second);
    };
    means.redacted = [](std::string text) { return text; };
    return means;
}

ChannelSettings local(std::uint16_t port, const std::string& path = "/hook")
{
    ChannelSettings settings;
    settings.id = "ops";
    settings.local = true;
    settings.url = "http://127.0.0.1:" + std::to_string(port) + path;
    return settings;
}

SendOutcome sendBy(const ChannelSettings& settings, const ChannelMeans& means = meansOf())
{
    return makeChannel(settings, means)->send(sample(), kText, std::stop_token());
}

RawUpstream::Script answering(std::string answer)
{
    return [answer = std::move(answer)](RawPeer& peer, int) {
        peer.readRequest();
        peer.write(answer);
        peer.waitUntilClosed(2s);
    };
}

struct StatusCase {
    const char* head;
    Kind kind;
    const char* code;
};

TEST(Webhook, takes_each_status_for_what_it_means)
{
    const StatusCase cases[] {
        { "200 OK", Kind::Sent, "" },
        { "204 No Content", Kind::Sent, "" },
        { "301 Moved Permanently\r\nLocation: http://127.0.0.1:1/", Kind::Never, "channel_redirect" },
        { "302 Found\r\nLocation: https://other.example/", Kind::Never, "channel_redirect" },
        { "303 See Other\r\nLocation: http://169.254.169.254/latest", Kind::Never, "channel_redirect" },
        { "307 Temporary Redirect\r\nLocation: http://10.0.0.1/", Kind::Never, "channel_redirect" },
        { "308 Permanent Redirect\r\nLocation: /elsewhere", Kind::Never, "channel_redirect" },
        { "400 Bad Request", Kind::Never, "channel_status" },
        { "401 Unauthorized", Kind::Never, "channel_status" },
        { "404 Not Found", Kind::Never, "channel_status" },
        { "408 Request Timeout", Kind::Later, "channel_status" },
        { "429 Too Many Requests", Kind::Later, "channel_status" },
        { "500 Internal Server Error", Kind::Later, "channel_status" },
        { "503 Service Unavailable", Kind::Later, "channel_status" },
    };
    for (const StatusCase& each : cases) {
        RawUpstream server(answering("HTTP/1.1 " + std::string(each.head) + "\r\nContent-Length: 0\r\n\r\n"));
        const SendOutcome outcome = sendBy(local(server.port()));
        EXPECT_EQ(outcome.kind, each.kind) << each.head;
        EXPECT_EQ(outcome.error.code, each.code) << each.head;
        EXPECT_EQ(server.connections(), 1) << each.head;
    }
}

TEST(Webhook, reads_how_long_it_shall_wait)
{
    RawUpstream server(answering("HTTP/1.1 429 Slow\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n"));
    EXPECT_EQ(sendBy(local(server.port())).notBefore, 30s);
}

TEST(Webhook, posts_its_body_with_its_token_and_reads_no_answer_body)
{
    std::promise<std::string> seen;
    RawUpstream server([&](RawPeer& peer, int) {
        seen.set_value(peer.readRequest());
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
        peer.waitUntilClosed(5s);
    });
    ChannelSettings settings = local(server.port(), "/a/b");
    settings.secretRef = "session:token";
    const SendOutcome outcome = sendBy(settings, meansOf({ { "session:token", "abc123" } }));
    EXPECT_EQ(outcome.kind, Kind::Sent) << outcome.error.text();
    const std::string request = seen.get_future().get();
    EXPECT_TRUE(request.starts_with("POST /a/b HTTP/1.1\r\n")) << request;
    EXPECT_NE(request.find("Authorization: Bearer abc123\r\n"), std::string::npos);
    EXPECT_NE(request.find("\"kind\":\"threshold\""), std::string::npos);
}

TEST(Webhook, takes_its_whole_url_from_the_secrets_and_waits_while_it_is_not_there)
{
    RawUpstream server(answering(test::okAnswer("ok")));
    ChannelSettings settings = local(server.port());
    settings.url = "keychain:hook";
    EXPECT_EQ(sendBy(settings).error.code, "channel_secret_missing");
    EXPECT_EQ(sendBy(settings).kind, Kind::Later);
    const std::string url = "http://127.0.0.1:" + std::to_string(server.port()) + "/services/T0/B0/x?sig=1";
    EXPECT_EQ(sendBy(settings, meansOf({ { "keychain:hook", url } })).kind, Kind::Sent);
    const SendOutcome bad = sendBy(settings, meansOf({ { "keychain:hook", "https://user:word@host.example/" } }));
    EXPECT_EQ(bad.kind, Kind::Never);
    EXPECT_EQ(bad.error.text().find("host.example"), std::string::npos);
}

TEST(Webhook, connects_to_no_forbidden_address_and_to_nothing_in_plain_that_is_not_this_machine)
{
    const std::pair<const char*, const char*> cases[] {
        { "http://example.com/", "url_not_local" },
        { "http://192.168.1.1/", "url_not_local" },
        { "https://169.254.169.254/latest", "url_forbidden_address" },
        { "https://[fe80::1]/", "url_forbidden_address" },
        { "https://2130706433/", "url_forbidden_address" },
        { "ftp://127.0.0.1/", "url_scheme" },
        { "https://a@127.0.0.1/", "url_userinfo" },
        { "https://127.0.0.1/#x", "url_syntax" },
    };
    for (const auto& [url, code] : cases) {
        ChannelSettings settings;
        settings.local = true;
        settings.url = url;
        const SendOutcome outcome = sendBy(settings);
        EXPECT_EQ(outcome.kind, Kind::Never) << url;
        EXPECT_EQ(outcome.error.code, code) << url;
    }
    ChannelSettings plain = local(1);
    plain.local = false;
    EXPECT_EQ(sendBy(plain).error.code, "url_not_local");
}

TEST(Webhook, wants_a_certificate_that_is_good)
{
    const test::Authority authority;
    const test::Identity identity = authority.issue("IP:127.0.0.1");
    RawUpstream server(answering(test::okAnswer("ok")), { .identity = &identity });
    ChannelSettings settings;
    settings.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
    EXPECT_EQ(sendBy(settings).error.code, "channel_tls");
    settings.caFile = authority.file();
    EXPECT_EQ(sendBy(settings).kind, Kind::Sent);
}

TEST(Webhook, that_hangs_ends_as_soon_as_it_is_stopped)
{
    std::promise<void> there;
    RawUpstream server([&](RawPeer& peer, int) {
        peer.readRequest();
        there.set_value();
        peer.hangUntilClosed(20s);
    });
    const auto channel = makeChannel(local(server.port()), meansOf());
    std::stop_source stop;
    const auto begun = std::chrono::steady_clock::now();
    auto sent = std::async(std::launch::async, [&] { return channel->send(sample(), kText, stop.get_token()); });
    there.get_future().wait();
    stop.request_stop();
    EXPECT_EQ(sent.get().kind, Kind::Later);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 5s);
}

TEST(Webhook, that_never_comes_to_an_end_is_given_up_after_ten_seconds)
{
    const auto hang = [](RawPeer& peer, int) {
        peer.readRequest();
        peer.hangUntilClosed(30s);
    };
    const auto drip = [](RawPeer& peer, int) {
        peer.readRequest();
        peer.writeSlowly("HTTP/1.1 200 OK\r\n" + std::string(1000, 'x'), 1, 100ms);
    };
    const auto soon = [](RawPeer& peer, int) {
        peer.readRequest();
        while (peer.write("HTTP/1.1 103 Early Hints\r\n\r\n"))
            std::this_thread::sleep_for(1s);
    };
    const auto noHandshake = [](RawPeer& peer, int) { peer.hangUntilClosed(30s); };
    RawUpstream hangs(hang), drips(drip), hints(soon), deaf(noHandshake);
    ChannelSettings encrypted;
    encrypted.url = "https://127.0.0.1:" + std::to_string(deaf.port()) + "/";
    const auto begun = std::chrono::steady_clock::now();
    std::vector<std::future<SendOutcome>> tries;
    for (const ChannelSettings& each : { local(hangs.port()), local(drips.port()), local(hints.port()), encrypted })
        tries.push_back(std::async(std::launch::async, [each] { return sendBy(each); }));
    for (auto& each : tries) {
        const SendOutcome outcome = each.get();
        EXPECT_EQ(outcome.kind, Kind::Later);
        EXPECT_EQ(outcome.error.code, "channel_timeout");
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 13s);
}

TEST(Webhook, is_told_by_its_status_alone_however_much_it_answers)
{
    std::atomic<std::size_t> written { 0 };
    RawUpstream flood([&](RawPeer& peer, int) {
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
        const std::string piece(1 << 16, 'x');
        while (peer.write(piece))
            written += piece.size();
    });
    EXPECT_EQ(sendBy(local(flood.port())).kind, Kind::Sent);
    EXPECT_LT(written, std::size_t { 64 } << 20);
    RawUpstream endless([](RawPeer& peer, int) {
        peer.readRequest();
        peer.write("HTTP/1.1 200 OK\r\n");
        while (peer.write("X-Field: " + std::string(4000, 'x') + "\r\n")) { }
    });
    const SendOutcome head = sendBy(local(endless.port()));
    EXPECT_EQ(head.kind, Kind::Later);
    EXPECT_EQ(head.error.code, "channel_unreachable");
}

TEST(Webhook, that_closes_or_speaks_something_else_is_tried_again)
{
    const RawUpstream::Script scripts[] {
        [](RawPeer& peer, int) { peer.close(); },
        [](RawPeer& peer, int) { peer.reset(); },
        [](RawPeer& peer, int) {
            peer.readRequest();
            peer.close();
        },
        [](RawPeer& peer, int) {
            peer.readRequest();
            peer.write("220 mail.example ESMTP\r\n");
            peer.close();
        },
    };
    for (const RawUpstream::Script& script : scripts) {
        RawUpstream server(script);
        const SendOutcome outcome = sendBy(local(server.port()));
        EXPECT_EQ(outcome.kind, Kind::Later);
        EXPECT_EQ(outcome.error.code, "channel_unreachable");
        EXPECT_EQ(server.connections(), 1) << "a message is sent once, not again on its own";
    }
}

TEST(Webhook, sends_nothing_to_a_certificate_of_another_name_or_age)
{
    const test::Authority authority;
    const test::Identity identities[] { authority.issue("DNS:other.example"), authority.issue("IP:127.0.0.2"),
        authority.issue("IP:127.0.0.1", test::Authority::Age::Expired), test::Authority::selfSigned("IP:127.0.0.1") };
    for (const test::Identity& identity : identities) {
        std::atomic<bool> talked { false };
        RawUpstream server(
            [&](RawPeer& peer, int) {
                talked = !peer.readSome(1).empty();
                peer.close();
            },
            { .identity = &identity });
        ChannelSettings settings;
        settings.url = "keychain:hook";
        settings.caFile = authority.file();
        const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/canary-4711";
        const SendOutcome outcome = sendBy(settings, meansOf({ { "keychain:hook", url } }));
        EXPECT_EQ(outcome.error.code, "channel_tls");
        EXPECT_EQ(outcome.error.text().find("canary"), std::string::npos);
        EXPECT_FALSE(talked);
    }
}

TEST(Webhook, that_nobody_serves_is_unreachable)
{
    const SendOutcome outcome = sendBy(local(1));
    EXPECT_EQ(outcome.kind, Kind::Later);
    EXPECT_EQ(outcome.error.code, "channel_unreachable");
}

TEST(Webhook, sends_nothing_that_is_a_known_secret)
{
    std::promise<std::string> seen;
    RawUpstream server([&](RawPeer& peer, int) {
        seen.set_value(peer.readRequest());
        peer.write(test::okAnswer("ok"));
    });
    SecretStore store(std::make_shared<MemoryVault>());
    ASSERT_TRUE(store.store("session:openai", "sk-canary-0123456789"));
    ChannelMeans means = meansOf();
    means.redacted = [&](std::string text) { return store.redacted(std::move(text)); };
    const AlertText leaky { "key sk-canary-0123456789", "c2stY2FuYXJ5LTAxMjM0NTY3ODk=" };
    EXPECT_EQ(makeChannel(local(server.port()), means)->send(sample(), leaky, {}).kind, Kind::Sent);
    const std::string request = seen.get_future().get();
    EXPECT_EQ(request.find("sk-canary"), std::string::npos);
    EXPECT_EQ(request.find("c2stY2FuYXJ5LTAxMjM0NTY3ODk"), std::string::npos);
}

} // namespace
} // namespace signalbox
