// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/budget/spending.h"

#include "core/budget/backup.h"
#include "core/budget/ceiling_trial.h"
#include "core/budget/ledger_rows.h"
#include "tests/core/budget/ledger_fixture.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace signalbox {
namespace {

namespace fs = std::filesystem;
using namespace test;

struct Wish {
    const char* id;
    int attemptNo;
    const char* request;
    const char* tier;
    const char* feature;
    const char* session;
};

class SpendingTest : public testing::Test {
protected:
    /// Reserves and settles; the sequence.
    std::int64_t spend(const Wish& what, std::int64_t amount, AttemptState state = AttemptState::Settled)
    {
        ReserveRequest request = wish(what.id, amount);
        request.attemptNo = what.attemptNo;
        request.requestId = what.request;
        request.tier = what.tier;
        request.feature = what.feature;
        request.session = what.session;
        const auto held = desk.reserve(std::move(request));
        EXPECT_TRUE(held) << held.error().text();
        Settlement settlement = ended(state, amount);
        settlement.usage.present = true;
        settlement.usage.uncachedIn = 1'000;
        settlement.usage.out = 100;
        EXPECT_TRUE(desk.settle(held->sequence, settlement));
        return held->sequence;
    }
    Spending spending(const std::string& since = {})
    {
        auto read = readSpending(desk.folder.dir(), since, utcDays());
        EXPECT_TRUE(read) << read.error().text();
        return *read;
    }
    HandDriven desk;
};

TEST_F(SpendingTest, spending_is_what_the_ledger_settled_by_day_tier_feature_and_session)
{
    spend({ "a", 1, "r1", "small", "chat", "s1" }, 100);
    spend({ "b", 2, "r1", "mid", "chat", "s1" }, 400);
    desk.clock.pass(std::chrono::hours(24));
    spend({ "c", 1, "r2", "small", "", "" }, 50, AttemptState::SettledEstimate);
    spend({ "d", 1, "r3", "small", "", "" }, 70, AttemptState::Uncertain);
    const Spending all = spending();
    EXPECT_EQ(all.total.settled, nano(550));
    EXPECT_EQ(all.total.estimated, nano(50));
    EXPECT_EQ(all.total.held, nano(70));
    EXPECT_EQ(all.total.requests, 3);
    EXPECT_EQ(all.total.attempts, 4);
    EXPECT_EQ(all.total.extra, nano(100)) << "the first try of r1 was not enough";
    ASSERT_EQ(all.days.size(), 2U);
    EXPECT_EQ(all.days[0].key, "2026-11-18");
    EXPECT_EQ(all.days[0].settled, nano(500));
    EXPECT_EQ(all.tiers[0].key, "mid");
    EXPECT_EQ(all.tiers[1].extra, nano(100));
    EXPECT_EQ(all.features[0].key, "chat");
    EXPECT_EQ(all.sessions[0].settled, nano(500));
    EXPECT_EQ(spending("2026-11-19").total.settled, nano(50));
}

TEST_F(SpendingTest, what_a_ceiling_refused_stands_with_its_day)
{
    desk.limit({ ceilingOf("global", 120) });
    spend({ "a", 1, "r1", "small", "", "" }, 100);
    EXPECT_FALSE(desk.reserve(wish("b", 100)));
    EXPECT_EQ(spending().days.front().refused, 1);
}

TEST_F(SpendingTest, a_folder_without_a_ledger_has_nothing_spent)
{
    const auto read = readSpending("/nonexistent/signalbox", "", utcDays());
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->days.empty());
}

TEST_F(SpendingTest, names_of_clients_are_folded_beyond_a_hundred)
{
    std::vector<std::string> names;
    for (int i = 0; i < 110; ++i)
        names.push_back("f" + std::to_string(i));
    for (std::size_t i = 0; i < names.size(); ++i)
        spend({ names[i].c_str(), 1, names[i].c_str(), "small", names[i].c_str(), "" },
            static_cast<std::int64_t>(1000 - i));
    const Spending all = spending();
    ASSERT_EQ(all.features.size(), Spending::kMostNames + 1);
    EXPECT_EQ(all.features.back().key, Spending::kRest);
    EXPECT_EQ(all.features.back().requests, 10);
}

std::vector<Tier> tiersOf()
{
    const auto provider = std::make_shared<Provider>();
    const auto deployment = [&provider](Price price) {
        auto made = std::make_shared<Deployment>();
        made->provider = provider;
        made->price = std::move(price);
        return made;
    };
    Price cheap;
    cheap.input = *UnitPrice::fromDollarsPerMillion("0.01");
    Tier small;
    small.id = "small";
    small.chain.push_back(deployment(cheap));
    Tier mid;
    mid.id = "mid";
    return { small, mid };
}

