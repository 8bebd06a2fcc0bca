// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/error_answer.h"
#include "core/proxy/failure.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

constexpr WallUs kNow = 1'790'000'000LL * 1'000'000;

TEST(RetryAfter, is_seconds_or_a_date_and_bounded)
{
    using std::chrono::seconds;
    EXPECT_EQ(readRetryAfter("2", kNow), seconds(2));
    EXPECT_EQ(readRetryAfter("999999999999999999999", kNow), seconds(86'400));
    EXPECT_EQ(readRetryAfter("Wed, 21 Oct 2015 07:28:00 GMT", kNow), seconds(0));
    EXPECT_EQ(readRetryAfter("Mon, 21 Sep 2026 14:13:30 GMT", kNow), seconds(10));
    EXPECT_EQ(readRetryAfter("soon", kNow), std::nullopt);
    EXPECT_EQ(readRetryAfter("-5", kNow), std::nullopt);
    EXPECT_EQ(readRetryAfter("", kNow), std::nullopt);
}

struct StatusCase {
    int status;
    const char* code;
    const char* retryAfter;
    int clientStatus;
    bool fallback;
    bool retry;
    BreakerEffect breaker;
};

class Statuses : public testing::TestWithParam<StatusCase> { };

TEST_P(Statuses, have_one_meaning_each_and_cost_nothing)
{
    const StatusCase& c = GetParam();
    const Failure failure = failureOfStatus(c.status, std::nullopt, c.retryAfter, kNow);
    EXPECT_EQ(failure.code, c.code);
    EXPECT_EQ(failure.clientStatus, c.clientStatus);
    EXPECT_EQ(failure.fallback, c.fallback);
    EXPECT_EQ(failure.retry, c.retry);
    EXPECT_EQ(failure.breaker, c.breaker);
    EXPECT_EQ(failure.bill, AttemptState::Void);
}

INSTANTIATE_TEST_SUITE_P(table, Statuses,
    testing::Values(StatusCase { 400, "upstream_refused_request", "", 400, false, false, BreakerEffect::None },
        StatusCase { 401, "upstream_auth", "", 502, true, false, BreakerEffect::Failure },
        StatusCase { 402, "upstream_out_of_credit", "", 502, true, false, BreakerEffect::Failure },
        StatusCase { 404, "upstream_model_unknown", "", 502, true, false, BreakerEffect::Failure },
        StatusCase { 429, "upstream_rate_limited", "2", 429, true, true, BreakerEffect::CoolDown },
        StatusCase { 429, "upstream_rate_limited", "soon", 429, true, false, BreakerEffect::CoolDown },
        StatusCase { 500, "upstream_error", "", 502, true, false, BreakerEffect::Failure },
        StatusCase { 503, "upstream_overloaded", "1", 503, true, true, BreakerEffect::Failure },
        StatusCase { 503, "upstream_overloaded", "3600", 503, true, false, BreakerEffect::CoolDown },
        StatusCase { 529, "upstream_overloaded", "", 503, true, false, BreakerEffect::Failure },
        StatusCase { 302, "upstream_redirect", "", 502, true, false, BreakerEffect::Failure }));

TEST(Failure, out_of_credit_and_a_long_context_are_recognised_behind_other_statuses)
{
    const AnswerError credit { "Your credit balance is too low", "invalid_request_error", "" };
    EXPECT_EQ(failureOfStatus(400, credit, "", kNow).code, "upstream_out_of_credit");
    const AnswerError context { "too long", "invalid_request_error", "context_length_exceeded" };
    const Failure tooLong = failureOfStatus(400, context, "", kNow);
    EXPECT_TRUE(tooLong.fallback);
    EXPECT_EQ(tooLong.breaker, BreakerEffect::None);
    const AnswerError filter { "content policy", "invalid_request_error", "content_filter" };
    EXPECT_FALSE(failureOfStatus(400, filter, "", kNow).fallback);
}

struct BillCase {
    Transport kind;
    bool sentWhole;
    int status;
    AttemptState bill;
    int clientStatus;
};

class Bills : public testing::TestWithParam<BillCase> { };

TEST_P(Bills, follow_from_what_was_sent_and_what_came_back)
{
    const Failure failure = failureOfTransport(GetParam().kind, GetParam().sentWhole, GetParam().status, "");
    EXPECT_EQ(failure.bill, GetParam().bill);
    EXPECT_EQ(failure.clientStatus, GetParam().clientStatus);
}

INSTANTIATE_TEST_SUITE_P(table, Bills,
    testing::Values(BillCase { Transport::Connect, false, 0, AttemptState::Void, 502 },
        BillCase { Transport::ConnectTimeout, false, 0, AttemptState::Void, 504 },
        BillCase { Transport::Tls, false, 0, AttemptState::Void, 502 },
        BillCase { Transport::Send, false, 0, AttemptState::Void, 502 },
        BillCase { Transport::NoStatus, true, 0, AttemptState::Uncertain, 502 },
        BillCase { Transport::FirstByteTimeout, true, 0, AttemptState::Uncertain, 504 },
        BillCase { Transport::FirstByteTimeout, true, 200, AttemptState::SettledEstimate, 504 },
        BillCase { Transport::BadHead, true, 200, AttemptState::SettledEstimate, 502 },
        BillCase { Transport::BadHead, true, 0, AttemptState::Uncertain, 502 },
        BillCase { Transport::Truncated, true, 200, AttemptState::SettledEstimate, 502 },
        BillCase { Transport::Truncated, true, 503, AttemptState::Void, 502 },
        BillCase { Transport::Cancelled, true, 0, AttemptState::Uncertain, 502 }));

TEST(ErrorAnswer, a_ceiling_refusal_says_when_to_come_back_and_not_to_retry)
{
    const Error error { "ceiling_reached",
        { { "ceiling", "day" }, { "resets_at", std::to_string(kNow + 90'000'000) } } };
    const ErrorAnswer answer = errorAnswer(error, kNow);
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(*http::findField(answer.fields, "retry-after"), "90");
    EXPECT_EQ(*http::findField(answer.fields, "x-should-retry"), "false");
    const auto body = nlohmann::json::parse(answer.body());
    EXPECT_EQ(body["error"]["code"], "ceiling_reached");
    EXPECT_NE(body["error"]["message"].get<std::string>().find("'day'"), std::string::npos);
}

TEST(ErrorAnswer, tells_later_from_never)
{
    EXPECT_EQ(
        errorAnswer(Error { "no_deployment_fits", { { "tier", "small" }, { "reason", "context" } } }, kNow).status,
        400);
    EXPECT_EQ(
        errorAnswer(Error { "no_deployment_fits", { { "tier", "small" }, { "reason", "breaker_open" } } }, kNow).status,
        503);
    EXPECT_EQ(
        errorAnswer(Error { "no_deployment_fits", { { "tier", "small" }, { "reason", "key_unavailable" } } }, kNow)
            .code,
        "key_unavailable");
}

TEST(ErrorAnswer, an_upstreams_words_reach_the_client_only_where_its_request_was_at_fault)
{
    Failure failure =
        failureOfStatus(401, AnswerError { "Incorrect API key provided: sk-upst***et", "auth", "" }, "", kNow);
    EXPECT_EQ(errorAnswer(failure).body().find("sk-upst"), std::string::npos);
    failure = failureOfStatus(400, AnswerError { "bad tool schema", "invalid_request_error", "" }, "", kNow);
    EXPECT_NE(errorAnswer(failure).body().find("bad tool schema"), std::string::npos);
}

} // namespace
} // namespace signalbox
