// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/route/facts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <numeric>

// The language of a text: by script where one script has one language, else by its most frequent small words.
// The word lists are the author's own choice of function words and of words that open a prompt.
namespace signalbox {

namespace {

constexpr std::size_t kWordBytes = 1024;
/// Most texts are clear after this much.
constexpr std::size_t kFirstBytes = 320;
constexpr std::size_t kMaxWordBytes = 15;

enum class Script { Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, Hangul, Kana, Han, Count };

struct Range {
    char32_t from;
    char32_t to;
    Script script;
};

constexpr std::array<Range, 17> kRanges { {
    { 0x41, 0x5A, Script::Latin },
    { 0x61, 0x7A, Script::Latin },
    { 0xC0, 0x24F, Script::Latin },
    { 0x370, 0x3FF, Script::Greek },
    { 0x400, 0x52F, Script::Cyrillic },
    { 0x590, 0x5FF, Script::Hebrew },
    { 0x600, 0x6FF, Script::Arabic },
    { 0x750, 0x77F, Script::Arabic },
    { 0x900, 0x97F, Script::Devanagari },
    { 0xE00, 0xE7F, Script::Thai },
    { 0x1100, 0x11FF, Script::Hangul },
    { 0x1E00, 0x1EFF, Script::Latin },
    { 0x3040, 0x30FF, Script::Kana },
    { 0x3400, 0x4DBF, Script::Han },
    { 0x4E00, 0x9FFF, Script::Han },
    { 0xAC00, 0xD7AF, Script::Hangul },
    { 0xF900, 0xFAFF, Script::Han },
} };

enum class Tongue { En, De, Fr, Es, It, Pt, Nl, Pl, Sv, Da, Cs, Tr, Vi, Ro, Id, Count };
constexpr std::size_t kTongues = static_cast<std::size_t>(Tongue::Count);

constexpr std::array<std::string_view, kTongues> kNames { "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da",
    "cs", "tr", "vi", "ro", "id" };

/// Words by language, separated by spaces. A word may stand in several lists: it counts for each. One-letter words are
/// left out: formulas and enumerations are full of them.
constexpr std::array<std::string_view, kTongues> kWords {
    "the and of to in is it that for you with this are what how why please write explain was be have not can from "
    "my me which who when where does do your would should i'm don't about into there their they we our if or an "
    "on as at by following per give show make create translate summarize list find question answer hello thanks "
    "could will its than did get many much who's it's while after before whether",
    "der die das und ist nicht ein eine einen einem einer ich du sie wir mit für auf den dem des von zu im wie "
    "was warum bitte schreibe erkläre kannst mir mich sind wird werden haben auch aber oder wenn dass kann bei "
    "nach über aus als noch nur sich zum zur gib übersetze hallo danke welche ihr ihre mein meine",
    "le la les et est un une des du de que qui dans pour pas sur avec je tu nous vous il elle ce cette comment "
    "pourquoi quel quelle quels quelles sont être avoir plus mais ou où au aux s'il écris explique peux donne "
    "fais traduis merci bonjour mon ma mes votre vos leur c'est n'est d'un d'une",
    "el la los las es un una de que en por para con no se su sus como cómo qué cuál cuáles dónde cuándo está "
    "están son ser más pero del al lo me mi te tu escribe explica puedes dame favor hola gracias porque sobre "
    "este esta",
    "il lo la gli le un una di che in per con non si su come cosa perché quale quali dove quando sono essere più "
    "ma del della dei delle al alla mi ti scrivi spiega puoi dammi favore ciao grazie questo questa nel nella "
    "anche",
    "os as um uma de que em por para com não se seu sua como qual quais onde quando está são ser mais mas ou do "
    "da dos das no na ao me escreva explique pode você favor olá obrigado porque isso este esta também uns",
    "de het een en is niet dat die van in op te voor met zijn er aan om ook als maar bij uit wat hoe waarom wie "
    "welke kan kun je jij ik wij we mij schrijf leg geef maak hallo dank alsjeblieft deze dit naar nog worden "
    "wordt",
    "na do nie się jest to że jak co dla po od czy są ale za przez tak już tylko który która które proszę napisz "
    "wyjaśnij dlaczego gdzie kiedy mi moje jestem oraz może dzień dobry dziękuję ten tego być",
    "och att det på är som en ett för av med den inte om till har jag du vi de han hon vad hur varför skriv "
    "förklara kan kunde skulle mig min från eller men så när där hej tack vilken vilka",
    "og at det på er som en et for af med den ikke om til har jeg du vi de han hun hvad hvordan hvorfor skriv "
    "forklar kan kunne skulle mig min fra eller men så når hvor hej tak hvilken hvilke også",
    "je se na že to do jak co pro ale by jsem jsou byl být který která které proč kde když napiš vysvětli prosím "
    "mi můžeš nebo jako tak ten není při od po dobrý děkuji už ještě",
    "ve bir bu için ile de da ne nasıl neden olan olarak daha çok mı mi mu en var yok ben sen biz gibi ama veya "
    "kadar sonra yaz açıkla lütfen bana merhaba teşekkürler hangi nedir değil olduğu her",
    "và là của có không một cho với các được trong những này tôi bạn làm thế nào tại sao gì hãy viết giải thích "
    "khi người để từ đã sẽ xin cảm ơn về như nhưng hoặc theo",
    "și este în la de cu pe un nu să ce cum pentru din care mai sunt sau dar când unde scrie explică te rog mi că "
    "acest această fost ai am bună mulțumesc lui ale",
    "yang dan di ini itu dengan untuk dari tidak pada adalah ke saya anda apa bagaimana mengapa tulis jelaskan "
    "tolong bisa akan atau juga oleh dalam sebagai buat kamu karena ada lebih halo terima kasih",
};

struct WordSlot {
    std::array<char, kMaxWordBytes> bytes {};
    std::uint8_t size = 0;
    std::uint16_t tongues = 0;

