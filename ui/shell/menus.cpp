// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/menus.h"

#include "ui/shell/language.h"
#include "ui/shell/page.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QLocale>
#include <QMainWindow>
#include <QMenuBar>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTextSizes[] = { 100, 125, 150, 200 };
constexpr ThemeMode kThemes[] = { ThemeMode::System, ThemeMode::Light, ThemeMode::Dark };

void checkOnly(QActionGroup& group, const QVariant& wanted)
{
    for (QAction* action : group.actions())
        action->setChecked(action->data() == wanted);
}

/// A name as the text of a menu: an ampersand of its own is no mnemonic.
QString menuText(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

/// The text of a menu without its mnemonic: two ampersands are one that is meant.
QString plainText(const QString& text)
{
    QStringList parts = text.split(u"&&"_s);
    for (QString& part : parts)
        part.remove(u'&');
    return parts.join(u'&');
}

QString themeText(ThemeMode mode)
{
    if (mode == ThemeMode::Light)
        return Menus::tr("&Light");
    return mode == ThemeMode::Dark ? Menus::tr("&Dark") : Menus::tr("As the &system");
}

} // namespace

QString rangeText(LiveRange range)
{
    switch (range) {
    case LiveRange::Minutes15:
        return Menus::tr("Last 15 minutes");
    case LiveRange::Hours2:
        return Menus::tr("Last 2 hours");
    case LiveRange::Today:
        return Menus::tr("Today");
    case LiveRange::Days7:
        break;
    }
    return Menus::tr("Last 7 days");
}

Menus::Menus(QMainWindow& window)
    : QObject(&window)
    , m_window(window)
    , m_file(window.menuBar()->addMenu(QString()))
    , m_edit(window.menuBar()->addMenu(QString()))
    , m_view(window.menuBar()->addMenu(QString()))
    , m_go(window.menuBar()->addMenu(QString()))
    , m_page(window.menuBar()->addMenu(QString()))
    , m_help(window.menuBar()->addMenu(QString()))
    , m_pages(new QActionGroup(this))
{
    buildFile();
    buildView();
    buildHelp();
    m_page->menuAction()->setVisible(false);
    connect(m_pages, &QActionGroup::triggered, this, [this](QAction* action) { Q_EMIT goTo(action->data().toInt()); });
    retranslate({});
}

QAction* Menus::add(QMenu* menu, const QKeySequence& shortcut)
{
    QAction* action = menu->addAction(QString());
    action->setShortcut(shortcut);
    return action;
}

void Menus::buildFile()
{
    m_copyUrl = add(m_file, QKeySequence(u"Ctrl+Shift+C"_s));
    m_bypass = add(m_file, {});
    m_bypass->setCheckable(true);
    m_pause = add(m_file, {});
    m_pause->setCheckable(true);
    m_file->addSeparator();
    m_quit = add(m_file, QKeySequence(u"Ctrl+Q"_s));
    m_quit->setMenuRole(QAction::QuitRole);
    m_find = add(m_edit, QKeySequence(u"Ctrl+F"_s));
    m_find->setShortcuts({ QKeySequence(u"Ctrl+F"_s), QKeySequence(u"/"_s) });
    m_palette = add(m_edit, QKeySequence(u"Ctrl+K"_s));
    connect(m_copyUrl, &QAction::triggered, this, &Menus::copyBaseUrl);
    connect(m_bypass, &QAction::triggered, this,
        [this](bool on) { Q_EMIT routingChosen(on ? Routing::Bypass : Routing::Rules); });
    connect(m_pause, &QAction::triggered, this,
        [this](bool on) { Q_EMIT routingChosen(on ? Routing::Stopped : Routing::Rules); });
    connect(m_quit, &QAction::triggered, this, &Menus::quit);
    connect(m_find, &QAction::triggered, this, &Menus::find);
    connect(m_palette, &QAction::triggered, this, &Menus::palette);
}

void Menus::buildView()
{
    m_rangeMenu = m_view->addMenu(QString());
    m_freeze = add(m_view, QKeySequence(u"P"_s));
    m_freeze->setCheckable(true);
    m_view->addSeparator();
    m_themeMenu = m_view->addMenu(QString());
    m_sizeMenu = m_view->addMenu(QString());
    m_languageMenu = m_view->addMenu(QString());
    buildChoices();
    connect(m_freeze, &QAction::triggered, this, &Menus::freeze);
    connect(m_themes, &QActionGroup::triggered, this,
        [this](QAction* action) { Q_EMIT themeChosen(ThemeMode(action->data().toInt())); });
    connect(m_sizes, &QActionGroup::triggered, this,
        [this](QAction* action) { Q_EMIT textScaleChosen(action->data().toInt() / 100.0); });
    connect(m_languages, &QActionGroup::triggered, this,
        [this](QAction* action) { Q_EMIT languageChosen(action->data().toString()); });
    connect(m_ranges, &QActionGroup::triggered, this,
        [this](QAction* action) { Q_EMIT rangeChosen(LiveRange(action->data().toInt())); });
}

void Menus::buildChoices()
{
    const auto choice = [](QActionGroup* group, QMenu* menu, const QVariant& value) {
        QAction* action = group->addAction(menu->addAction(QString()));
        action->setCheckable(true);
        action->setData(value);
    };
    m_themes = new QActionGroup(this);
    m_sizes = new QActionGroup(this);
    m_languages = new QActionGroup(this);
    m_ranges = new QActionGroup(this);
    for (const ThemeMode mode : kThemes)
        choice(m_themes, m_themeMenu, int(mode));
    for (const int size : kTextSizes)
        choice(m_sizes, m_sizeMenu, size);
    choice(m_languages, m_languageMenu, u"system"_s);
    for (const auto& [code, name] : Language::offered())
        choice(m_languages, m_languageMenu, code);
    for (const LiveRange range : kLiveRanges)
        choice(m_ranges, m_rangeMenu, int(range));
}

