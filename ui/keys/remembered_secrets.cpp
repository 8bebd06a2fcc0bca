// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/remembered_secrets.h"

#include "ui/shell/format.h"

#include <QDate>
#include <QSettings>

namespace signalbox::ui {

namespace {

QString keyOf(const std::string& reference)
{
    // Slashes would open groups; a reference has none, but a hand-written one might.
    return QStringLiteral("secrets/") + toQString(reference).replace(QLatin1Char('/'), QLatin1Char('_'));
}

} // namespace

RememberedSecrets::RememberedSecrets(QSettings& settings)
    : m_settings(settings)
{
}

void RememberedSecrets::remember(const std::string& reference, const QString& lastFour)
{
    m_settings.setValue(keyOf(reference), QStringList { lastFour, QDate::currentDate().toString(Qt::ISODate) });
}

void RememberedSecrets::forget(const std::string& reference)
{
    m_settings.remove(keyOf(reference));
}

std::optional<RememberedSecrets::Entry> RememberedSecrets::find(const std::string& reference) const
{
    const QStringList stored = m_settings.value(keyOf(reference)).toStringList();
    if (stored.size() != 2)
        return std::nullopt;
    return Entry { stored[0], stored[1] };
}

} // namespace signalbox::ui
