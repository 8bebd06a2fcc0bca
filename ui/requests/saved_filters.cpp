// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/saved_filters.h"

#include <QSettings>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

SavedFilters::SavedFilters(QSettings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
    const int count = m_settings.beginReadArray(u"requests/saved_filters"_s);
    for (int i = 0; i < count; ++i) {
        m_settings.setArrayIndex(i);
        Saved saved { m_settings.value(u"name"_s).toString(), m_settings.value(u"text"_s).toString() };
        if (!saved.name.isEmpty())
            m_all.push_back(std::move(saved));
    }
    m_settings.endArray();
}

void SavedFilters::save(const QString& name, const QString& text)
{
    std::erase_if(m_all, [&name](const Saved& each) { return each.name == name; });
    m_all.push_back({ name, text });
    std::ranges::sort(m_all, [](const Saved& a, const Saved& b) { return a.name.localeAwareCompare(b.name) < 0; });
    keep();
}

void SavedFilters::remove(const QString& name)
{
    if (std::erase_if(m_all, [&name](const Saved& each) { return each.name == name; }) > 0)
        keep();
}

QString SavedFilters::nameOf(const QString& text) const
{
    const auto found = std::ranges::find(m_all, text.trimmed(), &Saved::text);
    return found == m_all.end() ? QString() : found->name;
}

bool SavedFilters::contains(const QString& name) const
{
    return std::ranges::find(m_all, name, &Saved::name) != m_all.end();
}

void SavedFilters::keep()
{
    m_settings.remove(u"requests/saved_filters"_s);
    m_settings.beginWriteArray(u"requests/saved_filters"_s, int(m_all.size()));
    for (int i = 0; i < int(m_all.size()); ++i) {
        m_settings.setArrayIndex(i);
        m_settings.setValue(u"name"_s, m_all[std::size_t(i)].name);
        m_settings.setValue(u"text"_s, m_all[std::size_t(i)].text);
    }
    m_settings.endArray();
    Q_EMIT changed();
}

} // namespace signalbox::ui
