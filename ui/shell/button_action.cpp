// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/button_action.h"

#include <QEvent>

namespace signalbox::ui {

ButtonAction::ButtonAction(QPushButton& button)
    : QAction(&button)
    , m_button(button)
{
    button.installEventFilter(this);
    connect(this, &QAction::triggered, &button, &QPushButton::click);
    follow();
}

void ButtonAction::follow()
{
    const QString name = m_button.accessibleName().isEmpty() ? m_button.text() : m_button.accessibleName();
    if (name != text())
        setText(name);
    setEnabled(m_button.isEnabled() && !m_button.isHidden());
}

bool ButtonAction::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::EnabledChange || type == QEvent::ShowToParent || type == QEvent::HideToParent
        || type == QEvent::Paint)
        follow();
    return QAction::eventFilter(watched, event);
}

void offerAsActions(const QList<QPushButton*>& buttons)
{
    for (QPushButton* button : buttons)
        new ButtonAction(*button); // the button owns it
}

QList<QAction*> buttonActions(const QWidget& page)
{
    QList<QAction*> found;
    for (ButtonAction* action : page.findChildren<ButtonAction*>()) {
        action->follow();
        found << action;
    }
    return found;
}

} // namespace signalbox::ui
