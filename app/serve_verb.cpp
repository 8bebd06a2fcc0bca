// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/channel_words.h"
#include "app/control.h"
#include "app/keychain_vault.h"
#include "app/service_manager.h"
#include "app/signals.h"
#include "app/verbs.h"

#include "core/attach/desk_server.h"
#include "core/proxy/proxy.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace signalbox::app {

namespace {

void printProblems(const Proxy::Status& status)
{
    for (const ConfigProblem& problem : status.configProblems)
        fmt::print(stderr, "signalbox: {}\n", problem.text());
    if (firstError(status.configProblems))
        fmt::print(stderr, "signalbox: the configuration is not usable; the {} one is in force\n",
            status.configFromLastGood ? "last good" : "built-in");
}

bool isAnswered(Proxy& proxy)
{
    const auto views = proxy.secrets().view();
    const auto config = proxy.config();
    return std::all_of(config->providers.begin(), config->providers.end(), [&views](const auto& provider) {
        return std::all_of(provider->secretRefs.begin(), provider->secretRefs.end(), [&](const std::string& key) {
            return std::any_of(views.begin(), views.end(), [&](const auto& view) { return view.reference == key; });
        });
    });
}

/// What became of listen.outer; "" where there is none. An address that can't be had is tried again by itself.
std::string outerLine(const Proxy::Status& status)
{
    if (status.outerError)
        return fmt::format("not listening for containers: {}; the loopback is served", errorLine(*status.outerError));
    return status.outerUrl.empty() ? std::string() : "listening for containers at " + status.outerUrl;
}

/// A keychain answers within milliseconds, unless it has to ask the user: nobody waits for that.
void awaitSecrets(Proxy& proxy)
{
    if (isAnswered(proxy))
        return;
    QEventLoop loop;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
        if (isAnswered(proxy))
            loop.quit();
    });
    poll.start(std::chrono::milliseconds(5));
    QTimer::singleShot(std::chrono::milliseconds(1000), &loop, &QEventLoop::quit);
    loop.exec();
}

/// The first line on stdout, when requests can be served.
void printReady(Proxy& proxy)
{
    const Proxy::Status status = proxy.status();
    nlohmann::ordered_json ready { { "event", "ready" }, { "base_url", status.baseUrl }, { "sandbox", status.sandbox },
        { "pid", QCoreApplication::applicationPid() } };
    if (!status.outerUrl.empty() && !status.outerError)
        ready["outer_base_url"] = status.outerUrl;
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
    proxyOptions.alertWords = channelWords();
    proxyOptions.vault = std::make_shared<KeychainVault>(options.dataDir);
    if (!options.script.empty()) {
        auto script = readTextFile(options.script);
        if (!script) {
            fmt::print(stderr, "signalbox: {}\n", errorLine(script.error()));
            return kUsage;
        }
        proxyOptions.sandboxScript = std::move(*script);
    }
    auto proxy = Proxy::start(std::move(proxyOptions));
    if (!proxy) {
        return failWith(proxy.error());
    }
    const Proxy::Status status = (*proxy)->status();
    printProblems(status);
    if (!status.listening) {
        fmt::print(stderr, "signalbox: {}\n", status.listenError ? errorLine(*status.listenError) : "not listening");
        return kTaken;
    }
    if ((*proxy)->config()->sameUserOnly && !status.peersKnown)
        fmt::print(stderr,
            "signalbox: the kernel does not say which user a client is (no sock_diag here), so clients of other users "
            "are {}\n",
            (*proxy)->config()->sameUserProven ? "refused with all others (listen.same_user_only: required)"
                                               : "not refused; they still need a key");
    std::string outerTold = outerLine(status);
    if (status.outerError)
        fmt::print(stderr, "signalbox: {}\n", outerTold);
    const ControlServer control(**proxy, options.dataDir);
    const auto desks = attach::DeskServer::open(**proxy, attach::DeskServer::Options(options.dataDir));
    if (!desks)
        fmt::print(stderr, "signalbox: no desk can attach: {}\n", errorLine(desks.error()));
    const Signals signals;
    QObject::connect(&signals, &Signals::stopRequested, &application, &QCoreApplication::quit);
    QObject::connect(&signals, &Signals::reloadRequested, &application, [&proxy] {
        const ConfigRead read = (*proxy)->reload();
        for (const ConfigProblem& problem : read.problems)
            fmt::print(stderr, "signalbox: {}\n", problem.text());
    });
    QTimer outerWatch;
    QObject::connect(&outerWatch, &QTimer::timeout, &application, [&] {
        const std::string line = outerLine((*proxy)->status());
        if (!line.empty() && line != outerTold)
            fmt::print(stderr, "signalbox: {}\n", line);
        outerTold = line;
    });
    outerWatch.start(std::chrono::seconds(1));
    awaitSecrets(**proxy);
    printReady(**proxy);
    tellServiceManager("READY=1\nSTATUS=Routing on " + (*proxy)->status().baseUrl);
    const int code = application.exec();
    tellServiceManager("STOPPING=1");
    if (desks) {
        (*proxy)->secrets().giveUp(); // nobody answers the keychain's questions any more
        (*desks)->close();
    }
    (*proxy)->stop(std::chrono::seconds(4));
    return code;
}

} // namespace signalbox::app
