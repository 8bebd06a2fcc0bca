// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/demo_desk.h"
#include "ui/shell/button_action.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/menus.h"
#include "ui/shell/shortcuts_dialog.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QShortcut>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <map>

using namespace signalbox;
using namespace signalbox::test;

namespace {

void collect(const QList<QAction*>& actions, QList<QAction*>& found)
{
    for (QAction* action : actions) {
        if (action->menu() != nullptr)
            collect(action->menu()->actions(), found);
        else if (!action->isSeparator())
            found << action;
    }
}

/// What the page or the window itself can do; not what a line edit or a calendar brings along.
bool isOwn(const QAction& action)
{
    return qobject_cast<const ui::Page*>(action.parent()) != nullptr
        || qobject_cast<const ui::ButtonAction*>(&action) != nullptr;
}

const ui::Page* pageOf(const QObject* part)
{
    while (part != nullptr && qobject_cast<const ui::Page*>(part) == nullptr)
        part = part->parent();
    return qobject_cast<const ui::Page*>(part);
}

} // namespace

/// "Keyboard first": whatever can be done has a name, a place in a menu, a line in the palette, and a key of its own
/// where it has one.
class CommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<DemoDesk>(Filling::DemoData); }
    void cleanup() { m_desk.reset(); }

    void every_action_of_a_page_stands_in_the_menu_bar_and_has_a_name()
    {
        int walked = 0;
        for (ui::Page* page : window().pages()) {
            window().showPage(page->id());
            QApplication::processEvents();
            QList<QAction*> inMenus;
            collect(window().menuBar()->actions(), inMenus);
            for (QAction* action : page->findChildren<QAction*>()) {
                if (!isOwn(*action))
                    continue;
                ++walked;
                const QString where = page->id() + QStringLiteral(": “") + action->text() + QStringLiteral("” ")
                    + action->shortcut().toString();
                QVERIFY2(!action->text().isEmpty(), qPrintable(where));
                QVERIFY2(inMenus.contains(action), qPrintable(where));
            }
        }
        qInfo("%d actions of pages", walked);
        QVERIFY(walked > 50);
    }

    void whatever_stands_in_a_menu_is_found_by_the_palette_while_it_can_be_done()
    {
        for (ui::Page* page : window().pages()) {
            window().showPage(page->id());
            QApplication::processEvents();
            const QList<ui::Command> commands = menus().commands();
            const ui::CommandPalette palette(m_desk->theme(), commands, &window());
            const QStringList offered = palette.shownNames();
            QList<QAction*> inMenus;
            collect(window().menuBar()->actions(), inMenus);
            for (QAction* action : inMenus) {
                const auto command = std::ranges::find(commands, action, &ui::Command::action);
                QVERIFY2(command != commands.end(), qPrintable(action->text()));
                QCOMPARE(offered.contains(command->name), action->isEnabled());
            }
        }
    }

    void the_palette_reaches_what_other_pages_can_do()
    {
        window().showPage(QStringLiteral("live"));
        QStringList missing;
        const QList<ui::Command> commands = menus().commands();
        for (ui::Page* page : window().pages()) {
            for (QAction* action : page->menuActions()) {
                const auto command = std::ranges::find(commands, action, &ui::Command::action);
                if (command == commands.end() || window().pages().at(std::size_t(command->entry)) != pageOf(action))
                    missing << action->text();
            }
        }
        QCOMPARE(missing, QStringList());
    }

    void every_name_in_the_palette_says_which_command_is_meant()
    {
        std::map<QString, int> names;
        for (const ui::Command& command : menus().commands())
            ++names[command.name];
        for (const auto& [name, count] : names)
            QVERIFY2(count == 1, qPrintable(name));
    }

    void every_key_stands_in_the_list_of_shortcuts()
    {
        const QList<ui::Command> commands = menus().commands();
        const ui::ShortcutsDialog dialog(m_desk->theme(), commands, &window());
        const QAbstractItemModel* model = dialog.findChild<QTableView*>()->model();
        for (const ui::Command& command : commands) {
            const QString keys = QKeySequence::listToString(command.action->shortcuts(), QKeySequence::NativeText);
            const QModelIndexList rows =
                model->match(model->index(0, 0), Qt::DisplayRole, command.name, 1, Qt::MatchExactly);
            QCOMPARE(rows.isEmpty(), keys.isEmpty());
            if (!keys.isEmpty())
                QCOMPARE(rows.front().siblingAtColumn(1).data().toString(), keys);
        }
    }

    void no_key_has_two_meanings_on_one_page()
    {
        for (ui::Page* page : window().pages()) {
            window().showPage(page->id());
            std::map<QString, QStringList> meanings;
            QList<QAction*> actions;
            collect(window().menuBar()->actions(), actions);
            for (const QAction* action : actions) {
                for (const QKeySequence& key : action->shortcuts())
                    meanings[key.toString()] << action->text();
            }
            for (const auto* shortcut : window().findChildren<QShortcut*>()) {
                const bool wide =
                    shortcut->context() == Qt::WindowShortcut || shortcut->context() == Qt::ApplicationShortcut;
                if (wide && (pageOf(shortcut) == nullptr || pageOf(shortcut) == page))
                    meanings[shortcut->key().toString()] << QStringLiteral("a shortcut without a name");
            }
            for (const auto& [key, texts] : meanings)
                QVERIFY2(texts.size() == 1,
                    qPrintable(page->id() + u' ' + key + QStringLiteral(": ") + texts.join(QStringLiteral(", "))));
        }
    }

private:
    [[nodiscard]] ui::MainWindow& window() { return m_desk->window(); }
    [[nodiscard]] ui::Menus& menus() { return *window().findChild<ui::Menus*>(); }
    std::unique_ptr<DemoDesk> m_desk;
};

QTEST_MAIN(CommandsTest)
#include "commands_test.moc"
