// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/record_traces.h"

#include "core/base/embedded.h"
#include "core/budget/ledger.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

constexpr std::int64_t kVersion = 3;

/// A data folder that keeps the sandbox configuration as version 3, and a request that was decided by it.
class RecordTracesTest : public testing::Test {
protected:
    RecordTracesTest()
    {
        auto ledger = *Ledger::open({ folder.path() }, clock, DayRule());
        Writer writer;
        ledger->attach(writer);
        writer.start();
        for (std::int64_t number = 1; number <= kVersion; ++number) {
            ConfigVersion version;
            version.number = number;
            version.text = embedded::sandbox_config;
            ledger->addVersion(std::move(version), [](const Result<void>& stored) { ASSERT_TRUE(stored); });
        }
        writer.stop();
        config = readConfig(embedded::sandbox_config, PriceBook::builtIn()).config;
        facts.tokensLast = 12;
        facts.messages = 2;
        facts.feature = "autocomplete";
        facts.language = "en";
        facts.stakes = "normal";
        facts.requestedModel = "auto";
        facts.endpoint = "chat";
        const auto decision = decideAgain(facts, replayWorldOf(config));
        record.ruleId = decision->ruleId;
        record.tierPlanned = record.tier = decision->steps.front().tier;
        record.rulesVersion = kVersion;
        record.facts = packFacts(facts);
        trace = decisionJson(*decision, facts, config->rules);
    }
    RequestRecord completed() const
    {
        RequestRecord copy = record;
        RecordTraces(folder.path()).complete(copy);
        return copy;
    }

    test::TemporaryFolder folder;
    test::FakeClock clock { 1'795'000'000'000'000 };
    std::shared_ptr<const Config> config;
    Facts facts;
    RequestRecord record;
    std::string trace;
};

std::string withoutVersion(std::string json)
{
    const std::size_t at = json.find("\"rules_version\":");
    return json.erase(at, json.find(',', at) - at);
}

TEST_F(RecordTracesTest, a_trace_is_the_decision_under_the_rules_of_its_time)
{
    const RequestRecord read = completed();
    EXPECT_EQ(read.traceProblem, "");
    EXPECT_EQ(withoutVersion(read.traceJson), withoutVersion(trace));
    EXPECT_NE(read.traceJson.find("\"rules_version\":3"), std::string::npos) << read.traceJson;
    EXPECT_EQ(read.factsJson, factsJson(facts));
    EXPECT_EQ(read.rulesHash, config->rules.hash);
}

TEST_F(RecordTracesTest, a_version_that_is_not_kept_is_said_and_the_facts_stay)
{
    record.rulesVersion = kVersion + 1;
    const RequestRecord read = completed();
    EXPECT_EQ(read.traceProblem, "version_unknown");
    EXPECT_EQ(read.traceJson, "");
    EXPECT_EQ(read.factsJson, factsJson(facts));
}

TEST_F(RecordTracesTest, a_version_stored_later_is_found)
{
    const RecordTraces traces(folder.path());
    RequestRecord first = record;
    traces.complete(first);
    {
        auto ledger = *Ledger::open({ folder.path() }, clock, DayRule());
        Writer writer;
        ledger->attach(writer);
        writer.start();
        ConfigVersion version;
        version.number = kVersion + 1;
        version.text = embedded::sandbox_config;
        ledger->addVersion(std::move(version), [](const Result<void>&) {});
        writer.stop();
    }
    record.rulesVersion = kVersion + 1;
    traces.complete(record);
    EXPECT_EQ(record.traceProblem, "");
    EXPECT_NE(record.traceJson.find("\"rules_version\":4"), std::string::npos);
}

TEST_F(RecordTracesTest, a_decision_that_comes_out_otherwise_is_not_shown_as_the_one_that_was_made)
{
    record.ruleId = "another";
    EXPECT_EQ(completed().traceProblem, "decision_differs");
    EXPECT_EQ(completed().traceJson, "");
}

TEST_F(RecordTracesTest, damaged_facts_are_said)
{
    record.facts = "\xff\xff\xff";
    EXPECT_EQ(completed().traceProblem, "facts_invalid");
}

TEST_F(RecordTracesTest, a_record_with_a_trace_of_its_own_keeps_it)
{
    record.traceJson = "{}";
    EXPECT_EQ(completed().traceJson, "{}");
    EXPECT_EQ(completed().factsJson, "");
}

} // namespace
} // namespace signalbox
