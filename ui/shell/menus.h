// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/routing.h"
#include "core/record/live.h"
#include "ui/shell/theme.h"

#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace signalbox::ui {

class Page;

/// What can be done, as the palette and the list of shortcuts name it.
struct Command {
    QAction* action = nullptr;
    QString name;   ///< "Budgets: Export the report…"
    int entry = -1; ///< of the page that it belongs to, which has to be shown first; -1: of none
};

/// The menu bar. Every action of the window is in it, with its shortcut; what the current page can do is in a menu of
/// the page's name.
class Menus final : public QObject {
    Q_OBJECT

public:
    explicit Menus(QMainWindow& window);
    void addPage(const Page& page); ///< Go menu, Ctrl+1 and so on
    void setCurrent(int entry, const Page& page);
    void setTheme(ThemeMode mode);
    void setTextScale(double scale);
    void setLanguage(const QString& code);
    void setRange(LiveRange range);
    void setFrozen(bool frozen);
    void setRouting(Routing routing);
    void retranslate(const QList<const Page*>& pages);
    /// Everything there is: of the page that is shown first, then of the window, then of the other pages. Some of it
    /// may be disabled now.
    [[nodiscard]] QList<Command> commands() const;

Q_SIGNALS:
    void copyBaseUrl();
    void quit();
    void find();
    void palette();
    void goTo(int entry);
    void themeChosen(signalbox::ui::ThemeMode mode);
    void textScaleChosen(double scale);
    void languageChosen(const QString& code);
    void rangeChosen(signalbox::LiveRange range);
    void freeze(bool frozen);
    void routingChosen(signalbox::Routing routing);
    void help();
    void shortcuts();
    void firstRun();
    void about();

private:
    void buildFile();
    void buildView();
    void buildChoices();
    void buildHelp();
    QAction* add(QMenu* menu, const QKeySequence& shortcut);
    QMainWindow& m_window;
    QList<const Page*> m_entries;
    int m_current = -1;
    QMenu *m_file, *m_edit, *m_view, *m_go, *m_page, *m_help;
    QMenu *m_themeMenu, *m_sizeMenu, *m_languageMenu, *m_rangeMenu;
    QAction *m_copyUrl, *m_bypass, *m_pause, *m_quit, *m_find, *m_palette, *m_freeze, *m_helpPage, *m_shortcuts,
        *m_firstRun, *m_about;
    QActionGroup *m_themes, *m_sizes, *m_languages, *m_ranges, *m_pages;
};

/// "Last 15 minutes", "Last 2 hours", "Today", "Last 7 days".
[[nodiscard]] QString rangeText(LiveRange range);
inline constexpr LiveRange kLiveRanges[] = { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today,
    LiveRange::Days7 };

} // namespace signalbox::ui
