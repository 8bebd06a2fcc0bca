// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/apply_sheet.h"

#include "ui/rules/diff_table.h"
#include "ui/rules/moves_table.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {

constexpr int kChangedHeight = 160;

} // namespace

ApplySheet::ApplySheet(const Theme& theme, QWidget* parent)
    : Sheet(parent)
    , m_apply(makeButton(ButtonKind::Primary, header()))
    , m_problems(makeParagraph(this, Tone::Error))
    , m_figures(makeParagraph(this))
    , m_moves(new MovesTable(theme, this))
    , m_changedLabel(makeLabel(TextRole::Section, this))
    , m_changed(new QListWidget(this))
    , m_noteLabel(makeLabel(TextRole::Body, this, Tone::Muted))
    , m_note(new QLineEdit(this))
{
    QVBoxLayout* column = body();
    header()->addAction(m_apply);
    auto* card = new Card(this);
    card->body()->setContentsMargins(1, 1, 1, 1);
    m_diff = new DiffTable(theme, card);
    card->body()->addWidget(m_diff);
    column->addWidget(m_problems);
    column->addWidget(m_figures);
    column->addWidget(card, 1);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(12);
    auto* changed = new QVBoxLayout;
    changed->setSpacing(6);
    changed->addWidget(m_changedLabel);
    changed->addWidget(m_changed);
    halves->addWidget(m_moves, 3, Qt::AlignTop);
    halves->addLayout(changed, 2);
    column->addLayout(halves);
    auto* why = new QHBoxLayout;
    why->addWidget(m_noteLabel);
    why->addWidget(m_note, 1);
    column->addLayout(why);
    m_noteLabel->setBuddy(m_note);
    m_changed->setMaximumHeight(theme.scaled(kChangedHeight));
    m_changed->setProperty("framed", true);
    setChanged({});
    connect(m_note, &QLineEdit::returnPressed, this, &ApplySheet::applyWanted);
    connect(m_changed, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { Q_EMIT requestWanted(item->data(Qt::UserRole).toString()); });
    m_problems->hide();
    m_figures->hide();
    connect(m_apply, &QPushButton::clicked, this, &ApplySheet::applyWanted);
    connect(m_diff, &DiffTable::ruleWanted, this, &ApplySheet::ruleWanted);
    retranslate();
}

void ApplySheet::retranslate()
{
    Sheet::retranslate();
    header()->setTitle(tr("Review and apply"));
    m_diff->retranslate();
    m_moves->retranslate();
    m_changedLabel->setText(tr("Requests that would go elsewhere"));
    m_changed->setAccessibleName(m_changedLabel->text());
    //: a line for the reason of a change, kept in the history
    m_noteLabel->setText(tr("Why (kept in the history)"));
    m_note->setAccessibleName(m_noteLabel->text());
    show(m_lines, m_nextVersion);
}

void ApplySheet::show(const std::vector<DiffLine>& lines, qint64 nextVersion)
{
    m_lines = lines;
    m_nextVersion = nextVersion;
    //: %1 is the number the rules will have
    m_apply->setText(nextVersion > 0 ? tr("Apply as version %1").arg(nextVersion) : tr("Apply"));
    m_apply->setEnabled(!lines.empty());
    header()->setRemark(lines.empty() ? tr("The draft is the same as what is applied.")
                                      : tr("%n change(s). Requests in flight finish under the rules they started with.",
                                          nullptr, int(lines.size())));
    m_diff->show(lines);
}

void ApplySheet::setProblems(const QString& problems)
{
    m_problems->setText(problems);
    m_problems->setVisible(!problems.isEmpty());
}

void ApplySheet::setFigures(const QString& figures)
{
    m_figures->setText(figures);
    m_figures->setVisible(!figures.isEmpty());
}

void ApplySheet::setChanged(const std::vector<std::pair<std::string, QString>>& requests)
{
    m_changed->clear();
    for (const auto& [id, line] : requests) {
        auto* item = new QListWidgetItem(line, m_changed);
        item->setData(Qt::UserRole, toQString(id));
    }
    m_changedLabel->setVisible(!requests.empty());
    m_changed->setVisible(!requests.empty());
}

std::string ApplySheet::note() const
{
    return toStd(m_note->text().trimmed());
}

void ApplySheet::clearNote()
{
    m_note->clear();
}

void ApplySheet::focusApply()
{
    m_apply->setFocus(Qt::TabFocusReason);
}

} // namespace signalbox::ui
