// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/layout_memory.h"

#include "ui/shell/page.h"

#include <QSettings>
#include <QStringList>
#include <QWidget>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

LayoutMemory::LayoutMemory(QSettings& settings, QWidget& window)
    : QObject(&window)
    , m_settings(settings)
{
}

LayoutMemory* LayoutMemory::of(const QWidget& widget)
{
    for (const QWidget* at = &widget; at != nullptr; at = at->parentWidget()) {
        if (auto* memory = at->findChild<LayoutMemory*>(QString(), Qt::FindDirectChildrenOnly))
            return memory;
    }
    return nullptr;
}

QString LayoutMemory::placeOf(const QWidget& widget)
{
    QStringList parts;
    for (const QWidget* at = &widget; at != nullptr; at = at->parentWidget()) {
        if (const auto* page = qobject_cast<const Page*>(at)) {
            parts.prepend(page->id());
            break;
        }
        const QString name = at->objectName();
        const QString kind = QString::fromLatin1(at->metaObject()->className());
        if (!name.isEmpty() && !name.startsWith("qt_"_L1))
            parts.prepend(name);
        else if (at == &widget || kind.contains("::"_L1)) // Qt's own containers come and go with the look
            parts.prepend(kind.section(u':', -1));
    }
    return u"layout/"_s + parts.join(u'/');
}

QString LayoutMemory::recall(const QWidget& widget) const
{
    return m_settings.value(placeOf(widget)).toString();
}

void LayoutMemory::keep(const QWidget& widget, const QString& text)
{
    if (text.isEmpty())
        m_settings.remove(placeOf(widget));
    else
        m_settings.setValue(placeOf(widget), text);
}

} // namespace signalbox::ui
