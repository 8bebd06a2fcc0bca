// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tiers/sandbox_text.h"

#include "core/base/ascii.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace signalbox {
namespace {

enum class Kind { Talk, Code, List, Summary, Translation, Label };

struct Marker {
    std::string_view word;
    Kind kind;
};

constexpr std::array kMarkers {
    Marker { "```", Kind::Code },
    Marker { "python", Kind::Code },
    Marker { "c++", Kind::Code },
    Marker { "javascript", Kind::Code },
    Marker { "function", Kind::Code },
    Marker { "funktion", Kind::Code },
    Marker { "sql", Kind::Code },
    Marker { "regex", Kind::Code },
    Marker { "translate", Kind::Translation },
    Marker { "\xC3\xBC"
             "bersetz",
        Kind::Translation },
    Marker { "summar", Kind::Summary },
    Marker { "tl;dr", Kind::Summary },
    Marker { "zusammenfass", Kind::Summary },
    Marker { "classify", Kind::Label },
    Marker { "sentiment", Kind::Label },
    Marker { "label", Kind::Label },
    Marker { "klassifizier", Kind::Label },
    Marker { "ideas", Kind::List },
    Marker { "list ", Kind::List },
    Marker { "steps", Kind::List },
    Marker { "ideen", Kind::List },
    Marker { "liste", Kind::List },
    Marker { "schritte", Kind::List },
};

constexpr std::array<std::string_view, 10> kGermanWords { " und ", " der ", " die ", " das ", " ist ", " ein ", " wie ",
    " bitte ", " nicht ", " eine " };

/// What is said in one language. "{}" stands for the topic.
struct Phrases {
    std::string_view opening;
    std::string_view code;
    std::string_view summary;
    std::string_view translation;
    std::string_view label;
    std::string_view refusal;
    std::array<std::string_view, 9> sentences;
};

constexpr Phrases kEnglish {
    "You asked about \"{}\".",
    "Here is a version that handles the empty case first and keeps the loop simple.",
    "In short: the text names one problem, two causes and what to do next.",
    "The sentence reads the same in the other language, with the tone kept neutral.",
    "Label: neutral.",
    "I'm sorry, but I can't help with that request.",
    { "The short answer is that it depends on the size of the input.", "Start with the simplest case and measure it.",
        "Most of the time is spent waiting, not computing.", "A good next step is to write down what must not change.",
        "Two things usually matter here: how often it happens and what it costs when it does.",
        "If the numbers disagree with the intuition, trust the numbers.",
        "There is a trade-off between speed and certainty, and both ends are fine in the right place.",
        "For a small team the boring solution tends to win.",
        "Once that works, the remaining cases can be added one at a time." },
};

constexpr Phrases kGerman {
    "Du fragst nach \xE2\x80\x9E{}\xE2\x80\x9C.",
    "Diese Fassung behandelt zuerst den leeren Fall und h\xC3\xA4lt die Schleife einfach.",
    "Kurz gesagt: Der Text nennt ein Problem, zwei Ursachen und den n\xC3\xA4"
    "chsten Schritt.",
    "Der Satz bedeutet in der anderen Sprache dasselbe, der Ton bleibt sachlich.",
    "Einordnung: neutral.",
    "Es tut mir leid, aber ich kann bei dieser Anfrage nicht helfen.",
    { "Die kurze Antwort: Es h\xC3\xA4ngt von der Gr\xC3\xB6\xC3\x9F"
      "e der Eingabe ab.",
        "Am besten beginnt man mit dem einfachsten Fall und misst ihn.",
        "Die meiste Zeit vergeht mit Warten, nicht mit Rechnen.",
        "Ein guter n\xC3\xA4"
        "chster Schritt ist, aufzuschreiben, was sich nicht \xC3\xA4ndern darf.",
        "Zwei Dinge z\xC3\xA4hlen hier: wie oft es vorkommt und was es dann kostet.",
        "Wenn die Zahlen dem Gef\xC3\xBChl widersprechen, haben die Zahlen recht.",
        "Zwischen Tempo und Gewissheit muss man w\xC3\xA4hlen; beides hat seinen Platz.",
        "F\xC3\xBCr ein kleines Team gewinnt meist die langweilige L\xC3\xB6sung.",
        "Sobald das l\xC3\xA4uft, kommen die \xC3\xBC"
        "brigen F\xC3\xA4lle einzeln dazu." },
};

constexpr std::string_view kCodeBlock =
    "\n\n```python\ndef total(items):\n    if not items:\n        return 0\n    result = "
    "0\n    for item in items:\n        result += item.price\n    return result\n```\n\n";

constexpr std::size_t kMostLookedAt = 4096; ///< of a question, for words that steer the answer

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

Kind kindOf(std::string_view lower)
{
    const auto found = std::find_if(kMarkers.begin(), kMarkers.end(),
        [lower](const Marker& marker) { return lower.find(marker.word) != std::string_view::npos; });
    return found == kMarkers.end() ? Kind::Talk : found->kind;
}

const Phrases& phrasesFor(std::string_view lower)
{
    const std::string padded = fmt::format(" {} ", lower);
    const auto count = std::count_if(kGermanWords.begin(), kGermanWords.end(),
        [&padded](std::string_view word) { return padded.find(word) != std::string::npos; });
    return count >= 2 ? kGerman : kEnglish;
}

/// The first line of the question, shortened.
std::string topicOf(std::string_view question)
{
    constexpr std::size_t kTopic = 60;
    const auto begin = question.find_first_not_of(" \t\r\n");
    question = begin == std::string_view::npos ? std::string_view() : question.substr(begin);
    question = question.substr(0, question.find_first_of("\r\n"));
    if (question.size() <= kTopic)
        return question.empty() ? "..." : std::string(question);
    std::size_t end = kTopic;
    while (end > 0 && isContinuation(question[end]))
        --end;
    return std::string(question.substr(0, end)) + "...";
}

std::size_t sentencesOf(SandboxSkill skill, SandboxDice& dice)
{
    switch (skill) {
    case SandboxSkill::Small:
        return 1 + dice.below(2);
    case SandboxSkill::Mid:
        return 3 + dice.below(2);
    case SandboxSkill::Frontier:
        return 6 + dice.below(3);
    }
    return 1;
}

/// Sentences of one language, each at most once, starting anywhere.
void addSentences(std::string& text, const Phrases& phrases, Kind kind, SandboxSkill skill, SandboxDice& dice)
{
    const std::size_t count = sentencesOf(skill, dice);
    const std::size_t start = dice.below(phrases.sentences.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view sentence = phrases.sentences[(start + i) % phrases.sentences.size()];
        if (kind == Kind::List)
            text += fmt::format("\n{}. {}", i + 1, sentence);
        else
            text += fmt::format(" {}", sentence);
    }
}

std::string_view leadOf(const Phrases& phrases, Kind kind)
{
    switch (kind) {
    case Kind::Code:
        return phrases.code;
    case Kind::Summary:
        return phrases.summary;
    case Kind::Translation:
        return phrases.translation;
    case Kind::Label:
        return phrases.label;
    case Kind::Talk:
    case Kind::List:
        break;
    }
    return {};
}

} // namespace

