// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger.h"

#include <QObject>
#include <QString>

namespace signalbox::ui {
class Engine;
}

namespace signalbox::app {

/// Ceiling alerts as desktop notifications (org.freedesktop.Notifications). Where no such service runs, the window's
/// banner is all there is; nothing waits for the bus.
class DesktopNotifier final : public QObject {
    Q_OBJECT

public:
    explicit DesktopNotifier(ui::Engine& engine);
    ~DesktopNotifier() override;

    /// The sentences of an alert: figure, consequence.
    [[nodiscard]] static QString title(const Ledger::Alert& alert);
    [[nodiscard]] static QString body(const Ledger::Alert& alert);

private:
    static void show(const Ledger::Alert& alert);
};

} // namespace signalbox::app
