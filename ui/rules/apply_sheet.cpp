// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/apply_sheet.h"

#include "ui/rules/diff_table.h"
#include "ui/rules/figures_table.h"
#include "ui/rules/moves_table.h"
#include "ui/shell/format.h"
#include "ui/shell/side_by_side.h"
#include "ui/shell/widgets.h"
#include "ui/shell/write_gate.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace signalbox::ui {

namespace {

constexpr int kChangedHeight = 160;
constexpr int kMostChanges = 6;  ///< rows before the list of changes scrolls
constexpr int kSideBySide = 880; ///< width for both tables of figures

} // namespace

ApplySheet::ApplySheet(const Theme& theme, QWidget* parent)
    : Sheet(parent)
    , m_apply(makeButton(ButtonKind::Primary, header()))
    , m_content(new QWidget)
    , m_problems(makeParagraph(this, Tone::Error))
    , m_summary(makeParagraph(m_content, Tone::Normal))
    , m_remarks(makeParagraph(m_content))
    , m_figures(new FiguresTable(theme, m_content))
    , m_moves(new MovesTable(theme, m_content))
    , m_diff(new DiffTable(theme, m_content))
    , m_warnings(new WarningTable(theme, m_content))
    , m_changedLabel(makeLabel(TextRole::Section, m_content))
    , m_changed(new QListWidget(m_content))
    , m_gate(makeParagraph(this))
    , m_gateAbout(makeParagraph(m_content))
    , m_noteLabel(makeLabel(TextRole::Body, this, Tone::Muted))
    , m_note(new QLineEdit(this))
{
    build(theme);
    connectParts();
    setChanged({});
    m_problems->hide();
    m_summary->hide();
    m_remarks->hide();
    retranslate();
}

void ApplySheet::build(const Theme& theme)
{
    header()->addAction(m_apply);
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(Theme::kSpace);
    content->addWidget(m_summary);
    m_diff->fitRows(kMostChanges);
    content->addWidget(m_diff);
    content->addWidget(m_warnings);
    auto* halves = new SideBySide(theme, kSideBySide, m_content);
    halves->add(m_figures, 1);
    halves->add(m_moves, 0);
    content->addWidget(halves);
    content->addWidget(m_remarks);
    content->addWidget(m_gateAbout);
    content->addWidget(m_changedLabel);
    content->addWidget(m_changed);
    content->addStretch(1);
    m_area = makePageScroll(m_content, this);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_changed->setFixedHeight(theme.scaled(kChangedHeight));
    m_changed->setProperty("framed", true);
    QVBoxLayout* column = body();
    column->addWidget(m_problems);
    column->addWidget(m_area, 1);
    column->addWidget(m_gate);
    auto* why = new QHBoxLayout;
    why->addWidget(m_noteLabel);
    why->addWidget(m_note, 1);
    column->addLayout(why);
    m_noteLabel->setBuddy(m_note);
}

void ApplySheet::connectParts()
{
    setWriting(*m_apply);
    connect(m_note, &QLineEdit::returnPressed, m_apply, &QPushButton::click);
    connect(m_note, &QLineEdit::textChanged, this, &ApplySheet::showGate);
    connect(m_changed, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { Q_EMIT requestWanted(item->data(Qt::UserRole).toString()); });
    connect(m_apply, &QPushButton::clicked, this, &ApplySheet::applyWanted);
    connect(m_diff, &DiffTable::ruleWanted, this, &ApplySheet::ruleWanted);
    connect(m_warnings, &WarningTable::mendWanted, this, &ApplySheet::mendWanted);
}

void ApplySheet::retranslate()
{
    Sheet::retranslate();
    header()->setTitle(tr("Review and apply"));
    m_diff->retranslate();
    m_warnings->retranslate();
    m_figures->retranslate();
    m_moves->retranslate();
    m_changedLabel->setText(tr("Requests that would go elsewhere"));
    m_changed->setAccessibleName(m_changedLabel->text());
    m_gateAbout->setText(tr("The replay gate looks at refusals, at cost, and at how many recorded requests could be "
                            "decided. It does not predict the quality of answers."));
    show(m_lines, m_nextVersion);
}

void ApplySheet::show(const std::vector<DiffLine>& lines, qint64 nextVersion)
{
    m_lines = lines;
    m_nextVersion = nextVersion;
    //: %1 is the number the rules will have
    m_apply->setText(nextVersion > 0 ? tr("Apply as version %1").arg(nextVersion) : tr("Apply"));
    header()->setRemark(lines.empty() ? tr("The draft is the same as what is applied.")
                                      : tr("%n change(s). Requests in flight finish under the rules they started with.",
                                          nullptr, int(lines.size())));
    m_diff->show(lines);
    showGate();
}

void ApplySheet::setProblems(const QString& problems)
{
    m_problems->setText(problems);
    m_problems->setVisible(!problems.isEmpty());
}

void ApplySheet::setWarnings(const std::vector<WarningLine>& lines)
{
    m_warnings->show(lines);
}

void ApplySheet::setFigures(const Figures& figures)
{
    m_summary->setText(figures.summary);
    m_summary->setVisible(!figures.summary.isEmpty());
    m_remarks->setText(figures.remarks);
    m_remarks->setVisible(!figures.remarks.isEmpty());
    m_figures->show(figures.lines);
    m_moves->show(figures.report, figures.tiers, figures.tierName);
    setChanged(figures.changed);
    m_findings = figures.findings;
    m_gateWords = gateText(figures.findings, figures.report);
    m_replayed = true;
    showGate();
    // Where nothing was typed meanwhile.
    if (std::exchange(m_focusLater, false) && m_note->hasFocus() && m_note->text().isEmpty())
        focusApply();
}

void ApplySheet::setWaiting()
{
    m_replayed = false;
    showGate();
}

bool ApplySheet::mayApply() const
{
    return m_replayed && !m_lines.empty() && (m_findings.empty() || !note().empty());
}

// What the gate says, and what it wants.
void ApplySheet::showGate()
{
    const bool asks = m_replayed && !m_findings.empty();
    setTone(*m_gate, asks ? Tone::Warning : m_replayed ? Tone::Ok : Tone::Muted);
    if (!m_replayed)
        m_gate->setText(tr("Replay gate: the draft is being tried on recorded requests …"));
    else if (asks)
        //: %1 what speaks against a draft: "12 more requests would be refused; ..."
        m_gate->setText(tr("⚠ Replay gate: %1. Say why it should be applied all the same.").arg(m_gateWords));
    else
        m_gate->setText(tr("✓ Replay gate: nothing speaks against it."));
    //: a line for the reason of a change, kept in the history
    m_noteLabel->setText(asks ? tr("Reason (needed, kept in the history)") : tr("Why (kept in the history)"));
    m_note->setAccessibleName(m_noteLabel->text());
    m_apply->setEnabled(mayApply());
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
    m_focusLater = !m_replayed;
    if (m_apply->isEnabled())
        m_apply->setFocus(Qt::TabFocusReason);
    else
        m_note->setFocus(Qt::TabFocusReason);
}

} // namespace signalbox::ui
