// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/task_type.h"

#include "core/route/facts.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <map>

namespace signalbox {
namespace {

struct Score {
    int asked = 0;
    int right = 0;
    [[nodiscard]] int percent() const { return asked ? 100 * right / asked : 0; }
};

std::map<std::string, Score> scoresOf(const std::string& file)
{
    std::map<std::string, Score> scores;
    std::ifstream in(std::string(SIGNALBOX_SOURCE_DIR) + "/tests/corpora/tasks/" + file);
    for (std::string line; std::getline(in, line);) {
        const auto row = nlohmann::json::parse(line);
        const auto prompt = row.at("prompt").get<std::string>();
        Score& score = scores[row.at("want").get<std::string>()];
        ++score.asked;
        score.right += taskOf(prompt, looksLikeCode(prompt)) == row.at("want") ? 1 : 0;
    }
    for (const auto& [task, score] : scores)
        std::printf("%-22s %4d prompts, %3d %% right\n", task.c_str(), score.asked, score.percent());
    return scores;
}

TEST(TaskType, own_prompts_in_english_and_german)
{
    const auto scores = scoresOf("own_prompts.jsonl");
    EXPECT_EQ(scores.size(), 10U);
    int asked = 0;
    for (const auto& [task, score] : scores) {
        asked += score.asked;
        EXPECT_GE(score.percent(), 85) << task;
    }
    EXPECT_EQ(asked, 200);
    EXPECT_GE(scores.at("code").percent(), 90);
    EXPECT_GE(scores.at("maths_logic").percent(), 90);
}

/// Labelled by the data set they are from; see PROVENANCE.md beside them.
TEST(TaskType, public_prompts)
{
    const auto scores = scoresOf("public_prompts.jsonl");
    ASSERT_FALSE(scores.empty());
    EXPECT_GE(scores.at("code").percent(), 90);
    EXPECT_GE(scores.at("maths_logic").percent(), 90);
    EXPECT_GE(scores.at("open_question").percent(), 85);
}

TEST(TaskType, a_reading_names_what_spoke_for_it)
{
    const TaskReading reading = readTask("Translate this to French: good morning", false);
    EXPECT_EQ(reading.task, "translation");
    ASSERT_FALSE(reading.evidence.empty());
    EXPECT_EQ(reading.evidence.front().sign, "translate");
    EXPECT_EQ(reading.evidence.front().task, "translation");
    EXPECT_EQ(readTask("hmm", false).task, "other");
    EXPECT_TRUE(readTask("hmm", false).evidence.empty());
}

TEST(TaskType, both_ways_of_asking_agree)
{
    std::ifstream in(std::string(SIGNALBOX_SOURCE_DIR) + "/tests/corpora/tasks/own_prompts.jsonl");
    for (std::string line; std::getline(in, line);) {
        const auto prompt = nlohmann::json::parse(line).at("prompt").get<std::string>();
        EXPECT_EQ(taskOf(prompt, looksLikeCode(prompt)), readTask(prompt, looksLikeCode(prompt)).task) << prompt;
    }
}

} // namespace
} // namespace signalbox
