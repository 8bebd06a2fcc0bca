// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/desk_files.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <memory>

namespace signalbox::ui {

/// Sees when somebody else writes the configuration file, and takes over what is sound. What the program writes itself
/// is no news. GUI thread; engine and files outlive it.
class ConfigWatch final : public QObject {
    Q_OBJECT

public:
    explicit ConfigWatch(Engine& engine, DeskFiles& files, QObject* parent = nullptr);
    void look(); ///< now

Q_SIGNALS:
    void takenOver(const std::shared_ptr<const signalbox::Config>& former);
    void refused(const QString& why); ///< what was in force stays

private:
    void watch();

    Engine& m_engine;
    DeskFiles& m_files;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    std::string m_seen; ///< text of the file that was looked at last
};

} // namespace signalbox::ui