std::string sandboxText(std::string_view question, SandboxSkill skill, SandboxDice& dice)
{
    const std::string lower = lowered(question.substr(0, kMostLookedAt));
    const Kind kind = kindOf(lower);
    const Phrases& phrases = phrasesFor(lower);
    std::string text(kSimulatedMark);
    const std::string_view lead = leadOf(phrases, kind);
    if (lead.empty())
        text += fmt::format(fmt::runtime(phrases.opening), topicOf(question));
    else
        text += lead;
    if (kind == Kind::Label)
        return text;
    if (kind == Kind::Code)
        text += kCodeBlock;
    addSentences(text, phrases, kind, skill, dice);
    return text;
}

std::string sandboxRefusal(std::string_view question)
{
    return std::string(kSimulatedMark) + std::string(phrasesFor(lowered(question.substr(0, kMostLookedAt))).refusal);
}

std::vector<std::string_view> sandboxTokens(std::string_view text)
{
    constexpr std::size_t kLongest = 8;
    std::vector<std::string_view> tokens;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t space = text.find_first_of(" \n", begin + 1);
        std::size_t end = std::min(space, text.size());
        if (end - begin > kLongest) {
            end = begin + kLongest;
            while (isContinuation(text[end]))
                --end;
        }
        tokens.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return tokens;
}

} // namespace signalbox
