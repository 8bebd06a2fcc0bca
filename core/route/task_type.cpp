// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/task_type.h"

#include "core/route/phrase_scanner.h"
#include "core/route/task_cues.h"

#include <algorithm>
#include <array>

namespace signalbox {

namespace {

constexpr std::size_t kCueHeadBytes = 6 * 1024;
constexpr std::size_t kCueTailBytes = 2 * 1024;
constexpr std::size_t kInstructionHead = 260; ///< where the instruction usually stands
constexpr std::size_t kInstructionTail = 220;
constexpr std::size_t kLongText = 700;
constexpr int kClear = 4; ///< below this nothing spoke clearly

constexpr auto kTasks = static_cast<std::size_t>(Task::Count);
using Scores = std::array<int, kTasks>;

std::size_t placeOf(Task task)
{
    return static_cast<std::size_t>(task);
}

/// The scanner and, by its phrase index, the cue.
struct CueTable {
    std::vector<TaskCue> cues;
    PhraseScanner scanner;

    static CueTable make()
    {
        std::vector<TaskCue> cues(taskCues().begin(), taskCues().end());
        std::vector<std::string> phrases;
        phrases.reserve(cues.size());
        for (const TaskCue& cue : cues)
            phrases.emplace_back(cue.phrase);
        return { std::move(cues), PhraseScanner(phrases) };
    }
};

const CueTable& cueTable()
{
    static const CueTable table = CueTable::make();
    return table;
}

struct Sign {
    Task task;
    std::string_view name;
    int weight;
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSmallLetter(char c)
{
    return c >= 'a' && c <= 'z';
}

int countNumbers(std::string_view text)
{
    int numbers = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isDigit(text[i]) && (i == 0 || !isDigit(text[i - 1])))
            ++numbers;
    }
    return numbers;
}

int countFormulas(std::string_view text)
{
    int marks = 0;
    for (std::size_t at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at + 1))
        marks += at + 2 < text.size() && isSmallLetter(text[at + 1]) && isSmallLetter(text[at + 2]) ? 1 : 0;
    for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1))
        marks += at + 1 < text.size() && !isDigit(text[at + 1]) && text[at + 1] != ' ' ? 1 : 0;
    return marks;
}

bool hasOptions(std::string_view text)
{
    const auto listed = [text](const char* first, const char* second) {
        const std::size_t at = text.find(first);
        return at != std::string_view::npos && text.find(second, at) != std::string_view::npos;
    };
    return listed("\na. ", "\nb. ") || listed("\na) ", "\nb) ") || listed("(a) ", "(b) ");
}

bool endsAsQuestion(std::string_view text)
{
    const std::size_t last = text.find_last_not_of(" \n\t\"')*");
    return last != std::string_view::npos && text[last] == '?';
}

bool beginsWithAny(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(),
        [text](std::string_view word) { return text.starts_with(word) && standsAlone(text, 0, word.size()); });
}

/// Questions are often typed without their mark.
bool beginsAsQuestion(std::string_view text)
{
    return text.size() < 400
        && beginsWithAny(text,
            { "who", "whom", "whose", "what", "what's", "when", "where", "why", "how", "which", "is", "are", "does",
                "do", "did", "was", "were", "in which", "in what", "on which", "the first", "name the", "wer", "wem",
                "wann", "wo", "warum", "wie", "welche", "welcher", "welches", "wieso", "weshalb", "wofür", "woher",
                "ist", "sind", "gibt es" });
}

bool beginsWithCode(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \n\t"), text.size()));
    return beginsWithAny(text,
        { "def", "import", "from typing", "#include", "class", "function", "```", "public class", "const", "package",
            "using namespace" });
}

void addMathsSigns(std::vector<Sign>& signs, std::string_view folded, bool code)
{
    const int formulas = countFormulas(folded);
    if (formulas >= 2 && !(code && formulas < 6))
        signs.push_back({ Task::Maths, "formulas", formulas >= 6 ? 10 : 6 });
    // Numbers alone are dates, prices and codes as often; somebody must ask for one.
    const bool asks = folded.find('?') != std::string_view::npos || formulas >= 2 || hasOptions(folded);
    const int numbers = asks && folded.size() < 1500 ? countNumbers(folded) : 0;
    if (numbers >= 2 && !code)
        signs.push_back({ Task::Maths, "numbers", numbers >= 4 ? 8 : numbers >= 3 ? 6 : 3 });
}

/// What the shape of a text says, beside its words.
std::vector<Sign> signsOf(std::string_view folded, bool code)
{
    std::vector<Sign> signs;
    const bool asks = folded.find('?') != std::string_view::npos;
    const bool options = hasOptions(folded);
    if (code)
        signs.push_back({ Task::Code, "source code", countFormulas(folded) >= 6 ? 3 : 8 });
    if (code && beginsWithCode(folded))
        signs.push_back({ Task::Code, "begins with code", 14 });
    addMathsSigns(signs, folded, code);
    if (folded.find("context: none") != std::string_view::npos)
        signs.push_back({ Task::OpenQuestion, "context: none", 12 });
    if (options)
        signs.push_back({ Task::OpenQuestion, "answer options", 4 });
    if (endsAsQuestion(folded))
        signs.push_back({ Task::OpenQuestion, "ends as a question", 3 });
    if (beginsAsQuestion(folded))
        signs.push_back({ Task::OpenQuestion, "begins as a question", 4 });
    if (folded.size() > kLongText && asks && !options && !code)
        signs.push_back({ Task::QuestionOnContext, "long text with a question", 4 });
    return signs;
}

