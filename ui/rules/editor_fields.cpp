// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor_fields.h"

#include "ui/shell/format.h"

#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QStyle>
#include <QStyleOptionComboBox>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kLeastWidth = 60;
constexpr int kTextGap = 6; ///< of the words to their frame, both sides

bool isStepKey(const QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return false;
    const auto* key = static_cast<const QKeyEvent*>(event);
    return key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
}

} // namespace

void EditorLine::show(const QString& shown)
{
    if (text() == shown)
        return;
    const QSignalBlocker quiet(this);
    const int cursor = cursorPosition();
    setText(shown);
    setCursorPosition(hasFocus() ? cursor : 0);
}

bool EditorLine::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isStepKey(event)) {
        event->ignore();
        return true;
    }
    return QLineEdit::event(event);
}

void EditorLine::keyPressEvent(QKeyEvent* event)
{
    if (isStepKey(event))
        return event->ignore();
    QLineEdit::keyPressEvent(event);
}

EditorText::EditorText(QWidget* parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
}

void EditorText::show(const QString& shown)
{
    if (toPlainText() == shown)
        return;
    const QSignalBlocker quiet(this);
    setPlainText(shown);
}

bool EditorText::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isStepKey(event)) {
        event->ignore();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void EditorText::keyPressEvent(QKeyEvent* event)
{
    if (isStepKey(event))
        return event->ignore();
    QPlainTextEdit::keyPressEvent(event);
}

Choice::Choice(QWidget* parent)
    : ChoiceBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMinimumContentsLength(2);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumWidth(kLeastWidth); // narrow panels cut the words, they never scroll sideways
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void Choice::add(const QString& text, const std::string& value)
{
    addItem(text, toQString(value));
}

void Choice::show(const std::string& value)
{
    const QSignalBlocker quiet(this);
    int place = findData(toQString(value));
    if (place < 0 && !value.empty()) {
        addItem(toQString(value), toQString(value));
        place = count() - 1;
    }
    setCurrentIndex(place);
}

std::string Choice::value() const
{
    return toStd(currentData().toString());
}

int Choice::shownWidth() const
{
    QStyleOptionComboBox option;
    QComboBox::initStyleOption(&option);
    const QSize words(fontMetrics().horizontalAdvance(currentText()) + kTextGap, fontMetrics().height());
    return style()->sizeFromContents(QStyle::CT_ComboBox, &option, words, this).width();
}

void markField(QWidget& field, QLabel* label, const QString& problem)
{
    if (label != nullptr) {
        label->setText(problem);
        label->setVisible(!problem.isEmpty());
    }
    field.setAccessibleDescription(problem);
    if (field.property("invalid").toBool() == !problem.isEmpty())
        return;
    field.setProperty("invalid", !problem.isEmpty());
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

} // namespace signalbox::ui
