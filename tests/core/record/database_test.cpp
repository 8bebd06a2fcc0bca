// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/database.h"

#include "tests/support/slack.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

namespace signalbox {
namespace {

const std::vector<Database::Migration> kFirst {
    { "CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT" }
};
const std::vector<Database::Migration> kSecond { kFirst.front(), { "ALTER TABLE note ADD COLUMN size INTEGER" } };

class DatabaseTest : public testing::Test {
protected:
    DatabaseTest()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "signalbox-db-XXXXXX").string();
        m_folder = ::mkdtemp(pattern.data());
        m_path = m_folder + "/test.db";
    }
    ~DatabaseTest() override { std::filesystem::remove_all(m_folder); }

    static unsigned modeOf(const std::string& path)
    {
        struct stat found { };
        return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
    }
    static std::string codeOf(const std::function<void()>& action)
    {
        try {
            action();
        } catch (const StorageError& error) {
            return error.code;
        }
        return "none";
    }

    std::string m_folder;
    std::string m_path;
};

TEST_F(DatabaseTest, a_written_row_is_read_by_a_read_only_connection)
{
    Database writing(m_path, Database::Mode::WriteFull, kFirst);
    writing.prepare("INSERT INTO note(text) VALUES(?)").bind(1, "first").run();
    EXPECT_EQ(writing.changes(), 1);

    Database reading(m_path, Database::Mode::ReadOnly, kFirst);
    Statement rows = reading.prepare("SELECT id, text, NULL FROM note");
    ASSERT_TRUE(rows.step());
    EXPECT_EQ(rows.integer(0), 1);
    EXPECT_EQ(rows.text(1), "first");
    EXPECT_FALSE(rows.isNull(1));
    EXPECT_TRUE(rows.isNull(2));
    EXPECT_FALSE(rows.step());
}

TEST_F(DatabaseTest, a_read_only_connection_cannot_write)
{
    Database writing(m_path, Database::Mode::WriteNormal, kFirst);
    Database reading(m_path, Database::Mode::ReadOnly, kFirst);
    EXPECT_EQ(codeOf([&] { reading.execute("INSERT INTO note(text) VALUES('x')"); }), "storage_io");
}

TEST_F(DatabaseTest, every_file_is_private_whatever_the_umask)
{
    const mode_t before = ::umask(0);
    {
        Database database(m_path, Database::Mode::WriteFull, kFirst);
        database.execute("INSERT INTO note(text) VALUES('x')");
        for (const char* suffix : { "", "-wal", "-shm" })
            EXPECT_EQ(modeOf(m_path + suffix), 0600U) << suffix;
    }
    ::umask(before);
}

