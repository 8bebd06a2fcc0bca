// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ceiling_trial.h"
#include "core/budget/reconcile.h"
#include "core/budget/spending.h"
#include "core/proxy/config.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace signalbox::ui {

class Worker;

/// Asks the ledger and the log what was spent and what would have been, on a thread of its own. Lives on the GUI thread
/// and answers there, each question once, unless the context object has died meanwhile.
class Books final : public QObject {
    Q_OBJECT

public:
    explicit Books(QObject* parent = nullptr);
    ~Books() override;
    void setDataDir(const std::string& dir) { m_dir = dir; }

    template <class T> using Answer = std::function<void(Result<T>)>;
    void spending(const std::string& sinceDay, const DayRule& day, QObject* context, Answer<Spending> done);
    /// config outlives the question: its tiers are what a downgrade would have used.
    void tryCeiling(const std::string& sinceDay, const Ceiling& ceiling, std::shared_ptr<const Config> config,
        QObject* context, Answer<TrialReport> done);
    void uncertain(QObject* context, Answer<std::vector<LedgerRow>> done);
    /// Reads a provider's export. Errors also: file_unreadable (path).
    void reconcile(const QString& path, const std::string& provider, std::shared_ptr<const Config> config,
        QObject* context, Answer<Reconciliation> done);
    /// format: "csv", "json" or "html"; written to path. Errors also: file_unwritable (path).
    void writeReport(const QString& path, const std::string& format, WallUs since, const DayRule& day, QObject* context,
        Answer<bool> done);

private:
    std::string m_dir;
    std::unique_ptr<Worker> m_worker;
};

} // namespace signalbox::ui
