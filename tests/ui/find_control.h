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