    [[nodiscard]] bool is(std::string_view word) const { return std::string_view(bytes.data(), size) == word; }
};

constexpr std::uint32_t kHashStart = 2166136261U;

constexpr std::uint32_t hashStep(std::uint32_t hash, char c)
{
    return (hash ^ static_cast<unsigned char>(c)) * 16777619U;
}

constexpr std::uint32_t hashOf(std::string_view word)
{
    std::uint32_t hash = kHashStart;
    for (const char c : word)
        hash = hashStep(hash, c);
    return hash;
}

/// The lists as one open hash table: a word is looked up once for all languages.
class WordTable {
public:
    WordTable()
    {
        for (std::size_t tongue = 0; tongue < kTongues; ++tongue) {
            std::string_view rest = kWords[tongue];
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find(' '), rest.size());
                add(rest.substr(0, end), tongue);
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
    }

    [[nodiscard]] std::uint16_t tonguesOf(std::string_view word, std::uint32_t hash) const
    {
        for (std::size_t at = slotOf(hash); m_slots[at].size > 0; at = (at + 1) & kMask) {
            if (m_slots[at].is(word))
                return m_slots[at].tongues;
        }
        return 0;
    }

private:
    static constexpr std::size_t kMask = 2047;

    static std::size_t slotOf(std::uint32_t hash) { return (hash ^ hash >> 13) & kMask; }

    void add(std::string_view word, std::size_t tongue)
    {
        if (word.empty() || word.size() > kMaxWordBytes)
            return;
        std::size_t at = slotOf(hashOf(word));
        while (m_slots[at].size > 0 && !m_slots[at].is(word))
            at = (at + 1) & kMask;
        WordSlot& slot = m_slots[at];
        std::copy(word.begin(), word.end(), slot.bytes.begin());
        slot.size = static_cast<std::uint8_t>(word.size());
        slot.tongues = static_cast<std::uint16_t>(slot.tongues | 1U << tongue);
    }

    std::array<WordSlot, kMask + 1> m_slots {};
};

/// ASCII letters in lower case, the apostrophe as it is, 0 for everything else.
constexpr std::array<char, 256> lowerLetters()
{
    std::array<char, 256> lower {};
    for (char c = 'a'; c <= 'z'; ++c)
        lower[static_cast<unsigned char>(c)] = lower[static_cast<unsigned char>(c - 32)] = c;
    lower['\''] = '\'';
    return lower;
}
constexpr std::array<char, 256> kLower = lowerLetters();

/// One pass over the text: letters by script, and the scores of the words.
class Reading {
public:
    Reading(std::string_view text, const WordTable& table)
        : m_text(text)
        , m_table(table)
    {
    }

