// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

/// Starting with the desktop session, by a file in its autostart folder (Desktop Application Autostart Specification).
namespace signalbox::ui {

/// In $XDG_CONFIG_HOME/autostart.
[[nodiscard]] QString autostartPath();
[[nodiscard]] bool startsAtLogin();
enum class AtLogin { Start, Nothing };
/// command: the program with its arguments, each already quoted as such files want it. Errors: file_unwritable (path).
[[nodiscard]] Result<void> setAtLogin(AtLogin wanted, const QString& command);
/// As the Exec key of a desktop entry takes it.
[[nodiscard]] QString execQuoted(const QStringList& arguments);

} // namespace signalbox::ui
