// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshots.h"

#include "app/options.h"

#include "ui/bridge/engine.h"
#include "ui/rules/rules_page.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

#include <fmt/format.h>

#include <algorithm>

namespace signalbox::app {

namespace {

constexpr int kQuestionsMs = 1500; ///< until what-if and analysis have answered

/// Lets the pages fetch and paint: the engine pulls every 250 ms.
void settle(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// The window as a picture in the folder; the path is printed. False where it cannot be written.
bool photograph(ui::MainWindow& window, const QDir& folder, const QString& name)
{
    settle(650);
    // Which control has the focus is chance here: no ring around it.
    if (QWidget* focused = QApplication::focusWidget())
        focused->clearFocus();
    settle(50);
    const QString path = folder.filePath(name + QStringLiteral(".png"));
    if (!window.grab().save(path)) {
        fmt::print(stderr, "signalbox: cannot write {}\n", path.toStdString());
        return false;
    }
    fmt::print("{}\n", path.toStdString());
    return true;
}

/// The request that shows most: an escalated one among the latest, or else the latest.
QString requestToInspect(const LiveSnapshot& live)
{
    const auto escalated = std::find_if(
        live.latest.begin(), live.latest.end(), [](const LiveRequest& request) { return request.escalated; });
    if (escalated != live.latest.end())
        return QString::fromStdString(escalated->id);
    return live.latest.empty() ? QString() : QString::fromStdString(live.latest.front().id);
}

/// Something to edit: a rule moved, one switched off, and a new one with a group that the rule above it takes all from.
void writeDraft(ui::RulesPage& page)
{
    ui::RuleDraft& draft = page.draft();
    draft.move(0, 1);
    draft.setOn(3, Qt::Unchecked);
    const ui::RuleJson when = ui::RuleJson::parse(R"({"all": [{"fact": "code", "is": true},
        {"any": [{"fact": "user_tier", "is": "pro"}, {"fact": "tokens_last", "lt": 500}]}]})");
    ui::RuleJson rule = draft.rules()[2]->json();
    rule["name"] = "Short code is cheap, too";
    rule["when"] = when;
    rule["route"] = { { "strategy", "direct" }, { "tier", draft.tierIds().front() } };
    (void)draft.insert(2, rule, QStringLiteral("add"));
    page.edit(2);
}

/// The rules page while it is worked with; the draft is thrown away again.
bool photographRules(ui::MainWindow& window, ui::RulesPage& page, const QDir& folder, const QString& look)
{
    using Part = ui::RulesPage::Part;
    window.open({ page.id(), {}, {} });
    writeDraft(page);
    settle(kQuestionsMs);
    const std::pair<const char*, Part> parts[] { { "draft", Part::List }, { "review", Part::Review },
        { "try", Part::TryOut }, { "again", Part::Recorded }, { "reach", Part::Reach }, { "history", Part::History } };
    for (const auto& [name, part] : parts) {
        page.showPart(part);
        if (!photograph(window, folder, QStringLiteral("rules-") + QLatin1String(name) + look))
            return false;
    }
    page.showPart(Part::List);
    while (page.draft().stack().canUndo())
        page.draft().stack().undo();
    return true;
}

/// Every page, and the inspector over the page of requests, in the theme and language that are set.
bool photographPages(
    ui::MainWindow& window, ui::Engine& engine, Subjects subjects, const QDir& folder, const QString& look)
{
    for (ui::Page* page : window.pages()) {
        window.open({ page->id(), {}, {} });
        if (!photograph(window, folder, page->id() + look))
            return false;
        auto* rules = subjects == Subjects::PagesAndPosed ? qobject_cast<ui::RulesPage*>(page) : nullptr;
        if (rules != nullptr && !photographRules(window, *rules, folder, look))
            return false;
    }
    const QString request = requestToInspect(engine.live());
    if (request.isEmpty())
        return true;
    window.open({ QStringLiteral("requests"), request, {} });
    return photograph(window, folder, QStringLiteral("inspector") + look);
}

} // namespace

int takeScreenshots(const std::string& dir, Subjects subjects, ui::MainWindow& window, ui::Theme& theme,
    ui::Language& language, ui::Engine& engine)
{
    const QDir folder(QString::fromStdString(dir));
    if (!folder.mkpath(QStringLiteral("."))) {
        fmt::print(stderr, "signalbox: cannot create {}\n", dir);
        return kUsage;
    }
    window.restore();
    window.resize(1180, 760);
    window.show();
    engine.setVisible(true);
    for (const QString& code : { QStringLiteral("en"), QStringLiteral("de") }) {
        language.use(code);
        for (const ui::ThemeMode mode : { ui::ThemeMode::Light, ui::ThemeMode::Dark }) {
            theme.setMode(mode);
            const QString look = QStringLiteral("-%1-%2").arg(
                mode == ui::ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"), code);
            if (!photographPages(window, engine, subjects, folder, look))
                return kUsage;
        }
    }
    return kFine;
}

} // namespace signalbox::app
