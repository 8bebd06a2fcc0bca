// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/options.h"

#include "core/base/result.h"

namespace signalbox::app {

/// Runs one verb without a window; returns its exit code.
[[nodiscard]] int runVerb(const Options& options, int argc, char** argv);

/// Which exit code an error is.
[[nodiscard]] int exitCodeOf(const Error& error);

// The verbs that need more than a screenful, each in a file of its own.
[[nodiscard]] int runServe(const Options& options, int argc, char** argv);
[[nodiscard]] int runKeys(const Options& options, int argc, char** argv);
[[nodiscard]] int runSecrets(const Options& options, int argc, char** argv);

} // namespace signalbox::app
