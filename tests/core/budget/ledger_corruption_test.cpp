// SPDX-License-Identifier: GPL-3.0-or-later
// Changed bits, zeroed pages, lost tails: either it is said, or every figure is what it was.
#include "tests/core/budget/ledger_fixture.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

namespace signalbox::test {
namespace {

namespace fs = std::filesystem;

std::string bytesOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(file), {} };
}

void write(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// Every figure that the files hold, as text.
std::string figuresOf(const std::string& dir)
{
    std::string all;
    const auto shown = Ledger::show(dir, [&all](const LedgerRow& row) {
        all += fmt::format("{} {} {} {} {} {} {} {} {}\n", row.attemptId, row.day, row.hour, row.tier, row.feature,
            static_cast<int>(row.state), row.reserved.nano(), row.amount.nano(), row.usage.out);
        return true;
    });
    return shown ? all : std::string();
}

/// A ledger with a past, closed in order.
class Damage : public testing::Test {
protected:
    void SetUp() override
    {
        {
            HandDriven desk;
            std::vector<Ceiling> ceilings { ceilingOf("global", 10'000'000), ceilingOf("feature:*", 5'000'000) };
            ceilings[1].window = Window::Month;
            desk.limit(ceilings);
            std::mt19937_64 random(6);
            for (int i = 0; i < 240; ++i) {
                if (i % 80 == 79)
                    desk.clock.setWall(desk.clock.now() + 20 * kHour);
                ReserveRequest request =
                    wish(fmt::format("a.{}", i), 1'000 + static_cast<std::int64_t>(random() % 500));
                request.feature = i % 3 == 0 ? "chat" : "search";
                const ReserveResult held = desk.reserve(request);
                ASSERT_TRUE(held);
                const AttemptState states[] { AttemptState::Settled, AttemptState::SettledEstimate, AttemptState::Void,
                    AttemptState::Uncertain };
                ASSERT_TRUE(desk.settle(
                    held->sequence, ended(states[i % 7 < 4 ? 0 : i % 4], static_cast<std::int64_t>(random() % 1'000))));
            }
            today = desk.ledger->balance("global");
            noon = desk.clock.now();
            desk.ledger->finish();
            desk.ledger.reset();
            database = bytesOf(desk.folder.dir() + "/ledger.db");
            anchor = bytesOf(desk.folder.dir() + "/ledger.head");
            figures = figuresOf(desk.folder.dir());
        }
        ASSERT_FALSE(figures.empty());
        ASSERT_FALSE(anchor.empty());
        fs::create_directories(folder.dir());
    }

    enum class Outcome { Detected, Harmless, Wrong };
    /// What verify, show and a start of the program make of these files.
    Outcome outcomeOf(const std::string& bytes)
    {
        for (const char* left : { "/ledger.db-wal", "/ledger.db-shm" })
            fs::remove(folder.dir() + left);
        write(folder.dir() + "/ledger.db", bytes);
        write(folder.dir() + "/ledger.head", anchor);
        const auto check = Ledger::verify(folder.dir());
        const bool sound = check && check->sound;
        if (sound && figuresOf(folder.dir()) != figures)
            return Outcome::Wrong;
        StillClock clock;
        clock.setWall(noon);
        const auto opened = Ledger::open({ folder.dir() }, clock, utcDays());
        if (opened) {
            const Balance balance = (*opened)->balance("global");
            if (balance.used() != today.used() || balance.settled != today.settled)
                return Outcome::Wrong; // a silent zero, or any other sum than was booked
        }
        return sound ? Outcome::Harmless : Outcome::Detected;
    }

    TempFolder folder;
    std::string database, anchor, figures;
    Balance today;
    WallUs noon = 0;
};

TEST_F(Damage, no_flipped_bit_changes_a_figure_unseen)
{
    const char* asked = std::getenv("SIGNALBOX_FLIPS");
    const int flips = asked != nullptr ? std::atoi(asked) : 2'000;
    std::mt19937_64 random(20261122);
    int detected = 0, harmless = 0;
    for (int i = 0; i < flips; ++i) {
        std::string bytes = database;
        const std::size_t place = random() % bytes.size();
        const auto bit = static_cast<unsigned>(random() % 8);
        bytes[place] = static_cast<char>(static_cast<unsigned char>(bytes[place]) ^ (1U << bit));
        const Outcome outcome = outcomeOf(bytes);
        ASSERT_NE(outcome, Outcome::Wrong) << "byte " << place << " bit " << bit;
        ++(outcome == Outcome::Detected ? detected : harmless);
    }
    std::printf("%d flips in %zu bytes: %d detected, %d in bytes that mean nothing, 0 wrong figures\n", flips,
        database.size(), detected, harmless);
    EXPECT_EQ(detected + harmless, flips);
}

TEST_F(Damage, every_zeroed_page_is_seen)
{
    constexpr std::size_t kPage = 4096;
    int pages = 0;
    for (std::size_t at = 0; at < database.size(); at += kPage) {
        std::string bytes = database;
        const std::size_t size = std::min(kPage, bytes.size() - at);
        bytes.replace(at, size, size, '\0');
        ++pages;
        EXPECT_EQ(outcomeOf(bytes), Outcome::Detected) << "page " << at / kPage + 1;
    }
    std::printf("%d pages\n", pages);
    EXPECT_GT(pages, 15);
}

TEST_F(Damage, a_file_that_was_cut_off_is_seen)
{
    for (std::size_t keep = 0; keep < database.size(); keep += 4096 * 3 + 512)
        EXPECT_EQ(outcomeOf(database.substr(0, keep)), Outcome::Detected) << keep;
}

TEST_F(Damage, an_anchor_of_another_ledger_or_with_a_changed_byte_is_seen)
{
    const std::string whole = anchor;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        anchor = whole;
        anchor[i] = static_cast<char>(anchor[i] ^ 1);
        EXPECT_EQ(outcomeOf(database), Outcome::Detected) << "byte " << i;
    }
}

/// SQLite drops what stands behind a damaged frame without a word; the anchor remembers.
TEST(DamagedLog, a_lost_tail_of_the_write_ahead_log_is_seen)
{
    TempFolder copy;
    fs::create_directories(copy.dir());
    std::string log, database, anchor;
    std::string figures;
    WallUs noon = 0;
    {
        HandDriven desk;
        for (int i = 0; i < 12; ++i)
            ASSERT_TRUE(desk.reserve(wish(fmt::format("a.{}", i), 100)));
        desk.clock.pass(std::chrono::seconds(11)); // the anchor is written every 5 s, at the latest every 10
        ASSERT_TRUE(desk.reserve(wish("last", 100)));
        desk.clock.pass(std::chrono::seconds(11));
        desk.drain();
        log = bytesOf(desk.folder.dir() + "/ledger.db-wal");
        database = bytesOf(desk.folder.dir() + "/ledger.db");
        anchor = bytesOf(desk.folder.dir() + "/ledger.head");
        figures = figuresOf(desk.folder.dir());
        noon = desk.clock.now();
    }
    ASSERT_GT(log.size(), 4096U);
    std::mt19937_64 random(7);
    int detected = 0, harmless = 0;
    for (int i = 0; i < 120; ++i) {
        std::string damaged = log;
        if (i % 2 == 0)
            damaged.resize(random() % log.size());
        else
            damaged[random() % log.size()] ^= 4;
        fs::remove(copy.dir() + "/ledger.db-shm");
        write(copy.dir() + "/ledger.db", database);
        write(copy.dir() + "/ledger.db-wal", damaged);
        write(copy.dir() + "/ledger.head", anchor);
        StillClock clock;
        clock.setWall(noon);
        const auto opened = Ledger::open({ copy.dir() }, clock, utcDays());
        if (!opened) {
            ++detected;
            EXPECT_TRUE(opened.error().code == "ledger_head_newer" || opened.error().code.starts_with("ledger_")
                || opened.error().code.starts_with("storage_"))
                << opened.error().text();
            continue;
        }
        ++harmless;
        // Whatever is left unsaid has every hold in it.
        EXPECT_EQ((*opened)->balance("global").used(), nano(1'300)) << "round " << i;
    }
    std::printf("120 damaged logs: %d detected, %d without an effect\n", detected, harmless);
    EXPECT_GT(detected, 0);
}

} // namespace
} // namespace signalbox::test