void Menus::buildHelp()
{
    m_helpPage = add(m_help, QKeySequence(u"F1"_s));
    m_shortcuts = add(m_help, {});
    m_shortcuts->setShortcuts({ QKeySequence(u"Ctrl+F1"_s), QKeySequence(u"?"_s) });
    m_firstRun = add(m_help, {});
    m_help->addSeparator();
    m_about = add(m_help, {});
    connect(m_helpPage, &QAction::triggered, this, &Menus::help);
    connect(m_shortcuts, &QAction::triggered, this, &Menus::shortcuts);
    connect(m_firstRun, &QAction::triggered, this, &Menus::firstRun);
    connect(m_about, &QAction::triggered, this, &Menus::about);
}

void Menus::addPage(const Page& page)
{
    const int entry = int(m_pages->actions().size());
    m_entries << &page;
    QAction* action = m_go->addAction(menuText(page.title()));
    action->setData(entry);
    action->setCheckable(true);
    if (entry < 9)
        action->setShortcut(QKeySequence(u"Ctrl+%1"_s.arg(entry + 1)));
    m_pages->addAction(action);
}

void Menus::setCurrent(int entry, const Page& page)
{
    m_current = entry;
    checkOnly(*m_pages, entry);
    m_page->clear();
    for (QAction* action : page.menuActions())
        m_page->addAction(action);
    m_page->setTitle(menuText(page.title()));
    m_page->menuAction()->setVisible(!m_page->actions().isEmpty());
}

void Menus::setTheme(ThemeMode mode)
{
    checkOnly(*m_themes, int(mode));
}
void Menus::setTextScale(double scale)
{
    checkOnly(*m_sizes, qRound(scale * 100));
}
void Menus::setLanguage(const QString& code)
{
    checkOnly(*m_languages, code);
}
void Menus::setRange(LiveRange range)
{
    checkOnly(*m_ranges, int(range));
}
void Menus::setFrozen(bool frozen)
{
    m_freeze->setChecked(frozen);
}
void Menus::setRouting(Routing routing)
{
    m_bypass->setChecked(routing == Routing::Bypass);
    m_pause->setChecked(routing == Routing::Stopped);
}

void Menus::retranslate(const QList<const Page*>& pages)
{
    m_file->setTitle(tr("&File"));
    m_edit->setTitle(tr("&Edit"));
    m_view->setTitle(tr("&View"));
    m_go->setTitle(tr("&Go"));
    m_help->setTitle(tr("&Help"));
    m_copyUrl->setText(tr("&Copy base URL"));
    m_bypass->setText(tr("&Bypass rules"));
    m_pause->setText(tr("&Pause routing"));
    m_quit->setText(tr("&Quit"));
    m_find->setText(tr("&Find or filter"));
    m_palette->setText(tr("&Command palette…"));
    m_rangeMenu->setTitle(tr("&Range"));
    m_freeze->setText(tr("&Freeze view"));
    m_themeMenu->setTitle(tr("&Theme"));
    m_sizeMenu->setTitle(tr("Text si&ze"));
    m_languageMenu->setTitle(tr("&Language"));
    m_helpPage->setText(tr("&Help on this page"));
    m_shortcuts->setText(tr("&Keyboard shortcuts"));
    m_firstRun->setText(tr("First &steps…"));
    m_about->setText(tr("&About Signalbox"));
    for (QAction* action : m_themes->actions())
        action->setText(themeText(ThemeMode(action->data().toInt())));
    for (QAction* action : m_sizes->actions())
        //: text size; %1 is a number such as 125
        action->setText(tr("%1 %").arg(action->data().toInt()));
    for (QAction* action : m_ranges->actions())
        action->setText(rangeText(LiveRange(action->data().toInt())));
    for (QAction* action : m_languages->actions()) {
        const QString code = action->data().toString();
        const auto offered = Language::offered();
        const auto found = std::find_if(offered.begin(), offered.end(), [&](const auto& l) { return l.first == code; });
        action->setText(found == offered.end() ? tr("As the &system") : found->second);
    }
    for (QAction* action : m_pages->actions()) {
        if (const qsizetype entry = action->data().toInt(); entry < pages.size())
            action->setText(menuText(pages.at(entry)->title()));
    }
}

QList<Command> Menus::commands() const
{
    QList<Command> found;
    const auto add = [&found](const QString& group, QAction* action, int entry) {
        if (!action->isSeparator() && action->menu() == nullptr)
            found << Command { action, plainText(group) % u": " % plainText(action->text()), entry };
    };
    for (QAction* action : m_page->actions())
        add(m_page->title(), action, m_current);
    for (const QMenu* menu :
        { m_go, m_file, m_edit, m_view, m_rangeMenu, m_themeMenu, m_sizeMenu, m_languageMenu, m_help }) {
        for (QAction* action : menu->actions())
            add(menu->title(), action, -1);
    }
    for (int entry = 0; entry < int(m_entries.size()); ++entry) {
        if (entry == m_current)
            continue;
        for (QAction* action : m_entries.at(entry)->menuActions())
            add(menuText(m_entries.at(entry)->title()), action, entry);
    }
    return found;
}

} // namespace signalbox::ui
