// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poses.h"
#include "app/settle.h"
#include "core/tiers/price_book.h"
#include "tests/app/demo_desk.h"
#include "tests/app/pseudo_language.h"
#include "tests/app/text_faults.h"

#include <QApplication>
#include <QRegularExpression>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::test;

namespace {

/// How the window is set while it is walked: posed in the first language, and looked at once more in the second.
struct Look {
    const char* posed;
    const char* second; ///< or ""
    bool pseudo = false;
    Qt::LayoutDirection direction = Qt::LeftToRight;
    double scale = 1;
};
constexpr int kPageMs = 300; ///< until a page has fetched what it shows
constexpr Look kLooks[] {
    { "de", "en" },
    { "en", "de", false, Qt::LeftToRight, 2 },
    { "en", "", true, Qt::RightToLeft },
};

/// Names, units and notations that are the same in every language.
constexpr const char* kOwnWords[] { "Signalbox", "OpenAI", "Anthropic", "LiteLLM", "OpenRouter", "models.dev",
    "Portkey", "JavaScript", "Python", "curl", "JSON", "HTTP", "English", "Deutsch", "https", "http", "example.com",
    "smtp", "ops", "ntfy", "p50", "p95", "p99", "ms", "min", "MB", "GB", "UTC", "YOUR", "auto", "session", "keychain",
    "claims", "draft", "fast", "strong", "Slack", "Discord", "Microsoft Teams", "STARTTLS", "TLS", "normal", "low",
    "high", "logprobs", "seed", "random_seed", "max_tokens", "max_completion_tokens", "sk-ant" };

void collect(const nlohmann::json& value, QStringList& words)
{
    if (value.is_string())
        words << QString::fromStdString(value.get<std::string>());
    for (const auto& member : value.items()) {
        if (value.is_object())
            words << QString::fromStdString(member.key());
        if (value.is_structured())
            collect(member.value(), words);
    }
}

/// Tells texts of the user (names in the configuration, of keys, of models) from texts of the window.
class OwnTexts {
public:
    explicit OwnTexts(Proxy& proxy)
    {
        collect(nlohmann::json::parse(proxy.config()->text), m_words);
        for (const VirtualKey& key : proxy.keys())
            m_words << QString::fromStdString(key.name);
        for (const char* word : kOwnWords)
            m_words << QString::fromLatin1(word);
        for (const ProviderPreset& preset : providerPresets())
            m_words << QString::fromUtf8(preset.name.data(), qsizetype(preset.name.size()));
        std::sort(
            m_words.begin(), m_words.end(), [](const QString& a, const QString& b) { return a.size() > b.size(); });
    }
    bool operator()(QString text) const
    {
        if (text.contains(QLatin1Char('/')) || text.contains(QLatin1Char('{')))
            return true; // addresses, models, paths and code
        for (const QString& word : m_words) {
            if (word.size() > 1)
                text.remove(word, Qt::CaseInsensitive);
        }
        static const QRegularExpression word(QStringLiteral("\\p{L}{3}"));
        return !text.contains(word);
    }

private:
    QStringList m_words;
};

} // namespace

/// All pages in all their states, in every language, at the least and the largest size of text: nothing may be cut off,
/// overlap, be left untranslated, unnamed or out of reach.
class WalkTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void no_text_is_cut_off_and_no_control_out_of_reach_data()
    {
        QTest::addColumn<int>("filling");
        QTest::addColumn<int>("look");
        QTest::newRow("demo, German and English") << int(Filling::DemoData) << 0;
        if (qEnvironmentVariableIsEmpty("SIGNALBOX_WALK_ALL"))
            return; // the others take minutes: ./dev test --full
        QTest::newRow("demo, English and German, 200 %") << int(Filling::DemoData) << 1;
        QTest::newRow("demo, two fifths longer, mirrored") << int(Filling::DemoData) << 2;
        QTest::newRow("new, German and English") << int(Filling::Nothing) << 0;
        QTest::newRow("new, English and German, 200 %") << int(Filling::Nothing) << 1;
        QTest::newRow("new, two fifths longer, mirrored") << int(Filling::Nothing) << 2;
    }

    void no_text_is_cut_off_and_no_control_out_of_reach()
    {
        QFETCH(int, filling);
        QFETCH(int, look);
        m_look = kLooks[look];
        m_found.clear();
        PseudoLanguage pseudo;
        DemoDesk desk { Filling(filling) };
        desk.theme().setTextScale(m_look.scale);
        QGuiApplication::setLayoutDirection(m_look.direction);
        speak(desk, m_look.posed);
        if (m_look.pseudo)
            QCoreApplication::installTranslator(&pseudo);
        int walked = 0;
        const app::Photograph walk = [&](const QString& name) {
            ++walked;
            walkPose(desk, name);
            return true;
        };
        for (ui::Page* page : desk.window().pages()) {
            desk.window().open({ page->id(), {}, {} });
            app::settle(kPageMs);
            walk(page->id());
            if (Filling(filling) == Filling::DemoData)
                QVERIFY(app::photographPoses(desk.window(), desk.engine(), *page, walk));
        }
        QCoreApplication::removeTranslator(&pseudo);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QVERIFY(walked >= int(desk.window().pages().size()));
        m_found.removeDuplicates();
        for (const QString& line : m_found)
            qWarning("%s", qPrintable(line));
        qInfo("%d states", walked);
        QCOMPARE(m_found.size(), 0);
    }

private:
    static void speak(DemoDesk& desk, const char* language)
    {
        desk.language().use(QString::fromLatin1(language));
        desk.engine().pull();
        for (int turn = 0; turn < 6; ++turn)
            QCoreApplication::processEvents();
    }

    void note(const QString& where, const QStringList& faults)
    {
        for (const QString& line : faults)
            m_found << where + QStringLiteral(": ") + line;
    }

    void walkPose(DemoDesk& desk, const QString& pose)
    {
        desk.engine().pull();
        for (int turn = 0; turn < 6; ++turn)
            QCoreApplication::processEvents();
        lookAt(desk, pose + QLatin1Char(' ') + QString::fromLatin1(m_look.pseudo ? "pseudo" : m_look.posed));
        if (m_look.pseudo)
            note(pose, untranslatedTexts(desk.window(), OwnTexts(desk.proxy())));
        if (m_look.second[0] != '\0') {
            speak(desk, m_look.second);
            lookAt(desk, pose + QLatin1Char(' ') + QString::fromLatin1(m_look.second));
            speak(desk, m_look.posed);
        }
        if (m_look.scale < 1.5 && !m_look.pseudo) {
            note(pose, misnamedControls(desk.window()));
            note(pose, unreachableControls(desk.window()));
        }
    }

    // What a page has asked for comes in later and turns its layout once more: a fault is what stays.
    void lookAt(DemoDesk& desk, const QString& where)
    {
        const auto faults = [&desk] { return clippedTexts(desk.window()) + overlappingTexts(desk.window()); };
        (void)QTest::qWaitFor([&] { return faults().isEmpty(); }, 2000);
        note(where, faults());
    }

    Look m_look;
    QStringList m_found;
};

QTEST_MAIN(WalkTest)
#include "walk_test.moc"
