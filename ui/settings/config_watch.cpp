// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/config_watch.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QFileInfo>

#include <chrono>

namespace signalbox::ui {

namespace {

constexpr std::chrono::milliseconds kQuiet { 300 }; ///< editors write in steps

} // namespace

ConfigWatch::ConfigWatch(Engine& engine, DeskFiles& files, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_files(files)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kQuiet);
    connect(&m_soon, &QTimer::timeout, this, &ConfigWatch::look);
    // A file that is replaced is another one: the folder says so.
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_soon.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_soon.start(); });
    watch();
    if (const auto text = readTextFile(m_engine.status().configPath))
        m_seen = *text;
}

void ConfigWatch::watch()
{
    const QString path = toQString(m_engine.status().configPath);
    if (path.isEmpty())
        return;
    const QString folder = QFileInfo(path).absolutePath();
    for (const QString& each : { path, folder }) {
        if (!m_watcher.files().contains(each) && !m_watcher.directories().contains(each) && QFileInfo::exists(each))
            m_watcher.addPath(each);
    }
}

void ConfigWatch::look()
{
    watch();
    const auto text = readTextFile(m_engine.status().configPath);
    if (!text || *text == m_seen)
        return;
    m_seen = *text;
    const auto former = m_engine.config();
    const ConfigRead read = readConfig(*text, PriceBook::builtIn());
    const bool wasWrong = firstError(m_engine.status().configProblems) != nullptr;
    if (read.config != nullptr && read.config->text == former->text && !wasWrong)
        return; // the program's own, or nothing that matters
    const ConfigRead taken = m_files.reload();
    if (taken.config != nullptr) {
        if (taken.config->text != former->text)
            Q_EMIT takenOver(former);
        return;
    }
    if (const ConfigProblem* problem = firstError(taken.problems))
        Q_EMIT refused(problemText(*problem));
}

} // namespace signalbox::ui
