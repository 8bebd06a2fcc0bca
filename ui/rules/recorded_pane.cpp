// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/recorded_pane.h"

#include "ui/requests/trace_view.h"
#include "ui/rules/editor_fields.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/side_by_side.h"
#include "ui/shell/widgets.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kLeastWidth = 620;

bool sameWay(const DryRun& one, const DryRun& other)
{
    return one.error.code == other.error.code && one.record.tierPlanned == other.record.tierPlanned
        && one.record.ruleId == other.record.ruleId && one.record.strategy == other.record.strategy;
}

} // namespace

RecordedPane::RecordedPane(const Theme& theme, Decide decide, TierNames tierName, QWidget* parent)
    : Sheet(parent)
    , m_theme(theme)
    , m_decide(std::move(decide))
    , m_tierName(std::move(tierName))
    , m_inspect(makeButton(ButtonKind::Plain, header()))
    , m_label(makeLabel(TextRole::Body, this, Tone::Muted))
    , m_request(new Choice(this))
    , m_summary(makeParagraph(this, Tone::Normal))
    , m_thenLabel(makeLabel(TextRole::Section, this))
    , m_other(new Choice(this))
{
    build();
    connect(m_inspect, &QPushButton::clicked, this, [this] {
        if (m_record)
            Q_EMIT inspectWanted(toQString(m_record->id));
    });
    connect(m_request, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_request->value().empty())
            Q_EMIT requestWanted(toQString(m_request->value()));
    });
    retranslate();
}

void RecordedPane::build()
{
    header()->addAction(m_inspect);
    auto* line = new QHBoxLayout;
    m_label->setBuddy(m_request);
    line->addWidget(m_label);
    line->addWidget(m_request, 1);
    body()->addLayout(line);
    body()->addWidget(m_summary);
    setTextRole(*m_summary, TextRole::Section);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * Theme::kSpace);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    for (int way = 0; way < WayCount; ++way) {
        m_results.push_back({ makeLabel(TextRole::Body, this, Tone::Muted), makeParagraph(this, Tone::Normal) });
        grid->addWidget(m_results.back().title, way, 0, Qt::AlignTop);
        grid->addWidget(m_results.back().words, way, 1);
    }
    body()->addLayout(grid);
    auto* sides = new SideBySide(m_theme, kLeastWidth, this);
    m_thenTrace = addTrace(m_thenLabel, sides);
    m_otherTrace = addTrace(m_other, sides);
    body()->addWidget(sides, 1);
    connect(m_other, &QComboBox::currentIndexChanged, this, &RecordedPane::showTrace);
}

TraceView* RecordedPane::addTrace(QWidget* head, SideBySide* sides)
{
    auto* card = new Card(this);
    auto* trace = new TraceView(m_theme, card);
    card->body()->addWidget(head);
    card->body()->addWidget(trace, 1);
    sides->add(card, 1);
    connect(trace, &TraceView::openRule, this, &RecordedPane::ruleWanted);
    return trace;
}

void RecordedPane::retranslate()
{
    Sheet::retranslate();
    header()->setTitle(tr("A request, decided again"));
    header()->setRemark(tr("Nobody is called, nothing is recorded."));
    m_inspect->setText(tr("Show in the log"));
    m_label->setText(tr("Recorded request"));
    m_request->setAccessibleName(tr("Recorded request"));
    m_request->setPlaceholderText(tr("Pick one…"));
    m_thenLabel->setText(tr("Why it went there then"));
    m_thenTrace->setAccessibleName(m_thenLabel->text());
    {
        const QSignalBlocker quiet(m_other);
        const std::string former = m_other->value();
        m_other->clear();
        m_other->add(tr("Why it would go there with the draft"), "draft");
        m_other->add(tr("Why it would go there now"), "now");
        m_other->show(former.empty() ? "draft" : former);
    }
    m_other->setAccessibleName(tr("Which other trace is shown"));
    showTrace();
    decide();
}

