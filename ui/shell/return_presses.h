// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QKeyEvent>

namespace signalbox::ui {

/// Return presses the button that has the focus, as Space does. Qt leaves it to the parent outside of dialogs, where it
/// would save a form from the button that cancels it.
class ReturnPresses final : public QObject {
public:
    explicit ReturnPresses(QAbstractButton* button)
        : QObject(button)
    {
        button->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::KeyPress)
            return false;
        const auto& key = *static_cast<QKeyEvent*>(event);
        const bool isReturn = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
        if (!isReturn || (key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
            return false;
        if (!key.isAutoRepeat())
            static_cast<QAbstractButton*>(watched)->click();
        return true;
    }
};

} // namespace signalbox::ui
