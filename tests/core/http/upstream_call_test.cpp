// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/raw_upstream.h"
#include "tests/support/upstream_driver.h"

#include <gtest/gtest.h>

namespace signalbox::http {
namespace {

using namespace signalbox::test;
using namespace std::chrono_literals;
using Kind = UpstreamFailure::Kind;

TEST(UpstreamCall, a_plain_answer_comes_whole_and_the_connection_serves_the_next_request)
{
    RawUpstream upstream([](RawPeer& peer, int) {
        while (!peer.readRequest().empty())
            peer.write(okAnswer("{\"a\":1}"));
    });
    UpstreamDriver driver;
    for (int i = 0; i < 50; ++i) {
        const Outcome outcome = driver.play(UpstreamDriver::post(upstream.port()));
        ASSERT_TRUE(outcome.ended) << (outcome.failure ? outcome.failure->detail : "");
        EXPECT_EQ(outcome.head->status, 200);
        EXPECT_EQ(outcome.body, "{\"a\":1}");
        EXPECT_EQ(outcome.head->reusedConnection, i > 0);
    }
    EXPECT_EQ(upstream.connections(), 1);
}

} // namespace
} // namespace signalbox::http
