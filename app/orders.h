// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/control.h"
#include "app/verbs.h"

#include "core/budget/ledger.h"

#include <nlohmann/json.hpp>

#include <future>

// How verbs change the ledger: through the running instance where there is one, else by its own writer.
namespace signalbox::app {

[[nodiscard]] inline Error errorOf(const nlohmann::json& answer)
{
    Error error { answer.value("code", "control_syntax"), {} };
    for (const auto& [name, value] : answer.value("parameters", nlohmann::json::object()).items())
        error.parameters.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
    return error;
}

/// No instance runs: the ledger is opened, changed by its own writer, and closed again.
template <class Change> [[nodiscard]] Result<void> changeLedger(const Options& options, Change change)
{
    static const SystemClock clock;
    Ledger::Options ledgerOptions;
    ledgerOptions.dir = options.dataDir;
    auto ledger = Ledger::open(std::move(ledgerOptions), clock, DayRule());
    if (!ledger)
        return tl::unexpected(ledger.error());
    Writer writer;
    (*ledger)->attach(writer);
    writer.start();
    std::promise<Result<void>> promise;
    change(**ledger, [&promise](Result<void> result) { promise.set_value(std::move(result)); });
    Result<void> result = promise.get_future().get();
    writer.stop();
    return result;
}

/// The running instance does it; without one the ledger's own writer, under the ceilings of the configuration.
template <class Change>
[[nodiscard]] Result<void> ordered(const Options& options, const nlohmann::json& request, Change change)
{
    if (const auto answer = askRunning(options.dataDir, request)) {
        if (answer->value("ok", false))
            return {};
        return tl::unexpected(errorOf(*answer));
    }
    const ConfigRead read = configOf(options);
    return changeLedger(options, [&](Ledger& ledger, auto answer) {
        if (read.config)
            ledger.setCeilings(read.config->ceilings);
        change(ledger, std::move(answer));
    });
}

} // namespace signalbox::app
