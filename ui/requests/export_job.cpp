// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/export_job.h"

#include "core/proxy/record_traces.h"
#include "core/record/json_line.h"
#include "core/record/report.h"
#include "ui/shell/format.h"

#include <QSaveFile>

#include <fmt/format.h>

namespace signalbox::ui {

namespace {

/// In quotes; nothing a spreadsheet would run.
void addText(std::string& line, const std::string& text)
{
    line += '"';
    const std::string safe = visibleText(text);
    if (!safe.empty() && std::string_view("=+-@\t\r").find(safe.front()) != std::string_view::npos)
        line += '\'';
    for (const char c : safe) {
        if (c == '"')
            line += '"';
        line += c;
    }
    line += "\",";
}

void addNumber(std::string& line, std::int64_t number)
{
    fmt::format_to(std::back_inserter(line), "{},", number);
}

} // namespace

std::string csvHeader()
{
    return "id,started_at,tier,model,rule_id,rule_name,reason,client,feature,session,status,error_code,attempts,"
           "tokens_in,tokens_out,total_us,first_byte_us,cost_usd,saved_usd,simulated,estimated,unpriced,stream,"
           "escalated\r\n";
}

std::string csvLine(const LiveRequest& request)
{
    std::string line;
    addText(line, request.id);
    addText(line, isoUtc(request.at));
    for (const std::string* text : { &request.tier, &request.model, &request.ruleId, &request.ruleName, &request.reason,
             &request.client, &request.feature, &request.session })
        addText(line, *text);
    addNumber(line, request.status);
    addText(line, request.errorCode);
    for (const std::int64_t number : { std::int64_t { request.attempts }, request.tokensIn, request.tokensOut,
             request.totalUs, request.firstByteUs })
        addNumber(line, number);
    for (const std::int64_t nano : { request.costNano, request.savedNano })
        line += Money::fromNano(nano).dollars() + ',';
    for (const bool flag :
        { request.simulated, request.estimated, request.unpriced, request.stream, request.escalated })
        line += flag ? "1," : "0,";
    line.back() = '\r';
    return line + '\n';
}

ExportJob::ExportJob(QString dataDir, const RequestFilter& filter, ExportFormat format, QString path, QObject* parent)
    : QObject(parent)
    , m_dataDir(std::move(dataDir))
    , m_filter(filter)
    , m_format(format)
    , m_path(std::move(path))
{
}

ExportJob::~ExportJob()
{
    m_cancel = true;
    if (m_thread.joinable())
        m_thread.join();
}

void ExportJob::start()
{
    m_thread = std::thread([this] {
        const Result<void> result = work();
        const Error error = result ? Error() : result.error();
        QMetaObject::invokeMethod(
            this, [this, error] { Q_EMIT done(error); }, Qt::QueuedConnection);
    });
}

Result<void> ExportJob::work()
{
    const std::string dir = toStd(m_dataDir);
    const auto traces = std::make_shared<const RecordTraces>(dir);
    const auto log = RequestLog::open(dir, [traces](RequestRecord& record) { traces->complete(record); });
    if (!log)
        return tl::unexpected(log.error());
    const auto unwritable = [this] { return fail("file_unwritable", { { "path", toStd(m_path) } }); };
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable();
    bool sound = true;
    const auto write = [&](std::string_view line) {
        sound = sound && file.write(line.data(), qint64(line.size())) == qint64(line.size());
        if (!sound)
            m_cancel = true; // no use in reading on
    };
    const auto count = [this] { m_written.fetch_add(1, std::memory_order_relaxed); };
    Result<void> read;
    if (m_format == ExportFormat::JsonLines) {
        read = (*log)->exportJsonLines(
            m_filter,
            [&](std::string_view line) {
                write(line);
                count();
            },
            &m_cancel);
    } else {
        write(csvHeader());
        read = (*log)->exportLines(
            m_filter,
            [&](const LiveRequest& request) {
                write(csvLine(request));
                count();
            },
            &m_cancel);
    }
    if (!sound)
        return unwritable();
    if (!read)
        return read;
    if (m_cancel)
        return fail("cancelled");
    return file.commit() ? Result<void>() : unwritable();
}

} // namespace signalbox::ui
