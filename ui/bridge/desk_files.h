// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"

#include "core/budget/backup.h"

#include <QObject>

#include <functional>
#include <memory>

namespace signalbox::ui {

class Worker;

/// What leaves the program as files, and the configuration file as somebody else wrote it. Works on a thread of its own
/// and answers on the GUI thread, unless the context object has died meanwhile. Proxy and engine outlive it.
class DeskFiles final : public QObject {
    Q_OBJECT

public:
    DeskFiles(RunningProxy& proxy, Engine& engine, QObject* parent = nullptr);
    ~DeskFiles() override;

    template <class T> using Answer = std::function<void(Result<T>)>;
    /// A copy of all that can't be made again, in a new folder. Errors as makeBackup().
    void backUp(const QString& folder, QObject* context, Answer<BackupSummary> done);
    /// Into a file, without a secret: the set-up, or what somebody who helps has to know. Errors: file_unwritable
    /// (path).
    enum class Export { Setup, Diagnostics };
    void write(Export what, const QString& path, QObject* context, Answer<bool> done);
    /// What compacting the log takes now.
    void fetchLogRoom(QObject* context, Answer<LogRoom> done);
    /// Begins it; Engine::status() says how far it is. Errors as RunningProxy::compactLog().
    void compactLog(QObject* context, Answer<bool> done);
    void cancelCompaction();
    /// Reads the configuration file again; it is left as it is.
    [[nodiscard]] ConfigRead reload();

private:
    RunningProxy& m_proxy;
    Engine& m_engine;
    std::unique_ptr<Worker> m_worker;
};

} // namespace signalbox::ui
