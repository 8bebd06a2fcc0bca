// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs.h"

#include "core/proxy/config.h"
#include "core/record/report.h"

#include <fmt/format.h>

namespace signalbox::app {

int runReport(const Options& options)
{
    const WallUs now = SystemClock().now();
    const auto since = options.since.empty() ? Result<WallUs>(0) : parseSince(options.since, now);
    if (!since) {
        fmt::print(stderr, "signalbox: {}\n", since.error().text());
        return kUsage;
    }
    const auto text = readTextFile(options.configPath);
    const ConfigRead read = text ? readConfig(*text, PriceBook::builtIn()) : ConfigRead {};
    const auto report = readReport(options.dataDir, *since, now, read.config ? read.config->day : DayRule());
    if (!report) {
        fmt::print(stderr, "signalbox: {}\n", report.error().text());
        return exitCodeOf(report.error());
    }
    const std::string out = options.format == "json" ? reportJson(*report)
        : options.format == "html"                   ? reportHtml(*report)
                                                     : reportCsv(*report);
    fmt::print("{}", out);
    return kFine;
}

} // namespace signalbox::app
