// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/draft_bar.h"

#include "ui/shell/widgets.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>

namespace signalbox::ui {

DraftBar::DraftBar(RuleDraft& draft, const Actions& actions, QWidget* parent)
    : QFrame(parent)
    , m_draft(draft)
    , m_count(makeLabel(TextRole::Section, this, Tone::Warning))
    , m_figures(makeParagraph(this))
{
    setProperty("card", true);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(14, 8, 14, 8);
    line->setSpacing(Theme::kSpace);
    line->addWidget(m_count);
    line->addWidget(m_figures, 1);
    m_figures->setMinimumWidth(60);
    for (QAction* action : { actions.undo, actions.redo, actions.discard, actions.review }) {
        QPushButton* button = makeButton(action == actions.review ? ButtonKind::Primary : ButtonKind::Plain, this);
        line->addWidget(button);
        bind(button, action);
    }
    connect(&draft, &RuleDraft::changed, this, &DraftBar::refresh);
    connect(&draft.stack(), &QUndoStack::indexChanged, this, &DraftBar::refresh);
    refresh();
}

void DraftBar::bind(QPushButton* button, QAction* action)
{
    m_buttons.emplace_back(button, action);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &DraftBar::refresh);
}

void DraftBar::retranslate()
{
    refresh();
}

void DraftBar::refresh()
{
    const int changes = m_draft.changeCount();
    m_count->setText(changes == 0 ? tr("Draft: no changes") : tr("Draft: %n unsaved change(s)", nullptr, changes));
    setTone(*m_count, changes == 0 ? Tone::Muted : Tone::Warning);
    for (const auto& [button, action] : m_buttons) {
        button->setText(action->iconText());
        button->setToolTip(action->text().remove(QLatin1Char('&')));
        button->setEnabled(action->isEnabled());
    }
    setVisible(changes > 0 || m_draft.stack().canRedo());
}

void DraftBar::setFigures(const QString& figures, const QString& explanation)
{
    m_figures->setText(figures);
    m_figures->setToolTip(explanation);
}

} // namespace signalbox::ui
