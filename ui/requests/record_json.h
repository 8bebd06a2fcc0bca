// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/record.h"

#include <QString>

namespace signalbox::ui {

/// The whole record as indented JSON: what the Raw tab shows and copies. Holds no prompt and no answer, because the
/// record holds none. Facts, trace and the provider's usage are nested where they are JSON, else kept as text.
[[nodiscard]] QString recordJson(const RequestRecord& record);

} // namespace signalbox::ui
