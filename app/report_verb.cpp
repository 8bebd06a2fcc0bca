// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo.h"
#include "app/verbs.h"

#include "core/budget/spending.h"
#include "core/proxy/config.h"
#include "core/record/report.h"

#include <fmt/format.h>

#include <stdlib.h>

#include <filesystem>

namespace signalbox::app {

namespace {

int refuse(const Error& error)
{
    fmt::print(stderr, "signalbox: {}\n", errorLine(error));
    return kUsage;
}

/// A folder that goes away again.
class Passing {
public:
    Passing()
        : m_path((std::filesystem::temp_directory_path() / "signalbox-demo-XXXXXX").string())
    {
        m_made = ::mkdtemp(m_path.data()) != nullptr;
    }
    ~Passing()
    {
        std::error_code ignored;
        if (m_made)
            std::filesystem::remove_all(m_path, ignored);
    }
    Passing(const Passing&) = delete;
    Passing& operator=(const Passing&) = delete;
    [[nodiscard]] std::string dir() const { return m_path + "/data"; }

private:
    std::string m_path;
    bool m_made = false;
};

enum class Sessions { With, Without };

Result<Report> reportOf(const std::string& dir, WallUs since, WallUs until, const DayRule& day, Sessions sessions)
{
    auto report = readReport(dir, since, until, day);
    if (!report || sessions == Sessions::Without)
        return report;
    const auto spending = readSpending(dir, since == 0 ? "" : day.dayOf(since), day);
    if (spending)
        addSessions(*report, *spending);
    return report;
}

} // namespace

int runReport(const Options& options)
{
    const WallUs now = SystemClock().now();
    const auto since = options.since.empty() ? Result<WallUs>(0) : parseSince(options.since, now);
    const auto until = options.until.empty() ? Result<WallUs>(now) : parseSince(options.until, now);
    if (!since || !until)
        return refuse(!since ? since.error() : until.error());
    if (*since >= *until)
        return refuse({ "span_reversed", {} });
    const auto text = readTextFile(options.configPath);
    const ConfigRead read = text && !options.demo ? readConfig(*text, PriceBook::builtIn()) : ConfigRead {};
    const Passing passing;
    if (options.demo) {
        if (const auto made = makeDemoYear(passing.dir(), *until); !made)
            return refuse(made.error());
    }
    const DayRule day = options.demo ? *DayRule::make("UTC", 0) : read.config ? read.config->day : DayRule();
    // What begins at `until` is not in it any more.
    const WallUs last = options.until.empty() ? *until : *until - 1;
    // The ledger is read to its end: sessions of a span that ended before are not told apart.
    const Sessions sessions = options.until.empty() || options.demo ? Sessions::With : Sessions::Without;
    const auto report = reportOf(options.demo ? passing.dir() : options.dataDir, *since, last, day, sessions);
    if (!report)
        return failWith(report.error());
    const std::string out = options.format == "json" ? reportJson(*report)
        : options.format == "html"                   ? reportHtml(*report)
                                                     : reportCsv(*report);
    fmt::print("{}", out);
    return kFine;
}

} // namespace signalbox::app
