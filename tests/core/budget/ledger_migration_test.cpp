// SPDX-License-Identifier: GPL-3.0-or-later
// tests/corpora/ledger-v1.db was written by the first release's schema, with an attempt in flight when it was killed.
#include "tests/core/budget/ledger_fixture.h"

#include <sqlite3.h>

#include <fstream>
#include <iterator>

namespace signalbox {
namespace {

using namespace test;
namespace fs = std::filesystem;

constexpr WallUs kDayOfFile = 1'795'334'610'000'000; ///< 2026-11-22, seconds after its last entry

std::string bytesOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

/// A data folder with the old ledger in it.
class OldLedger : public testing::Test {
protected:
    OldLedger()
    {
        fs::create_directories(folder.dir());
        const fs::path corpora = SIGNALBOX_SOURCE_DIR "/tests/corpora";
        fs::copy_file(corpora / "ledger-v1.db", database());
        fs::copy_file(corpora / "ledger-v1.head", anchor());
        clock.setWall(kDayOfFile);
    }
    [[nodiscard]] fs::path database() const { return folder.dir() + "/ledger.db"; }
    [[nodiscard]] fs::path anchor() const { return folder.dir() + "/ledger.head"; }
    void execute(const char* sql) const
    {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open(database().c_str(), &handle), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
    }

    TempFolder folder;
    StillClock clock;
};

TEST_F(OldLedger, of_the_first_schema_opens_and_goes_on)
{
    {
        auto ledger = Ledger::open({ folder.dir() }, clock, utcDays());
        ASSERT_TRUE(ledger) << ledger.error().text();
        const Balance balance = (*ledger)->balance("global");
        EXPECT_EQ(balance.settled, nano(150'000));
        EXPECT_EQ(balance.pending, nano(0));
        EXPECT_EQ(balance.uncertain, nano(3 * 178'000)); // two of old, and the one in flight
        const auto keys = (*ledger)->keys();
        ASSERT_EQ(keys.size(), 2U);
        EXPECT_EQ(keys[0].name, "test");
        EXPECT_FALSE(keys[0].revokedAt);
        EXPECT_TRUE(keys[1].revokedAt);
        (*ledger)->setCeilings({ ceilingOf("global", 900'000) });
        Result<Reservation> fits = fail("no_answer"), tooMuch = fail("no_answer");
        (*ledger)->reserve(wish("new-1", 200'000), [&](ReserveResult result) { fits = std::move(result); });
        (*ledger)->reserve(wish("new-2", 20'000), [&](ReserveResult result) { tooMuch = std::move(result); });
        while ((*ledger)->drain()) { }
        EXPECT_TRUE(fits) << fits.error().text();
        ASSERT_FALSE(tooMuch); // what was spent before counts
        EXPECT_EQ(tooMuch.error().code, "ceiling_reached");
        (*ledger)->finish();
    }
    std::vector<LedgerRow> rows;
    ASSERT_TRUE(Ledger::show(folder.dir(), [&](const LedgerRow& row) { return rows.push_back(row), true; }));
    ASSERT_EQ(rows.size(), 7U);
    EXPECT_EQ(rows[0].state, AttemptState::Settled);
    EXPECT_EQ(rows[0].usage.out, 20);
    EXPECT_EQ(rows[5].state, AttemptState::Uncertain);
    EXPECT_EQ(rows[5].flags, std::vector<std::string> { "recovered" });
    const auto check = Ledger::verify(folder.dir());
    ASSERT_TRUE(check) << check.error().text();
    EXPECT_TRUE(check->sound);
}

TEST_F(OldLedger, of_a_newer_program_is_refused_and_left_as_it_is)
{
    execute("PRAGMA user_version=99");
    const std::string before = bytesOf(database()), anchorBefore = bytesOf(anchor());
    const auto opened = Ledger::open({ folder.dir() }, clock, utcDays());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "storage_newer");
    EXPECT_NE(opened.error().text().find("99"), std::string::npos);
    EXPECT_EQ(Ledger::verify(folder.dir()).error().code, "storage_newer");
    EXPECT_EQ(Ledger::storedKeys(folder.dir()).error().code, "storage_newer");
    EXPECT_EQ(Ledger::show(folder.dir(), [](const LedgerRow&) { return true; }).error().code, "storage_newer");
    EXPECT_TRUE(bytesOf(database()) == before);
    EXPECT_TRUE(bytesOf(anchor()) == anchorBefore);
}

} // namespace
} // namespace signalbox
