// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/choice_box.h"

#include <QLineEdit>
#include <QPlainTextEdit>

class QLabel;

/// Fields of the rule editor. Undo and redo in them are steps of the draft, not of the one field: the shortcuts go past
/// them to the page. GUI thread.
namespace signalbox::ui {

class EditorLine final : public QLineEdit {
    Q_OBJECT

public:
    using QLineEdit::QLineEdit;
    /// Without touching the cursor where it is the same already, and without saying that it was edited.
    void show(const QString& text);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

class EditorText final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit EditorText(QWidget* parent = nullptr);
    void show(const QString& text);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

/// A choice of values that are texts of the configuration.
class Choice final : public ChoiceBox {
    Q_OBJECT

public:
    explicit Choice(QWidget* parent = nullptr);
    void add(const QString& text, const std::string& value);
    void show(const std::string& value); ///< adds it where it is not offered: what is in force is always seen
    [[nodiscard]] std::string value() const;
    [[nodiscard]] int shownWidth() const; ///< where the words that are chosen are not cut; pixels
};

/// Marks a field as wrong, or takes the mark away; the words go into its description and the label, which hides when
/// there are none.
void markField(QWidget& field, QLabel* label, const QString& problem);

} // namespace signalbox::ui
