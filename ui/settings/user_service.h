// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QObject>

#include <functional>

/// `signalbox serve` as a service of this user's systemd (packaging/signalbox.service), to which the window attaches.
namespace signalbox::ui {

/// A systemd of this user runs, and the unit is installed.
[[nodiscard]] bool isServiceOffered();
/// It starts at login.
[[nodiscard]] bool isServiceOn();
enum class ServiceAtLogin { Start, Nothing };
/// Asks systemctl, beside the event loop. What runs now goes on. done is not called where context has died meanwhile.
/// Errors: service_manager_failed (detail).
void setServiceAtLogin(ServiceAtLogin wanted, QObject* context, const std::function<void(Result<void>)>& done);

} // namespace signalbox::ui
