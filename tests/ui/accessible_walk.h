// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QApplication>
#include <QStringList>
#include <QTest>
#include <QWidget>

namespace signalbox::testing {

/// Names the visible widgets below root that take the focus but have no accessible name; "" where all have one.
inline QString unnamedControls(QWidget& root)
{
    QStringList unnamed;
    for (QWidget* widget : root.findChildren<QWidget*>()) {
        const bool inside = widget->objectName().startsWith(QLatin1String("qt_"));
        if (!widget->isVisibleTo(&root) || widget->focusPolicy() == Qt::NoFocus || inside)
            continue;
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (face == nullptr || face->text(QAccessible::Name).isEmpty())
            unnamed << QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char('#') + widget->objectName()
                    + QLatin1String(" in ") + QString::fromLatin1(widget->parentWidget()->metaObject()->className());
    }
    return unnamed.join(QLatin1String(", "));
}

/// Presses Tab until the focus is back where it began; the number of stops, or -1 where it never comes back, or where
/// nothing had the focus. Waits for the window to be the active one: only then is there a focus.
inline int tabStops(QWidget& window, int most = 200)
{
    window.activateWindow();
    if (!QTest::qWaitForWindowActive(&window))
        return -1;
    QWidget* first = QApplication::focusWidget();
    if (first == nullptr)
        return -1;
    for (int stop = 1; stop <= most; ++stop) {
        QTest::keyClick(&window, Qt::Key_Tab);
        if (QApplication::focusWidget() == first)
            return stop;
    }
    return -1;
}

} // namespace signalbox::testing
