// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool hasAllWords(const QString& name, const QString& typed)
{
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(
        words.begin(), words.end(), [&](const QString& word) { return name.contains(word, Qt::CaseInsensitive); });
}

} // namespace

CommandPalette::CommandPalette(const Theme& theme, const QList<Command>& commands, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_commands(commands)
    , m_line(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setWindowTitle(tr("Command palette"));
    setAccessibleName(windowTitle());
    m_line->setPlaceholderText(tr("What do you want to do?"));
    m_line->setAccessibleName(tr("Command"));
    m_line->addAction(theme.icon(u"search"_s, theme.tokens().muted), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    m_list->setAccessibleName(tr("Matching commands"));
    m_list->setProperty("framed", true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setSpacing(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(m_line);
    column->addWidget(m_list, 1);
    resize(theme.scaled(520), theme.scaled(380));
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_line, &QLineEdit::returnPressed, this, &CommandPalette::run);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    fill();
}

void CommandPalette::fill()
{
    m_list->clear();
    for (qsizetype at = 0; at < m_commands.size(); ++at) {
        const QAction& action = *m_commands.at(at).action;
        const QString& name = m_commands.at(at).name;
        if (!action.isEnabled() || !hasAllWords(name, m_line->text()))
            continue;
        const QString keys = action.shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(keys.isEmpty() ? name : QString(name % u"   " % keys), m_list);
        item->setData(Qt::UserRole, at);
        item->setData(Qt::AccessibleTextRole, name);
        item->setSizeHint(QSize(0, m_theme.scaled(26)));
        if (action.isCheckable() && action.isChecked())
            item->setIcon(m_theme.icon(u"evals"_s, m_theme.tokens().accent));
    }
    m_list->setCurrentRow(0);
}

QStringList CommandPalette::shownNames() const
{
    QStringList names;
    for (int row = 0; row < m_list->count(); ++row)
        names << m_list->item(row)->data(Qt::AccessibleTextRole).toString();
    return names;
}

void CommandPalette::run()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr)
        return;
    m_chosen = m_commands.at(item->data(Qt::UserRole).toLongLong());
    accept();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int step = key->key() == Qt::Key_Down ? 1 : (key->key() == Qt::Key_Up ? -1 : 0);
    if (step == 0 || m_list->count() == 0)
        return QDialog::eventFilter(watched, event);
    m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
    return true;
}

} // namespace signalbox::ui