/// The part that is read, in small letters.
std::string readPart(std::string_view text)
{
    if (text.size() <= kCueHeadBytes + kCueTailBytes)
        return foldedCase(text);
    return foldedCase(
        std::string(text.substr(0, kCueHeadBytes)).append("\n").append(text.substr(text.size() - kCueTailBytes)));
}

int weightOf(const TaskCue& cue, std::size_t begin, std::size_t end, std::size_t size)
{
    const bool instructs = begin < kInstructionHead || size - end < kInstructionTail;
    return cue.where != TaskCue::Where::Command || instructs ? cue.weight : cue.weight / 3;
}

/// found(cue index, weight), once for each cue that stands in the text, with its best place.
std::vector<std::int8_t> cueWeights(std::string_view folded)
{
    const CueTable& table = cueTable();
    std::vector<std::int8_t> weights(table.cues.size(), 0);
    table.scanner.scan(folded, [&](std::size_t index, std::size_t begin, std::size_t end) {
        const TaskCue& cue = table.cues[index];
        if (cue.where != TaskCue::Where::Stem && !standsAlone(folded, begin, end))
            return;
        const int weight = weightOf(cue, begin, end, folded.size());
        weights[index] = std::max(weights[index], static_cast<std::int8_t>(weight));
    });
    return weights;
}

/// Many cues of one task say little more than a few: the three heaviest count in full, the rest a third.
Scores scoresOf(const std::vector<std::int8_t>& weights, const std::vector<Sign>& signs)
{
    std::array<std::array<int, 3>, kTasks> best {};
    Scores rest {};
    for (std::size_t i = 0; i < weights.size(); ++i) {
        int weight = int { weights[i] }; // they have signs
        if (weight == 0)
            continue;
        auto& top = best[placeOf(cueTable().cues[i].task)];
        for (int& place : top) {
            if (weight > place)
                std::swap(weight, place);
        }
        rest[placeOf(cueTable().cues[i].task)] += weight;
    }
    Scores scores {};
    for (std::size_t task = 0; task < kTasks; ++task)
        scores[task] = best[task][0] + best[task][1] + best[task][2] + rest[task] / 3;
    // "what", "which" and "why" all say no more than one of them: that something is asked.
    scores[placeOf(Task::OpenQuestion)] = best[placeOf(Task::OpenQuestion)][0];
    for (const Sign& sign : signs)
        scores[placeOf(sign.task)] += sign.weight;
    return scores;
}

/// Of equals the one that stands for the more particular task: the order of Task, questions last.
std::size_t winnerOf(const Scores& scores)
{
    constexpr std::array kOrder { Task::Code, Task::Translation, Task::Summarising, Task::Extraction,
        Task::Classification, Task::Rewriting, Task::Maths, Task::Creative, Task::QuestionOnContext,
        Task::OpenQuestion };
    std::size_t winner = kTasks;
    int most = kClear - 1;
    for (const Task task : kOrder) {
        if (scores[placeOf(task)] > most) {
            most = scores[placeOf(task)];
            winner = placeOf(task);
        }
    }
    return winner;
}

} // namespace

const std::vector<std::string_view>& taskNames()
{
    static const std::vector<std::string_view> names { "classification", "extraction", "summarising", "translation",
        "rewriting", "question_on_context", "open_question", "creative_writing", "code", "maths_logic", "other" };
    return names;
}

std::string_view taskOf(std::string_view text, bool code)
{
    const std::string folded = readPart(text);
    return taskNames()[winnerOf(scoresOf(cueWeights(folded), signsOf(folded, code)))];
}

TaskReading readTask(std::string_view text, bool code)
{
    const std::string folded = readPart(text);
    const std::vector<std::int8_t> weights = cueWeights(folded);
    const std::vector<Sign> signs = signsOf(folded, code);
    const Scores scores = scoresOf(weights, signs);
    const std::size_t winner = winnerOf(scores);
    TaskReading reading;
    reading.task = taskNames()[winner];
    reading.score = winner < kTasks ? scores[winner] : 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const TaskCue& cue = cueTable().cues[i];
        if (weights[i] > 0)
            reading.evidence.push_back({ taskNames()[placeOf(cue.task)], std::string(cue.phrase), weights[i] });
    }
    for (const Sign& sign : signs)
        reading.evidence.push_back({ taskNames()[placeOf(sign.task)], std::string(sign.name), sign.weight });
    std::stable_sort(
        reading.evidence.begin(), reading.evidence.end(), [&](const TaskEvidence& a, const TaskEvidence& b) {
            const bool aWins = a.task == reading.task;
            const bool bWins = b.task == reading.task;
            return aWins != bWins ? aWins : a.weight > b.weight;
        });
    return reading;
}

} // namespace signalbox
