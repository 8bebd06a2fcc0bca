// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/replay_gate.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

using Codes = std::vector<std::string>;

struct Case {
    const char* name;
    void (*change)(ReplayReport& report);
    Codes expected;
};

/// A hundred requests for ten dollars, decided again.
ReplayReport settled()
{
    ReplayReport report;
    report.requests = report.decided = 100;
    report.costBefore = report.costAfter = Money::fromNano(10'000'000'000);
    report.refusedBefore = report.refusedAfter = 3;
    return report;
}

class ReplayGate : public ::testing::TestWithParam<Case> { };

TEST_P(ReplayGate, says_what_speaks_against_a_draft)
{
    ReplayReport report = settled();
    GetParam().change(report);
    EXPECT_EQ(gateFindings(report), GetParam().expected);
}

const Case kCases[] {
    { "nothing_changes", [](ReplayReport&) {}, {} },
    { "fewer_are_refused", [](ReplayReport& r) { r.refusedAfter = 2; }, {} },
    { "one_more_is_refused", [](ReplayReport& r) { r.refusedAfter = 4; }, { "refused" } },
    { "ten_percent_dearer", [](ReplayReport& r) { r.costAfter = Money::fromNano(11'000'000'000); }, {} },
    { "more_than_ten_percent_dearer", [](ReplayReport& r) { r.costAfter = Money::fromNano(11'000'000'001); },
        { "cost" } },
    { "cheaper", [](ReplayReport& r) { r.costAfter = {}; }, {} },
    { "double_of_next_to_nothing",
        [](ReplayReport& r) {
            r.costBefore = Money::fromNano(4'000'000);
            r.costAfter = Money::fromNano(13'999'999);
        },
        {} },
    { "a_cent_more_than_nothing",
        [](ReplayReport& r) {
            r.costBefore = {};
            r.costAfter = Money::fromNano(10'000'000);
        },
        { "cost" } },
    { "the_sandbox_where_no_money_was_spent",
        [](ReplayReport& r) {
            r.costBefore = r.costAfter = {};
            r.simulatedBefore = Money::fromNano(1'000'000'000);
            r.simulatedAfter = Money::fromNano(2'000'000'000);
        },
        { "cost" } },
    { "the_sandbox_beside_money", [](ReplayReport& r) { r.simulatedAfter = Money::fromNano(1'000'000'000); }, {} },
    { "as_many_unknown_as_decided", [](ReplayReport& r) { r.decided = r.unknown = 50; }, {} },
    { "more_unknown_than_decided",
        [](ReplayReport& r) {
            r.decided = 49;
            r.unknown = 51;
        },
        { "unknown" } },
    { "no_request", [](ReplayReport& r) { r = {}; }, { "no_traffic" } },
    { "only_requests_without_facts",
        [](ReplayReport& r) {
            r = {};
            r.requests = r.withoutFacts = 7;
        },
        { "no_traffic" } },
    { "more_than_one_thing",
        [](ReplayReport& r) {
            r.refusedAfter = 90;
            r.costAfter = Money::fromNano(12'000'000'000);
        },
        { "refused", "cost" } },
};

INSTANTIATE_TEST_SUITE_P(
    Reports, ReplayGate, ::testing::ValuesIn(kCases), [](const auto& each) { return each.param.name; });

} // namespace
} // namespace signalbox
