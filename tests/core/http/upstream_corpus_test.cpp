// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_script.h"
#include "tests/support/upstream_driver.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace signalbox::http {
namespace {

using namespace signalbox::test;
using Kind = UpstreamFailure::Kind;

/// What the transport must make of a case; nullopt: a whole answer.
struct Expected {
    std::optional<Kind> failure;
    bool sentWhole = true;
    int status = 0; ///< of the failure
};

constexpr Expected kNothingSent(Kind kind)
{
    return { kind, false, 0 };
}

const std::map<std::string, Expected>& expectedFailures()
{
    static const std::map<std::string, Expected> expected {
        { "conn-refused-fb", kNothingSent(Kind::Connect) },
        { "conn-blackhole", kNothingSent(Kind::ConnectTimeout) },
        { "conn-read-close", { Kind::NoStatus } },
        { "conn-read-reset", { Kind::NoStatus } },
        { "conn-read-hang", { Kind::FirstByteTimeout } },
        { "conn-read-hang-fb", { Kind::FirstByteTimeout } },
        { "conn-stall-in-request", kNothingSent(Kind::Send) },
        { "tls-self-signed", kNothingSent(Kind::Tls) },
        { "tls-wrong-host", kNothingSent(Kind::Tls) },
        { "tls-abort", kNothingSent(Kind::Tls) },
        { "tls-reset", kNothingSent(Kind::Tls) },
        { "tls-garbage", kNothingSent(Kind::Tls) },
        { "st-101", { Kind::BadHead } },
        { "st-1xx-flood", { Kind::BadHead } },
        { "st-line-20", { Kind::BadHead } },
        { "st-line-abc", { Kind::BadHead } },
        { "st-line-icy", { Kind::BadHead } },
        { "hd-garbage", { Kind::BadHead } },
        { "hd-http09", { Kind::BadHead } },
        { "hd-1mb", { Kind::BadHead, true, 200 } },
        { "hd-10000", { Kind::BadHead, true, 200 } },
        { "hd-drip", { Kind::FirstByteTimeout, true, 200 } },
        { "hd-dup-cl", { Kind::BadHead, true, 200 } },
        { "bd-cl-long", { Kind::Truncated, true, 200 } },
        { "bd-reset-mid", { Kind::Truncated, true, 200 } },
        { "bd-gzip-truncated", { Kind::BadBody, true, 200 } },
        { "bd-gzip-badcrc", { Kind::BadBody, true, 200 } },
        { "bd-gzip-bomb", { Kind::BadBody, true, 200 } },
        { "bd-unknown-encoding", { Kind::BadBody, true, 200 } },
        { "bd-bad-chunk", { Kind::BadBody, true, 200 } },
        { "bd-no-last-chunk", { Kind::Truncated, true, 200 } },
        { "ss-fin-in-event", { Kind::Truncated, true, 200 } },
        { "ss-reset-before-first", { Kind::Truncated, true, 200 } },
        { "ss-stall-mid", { Kind::IdleTimeout, true, 200 } },
        { "ss-done-hang", { Kind::IdleTimeout, true, 200 } },
        { "ss-bad-chunk-mid", { Kind::BadBody, true, 200 } },
        { "ss-endless-comments", { Kind::TotalTimeout, true, 200 } },
    };
    return expected;
}

/// Endless by intent, or merely slow: the exchange's business, not the transport's.
const std::set<std::string> kElsewhere { "ss-endless", "ss-long-line", "ss-trickle" };

UpstreamRequest requestFor(
    const nlohmann::json& faultCase, std::uint16_t port, const Authority& authority, const std::string& body)
{
    UpstreamRequest request = UpstreamDriver::post(port, body);
    if (faultCase.value("scheme", "") == "https") {
        request.origin.tls = true;
        request.origin.caFile = authority.file();
    }
    const std::string id = faultCase.at("id");
    // Short only where the limit is what the case is about: a busy machine may take its time over a handshake.
    request.timeouts.connectMs = id == "conn-blackhole" ? 500 : 8'000;
    request.timeouts.sendMs = 500;
    request.timeouts.firstByteMs = id.find("hang") != std::string::npos ? 400 : 4'000;
    request.timeouts.idleMs = 1'500;
    if (id == "hd-drip")
        request.timeouts.firstByteMs = 1'200;
    if (id == "ss-endless-comments")
        request.timeouts.totalMs = 1'000;
    return request;
}

class FaultCorpus : public testing::TestWithParam<nlohmann::json> { };

TEST_P(FaultCorpus, the_transport_tells_the_ledger_what_happened)
{
    const nlohmann::json& faultCase = GetParam();
    const std::string id = faultCase.at("id");
    const Authority authority;
    FaultUpstream upstream(faultCase, authority);
    UpstreamDriver driver;
    const std::string body(faultCase.value("request_body_bytes", 100), 'x');
    const int repeats = faultCase.at("expect_client").value("repeat", 1);
    for (int i = 0; i < repeats; ++i) {
        const Outcome outcome = driver.play(requestFor(faultCase, upstream.port(), authority, body));
        const auto found = expectedFailures().find(id);
        if (found == expectedFailures().end()) {
            ASSERT_TRUE(outcome.ended) << kindName(outcome.failure->kind) << ": " << outcome.failure->detail;
            if (id == "hd-smuggle-2nd") {
                EXPECT_EQ(outcome.body.find("EVIL"), std::string::npos);
            }
            continue;
        }
        ASSERT_TRUE(outcome.failure.has_value());
        EXPECT_EQ(kindName(outcome.failure->kind), kindName(*found->second.failure)) << outcome.failure->detail;
        EXPECT_EQ(outcome.failure->sentWhole, found->second.sentWhole) << outcome.failure->detail;
        EXPECT_EQ(outcome.failure->status, found->second.status) << outcome.failure->detail;
        EXPECT_LE(upstream.requests(), 1) << "a POST is sent once";
    }
    if (id == "hd-smuggle-2nd" || id == "conn-stale-pool") {
        EXPECT_EQ(upstream.connections(), 2);
    }
    if (id.rfind("tls-", 0) == 0 && id != "tls-good") {
        EXPECT_EQ(upstream.applicationBytes(), 0u);
    }
}

std::vector<nlohmann::json> transportCases()
{
    std::vector<nlohmann::json> cases;
    for (nlohmann::json& faultCase : faultCases(SIGNALBOX_SOURCE_DIR "/tests/corpora/upstream_faults.jsonl"))
        if (faultCase.at("group") != "client" && kElsewhere.count(faultCase.at("id")) == 0)
            cases.push_back(std::move(faultCase));
    return cases;
}

std::string caseName(const testing::TestParamInfo<nlohmann::json>& faultCase)
{
    std::string name = faultCase.param.at("id");
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Upstream, FaultCorpus, testing::ValuesIn(transportCases()), caseName);

} // namespace
} // namespace signalbox::http
