// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshots.h"

#include "app/options.h"
#include "app/poses.h"
#include "app/settle.h"

#include "ui/bridge/engine.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QDir>
#include <QPixmap>

#include <fmt/format.h>

#include <algorithm>

namespace signalbox::app {

namespace {

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

/// Every page, and the inspector over the page of requests, in the theme and language that are set.
bool photographPages(
    ui::MainWindow& window, ui::Engine& engine, Subjects subjects, const QDir& folder, const QString& look)
{
    for (ui::Page* page : window.pages()) {
        window.open({ page->id(), {}, {} });
        if (!photograph(window, folder, page->id() + look))
            return false;
        const auto take = [&](const QString& name) { return photograph(window, folder, name + look); };
        if (subjects == Subjects::PagesAndPosed && !photographPoses(window, engine, *page, take))
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
    if (subjects == Subjects::Pages)
        return kFine;
    // Once more with the largest text, in the language with the longer words, which is the one in use.
    theme.set(ui::ThemeMode::Light, 2);
    return photographPages(window, engine, subjects, folder, QStringLiteral("-light-de-200")) ? kFine : kUsage;
}

} // namespace signalbox::app
