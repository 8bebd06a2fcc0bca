// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/match_panel.h"

#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {

constexpr int kListHeight = 150;

} // namespace

MatchPanel::MatchPanel(QWidget* parent)
    : QWidget(parent)
    , m_finding(makeParagraph(this, Tone::Warning))
    , m_remedy(makeButton(ButtonKind::Plain, this))
    , m_trouble(makeParagraph(this, Tone::Warning))
    , m_mend(makeButton(ButtonKind::Plain, this))
    , m_witness(makeParagraph(this))
    , m_count(makeParagraph(this, Tone::Normal))
    , m_without(makeParagraph(this))
    , m_prompts(makeParagraph(this))
    , m_newest(new QListWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_finding);
    column->addWidget(m_remedy, 0, Qt::AlignLeft);
    column->addWidget(m_trouble);
    column->addWidget(m_mend, 0, Qt::AlignLeft);
    column->addWidget(m_count);
    column->addWidget(m_without);
    column->addWidget(m_newest);
    column->addWidget(m_prompts);
    column->addWidget(m_witness);
    for (QLabel* label : { m_finding, m_trouble, m_witness, m_count, m_without, m_prompts })
        label->setMinimumWidth(0);
    setTextRole(*m_count, TextRole::Section);
    m_newest->setFixedHeight(kListHeight);
    m_newest->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_newest->setTextElideMode(Qt::ElideRight);
    connect(m_remedy, &QPushButton::clicked, this, [this] {
        if (m_kind == Remedy::MoveAbove)
            Q_EMIT moveWanted(m_above);
        else
            Q_EMIT removeWanted();
    });
    connect(m_mend, &QPushButton::clicked, this, &MatchPanel::mendWanted);
    connect(m_newest, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { Q_EMIT requestWanted(item->data(Qt::UserRole).toString()); });
    retranslate();
    clear();
}

void MatchPanel::retranslate()
{
    m_newest->setAccessibleName(tr("Newest requests that the rule matches or nearly matches"));
    showFinding(m_finding->text(), m_kind, m_above);
}

void MatchPanel::clear()
{
    showFinding({}, Remedy::None, -1);
    showTrouble({}, {});
    showWitness({});
    m_count->hide();
    m_without->hide();
    m_prompts->hide();
    m_newest->hide();
    m_newest->clear();
}

void MatchPanel::showFinding(const QString& sentence, Remedy remedy, int above)
{
    m_kind = remedy;
    m_above = above;
    m_finding->setText(sentence);
    m_finding->setVisible(!sentence.isEmpty());
    m_remedy->setVisible(remedy != Remedy::None);
    //: %1 is the place of a rule
    m_remedy->setText(remedy == Remedy::MoveAbove ? tr("Move above %1").arg(above + 1) : tr("Delete rule"));
}

void MatchPanel::showTrouble(const QString& sentence, const QString& remedy)
{
    m_trouble->setText(sentence);
    m_trouble->setVisible(!sentence.isEmpty());
    m_mend->setText(remedy);
    m_mend->setVisible(!remedy.isEmpty());
}

void MatchPanel::showWitness(const QString& witness)
{
    //: a made-up request that goes to the rule in the editor: %1 what holds for it
    m_witness->setText(tr("A request that goes to this rule: %1").arg(witness));
    m_witness->setVisible(!witness.isEmpty());
}

void MatchPanel::showPreview(const RulesLab::Preview& answer, const QStringList& children, WallUs now)
{
    const MatchPreview& preview = answer.match;
    m_prompts->setText(promptText(answer.prompts, now));
    m_prompts->setVisible(preview.unknown > 0);
    m_count->setText(matchText(preview));
    m_count->show();
    QStringList without;
    for (std::size_t at = 0; at < preview.without.size() && qsizetype(at) < children.size(); ++at) {
        if (preview.without.size() > 1)
            //: how many requests a rule would match without one of its conditions: %1 condition, %2 number
            without.append(tr("Without “%1”: %2").arg(children.at(qsizetype(at)), countText(preview.without[at])));
    }
    m_without->setText(without.join(QLatin1Char('\n')));
    m_without->setVisible(!without.isEmpty());
    m_newest->clear();
    for (const MatchPreview::Example& example : preview.newest) {
        const QString why = example.matches ? tr("matches") : whyNotText(example);
        auto* item = new QListWidgetItem((example.matches ? QStringLiteral("✓ ") : QStringLiteral("✕ "))
                + momentText(example.at, now) + QStringLiteral("  ") + why,
            m_newest);
        item->setToolTip(why);
        item->setData(Qt::UserRole, toQString(example.id));
    }
    m_newest->setVisible(m_newest->count() > 0);
}

} // namespace signalbox::ui
