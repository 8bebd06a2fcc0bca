// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/proxy/field_reader.h"
#include "core/record/recorder.h"

namespace signalbox {

/// The section "log": how long requests and their sums are kept, and how large the file may become.
[[nodiscard]] Recorder::Retention readRetention(FieldReader& root);

/// Of a configuration that was read without errors.
[[nodiscard]] Recorder::Retention retentionOf(const Config& config);

} // namespace signalbox
