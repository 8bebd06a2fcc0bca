// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"

#include "core/base/result.h"
#include "core/proxy/config.h"

namespace signalbox::app {

/// Runs one verb without a window; returns its exit code.
[[nodiscard]] int runVerb(const Options& options, int argc, char** argv);

/// Which exit code an error is.
[[nodiscard]] int exitCodeOf(const Error& error);
/// What happened and what helps, in English, and the code: "Line 2: a quoted text has no end. [export_quote_open]".
[[nodiscard]] std::string errorLine(const Error& error);
/// Prints that on standard error; which exit code it is.
int failWith(const Error& error);

/// The configuration that a verb is about: the file, or the built-in one where none is named.
[[nodiscard]] ConfigRead configOf(const Options& options);
/// The same configuration with today's prices of the data folder.
[[nodiscard]] ConfigRead withPrices(ConfigRead read, const std::string& dataDir);
/// On standard error, one a line; how many of them are errors.
int printProblems(const std::vector<ConfigProblem>& problems);

// The verbs that need more than a screenful, each in a file of its own.
[[nodiscard]] int runServe(const Options& options, int argc, char** argv);
[[nodiscard]] int runKeys(const Options& options, int argc, char** argv);
[[nodiscard]] int runAlerts(const Options& options, int argc, char** argv);
[[nodiscard]] int runBudget(const Options& options, int argc, char** argv);
[[nodiscard]] int runPrices(const Options& options, int argc, char** argv);
[[nodiscard]] int runBooks(const Options& options, int argc, char** argv); ///< what-if, uncertain, reconcile
[[nodiscard]] int runSafety(const Options& options);                       ///< backup, restore, export
[[nodiscard]] int runLog(const Options& options, int argc, char** argv);   ///< log compact
[[nodiscard]] int runCheck(const Options& options);
[[nodiscard]] int runReplay(const Options& options);
[[nodiscard]] int runSecrets(const Options& options, int argc, char** argv);

} // namespace signalbox::app
