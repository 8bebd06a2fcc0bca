// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/request_log.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <thread>

namespace signalbox::ui {

enum class ExportFormat { Csv, JsonLines };

/// One line of a CSV file of requests. Texts come from clients: one that a spreadsheet would take for a formula gets an
/// apostrophe before it.
[[nodiscard]] std::string csvHeader();
[[nodiscard]] std::string csvLine(const LiveRequest& request);

/// Writes the requests that fit a filter to a file, oldest first, on a thread of its own. The file is there, whole,
/// when done() comes without an error; else what was there before stays. Lives on the GUI thread; deleting it cancels.
class ExportJob final : public QObject {
    Q_OBJECT

public:
    ExportJob(QString dataDir, const RequestFilter& filter, ExportFormat format, QString path, QObject* parent);
    ~ExportJob() override;
    void start();
    void cancel() { m_cancel = true; }
    [[nodiscard]] qint64 written() const { return m_written.load(); } ///< requests so far
    [[nodiscard]] const QString& path() const { return m_path; }

Q_SIGNALS:
    void done(const signalbox::Error& error); ///< code "": written; cancelled, file_unwritable, storage_...

private:
    [[nodiscard]] Result<void> work();
    QString m_dataDir;
    RequestFilter m_filter;
    ExportFormat m_format;
    QString m_path;
    std::atomic<bool> m_cancel = false;
    std::atomic<qint64> m_written = 0;
    std::thread m_thread;
};

} // namespace signalbox::ui
