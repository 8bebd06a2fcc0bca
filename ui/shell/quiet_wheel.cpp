// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quiet_wheel.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QScrollBar>

namespace signalbox::ui {

bool QuietWheel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Wheel)
        return false;
    const bool slider =
        qobject_cast<QAbstractSlider*>(watched) != nullptr && qobject_cast<QScrollBar*>(watched) == nullptr;
    if (qobject_cast<QComboBox*>(watched) == nullptr && qobject_cast<QAbstractSpinBox*>(watched) == nullptr && !slider)
        return false;
    event->ignore(); // so that it goes on to what scrolls
    return true;
}

} // namespace signalbox::ui
