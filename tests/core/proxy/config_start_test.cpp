// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/embedded.h"
#include "core/proxy/proxy.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

using namespace signalbox;
namespace fs = std::filesystem;

namespace {

/// A start on a folder of its own.
class ConfigStart : public ::testing::Test {
protected:
    ConfigStart()
        : m_folder(fs::temp_directory_path() / ("sb-start-" + std::to_string(::getpid())))
    {
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
    }
    ~ConfigStart() override { fs::remove_all(m_folder); }
    [[nodiscard]] std::string config() const { return m_folder / "signalbox.json"; }
    static void write(const std::string& path, std::string_view text) { std::ofstream(path) << text; }
    /// What the proxy says of its configuration once it has started.
    [[nodiscard]] Proxy::Status started() const
    {
        Proxy::Options options;
        options.dataDir = m_folder / "data";
        options.configPath = config();
        options.port = std::uint16_t { 0 };
        const auto proxy = Proxy::start(options);
        EXPECT_TRUE(proxy) << proxy.error().text();
        return proxy ? (*proxy)->status() : Proxy::Status {};
    }
    static std::string firstCode(const Proxy::Status& status)
    {
        const ConfigProblem* first = firstError(status.configProblems);
        return first ? first->error.code : "";
    }

private:
    fs::path m_folder;
};

TEST_F(ConfigStart, a_good_file_is_in_force_and_so_is_the_built_in_one_where_there_is_none)
{
    EXPECT_EQ(firstCode(started()), "");
    write(config(), embedded::starter_config);
    const Proxy::Status status = started();
    EXPECT_EQ(firstCode(status), "");
    EXPECT_FALSE(status.configFromLastGood);
}

TEST_F(ConfigStart, a_bad_file_is_told_and_the_last_good_one_holds)
{
    write(config(), "{");
    write(config() + ".last-good", embedded::starter_config);
    const Proxy::Status status = started();
    EXPECT_NE(firstCode(status), "");
    EXPECT_TRUE(status.configFromLastGood);
}

TEST_F(ConfigStart, a_file_that_was_good_is_the_last_good_one_whoever_wrote_it)
{
    const std::string mine = std::string(embedded::starter_config) + "\n\n";
    write(config(), mine);
    EXPECT_EQ(firstCode(started()), "");
    write(config(), "{");
    EXPECT_TRUE(started().configFromLastGood);
    std::ifstream kept(config() + ".last-good");
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(kept), {}), mine);
}

TEST_F(ConfigStart, behind_a_link_the_last_good_one_is_found_beside_the_file)
{
    const fs::path real = fs::path(config()).parent_path() / "real";
    fs::create_directories(real);
    write(real / "signalbox.json", embedded::starter_config);
    fs::create_symlink(real / "signalbox.json", config());
    EXPECT_EQ(firstCode(started()), "");
    write(config(), "{");
    EXPECT_TRUE(fs::is_symlink(config()));
    EXPECT_TRUE(started().configFromLastGood);
}

TEST_F(ConfigStart, without_a_last_good_one_nobody_says_that_it_holds)
{
    write(config(), "{");
    const Proxy::Status bad = started();
    EXPECT_NE(firstCode(bad), "");
    EXPECT_FALSE(bad.configFromLastGood);
    write(config() + ".last-good", "[");
    EXPECT_FALSE(started().configFromLastGood);
}

TEST_F(ConfigStart, a_file_that_can_not_be_read_is_told)
{
    fs::create_directories(config()); // the superuser may read every file, but no folder as one
    const Proxy::Status status = started();
    EXPECT_EQ(firstCode(status), "file_unreadable");
    EXPECT_FALSE(status.configFromLastGood);
}

} // namespace
