// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/request_log.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <functional>

class QAction;

namespace signalbox::ui {

/// Where a click leads: a page and what it shall show there. Members that a page does not know are ignored.
struct PageTarget {
    QString page;         ///< Page::id()
    QString item;         ///< id of a request, rule, tier, key or ceiling; "" for none
    RequestFilter filter; ///< for "requests"
};

/// A short message above the page that goes away by itself, with at most one remedy ("Undo").
struct Notice {
    QString text;
    QString actionText;
    std::function<void()> action;
};

/// One page of the window. Lives on the GUI thread. The window calls shown() when the page comes to the front and
/// hidden() when it leaves (also when the window is minimised): between hidden() and shown() a page does no work.
/// A page builds its widgets in its constructor and writes every text in retranslate(), which the base class calls when
/// the language changes.
class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString id() const = 0;       ///< stable: "live", "requests", "rules", ...
    [[nodiscard]] virtual QString title() const = 0;    ///< translated, for the sidebar and the Go menu
    [[nodiscard]] virtual QString iconName() const = 0; ///< a name of resources/icons

    virtual void shown() { }
    virtual void hidden() { }
    /// Sets all texts anew. Called by the constructor of the page itself, too.
    virtual void retranslate() { }
    /// Follows a link from another page.
    virtual void open(const PageTarget& target) { Q_UNUSED(target) }
    /// Ctrl+F and '/': puts the cursor into the page's filter line. False where there is none.
    virtual bool focusFilter() { return false; }
    /// What this page can do, for the menu bar and the command palette; texts and shortcuts set. Owned by the page.
    [[nodiscard]] virtual QList<QAction*> menuActions() const { return {}; }
    /// False keeps the page: something is unsaved and the user wants to stay. Asked when the window closes.
    [[nodiscard]] virtual bool mayClose() { return true; }
    /// The least that it needs: the window scrolls a page that has no room, not one that would like to have more.
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    /// A small mark behind the page's name in the sidebar ("3", "!"); spoken says what it means. "" takes it away.
    void badgeChanged(const QString& badge, const QString& spoken);
    void navigate(const signalbox::ui::PageTarget& target);
    void notice(const signalbox::ui::Notice& notice);

protected:
    void changeEvent(QEvent* event) override;
};

} // namespace signalbox::ui
