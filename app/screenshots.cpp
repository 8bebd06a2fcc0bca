// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshots.h"

#include "app/options.h"

#include "ui/bridge/engine.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"

#include <QDir>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

#include <fmt/format.h>

namespace signalbox::app {

namespace {

/// Lets the pages fetch and paint: the engine pulls every 250 ms.
void settle(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

int takeScreenshots(const std::string& dir, ui::MainWindow& window, ui::Theme& theme, ui::Language& language, ui::Engine& engine)
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
            for (const ui::Page* page : window.pages()) {
                window.showPage(page->id());
                settle(700);
                const QString name = QStringLiteral("%1-%2-%3.png").arg(page->id(), mode == ui::ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"), code);
                const QString path = folder.filePath(name);
                if (!window.grab().save(path)) {
                    fmt::print(stderr, "signalbox: cannot write {}\n", path.toStdString());
                    return kUsage;
                }
                fmt::print("{}\n", path.toStdString());
            }
        }
    }
    return kFine;
}

} // namespace signalbox::app
