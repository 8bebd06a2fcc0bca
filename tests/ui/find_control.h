// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QString>
#include <QWidget>

namespace signalbox::testing {

/// The shown button with this text or accessible name, or nullptr.
inline QAbstractButton* findButton(QWidget& root, const QString& name)
{
    for (QAbstractButton* button : root.findChildren<QAbstractButton*>()) {
        if (button->isVisibleTo(&root) && (button->text() == name || button->accessibleName() == name))
            return button;
    }
    return nullptr;
}

/// Presses the shown, enabled button with this text or accessible name; false (and said) where there is none.
[[nodiscard]] inline bool press(QWidget& root, const QString& name)
{
    QAbstractButton* button = findButton(root, name);
    if (button == nullptr || !button->isEnabled()) {
        qWarning("%s button: %s", button == nullptr ? "no such" : "disabled", qPrintable(name));
        return false;
    }
    button->click();
    return true;
}

/// The shown line edit whose accessible name begins like this, or nullptr.
inline QLineEdit* findLine(QWidget& root, const QString& name)
{
    for (QLineEdit* line : root.findChildren<QLineEdit*>()) {
        if (line->isVisibleTo(&root) && line->accessibleName().startsWith(name))
            return line;
    }
    return nullptr;
}

/// Whether a shown label has this text within its own.
inline bool isSaid(QWidget& root, const QString& part)
{
    for (const QLabel* label : root.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&root) && label->text().contains(part))
            return true;
    }
    return false;
}

} // namespace signalbox::testing
