// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QObject>

class QDBusPendingCallWatcher;
class QDBusVariant;

namespace signalbox::ui {

/// Asks the desktop's portal (org.freedesktop.portal.Settings) whether it prefers dark, and listens for changes. Never
/// blocks; where there is no portal the theme keeps what the palette said at the start.
class DesktopScheme final : public QObject {
    Q_OBJECT

public:
    explicit DesktopScheme(Theme& theme, QObject* parent = nullptr);
    void ask();
    /// The portal's color-scheme: 1 is dark, 2 light, 0 no preference.
    void take(uint preference);

private Q_SLOTS:
    void settingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void answered(QDBusPendingCallWatcher* call);
    Theme& m_theme;
    Scheme m_atStart;
};

} // namespace signalbox::ui
