// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QAbstractButton>
#include <QFrame>
#include <QLabel>
#include <QPointer>

class QBoxLayout;
class QHBoxLayout;
class QPushButton;
class QScrollArea;
class QTableView;
class QToolButton;
class QVBoxLayout;

/// Small parts of which pages are made. GUI thread.
namespace signalbox::ui {

/// Sets what the style sheet looks at; cheap where nothing changes.
void setTextRole(QLabel& label, TextRole role);
void setTone(QWidget& widget, Tone tone);
/// A label in a role; words do not wrap.
[[nodiscard]] QLabel* makeLabel(TextRole role, QWidget* parent, Tone tone = Tone::Normal);
/// A label of one line that ends in an ellipsis where there is no room for it; text() is the whole of it, and the tool
/// tip as well.
class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(TextRole role, QWidget* parent, Tone tone = Tone::Normal);
    void say(const QString& text);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};
/// A label that wraps and keeps its width sensible in horizontal layouts.
[[nodiscard]] QLabel* makeParagraph(QWidget* parent, Tone tone = Tone::Muted);
enum class ButtonKind { Plain, Primary, Quiet };
[[nodiscard]] QPushButton* makeButton(ButtonKind kind, QWidget* parent);
/// An icon alone: name it (accessible name and tool tip) with nameButton().
[[nodiscard]] QToolButton* makeIconButton(const Theme& theme, const QString& icon, QWidget* parent);
/// The scrolling part of a page, over content that it owns from here on. Not a stop of the Tab key: what it holds is,
/// and scrolls into view when it gets the focus.
[[nodiscard]] QScrollArea* makePageScroll(QWidget* content, QWidget* parent);
/// Takes a widget off the screen at once and deletes it when what it is doing (a signal of its own) has ended.
void retire(QWidget* widget);
/// Accessible name and tool tip in one.
void nameButton(QAbstractButton& button, const QString& name);
void copyToClipboard(const QString& text);

/// A rounded surface with a title line: title on the left, a muted remark on the right, header widgets between them.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(QWidget* parent = nullptr);
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    [[nodiscard]] QHBoxLayout* header() const { return m_header; } ///< insert between title and remark
    void setTitle(const QString& title);
    void setRemark(const QString& remark);
    void addHeaderWidget(QWidget* widget); ///< right of the title, left of the remark
    [[nodiscard]] QLabel* titleLabel() const { return m_title; }

private:
    QHBoxLayout* m_header;
    QVBoxLayout* m_body;
    QLabel* m_title;
    QLabel* m_remark;
};

/// The top line of a page: title, muted remark, actions on the right.
class SectionHeader final : public QWidget {
    Q_OBJECT

public:
    explicit SectionHeader(QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setRemark(const QString& remark, Tone tone = Tone::Muted);
    void addAction(QWidget* widget);
    /// Put between title and remark (a state dot).
    void addLeading(QWidget* widget);

private:
    QHBoxLayout* m_layout;
    QLabel* m_title;
    ElidedLabel* m_remark;
};

/// Label, figure and remark as one button.
class Tile final : public QAbstractButton {
    Q_OBJECT

public:
    Tile(const Theme& theme, QWidget* parent = nullptr);
    void setLabel(const QString& label);
    /// mark: "" or a word such as "simulated", shown as a badge beside the label.
    void setFigure(const QString& figure, const QString& mark = {});
    void setRemark(const QString& remark, Tone tone = Tone::Muted);
    [[nodiscard]] QString figure() const { return m_figure; }
    [[nodiscard]] QString mark() const { return m_mark; }
    [[nodiscard]] QString remark() const { return m_remark; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void updateNames();
    void paintText(QPainter& painter, const QRect& inner) const;
    const Theme& m_theme;
    QString m_label, m_figure, m_mark, m_remark;
    Tone m_tone = Tone::Muted;
};

/// What a page shows while it has nothing: what it is for, one action, a line to copy.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);
    void setTexts(const QString& title, const QString& explanation);
    /// A line in a fixed-width font with a Copy button; "" hides it.
    void setSnippet(const QString& snippet, const QString& accessibleName);
    /// The text of the one action; "" hides it.
    void setAction(const QString& text);
    [[nodiscard]] QPushButton* actionButton() const { return m_action; }
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void actionTriggered();
    void copied();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* m_title;
    QLabel* m_explanation;
    QWidget* m_snippetRow;
    QLabel* m_snippet;
    QPushButton* m_copy;
    QPushButton* m_action;
};

} // namespace signalbox::ui
