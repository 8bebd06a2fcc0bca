// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders.h"

#include <QCoreApplication>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>

namespace signalbox::app {

int runAlerts(const Options& options, int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const bool test = options.verb == Verb::AlertsTest;
    const auto answer =
        askRunning(options.dataDir, { { "verb", test ? "alerts.test" : "alerts.list" }, { "name", options.name } });
    if (!answer) {
        fmt::print(stderr, "signalbox: nothing runs on {}; start the desk or `signalbox serve`\n", options.dataDir);
        return kFound;
    }
    if (!answer->value("ok", false)) {
        return failWith(errorOf(*answer));
    }
    if (test)
        fmt::print("sent through {}\n", options.name);
    for (const nlohmann::json& alert : answer->value("alerts", nlohmann::json::array()))
        fmt::print("{}\n", alert.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return kFine;
}

} // namespace signalbox::app