    /// Goes on until so many bytes are read, and to the end of the word there.
    void readTo(std::size_t bytes)
    {
        while (m_at < std::min(bytes, m_text.size()))
            step();
        endWord();
    }

    [[nodiscard]] std::int32_t letters(Script script) const { return m_scripts[static_cast<std::size_t>(script)]; }
    [[nodiscard]] std::string latinLanguage() const;
    [[nodiscard]] bool isClear() const;
    [[nodiscard]] bool hasUkrainian() const { return m_ukrainian; }
    [[nodiscard]] bool hasPersian() const { return m_persian; }

private:
    void step();
    void stepAscii();
    void count(char32_t point);
    void endWord();
    char32_t nextPoint();
    void addToWord(char c)
    {
        if (m_wordSize < m_word.size())
            m_word[m_wordSize] = c;
        ++m_wordSize;
        m_hash = hashStep(m_hash, c);
    }

    std::string_view m_text;
    const WordTable& m_table;
    std::size_t m_at = 0;
    std::array<std::int32_t, static_cast<std::size_t>(Script::Count)> m_scripts {};
    struct Score {
        std::int32_t points = 0;
        std::int32_t words = 0;
        std::uint64_t distinct = 0; ///< a bit for each word by its hash
    };
    std::array<Score, kTongues> m_scores {};
    std::int32_t m_words = 0;
    std::array<char, kMaxWordBytes> m_word {};
    std::size_t m_wordSize = 0;
    std::uint32_t m_hash = kHashStart;
    bool m_ukrainian = false;
    bool m_persian = false;
};

/// A run of letters and apostrophes, or one other character.
void Reading::stepAscii()
{
    std::size_t at = m_at;
    std::int32_t letters = 0;
    for (; at < m_text.size(); ++at) {
        const char lower = kLower[static_cast<unsigned char>(m_text[at])];
        if (lower == 0 || (lower == '\'' && m_wordSize == 0))
            break;
        letters += lower != '\'' ? 1 : 0;
        addToWord(lower);
    }
    m_scripts[static_cast<std::size_t>(Script::Latin)] += letters;
    if (at < m_text.size() && static_cast<unsigned char>(m_text[at]) < 0x80) {
        endWord();
        ++at;
    }
    m_at = at;
}

void Reading::step()
{
    const char c = m_text[m_at];
    if (static_cast<unsigned char>(c) < 0x80) {
        stepAscii();
        return;
    }
    const std::size_t begin = m_at;
    const char32_t point = nextPoint();
    count(point);
    if (point == 0x2019) { // the typographic apostrophe
        addToWord('\'');
        return;
    }
    const bool latin = (point >= 0xC0 && point <= 0x24F) || (point >= 0x1E00 && point <= 0x1EFF);
    if (!latin) {
        endWord();
        return;
    }
    // Capital letters of Latin-1 come down by 0x20; further ones are rare at the start of a small word.
    const bool capital = point >= 0xC0 && point <= 0xDE && point != 0xD7;
    addToWord(m_text[begin]);
    for (std::size_t i = begin + 1; i < m_at; ++i)
        addToWord(capital ? static_cast<char>(m_text[i] + 0x20) : m_text[i]);
}

/// Decodes one character of UTF-8; a bad byte counts as U+FFFD and is stepped over.
char32_t Reading::nextPoint()
{
    const auto lead = static_cast<unsigned char>(m_text[m_at]);
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (size == 1 || m_at + size > m_text.size()) {
        ++m_at;
        return 0xFFFD;
    }
    char32_t point = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i)
        point = point << 6 | (static_cast<unsigned char>(m_text[m_at + i]) & 0x3F);
    m_at += size;
    return point;
}

void Reading::count(char32_t point)
{
    for (const Range& range : kRanges) {
        if (point >= range.from && point <= range.to) {
            ++m_scripts[static_cast<std::size_t>(range.script)];
            break;
        }
    }
    m_ukrainian = m_ukrainian || point == 0x456 || point == 0x457 || point == 0x454 || point == 0x491;
    m_persian = m_persian || point == 0x67E || point == 0x686 || point == 0x698 || point == 0x6AF;
}

void Reading::endWord()
{
    if (m_wordSize == 0)
        return;
    m_words += m_wordSize > 1 ? 1 : 0;
    const std::uint16_t tongues =
        m_wordSize <= m_word.size() ? m_table.tonguesOf({ m_word.data(), m_wordSize }, m_hash) : std::uint16_t { 0 };
    // A word of one language alone says most.
    const std::int32_t weight = (tongues & (tongues - 1)) == 0 ? 3 : 2;
    for (unsigned rest = tongues; rest != 0; rest &= rest - 1) {
        Score& score = m_scores[static_cast<std::size_t>(std::countr_zero(rest))];
        score.points += weight;
        ++score.words;
        score.distinct |= std::uint64_t { 1 } << (m_hash >> 7 & 63);
    }
    m_wordSize = 0;
    m_hash = kHashStart;
}

/// One language, far before all others, in a text of one script: further reading would not change it.
bool Reading::isClear() const
{
    std::int32_t first = 0;
    std::int32_t second = 0;
    for (const Score& score : m_scores) {
        second = std::max(second, std::min(first, score.points));
        first = std::max(first, score.points);
    }
    const std::int32_t all = std::accumulate(m_scripts.begin(), m_scripts.end(), 0);
    return first >= 24 && first >= 3 * second && letters(Script::Latin) == all;
}

std::string Reading::latinLanguage() const
{
    const auto lower = [](const Score& a, const Score& b) { return a.points < b.points; };
    const auto best = std::max_element(m_scores.begin(), m_scores.end(), lower);
    if (best->points < 3)
        return "unknown";
    for (auto other = m_scores.begin(); other != m_scores.end(); ++other) {
        if (other != best && other->points == best->points)
            return "unknown";
    }
    // Lists of nouns and formulas hit a small word now and then: a sentence has several, and often.
    const bool several = std::popcount(best->distinct) >= 2 || m_words <= 4;
    if (!several || best->words * 8 < m_words)
        return "unknown";
    return std::string(kNames[static_cast<std::size_t>(best - m_scores.begin())]);
}

std::string languageOf(const Reading& reading, Script script)
{
    switch (script) {
    case Script::Greek:
        return "el";
    case Script::Cyrillic:
        return reading.hasUkrainian() ? "uk" : "ru";
    case Script::Hebrew:
        return "he";
    case Script::Arabic:
        return reading.hasPersian() ? "fa" : "ar";
    case Script::Devanagari:
        return "hi";
    case Script::Thai:
        return "th";
    case Script::Hangul:
        return "ko";
    case Script::Kana:
        return "ja";
    case Script::Han:
        return "zh";
    case Script::Latin:
    case Script::Count:
        break;
    }
    return reading.latinLanguage();
}

} // namespace

std::string detectLanguage(std::string_view text)
{
    static const WordTable table;
    Reading reading(text.substr(0, kWordBytes), table);
    reading.readTo(kFirstBytes);
    if (reading.isClear())
        return reading.latinLanguage();
    reading.readTo(kWordBytes);
    // One character of these scripts says about as much as two or three letters.
    const std::int32_t han = reading.letters(Script::Han);
    const std::int32_t kana = reading.letters(Script::Kana);
    Script winner = Script::Latin;
    std::int32_t most = reading.letters(Script::Latin);
    for (int i = 1; i < static_cast<int>(Script::Count); ++i) {
        const auto script = static_cast<Script>(i);
        const bool dense = script == Script::Han || script == Script::Kana || script == Script::Hangul;
        const std::int32_t weight = reading.letters(script) * (dense ? 3 : 1);
        if (weight > most) {
            most = weight;
            winner = script;
        }
    }
    // Japanese mixes both; Chinese has no kana.
    if (winner == Script::Han && kana * 10 >= han)
        winner = Script::Kana;
    return languageOf(reading, winner);
}

} // namespace signalbox
