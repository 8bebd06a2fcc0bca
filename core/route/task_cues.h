// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

// Private to this room: the words by which a task type is known. Small letters; stems of words where `stem`.
namespace signalbox {

enum class Task : std::uint8_t {
    Classification,
    Extraction,
    Summarising,
    Translation,
    Rewriting,
    QuestionOnContext,
    OpenQuestion,
    Creative,
    Code,
    Maths,
    Count,
};

struct TaskCue {
    std::string_view phrase;
    Task task;
    int weight;
    /// Command: counts in full where the instruction stands (the beginning and the end of a text), else a third.
    /// Topic: counts wherever it stands. Stem: as Topic, and more letters may follow.
    enum class Where : std::uint8_t { Command, Topic, Stem } where = Where::Command;
};

struct TaskCues {
    const TaskCue* first;
    std::size_t count;
    [[nodiscard]] const TaskCue* begin() const { return first; }
    [[nodiscard]] const TaskCue* end() const { return first + count; }
};
[[nodiscard]] TaskCues taskCues();

} // namespace signalbox
