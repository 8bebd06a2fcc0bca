// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/draft_bar.h"

#include "ui/shell/widgets.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>

namespace signalbox::ui {

namespace {

constexpr int kFiguresWidth = 420; ///< what the figures need beside the rest

} // namespace

DraftBar::DraftBar(RuleDraft& draft, const Actions& actions, QWidget* parent)
    : QFrame(parent)
    , m_draft(draft)
    , m_count(makeLabel(TextRole::Section, this, Tone::Warning))
    , m_figures(makeParagraph(this))
    , m_grid(new QGridLayout(this))
{
    setProperty("card", true);
    m_grid->setContentsMargins(14, 8, 14, 8);
    m_grid->setHorizontalSpacing(Theme::kSpace);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    m_grid->addWidget(m_count, 0, 0);
    m_line = new QWidget(this);
    auto* line = new QHBoxLayout(m_line);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(Theme::kSpace);
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
    place();
    setVisible(changes > 0 || m_draft.stack().canRedo());
}

// Where there is little room, the figures have a line of their own; where there is less, the buttons have one as well.
void DraftBar::place()
{
    int used = m_count->sizeHint().width() + 4 * Theme::kSpace;
    for (const auto& [button, action] : m_buttons)
        used += button->sizeHint().width() + Theme::kSpace;
    const Form form = width() < used ? Form::Tall : width() < used + kFiguresWidth ? Form::Two : Form::One;
    if (form == m_form)
        return;
    m_form = form;
    m_grid->removeWidget(m_figures);
    m_grid->removeWidget(m_line);
    m_grid->addWidget(m_figures, form == Form::One ? 0 : 1, form == Form::One ? 1 : 0, 1, form == Form::One ? 1 : 3);
    m_grid->addWidget(
        m_line, form == Form::Tall ? 2 : 0, form == Form::Tall ? 0 : 2, 1, form == Form::Tall ? 3 : 1, Qt::AlignRight);
}

void DraftBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    place();
}

void DraftBar::setFigures(const QString& figures, const QString& explanation)
{
    m_figures->setText(figures);
    m_figures->setVisible(!figures.isEmpty());
    m_figures->setToolTip(explanation);
}

} // namespace signalbox::ui
