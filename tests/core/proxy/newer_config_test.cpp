// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/embedded.h"
#include "core/proxy/proxy.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

using namespace signalbox;

namespace {

std::string textOf(const std::string& path)
{
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

} // namespace

TEST(NewerConfig, a_file_of_a_newer_program_is_never_written_over)
{
    const std::string folder = std::filesystem::temp_directory_path() / ("sb-newer-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const std::string path = folder + "/signalbox.json";
    const std::string newer = R"({"schema": 2, "what_this_program_does_not_know": true})";
    std::ofstream(path) << newer;
    Proxy::Options options;
    options.dataDir = folder + "/data";
    options.configPath = path;
    options.port = std::uint16_t { 0 };
    auto proxy = Proxy::start(options);
    ASSERT_TRUE(proxy) << proxy.error().text();
    ASSERT_FALSE((*proxy)->status().configProblems.empty());
    EXPECT_EQ((*proxy)->status().configProblems.front().error.code, "config_newer");
    const ConfigRead refused = (*proxy)->apply(embedded::starter_config);
    EXPECT_EQ(refused.config, nullptr);
    ASSERT_EQ(refused.problems.size(), 1U);
    EXPECT_EQ(refused.problems.front().error.code, "config_newer");
    EXPECT_EQ(textOf(path), newer);
    // Somebody put a file there that this program knows: it goes on from that.
    std::ofstream(path, std::ios::trunc) << embedded::starter_config;
    ASSERT_NE((*proxy)->reload().config, nullptr);
    EXPECT_NE((*proxy)->apply(embedded::starter_config).config, nullptr);
    proxy->reset();
    std::filesystem::remove_all(folder);
}
