// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/reach_pane.h"

#include "ui/rules/condition_editor.h"
#include "ui/rules/proof_words.h"
#include "ui/rules/tab_order.h"
#include "ui/shell/format.h"
#include "ui/shell/side_by_side.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QHeaderView>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

constexpr std::array kColumnWidths { 180, 84, 190, 150 };
constexpr int kMargin = 14;
constexpr int kLeastWidth = 760;
using Kind = ReachAnswer::Kind;

} // namespace

ReachPane::ReachPane(const Theme& theme, QWidget* parent)
    : Sheet(parent)
    , m_theme(theme)
    , m_question(makeParagraph(this))
    , m_condition(new ConditionEditor(theme, this))
    , m_summary(makeParagraph(this, Tone::Normal))
    , m_model(new QStandardItemModel(this))
{
    build();
    connect(m_condition, &ConditionEditor::edited, this, &ReachPane::edited);
    retranslate();
    setCondition("always");
}

void ReachPane::build()
{
    auto* halves = new SideBySide(m_theme, kLeastWidth, this);
    auto* asked = new Card(this);
    asked->body()->setContentsMargins(1, 1, 1, 1);
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->addWidget(m_question);
    column->addWidget(m_condition);
    column->addStretch(1);
    m_question->setMinimumWidth(0);
    QScrollArea* area = makePageScroll(form, asked);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    asked->body()->addWidget(area);
    connect(m_condition, &ConditionEditor::rebuilt, this, [column] { orderTabs(*column); });
    auto* answer = new Card(this);
    answer->body()->addWidget(m_summary);
    m_table = makeTable(m_theme, Theme::kRuleRowHeight, answer);
    m_table->setModel(m_model);
    answer->body()->addWidget(m_table, 1);
    setTextRole(*m_summary, TextRole::Section);
    halves->add(asked, 4);
    halves->add(answer, 7);
    body()->addWidget(halves, 1);
}

void ReachPane::retranslate()
{
    Sheet::retranslate();
    header()->setTitle(tr("Can it ever get there?"));
    header()->setRemark(tr("Proved over all requests, under the rules of the draft."));
    m_question->setText(tr("Requests of this kind (without a condition: any request):"));
    m_table->setAccessibleName(tr("Deployments, and whether such a request can reach them"));
    m_condition->retranslate();
    fill();
}

void ReachPane::setNames(RuleNames names)
{
    m_names = std::move(names);
    edited(m_asked->json().at("when"));
}

void ReachPane::setCondition(const RuleJson& when)
{
    edited(asGroup(when));
}

void ReachPane::setSeen(SeenValues seen)
{
    m_condition->setSeen(std::move(seen));
}

void ReachPane::edited(const RuleJson& when)
{
    RuleJson rule = newRuleJson("asked", "asked", m_names.tiers.empty() ? std::string() : m_names.tiers.front());
    rule["when"] = when;
    m_asked = std::make_shared<const DraftRule>(std::move(rule), m_names);
    m_condition->show(m_asked->json().at("when"));
    m_condition->showProblems(m_asked->problems());
    Q_EMIT asked();
}

std::optional<Condition> ReachPane::condition() const
{
    if (!m_asked->rule())
        return std::nullopt;
    return m_asked->rule()->when;
}

void ReachPane::showProblem(const QString& problem)
{
    m_answers.clear();
    fill();
    m_summary->setText(problem);
}

void ReachPane::showAnswers(const Answers& answers, const std::vector<Rule>& rules)
{
    m_answers = answers;
    m_rules = rules;
    fill();
}

void ReachPane::fill()
{
    m_model->clear();
    //: columns: a deployment, whether it can be reached, by which rule, an example
    m_model->setHorizontalHeaderLabels({ tr("Deployment"), tr("Reached"), tr("How"), tr("For example") });
    int never = 0;
    int possible = 0;
    for (const auto& [deployment, answer] : m_answers) {
        never += answer.kind == Kind::Never ? 1 : 0;
        possible += answer.kind == Kind::Possible ? 1 : 0;
        //: whether a deployment can be reached
        const QString reached = answer.kind == Kind::Never ? tr("never")
            : answer.kind == Kind::Possible                ? tr("possible")
                                                           : tr("not proved");
        const std::size_t ways = std::max<std::size_t>(1, answer.ways.size());
        for (std::size_t at = 0; at < ways; ++at) {
            const bool hasWay = at < answer.ways.size();
            const QString how = hasWay           ? wayText(answer.ways[at], m_rules)
                : answer.kind == Kind::NotProved ? tr("a regular expression stands between")
                                                 : QString();
            const QString example = hasWay ? witnessText(answer.ways[at].witness, m_rules) : QString();
            QList<QStandardItem*> row;
            for (const QString& text :
                { at == 0 ? toQString(deployment) : QString(), at == 0 ? reached : QString(), how, example }) {
                auto* item = new QStandardItem(text.isEmpty() && at == 0 ? dashText() : text);
                item->setToolTip(text);
                row.append(item);
            }
            row[1]->setData(int(answer.kind == Kind::Never          ? Tone::Ok
                                    : answer.kind == Kind::Possible ? Tone::Normal
                                                                    : Tone::Warning),
                ToneRole);
            m_model->appendRow(row);
        }
    }
    setColumnWidths(*m_table, m_theme, kColumnWidths);
    for (const int column : { 2, 3 })
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    const QString all = countText(qint64(m_answers.size()));
    if (m_answers.empty())
        m_summary->setText(tr("Reading …"));
    else if (possible == qint64(m_answers.size()))
        //: %1 is a number of deployments
        m_summary->setText(tr("Such a request can reach each of the %1 deployments.").arg(all));
    else
        //: %1 and %2 are numbers of deployments
        m_summary->setText(
            tr("%1 of %2 deployments can never be reached by such a request.").arg(countText(never), all));
}

void ReachPane::focusCondition()
{
    m_condition->focusFirst();
}

} // namespace signalbox::ui
