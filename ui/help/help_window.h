// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QTextBrowser;
class QToolButton;

namespace signalbox::ui {

/// The help: a page for each page of the window, in its language, with back, forward and a search over all of them.
/// The texts are those of docs/help, built into the program. GUI thread; theme outlives the window.
class HelpWindow final : public QWidget {
    Q_OBJECT

public:
    explicit HelpWindow(const Theme& theme, QWidget* parent = nullptr);
    /// page: Page::id(); one without help gets the first page.
    void showPage(const QString& page);
    [[nodiscard]] QTextBrowser* browser() const { return m_browser; }

    /// Where the help of a page lies: its name in docs/help, without ".md".
    [[nodiscard]] static QString topicOf(const QString& page);
    /// All topics, in the order of the list.
    [[nodiscard]] static QStringList topics();
    /// A resource of the program; language: "en" or "de".
    [[nodiscard]] static QString fileOf(const QString& topic, const QString& language);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void retranslate();
    void fillList();
    void showTopic(const QString& topic);
    void follow(const QUrl& link);
    void findNext();
    void markCurrent();
    [[nodiscard]] QString topic() const; ///< of what is shown, "" for none

    const Theme& m_theme;
    QToolButton* m_back;
    QToolButton* m_forward;
    QLineEdit* m_search;
    QListWidget* m_list;
    QTextBrowser* m_browser;
};

} // namespace signalbox::ui