TEST_F(SpendingTest, a_tried_ceiling_refuses_what_does_not_fit_and_all_later_attempts_of_it)
{
    spend({ "a", 1, "r1", "mid", "", "" }, 60'000);
    spend({ "b", 1, "r2", "mid", "", "" }, 60'000);
    spend({ "c", 2, "r2", "mid", "", "" }, 10'000);
    spend({ "d", 1, "r3", "mid", "", "" }, 30'000);
    const auto tried = tryCeiling(desk.folder.dir(), "", ceilingOf("global", 100'000), {});
    ASSERT_TRUE(tried);
    EXPECT_EQ(tried->spent, nano(160'000));
    EXPECT_EQ(tried->wouldSpend, nano(90'000));
    EXPECT_EQ(tried->saved(), nano(70'000));
    EXPECT_EQ(tried->refused, 1);
    EXPECT_EQ(tried->requests, 3);
    ASSERT_EQ(tried->periods.size(), 1U);
    EXPECT_EQ(tried->periods[0].reachedAt, kNoon);
}

TEST_F(SpendingTest, a_tried_ceiling_downgrades_at_the_cheaper_tiers_price)
{
    spend({ "a", 1, "r1", "mid", "", "" }, 60'000);
    spend({ "b", 1, "r2", "mid", "", "" }, 60'000);
    Ceiling ceiling = ceilingOf("global", 100'000);
    ceiling.atLimit = AtLimit::Downgrade;
    const auto tried = tryCeiling(desk.folder.dir(), "", ceiling, tiersOf());
    ASSERT_TRUE(tried);
    EXPECT_EQ(tried->refused, 0);
    EXPECT_EQ(tried->downgraded, 1);
    EXPECT_EQ(tried->wouldSpend, nano(70'000)) << "1,000 tokens at a cent per million are 10,000 nano-dollars";
}

TEST_F(SpendingTest, a_tried_ceiling_for_each_session_judges_each_by_itself)
{
    spend({ "a", 1, "r1", "mid", "", "s1" }, 60);
    spend({ "b", 1, "r2", "mid", "", "s2" }, 60);
    spend({ "c", 1, "r3", "mid", "", "s2" }, 60);
    const auto tried = tryCeiling(desk.folder.dir(), "", ceilingOf("session:*", 100), {});
    ASSERT_TRUE(tried);
    EXPECT_EQ(tried->periods.size(), 2U);
    EXPECT_EQ(tried->refused, 1);
}

TEST_F(SpendingTest, a_tried_ceiling_keeps_a_key_within_its_tiers)
{
    auto key = makeVirtualKey("mid only", std::nullopt, kNoon);
    ASSERT_TRUE(key);
    key->key.id = "vk_1";
    key->key.terms.tiers = { "mid" };
    desk.ledger->addKey(key->key, [](const Result<void>& added) { EXPECT_TRUE(added); });
    desk.drain();
    spend({ "a", 1, "r1", "mid", "", "" }, 60'000);
    spend({ "b", 1, "r2", "mid", "", "" }, 60'000);
    for (const char* scope : { "global", "key:vk_1", "key:*" }) {
        Ceiling ceiling = ceilingOf(scope, 100'000);
        ceiling.atLimit = AtLimit::Downgrade;
        const auto tried = tryCeiling(desk.folder.dir(), "", ceiling, tiersOf());
        ASSERT_TRUE(tried);
        EXPECT_EQ(tried->downgraded, 0) << scope;
        EXPECT_EQ(tried->refused, 1) << scope << ": there is no cheaper tier that this key may use";
        EXPECT_EQ(tried->wouldSpend, nano(60'000)) << scope;
    }
}

TEST_F(SpendingTest, a_hold_that_grew_is_one_attempt)
{
    spend({ "a", 1, "r1", "mid", "", "" }, 40'000);
    spend({ "a+1", 1, "r1", "mid", "", "" }, 20'000);
    spend({ "a+2", 1, "r1", "mid", "", "" }, 10'000);
    spend({ "b", 2, "r1", "mid", "", "" }, 5'000);
    const Spending all = spending();
    EXPECT_EQ(all.total.settled, nano(75'000));
    EXPECT_EQ(all.total.requests, 1);
    EXPECT_EQ(all.total.attempts, 2);
    EXPECT_EQ(all.total.extra, nano(70'000)) << "the whole first attempt was not enough";
    // As one it does not fit, though its first row alone would.
    const auto tried = tryCeiling(desk.folder.dir(), "", ceilingOf("global", 65'000), {});
    ASSERT_TRUE(tried);
    EXPECT_EQ(tried->requests, 1);
    EXPECT_EQ(tried->spent, nano(75'000));
    EXPECT_EQ(tried->refused, 1);
    EXPECT_EQ(tried->wouldSpend, nano(0));
}

TEST_F(SpendingTest, an_uncertain_attempt_is_listed_until_it_is_decided_once)
{
    spend({ "a", 1, "r1", "mid", "", "" }, 500, AttemptState::Uncertain);
    spend({ "b", 1, "r2", "mid", "", "" }, 70);
    auto open = uncertainAttempts(desk.folder.dir());
    ASSERT_TRUE(open);
    ASSERT_EQ(open->size(), 1U);
    EXPECT_EQ(open->front().attemptId, "a");
    EXPECT_EQ(open->front().reserved, nano(500));
    EXPECT_TRUE(desk.resolve("a", ended(AttemptState::Settled, 300)));
    EXPECT_FALSE(desk.resolve("a", ended(AttemptState::Void)));
    EXPECT_TRUE(uncertainAttempts(desk.folder.dir())->empty());
    EXPECT_EQ(spending().total.settled, nano(370));
    desk.expectSound();
}

// --- Backup and restore ----------------------------------------------------------------------------------------------

class BackupTest : public SpendingTest {
protected:
    std::string beside(const char* name) const { return desk.folder.dir() + "/../" + name; }
    Result<BackupSummary> restore(Overwrite overwrite = Overwrite::Refuse)
    {
        desk.ledger.reset(); // restore wants the folder for itself
        return restoreBackup(beside("backup"), desk.folder.dir(), beside("conf/signalbox.json"), overwrite, kNoon);
    }
    void backUp()
    {
        fs::create_directories(beside("conf"));
        std::ofstream(beside("conf/signalbox.json")) << "{\"schema\": 1}";
        const auto made = makeBackup(desk.folder.dir(), beside("conf/signalbox.json"), beside("backup"), kNoon);
        ASSERT_TRUE(made) << made.error().text();
    }
};

TEST_F(BackupTest, a_backup_made_beside_a_running_ledger_is_restored_to_the_nano_dollar)
{
    spend({ "a", 1, "r1", "mid", "", "" }, 500);
    backUp();
    std::ofstream(beside("conf/signalbox.json")) << "broken";
    ASSERT_TRUE(restore()) << "nothing is lost: the ledger in place knows no more";
    const auto check = Ledger::verify(desk.folder.dir());
    ASSERT_TRUE(check);
    EXPECT_TRUE(check->sound);
    EXPECT_EQ(check->settled, nano(500));
    std::ifstream config(beside("conf/signalbox.json"));
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(config), {}), "{\"schema\": 1}");
    EXPECT_TRUE(fs::exists(desk.folder.dir() + "/before-restore-2026-11-18T12-00-00/ledger.db"));
    desk.reopen();
    spend({ "b", 1, "r2", "mid", "", "" }, 20);
    desk.expectSound();
}

TEST_F(BackupTest, a_restore_says_what_it_would_forget_and_wants_to_be_told)
{
    spend({ "a", 1, "r1", "mid", "", "" }, 500);
    backUp();
    spend({ "b", 1, "r2", "mid", "", "" }, 200);
    const auto refused = restore();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "restore_loses");
    EXPECT_EQ(refused.error().parameter("entries"), "2");
    EXPECT_EQ(refused.error().parameter("settled"), "0.0000002");
    EXPECT_EQ(Ledger::verify(desk.folder.dir())->settled, nano(700)) << "nothing was touched";
    EXPECT_TRUE(restore(Overwrite::Replace));
    EXPECT_EQ(Ledger::verify(desk.folder.dir())->settled, nano(500));
}

TEST_F(BackupTest, a_changed_backup_is_refused_and_nothing_is_touched)
{
    spend({ "a", 1, "r1", "mid", "", "" }, 500);
    backUp();
    std::fstream file(beside("backup/ledger.db"), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(5000);
    file.put('x');
    file.close();
    const auto refused = restore(Overwrite::Replace);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "backup_invalid");
    EXPECT_EQ(refused.error().parameter("file"), "ledger.db");
    EXPECT_EQ(Ledger::verify(desk.folder.dir())->settled, nano(500));
}

TEST_F(BackupTest, a_manifest_that_names_paths_is_refused)
{
    spend({ "a", 1, "r1", "mid", "", "" }, 500);
    backUp();
    std::ofstream(beside("backup/manifest.json"))
        << R"({"signalbox_backup": 1, "files": [{"name": "../../etc/passwd", "hash": ""}]})";
    const auto refused = restore(Overwrite::Replace);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "backup_invalid");
}

TEST_F(BackupTest, no_restore_under_a_running_instance_and_no_backup_over_another)
{
    spend({ "a", 1, "r1", "mid", "", "" }, 500);
    backUp();
    const auto running =
        restoreBackup(beside("backup"), desk.folder.dir(), beside("conf/signalbox.json"), Overwrite::Replace, kNoon);
    ASSERT_FALSE(running);
    EXPECT_EQ(running.error().code, "already_running");
    const auto again = makeBackup(desk.folder.dir(), beside("conf/signalbox.json"), beside("backup"), kNoon);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "backup_exists");
}

} // namespace
} // namespace signalbox
