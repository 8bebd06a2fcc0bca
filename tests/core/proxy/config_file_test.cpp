// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace signalbox {
namespace {

namespace fs = std::filesystem;

class ConfigFile : public testing::Test {
protected:
    ConfigFile()
    {
        std::string pattern = (fs::temp_directory_path() / "signalbox-config-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        path = (folder / "signalbox.json").string();
    }
    ~ConfigFile() override { fs::remove_all(folder); }

    [[nodiscard]] static std::string textOf(const std::string& file)
    {
        return readTextFile(file).value_or("<unreadable>");
    }

    fs::path folder;
    std::string path;
};

TEST_F(ConfigFile, what_is_saved_is_read_with_a_private_mode)
{
    ASSERT_TRUE(saveTextFile(path, "one"));
    EXPECT_EQ(textOf(path), "one");
    struct stat status { };
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    ASSERT_TRUE(saveTextFile(path, ""));
    EXPECT_EQ(textOf(path), "");
}

TEST_F(ConfigFile, the_last_saved_text_outlives_a_broken_edit_by_hand)
{
    ASSERT_TRUE(saveTextFile(path, "one"));
    ASSERT_TRUE(saveTextFile(path, "two"));
    std::ofstream(path) << "{ broken";
    EXPECT_EQ(textOf(path + ".last-good"), "two");
    ASSERT_TRUE(keepLastGood(path, "three"));
    EXPECT_EQ(textOf(path + ".last-good"), "three");
    EXPECT_EQ(textOf(path), "{ broken");
}

TEST_F(ConfigFile, a_link_is_followed_and_stays_a_link)
{
    const fs::path real = folder / "real.json";
    ASSERT_TRUE(saveTextFile(real.string(), "one"));
    fs::create_symlink(real, path);
    ASSERT_TRUE(saveTextFile(path, "two"));
    EXPECT_TRUE(fs::is_symlink(path));
    EXPECT_EQ(textOf(real.string()), "two");
}

TEST_F(ConfigFile, what_can_not_be_read_or_written_says_so)
{
    const auto missing = readTextFile(path);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, "file_unreadable");
    EXPECT_EQ(missing.error().parameter("errno"), std::to_string(ENOENT));
    EXPECT_EQ(readTextFile(folder.string()).error().code, "file_unreadable");
    const auto unwritable = saveTextFile((folder / "no" / "such" / "folder.json").string(), "x");
    ASSERT_FALSE(unwritable);
    EXPECT_EQ(unwritable.error().code, "file_unwritable");
}

TEST_F(ConfigFile, a_stray_file_of_a_crash_is_replaced)
{
    std::ofstream(path + ".new") << "half of";
    std::ofstream(path + ".last-good.new") << "half of";
    ASSERT_TRUE(saveTextFile(path, "whole"));
    EXPECT_EQ(textOf(path), "whole");
    EXPECT_FALSE(fs::exists(path + ".new"));
    EXPECT_FALSE(fs::exists(path + ".last-good.new"));
}

TEST_F(ConfigFile, a_kill_while_saving_leaves_the_old_text_or_the_new_one)
{
    const std::string texts[] { std::string(200'000, 'a'), std::string(150'000, 'b') };
    ASSERT_TRUE(saveTextFile(path, texts[0]));
    for (int round = 0; round < 40; ++round) {
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            for (int i = 0;; ++i)
                (void)saveTextFile(path, texts[i % 2]);
        }
        ::usleep(static_cast<useconds_t>(500 + 311 * round));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const std::string left = textOf(path);
        ASSERT_TRUE(left == texts[0] || left == texts[1]) << "round " << round << ", " << left.size() << " bytes";
        const std::string good = textOf(path + ".last-good");
        ASSERT_TRUE(good == texts[0] || good == texts[1]) << "round " << round;
    }
}

} // namespace
} // namespace signalbox
