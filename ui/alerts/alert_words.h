// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alerts/alert.h"

#include <QLocale>
#include <QString>

namespace signalbox::ui {

/// What happened as a title and what it means as a sentence or two: figure, consequence, time. Names, figures and
/// codes alone (T23). Any thread, as long as the locale is the caller's own.
struct AlertSentences {
    QString title;
    QString body;
};
[[nodiscard]] AlertSentences alertSentences(const Alert& alert, const QLocale& locale);

/// "Ceiling reached", "Breaker opened": a kind by itself.
[[nodiscard]] QString alertKindText(AlertKind kind);
[[nodiscard]] QString alertLevelText(AlertLevel level);

} // namespace signalbox::ui
