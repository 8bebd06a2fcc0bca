// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// "classification", "extraction", "summarising", "translation", "rewriting", "question_on_context", "open_question",
/// "creative_writing", "code", "maths_logic", "other".
[[nodiscard]] const std::vector<std::string_view>& taskNames();

/// What spoke for a task type: words of the text, or a sign ("source code", "numbers", "answer options"), with its
/// weight.
struct TaskEvidence {
    std::string_view task;
    std::string sign;
    int weight = 0;
};

struct TaskReading {
    std::string_view task; ///< "other" where nothing spoke clearly
    int score = 0;
    std::vector<TaskEvidence> evidence; ///< for the winner first, then for the others; heaviest first
};

/// What a text asks for, by its words and shape; English and German. Reads at most the first 6 KiB and the last 2.
/// Pure: the same text gives the same answer. `code`: looksLikeCode() of the text.
[[nodiscard]] std::string_view taskOf(std::string_view text, bool code);
/// The same with its reasons; slower.
[[nodiscard]] TaskReading readTask(std::string_view text, bool code);

} // namespace signalbox
