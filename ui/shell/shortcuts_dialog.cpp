// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcuts_dialog.h"

#include "ui/shell/table.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

ShortcutsDialog::ShortcutsDialog(const Theme& theme, const QList<Command>& commands, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setAccessibleName(windowTitle());
    auto* model = new QStandardItemModel(0, 2, this);
    model->setHorizontalHeaderLabels({ tr("Command"), tr("Keys") });
    const auto addRow = [model](const QString& name, const QString& keys) {
        model->appendRow({ new QStandardItem(name), new QStandardItem(keys) });
    };
    for (const Command& command : commands) {
        const QString keys = QKeySequence::listToString(command.action->shortcuts(), QKeySequence::NativeText);
        if (!keys.isEmpty())
            addRow(command.name, keys);
    }
    addRow(tr("Table: remove what is chosen"), QKeySequence(QKeySequence::Delete).toString(QKeySequence::NativeText));
    addRow(tr("Tiers: move the model up or down in its chain"),
        QKeySequence::listToString(
            { QKeySequence(u"Alt+Up"_s), QKeySequence(u"Alt+Down"_s) }, QKeySequence::NativeText));
    addRow(tr("Copy the selected row"), QKeySequence(QKeySequence::Copy).toString(QKeySequence::NativeText));
    addRow(tr("Chart: step through the values"), tr("Left, Right"));
    addRow(tr("Chart: show as table"), tr("Enter, or the context menu"));

    QTableView* table = makeTable(theme, Theme::kLogRowHeight, this);
    table->setProperty("framed", true);
    table->setAccessibleName(windowTitle());
    table->setModel(model);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(table, 1);
    column->addWidget(buttons);
    resize(theme.scaled(520), theme.scaled(480));
}

} // namespace signalbox::ui
