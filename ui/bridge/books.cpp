// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/books.h"

#include "ui/bridge/ask.h"

#include "core/budget/ledger_rows.h"
#include "core/record/data_folder.h"
#include "core/record/report.h"

namespace signalbox::ui {

Books::Books(QObject* parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>())
{
}

Books::~Books()
{
    m_worker->stop();
}

void Books::spending(const std::string& sinceDay, const DayRule& day, QObject* context, Answer<Spending> done)
{
    ask(
        *m_worker, *this, context, [dir = m_dir, sinceDay, day] { return readSpending(dir, sinceDay, day); },
        std::move(done));
}

void Books::tryCeiling(const std::string& sinceDay, const Ceiling& ceiling, std::shared_ptr<const Config> config,
    QObject* context, Answer<TrialReport> done)
{
    auto work = [dir = m_dir, sinceDay, ceiling, config = std::move(config)] {
        return signalbox::tryCeiling(dir, sinceDay, ceiling, config->tiers);
    };
    ask(*m_worker, *this, context, std::move(work), std::move(done));
}

void Books::uncertain(QObject* context, Answer<std::vector<LedgerRow>> done)
{
    ask(
        *m_worker, *this, context, [dir = m_dir] { return uncertainAttempts(dir); }, std::move(done));
}

void Books::reconcile(const QString& path, const std::string& provider, std::shared_ptr<const Config> config,
    QObject* context, Answer<Reconciliation> done)
{
    auto work = [dir = m_dir, path, provider, config = std::move(config)]() -> Result<Reconciliation> {
        const auto usage = readUsageExportFile(path.toStdString());
        if (!usage)
            return tl::unexpected(usage.error());
        return reconcileLedger(dir, provider, *usage, costsOf(config->tiers, provider));
    };
    ask(*m_worker, *this, context, std::move(work), std::move(done));
}

void Books::writeReport(const QString& path, const std::string& format, WallUs since, const DayRule& day,
    QObject* context, Answer<bool> done)
{
    auto work = [dir = m_dir, path, format, since, day]() -> Result<bool> {
        auto report = readReport(dir, since, SystemClock().now(), day);
        if (!report)
            return tl::unexpected(report.error());
        if (const auto spending = readSpending(dir, day.dayOf(since), day))
            addSessions(*report, *spending);
        const std::string text = format == "json" ? reportJson(*report)
            : format == "html"                    ? reportHtml(*report)
                                                  : reportCsv(*report);
        return replaceFile(path.toStdString(), text).map([] { return true; });
    };
    ask(*m_worker, *this, context, std::move(work), std::move(done));
}

} // namespace signalbox::ui
