// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/control.h"
#include "app/keychain_vault.h"
#include "app/signals.h"
#include "app/verbs.h"

#include "core/proxy/proxy.h"

#include <QCoreApplication>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>

namespace signalbox::app {

namespace {

void printProblems(const Proxy::Status& status)
{
    for (const ConfigProblem& problem : status.configProblems)
        fmt::print(stderr, "signalbox: {}\n", problem.text());
    if (status.configFromLastGood)
        fmt::print(stderr, "signalbox: the configuration is not usable; the last good one is in force\n");
}

/// The first line on stdout, when requests can be served.
void printReady(Proxy& proxy)
{
    const Proxy::Status status = proxy.status();
    nlohmann::ordered_json ready { { "event", "ready" }, { "base_url", status.baseUrl }, { "sandbox", status.sandbox },
        { "pid", QCoreApplication::applicationPid() } };
    if (proxy.keys().empty()) {
        if (const auto key = proxy.addKey("first", std::nullopt))
            ready["key"] = key->text;
    }
    fmt::print("{}\n", ready.dump());
    std::fflush(stdout);
}

} // namespace

int runServe(const Options& options, int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    Proxy::Options proxyOptions;
    proxyOptions.dataDir = options.dataDir;
    proxyOptions.configPath = options.configPath;
    proxyOptions.port = options.port;
    proxyOptions.sandbox = options.sandbox;
    proxyOptions.vault = std::make_shared<KeychainVault>(options.dataDir);
    if (!options.script.empty()) {
        auto script = readTextFile(options.script);
        if (!script) {
            fmt::print(stderr, "signalbox: {}\n", script.error().text());
            return kUsage;
        }
        proxyOptions.sandboxScript = std::move(*script);
    }
    auto proxy = Proxy::start(std::move(proxyOptions));
    if (!proxy) {
        fmt::print(stderr, "signalbox: {}\n", proxy.error().text());
        return exitCodeOf(proxy.error());
    }
    const Proxy::Status status = (*proxy)->status();
    printProblems(status);
    if (!status.listening) {
        fmt::print(stderr, "signalbox: {}\n", status.listenError ? status.listenError->text() : "not listening");
        return kTaken;
    }
    const ControlServer control(**proxy, options.dataDir);
    const Signals signals;
    QObject::connect(&signals, &Signals::stopRequested, &application, &QCoreApplication::quit);
    QObject::connect(&signals, &Signals::reloadRequested, &application, [&proxy] {
        const ConfigRead read = (*proxy)->reload();
        for (const ConfigProblem& problem : read.problems)
            fmt::print(stderr, "signalbox: {}\n", problem.text());
    });
    printReady(**proxy);
    const int code = application.exec();
    (*proxy)->stop(std::chrono::seconds(4));
    return code;
}

} // namespace signalbox::app