void RecordedPane::setRequests(const std::vector<std::pair<std::string, QString>>& requests)
{
    const QSignalBlocker quiet(m_request);
    m_requests = requests;
    m_request->clear();
    for (const auto& [id, line] : m_requests)
        m_request->add(line, id);
    m_request->setCurrentIndex(m_record ? m_request->findData(toQString(m_record->id)) : -1);
}

void RecordedPane::show(const RequestRecord& record, qint64 versionNow)
{
    m_record = record;
    m_versionNow = versionNow;
    {
        const QSignalBlocker quiet(m_request);
        m_request->setCurrentIndex(m_request->findData(toQString(record.id)));
    }
    decide();
}

void RecordedPane::showProblem(const QString& problem)
{
    m_record.reset();
    decide();
    m_summary->setText(problem);
}

void RecordedPane::refresh()
{
    if (isVisible())
        decide();
}

void RecordedPane::focusChoice()
{
    m_request->setFocus(Qt::TabFocusReason);
}

QString RecordedPane::resultText(const DryRun& run) const
{
    if (!run.error.code.empty())
        return errorText(run.error);
    if (run.record.ruleName.empty())
        //: %1 is a tier
        return tr("Goes to %1").arg(m_tierName(run.record.tier));
    //: %1 is a tier, %2 the name of a rule
    return tr("Goes to %1 by rule “%2”").arg(m_tierName(run.record.tier), toQString(run.record.ruleName));
}

QString RecordedPane::comparison(const DryRun& now, const DryRun& draft) const
{
    const std::string& then = m_record->tierPlanned;
    const bool sameNow = now.error.code.empty() && now.record.tierPlanned == then;
    if (sameWay(now, draft))
        return sameNow ? tr("Then, now, and with the draft it goes the same way.")
                       : tr("The rules have changed since; the draft changes nothing for it.");
    return sameNow ? tr("The draft would send it another way than the rules in force.")
                   : tr("The rules have changed since, and the draft would send it yet another way.");
}

void RecordedPane::nameParts()
{
    //: heads of a comparison: a recorded request then, now, and with the draft; %1 a number
    const auto head = [](const QString& words, qint64 version) {
        return version > 0 ? tr("%1 · version %2").arg(words).arg(version) : words;
    };
    m_results[Then].title->setText(head(tr("Then"), m_record ? m_record->rulesVersion : 0));
    m_results[Now].title->setText(head(tr("Rules in force"), m_versionNow));
    m_results[WithDraft].title->setText(tr("Draft"));
    for (const Result& result : m_results) {
        result.title->setVisible(m_record.has_value());
        result.words->setVisible(m_record.has_value());
    }
    m_inspect->setEnabled(m_record.has_value());
    m_other->setEnabled(m_record.has_value());
}

void RecordedPane::decide()
{
    nameParts();
    if (!m_record) {
        m_summary->setText(tr("Pick a request to see where it would go now, and with the draft."));
        m_thenTrace->setLines({});
        m_otherTrace->setLines({});
        return;
    }
    DryRun now = m_decide(*m_record, Rules::InForce);
    DryRun draft = m_decide(*m_record, Rules::Draft);
    m_summary->setText(comparison(now, draft));
    m_results[Then].words->setText(traceTitle(*m_record, m_tierName));
    m_results[Now].words->setText(resultText(now));
    m_results[WithDraft].words->setText(resultText(draft));
    m_now = std::move(now.record);
    m_draft = std::move(draft.record);
    m_thenTrace->setLines(traceLines(*m_record, m_tierName));
    showTrace();
}

void RecordedPane::showTrace()
{
    m_otherTrace->setAccessibleName(m_other->currentText());
    if (m_record)
        m_otherTrace->setLines(traceLines(m_other->value() == "now" ? m_now : m_draft, m_tierName));
}

} // namespace signalbox::ui
