// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the rules page in one state, for looking at: ui_rules_shots FILE STATE en|de light|dark WxH, with STATE
// list, draft, groups, cascade, problem, imported, removed, shadowed, review, history, try, again, reach or left-out.
#include "tests/ui/fake_proxy.h"
#include "tests/ui/sample_log.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_page.h"
#include "ui/rules/rules_view.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

using namespace signalbox;
using namespace signalbox::ui;

namespace {

constexpr int kRequests = 900;
constexpr int kAnsweredMs = 1200;

void setUp(RulesPage& page, const QString& state)
{
    RuleDraft& draft = page.draft();
    RulesView& view = *page.findChild<RulesView*>();
    if (state == QLatin1String("list"))
        return;
    if (state == QLatin1String("cascade")) {
        view.select(5);
        return;
    }
    draft.move(0, 2);
    draft.setOn(4, Qt::Unchecked);
    if (state == QLatin1String("groups") || state == QLatin1String("problem")) {
        const std::string id = draft.add(1, QStringLiteral("Pro users, code, short"));
        RuleJson rule = draft.rules()[1]->json();
        const RuleJson code = { { "fact", "code" }, { "is", true } };
        const RuleJson tokens = { { "fact", "tokens_last" }, { "between", { 1, 500 } } };
        const RuleJson tier = { { "fact", "user_tier" }, { "is", "pro" } };
        const RuleJson stakes = { { "fact", "stakes" }, { "is", "low" } };
        RuleJson inner = { { "none", RuleJson::array({ stakes, tokens }) } };
        rule["when"] = { { "all", RuleJson::array({ code, { { "any", RuleJson::array({ tier, inner }) } } }) } };
        if (state == QLatin1String("problem"))
            rule["when"] = { { "all", RuleJson::array({ code, { { "fact", "tokens_last" }, { "lt", "many" } } }) } };
        draft.edit(1, rule, {}, QStringLiteral("edit"));
        view.select(1);
    }
    if (state == QLatin1String("imported"))
        draft.replaceAll({ draft.rules()[1]->json(), draft.rules()[3]->json() }, DraftRule::Origin::Imported, {});
    if (state == QLatin1String("removed") || state == QLatin1String("review")) {
        draft.remove(3);
        (void)draft.duplicate(1);
        view.select(4);
    }
    if (state == QLatin1String("shadowed")) {
        RuleJson rule = draft.rules()[1]->json();
        rule["name"] = "Autocomplete for pros";
        rule["when"] = { { "all",
            RuleJson::array({ { { "fact", "feature" }, { "is", "autocomplete" } },
                { { "fact", "user_tier" }, { "is", "pro" } } }) } };
        rule["route"]["tier"] = "frontier";
        (void)draft.insert(4, rule, QStringLiteral("add"));
        view.select(4);
    }
}

// Once what-if and analysis have answered.
void openPart(RulesPage& page, const QString& state)
{
    using Part = RulesPage::Part;
    const std::map<QString, Part> parts { { QStringLiteral("review"), Part::Review },
        { QStringLiteral("history"), Part::History }, { QStringLiteral("try"), Part::TryOut },
        { QStringLiteral("again"), Part::Recorded }, { QStringLiteral("reach"), Part::Reach } };
    if (const auto part = parts.find(state); part != parts.end())
        page.showPart(part->second);
    if (state == QLatin1String("left-out"))
        page.importFile(QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/corpora/imports/litellm-fallbacks.yaml"));
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc < 6)
        return 2;
    auto proxy = fake::startProxy();
    auto& state = fake::stateOf(*proxy);
    state.status.rulesVersion = 14;
    for (std::int64_t number = 9; number <= 14; ++number) {
        ConfigVersion version;
        version.number = number;
        version.origin = number == 9 ? "start" : number == 12 ? "rollback:9" : "apply";
        version.note = number == 13 ? "Autocomplete was too dear" : "";
        version.appliedAt = 1'795'000'000'000'000 + number * 3'600'000'000;
        version.text = state.config->text;
        state.versions.push_back(version);
    }
    QTemporaryDir folder;
    state.status.dataDir = folder.path().toStdString();
    fake::SampleLog log(state.status.dataDir);
    const WallUs now = QDateTime::currentMSecsSinceEpoch() * 1000;
    for (int number = 0; number < kRequests; ++number)
        log.add(fake::sampleRecord(*state.config, number, now - WallUs(kRequests - number) * 40'000'000));
    if (!log.holds(kRequests))
        return 3;
    state.status.configPath = "/etc/none.json";
    Theme theme(application);
    Language language;
    QSettings settings(QDir::tempPath() + QStringLiteral("/none.ini"), QSettings::IniFormat);
    settings.clear();
    Engine engine(*proxy);
    MainWindow window(engine, theme, language, settings);
    auto owned = std::make_unique<RulesPage>(engine, theme);
    RulesPage& page = *owned;
    window.addPage(std::move(owned));
    window.restore();
    language.use(QString::fromLocal8Bit(argv[3]));
    theme.setMode(QString::fromLocal8Bit(argv[4]) == QLatin1String("dark") ? ThemeMode::Dark : ThemeMode::Light);
    const QStringList size = QString::fromLocal8Bit(argv[5]).split(QLatin1Char('x'));
    window.resize(size[0].toInt(), size[1].toInt());
    window.show();
    window.open({ page.id(), {}, {} });
    setUp(page, QString::fromLocal8Bit(argv[2]));
    const QString out = QString::fromLocal8Bit(argv[1]);
    QTimer::singleShot(kAnsweredMs, &window, [&] { openPart(page, QString::fromLocal8Bit(argv[2])); });
    QTimer::singleShot(2 * kAnsweredMs, &window, [&] {
        window.grab().save(out);
        application.quit();
    });
    return QApplication::exec();
}