TEST_F(DatabaseTest, the_ledger_mode_syncs_each_commit_and_never_maps_memory)
{
    Database database(m_path, Database::Mode::WriteFull, kFirst);
    const auto pragma = [&](std::string_view sql) {
        Statement row = database.prepare(sql);
        return row.step() ? row.text(0) : "";
    };
    EXPECT_EQ(pragma("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(pragma("PRAGMA synchronous"), "2");
    EXPECT_EQ(pragma("PRAGMA mmap_size"), "0");
    EXPECT_EQ(pragma("PRAGMA wal_autocheckpoint"), "0");
}

TEST_F(DatabaseTest, migrations_run_once_and_in_order)
{
    {
        Database first(m_path, Database::Mode::WriteFull, kFirst);
        EXPECT_EQ(first.schemaVersion(), 1);
        first.execute("INSERT INTO note(text) VALUES('kept')");
    }
    Database second(m_path, Database::Mode::WriteFull, kSecond);
    EXPECT_EQ(second.schemaVersion(), 2);
    Statement row = second.prepare("SELECT text, size FROM note");
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.text(0), "kept");
    EXPECT_TRUE(row.isNull(1));
}

TEST_F(DatabaseTest, a_failed_migration_leaves_the_file_as_it_was)
{
    const std::vector<Database::Migration> broken { kFirst.front(),
        { "ALTER TABLE note ADD COLUMN size INTEGER; CREATE TABLE note(again INTEGER)" } };
    {
        Database first(m_path, Database::Mode::WriteFull, kFirst);
    }
    EXPECT_EQ(codeOf([&] { Database database(m_path, Database::Mode::WriteFull, broken); }), "storage_error");
    Database again(m_path, Database::Mode::WriteFull, kFirst);
    EXPECT_EQ(again.schemaVersion(), 1);
    EXPECT_EQ(codeOf([&] { (void)again.prepare("SELECT size FROM note"); }), "storage_error");
}

TEST_F(DatabaseTest, a_file_of_a_newer_program_is_refused)
{
    {
        Database newer(m_path, Database::Mode::WriteFull, kSecond);
    }
    EXPECT_EQ(codeOf([&] { Database older(m_path, Database::Mode::WriteFull, kFirst); }), "storage_newer");
    EXPECT_EQ(codeOf([&] { Database older(m_path, Database::Mode::ReadOnly, kFirst); }), "storage_newer");
}

TEST_F(DatabaseTest, a_file_with_a_schema_number_that_nobody_wrote_is_corrupt)
{
    {
        Database damaged(m_path, Database::Mode::WriteFull, {});
        damaged.execute("PRAGMA user_version=-1");
    }
    EXPECT_EQ(codeOf([&] { Database database(m_path, Database::Mode::WriteFull, kFirst); }), "storage_corrupt");
    EXPECT_EQ(codeOf([&] { Database database(m_path, Database::Mode::ReadOnly, kFirst); }), "storage_corrupt");
}

TEST_F(DatabaseTest, a_file_that_is_no_database_is_corrupt)
{
    std::ofstream(m_path) << std::string(8192, 'x');
    EXPECT_EQ(codeOf([&] { Database database(m_path, Database::Mode::WriteFull, kFirst); }), "storage_corrupt");
}

TEST_F(DatabaseTest, a_missing_file_is_not_created_by_a_reader)
{
    EXPECT_EQ(codeOf([&] { Database database(m_path, Database::Mode::ReadOnly, kFirst); }), "storage_io");
    EXPECT_FALSE(std::filesystem::exists(m_path));
}

TEST_F(DatabaseTest, a_full_database_says_so_and_a_held_lock_says_busy)
{
    Database database(m_path, Database::Mode::WriteFull, kFirst);
    database.execute("PRAGMA max_page_count=3");
    EXPECT_EQ(
        codeOf([&] { database.prepare("INSERT INTO note(text) VALUES(?)").bind(1, std::string(100'000, 'x')).run(); }),
        "storage_full");
    database.execute("PRAGMA max_page_count=100000");

    Database other(m_path, Database::Mode::WriteFull, kFirst);
    other.execute("BEGIN IMMEDIATE");
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(codeOf([&] { database.execute("BEGIN IMMEDIATE"); }), "storage_busy");
    EXPECT_LT(std::chrono::steady_clock::now() - start, test::kSlack);
    other.execute("ROLLBACK");
    EXPECT_EQ(codeOf([&] { database.execute("BEGIN IMMEDIATE"); }), "none");
}

TEST_F(DatabaseTest, text_is_bound_as_a_value_with_all_its_bytes)
{
    Database database(m_path, Database::Mode::WriteFull, kFirst);
    const std::vector<std::string> texts { "", "'); DROP TABLE note; --", std::string("a\0b", 3),
        "\xC3\xA4\xF0\x9F\x92\xB0" };
    Statement insert = database.prepare("INSERT INTO note(text) VALUES(?)");
    for (std::size_t i = 0; i < texts.size(); ++i)
        (i % 2 == 0 ? insert.bind(1, texts[i]) : insert.bindView(1, texts[i])).run();
    insert.bind(1, std::string_view()).run();
    Statement rows = database.prepare("SELECT text FROM note ORDER BY id");
    for (const std::string& text : texts) {
        ASSERT_TRUE(rows.step());
        EXPECT_EQ(rows.text(0), text);
    }
    ASSERT_TRUE(rows.step());
    EXPECT_EQ(rows.view(0), "");
}

TEST_F(DatabaseTest, a_checkpoint_empties_the_count_of_waiting_frames)
{
    Database database(m_path, Database::Mode::WriteFull, kFirst);
    for (int i = 0; i < 5; ++i)
        database.execute("INSERT INTO note(text) VALUES('x')");
    EXPECT_GE(database.walFrames(), 5);
    database.checkpoint(false);
    EXPECT_EQ(database.walFrames(), 0);
    database.execute("INSERT INTO note(text) VALUES('x')");
    EXPECT_GE(database.walFrames(), 1);
    EXPECT_LE(database.walFrames(), 2);
    database.checkpoint(true);
    EXPECT_EQ(std::filesystem::file_size(m_path + "-wal"), 0U);
}

TEST_F(DatabaseTest, a_reader_delays_a_checkpoint_but_never_a_commit)
{
    Database database(m_path, Database::Mode::WriteFull, kFirst);
    database.execute("INSERT INTO note(text) VALUES('x')");
    Database reading(m_path, Database::Mode::ReadOnly, kFirst);
    reading.execute("BEGIN");
    Statement count = reading.prepare("SELECT count(*) FROM note");
    ASSERT_TRUE(count.step());
    EXPECT_EQ(count.integer(0), 1);
    count.reset();
    database.execute("INSERT INTO note(text) VALUES('y')");
    database.checkpoint(false);
    EXPECT_GT(database.walFrames(), 0);
    ASSERT_TRUE(count.step());
    EXPECT_EQ(count.integer(0), 1);
    count.reset();
    reading.execute("COMMIT");
    database.checkpoint(false);
    EXPECT_EQ(database.walFrames(), 0);
}

} // namespace
} // namespace signalbox
