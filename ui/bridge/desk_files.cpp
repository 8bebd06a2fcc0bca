// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/desk_files.h"

#include "ui/bridge/ask.h"

#include "core/proxy/setup_export.h"
#include "core/record/data_folder.h"

#include <QDir>
#include <QGuiApplication>
#include <QSysInfo>

namespace signalbox::ui {

namespace {

std::string diagnosticsText(RunningProxy& proxy)
{
    Diagnostics found;
    found.about = { { "version", SIGNALBOX_VERSION }, { "qt", qVersion() },
        { "system", QSysInfo::prettyProductName().toStdString() },
        { "kernel", QSysInfo::kernelType().toStdString() + " " + QSysInfo::kernelVersion().toStdString() },
        { "platform", QGuiApplication::platformName().toStdString() } };
    found.status = proxy.status();
    found.breakers = proxy.breakers();
    found.secrets = proxy.secretViews();
    found.keys = proxy.keys();
    const QDir folder(QString::fromStdString(found.status.dataDir));
    for (const QFileInfo& file : folder.entryInfoList(QDir::Files, QDir::Name))
        found.files.emplace_back(file.fileName().toStdString(), file.size());
    return proxy.redacted(diagnosticsJson(found, *proxy.config(), SystemClock().now()));
}

} // namespace

DeskFiles::DeskFiles(RunningProxy& proxy, Engine& engine, QObject* parent)
    : QObject(parent)
    , m_proxy(proxy)
    , m_engine(engine)
    , m_worker(std::make_unique<Worker>())
{
}

DeskFiles::~DeskFiles()
{
    m_worker->stop();
}

void DeskFiles::backUp(const QString& folder, QObject* context, Answer<BackupSummary> done)
{
    const RunningProxy::Status& now = m_engine.status();
    auto work = [data = now.dataDir, config = now.configPath, to = folder.toStdString()] {
        return makeBackup(data, config, to, SystemClock().now());
    };
    ask(*m_worker, *this, context, std::move(work), std::move(done));
}

void DeskFiles::write(Export what, const QString& path, QObject* context, Answer<bool> done)
{
    auto work = [&proxy = m_proxy, what, path]() -> Result<bool> {
        const std::string text = what == Export::Setup ? setupJson(*proxy.config(), proxy.keys(), SystemClock().now())
                                                       : diagnosticsText(proxy);
        return replaceFile(path.toStdString(), text).map([] { return true; });
    };
    ask(*m_worker, *this, context, std::move(work), std::move(done));
}

void DeskFiles::fetchLogRoom(QObject* context, Answer<LogRoom> done)
{
    ask(
        *m_worker, *this, context, [dir = m_engine.status().dataDir] { return logRoom(dir); }, std::move(done));
}

void DeskFiles::compactLog(QObject* context, Answer<bool> done)
{
    auto work = [&proxy = m_proxy]() -> Result<bool> { return proxy.compactLog().map([] { return true; }); };
    ask(*m_worker, *this, context, std::move(work), std::move(done));
}

void DeskFiles::cancelCompaction()
{
    m_proxy.cancelCompaction();
}

ConfigRead DeskFiles::reload()
{
    ConfigRead read = m_proxy.reload();
    m_engine.pull(); // what is wrong with it is news, too
    return read;
}

} // namespace signalbox::ui
