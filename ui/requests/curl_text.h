// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"

#include <QString>

namespace signalbox::ui {

/// A line for a POSIX shell that sends such a request again: to the same endpoint, with the same hints. The key is a
/// variable of the shell; prompts are not recorded, so `prompt` stands for them ("": a placeholder).
[[nodiscard]] QString curlText(const RequestRecord& record, const QString& baseUrl, const QString& prompt);

} // namespace signalbox::ui
