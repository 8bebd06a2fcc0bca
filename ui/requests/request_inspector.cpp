// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/request_inspector.h"

#include "ui/requests/cost_lines.h"
#include "ui/requests/record_json.h"
#include "ui/requests/timing_bars.h"
#include "ui/requests/trace_view.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/tier_mark.h"
#include "ui/shell/widgets.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastTabs = 60; ///< at 100 % text size: their titles and two lines

QScrollArea* makeScrollArea(QWidget* parent)
{
    auto* area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

Tone toneOf(CostLine::Kind kind)
{
    return kind == CostLine::Kind::Item || kind == CostLine::Kind::Remark ? Tone::Muted : Tone::Normal;
}

} // namespace

RequestInspector::RequestInspector(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_header(new QWidget(this))
    , m_tabs(new QTabWidget(this))
    , m_trace(new TraceView(theme, m_tabs))
    , m_timing(new TimingBars(theme))
    , m_timingArea(makeScrollArea(m_tabs))
    , m_cost(makeScrollArea(m_tabs))
    , m_raw(new QPlainTextEdit(m_tabs))
    , m_messages(new QWidget(m_tabs))
    , m_messageRemark(makeParagraph(m_messages))
    , m_message(new QPlainTextEdit(m_messages))
{
    buildHeader();
    auto* messages = new QVBoxLayout(m_messages);
    messages->setContentsMargins(0, Theme::kSpace, Theme::kSpace, 0);
    messages->addWidget(m_messageRemark);
    messages->addWidget(m_message, 1);
    m_message->setReadOnly(true);
    auto* timing = new QWidget;
    auto* timingColumn = new QVBoxLayout(timing);
    timingColumn->setContentsMargins(0, Theme::kSpace, Theme::kSpace, Theme::kSpace);
    timingColumn->addWidget(m_timing);
    timingColumn->addStretch();
    m_timingArea->setWidget(timing);
    m_raw->setReadOnly(true);
    m_raw->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_raw->setProperty("code", true);
    m_raw->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_tabs->setDocumentMode(true);
    // What is in them scrolls: where there is little room the header keeps its lines.
    const auto least = [this] { m_tabs->setMinimumHeight(m_theme.scaled(kLeastTabs)); };
    connect(&m_theme, &Theme::changed, this, least);
    least();
    for (QWidget* tab : { static_cast<QWidget*>(m_trace), static_cast<QWidget*>(m_timingArea), m_messages,
             static_cast<QWidget*>(m_cost), static_cast<QWidget*>(m_raw) })
        m_tabs->addTab(tab, QString());
    m_tabs->setTabVisible(m_tabs->indexOf(m_messages), false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::kSpace);
    column->addWidget(m_header);
    column->addWidget(m_problem);
    column->addWidget(m_tabs, 1);
    connect(m_trace, &TraceView::openRule, this, &RequestInspector::openRule);
    connect(m_close, &QToolButton::clicked, this, &RequestInspector::closed);
    connect(m_copy, &QPushButton::clicked, this, &RequestInspector::copyShown);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_record)
            Q_EMIT decideAgainWanted(toQString(m_record->id));
    });
    retranslate();
}

void RequestInspector::buildHeader()
{
    m_title = makeParagraph(m_header, Tone::Normal);
    setTextRole(*m_title, TextRole::Section);
    m_title->setMinimumWidth(160);
    m_figures = makeLabel(TextRole::Section, m_header);
    m_origin = makeParagraph(m_header, Tone::Muted);
    m_origin->setMinimumWidth(160);
    m_origin->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_versions = makeParagraph(m_header, Tone::Muted);
    m_versions->setMinimumWidth(160);
    m_again = makeButton(ButtonKind::Quiet, m_header);
    m_problem = makeParagraph(this, Tone::Error);
    m_problem->hide();
    m_close = makeIconButton(m_theme, u"close"_s, m_header);
    m_copy = makeButton(ButtonKind::Quiet, m_header);
    auto* grid = new QGridLayout(m_header);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_title, 0, 0, Qt::AlignTop);
    grid->addWidget(m_figures, 0, 1, Qt::AlignTop);
    grid->addWidget(m_close, 0, 2, Qt::AlignTop);
    grid->addWidget(m_origin, 1, 0);
    grid->addWidget(m_copy, 1, 1, 1, 2, Qt::AlignRight | Qt::AlignTop);
    grid->addWidget(m_versions, 2, 0);
    grid->addWidget(m_again, 2, 1, 1, 2, Qt::AlignRight | Qt::AlignTop);
    m_versions->hide();
    m_again->hide();
}

void RequestInspector::retranslate()
{
    //: tabs of the request inspector
    const std::array<QString, 5> names { tr("Decision"), tr("Timing"), tr("Messages"), tr("Cost"), tr("Raw") };
    for (int i = 0; i < m_tabs->count(); ++i)
        m_tabs->setTabText(i, names[std::size_t(i)]);
    m_tabs->setAccessibleName(tr("Views of the request"));
    m_tabs->tabBar()->setAccessibleName(tr("Views of the request"));
    m_trace->setAccessibleName(names[0]);
    m_timingArea->setAccessibleName(names[1]);
    m_cost->setAccessibleName(names[3]);
    m_message->setAccessibleName(tr("Last user message"));
    m_messageRemark->setText(
        tr("The last user message. It is in memory only, for what-if (a setting), in no file, and gone "
           "when the program ends."));
    m_raw->setAccessibleName(tr("Record as JSON"));
    //: copies what the open tab shows
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy this view as text"));
    nameButton(*m_close, tr("Close the inspector (Esc)"));
    //: shows where a recorded request would go under the rules in force, and with the draft
    m_again->setText(tr("Decide again"));
    m_again->setAccessibleName(tr("Decide it again, with the rules in force and with the draft"));
    m_again->setToolTip(m_again->accessibleName());
    m_timing->retranslate();
    if (m_record)
        fill();
}

void RequestInspector::showOrigin(const QString& origin)
{
    m_origin->setText(origin);
    m_origin->setVisible(!origin.isEmpty()); // it can have the focus, so it is not there without a text
}

void RequestInspector::showLoading()
{
    m_record.reset();
    m_problem->hide();
    m_tabs->setEnabled(false);
    m_title->setText(tr("Reading the request…"));
    m_figures->clear();
    showOrigin({});
    m_versions->hide();
    m_again->hide();
}

void RequestInspector::showProblem(const Error& error)
{
    m_record.reset();
    m_title->setText(tr("This request can't be shown"));
    m_figures->clear();
    showOrigin({});
    m_versions->hide();
    m_again->hide();
    m_problem->setText(errorText(error));
    m_problem->show();
    m_tabs->hide();
}

void RequestInspector::showRecord(
    const RequestRecord& record, std::shared_ptr<const Config> config, std::shared_ptr<const std::string> prompt)
{
    m_message->setPlainText(prompt != nullptr ? toQString(*prompt) : QString());
    m_tabs->setTabVisible(m_tabs->indexOf(m_messages), prompt != nullptr && !prompt->empty());
    m_record = record;
    m_config = std::move(config);
    m_problem->hide();
    m_tabs->show();
    m_tabs->setEnabled(true);
    fill();
}

QString RequestInspector::tierName(const std::string& id) const
{
    return tierLook(m_theme, m_config.get(), id).name;
}

void RequestInspector::fill()
{
    const RequestRecord& record = *m_record;
    const TierName name = [this](const std::string& id) { return tierName(id); };
    const WallUs now = wallNow();
    m_title->setText(traceTitle(record, name));
    //: cost and duration of a request
    m_figures->setText(record.unpriced
            ? tr("unpriced · %1").arg(durationText(record.totalUs))
            : moneyText(Money::fromNano(record.costNano)) % u" · " % durationText(record.totalUs));
    QStringList origin { momentText(record.startedAt, now), toQString(record.client), toQString(record.endpoint),
        record.stream ? tr("streamed") : QString(), record.simulated ? tr("sandbox") : QString(),
        toQString(record.id) };
    origin.removeAll(QString());
    showOrigin(origin.join(u" · "_s));
    showVersions();
    m_trace->setLines(traceLines(record, name));
    m_timing->setRecord(record);
    fillCost();
    m_raw->setPlainText(recordJson(record));
}

// Under which rules it was decided, and which hold now.
void RequestInspector::showVersions()
{
    const std::int64_t then = m_record->rulesVersion;
    const std::int64_t now = m_config == nullptr ? 0 : m_config->rules.version;
    m_again->setVisible(!m_record->facts.empty() || !m_record->factsJson.empty());
    m_versions->setVisible(then > 0);
    if (then > 0 && now > 0 && then != now)
        //: %1 and %2 are numbers of versions of the rules
        m_versions->setText(tr("Decided under version %1 of the rules; version %2 is in force.").arg(then).arg(now));
    else if (then > 0 && then == now)
        m_versions->setText(tr("Decided under version %1 of the rules, which is in force.").arg(then));
    else
        m_versions->setText(tr("Decided under version %1 of the rules.").arg(then));
}

void RequestInspector::fillCost()
{
    auto* content = new QWidget;
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(0, Theme::kSpace, Theme::kSpace, Theme::kSpace);
    grid->setColumnStretch(0, 1);
    grid->setHorizontalSpacing(2 * Theme::kSpace);
    int row = 0;
    for (const CostLine& line :
        costLines(*m_record, m_config.get(), [this](const std::string& id) { return tierName(id); })) {
        const bool heading = line.kind == CostLine::Kind::Heading;
        const bool strong = heading || line.kind == CostLine::Kind::Sum;
        QLabel* label = makeParagraph(content, toneOf(line.kind));
        label->setMinimumWidth(120);
        setTextRole(*label, heading ? TextRole::Section : TextRole::Body);
        label->setText(line.name);
        QLabel* detail = makeLabel(TextRole::Body, content, Tone::Muted);
        detail->setText(line.detail);
        QLabel* amount = makeLabel(strong ? TextRole::Section : TextRole::Body, content);
        amount->setText(line.amount);
        const bool alone = line.detail.isEmpty() && line.amount.isEmpty();
        grid->addWidget(label, row, 0, 1, alone ? 3 : 1);
        grid->addWidget(detail, row, 1, Qt::AlignRight);
        grid->addWidget(amount, row, 2, Qt::AlignRight);
        grid->setRowMinimumHeight(row, heading && row > 0 ? m_theme.scaled(34) : 0);
        ++row;
    }
    grid->setRowStretch(row, 1);
    m_cost->setWidget(content);
}

void RequestInspector::copyShown()
{
    if (!m_record)
        return;
    const TierName name = [this](const std::string& id) { return tierName(id); };
    if (m_tabs->currentWidget() == m_raw) {
        copyToClipboard(m_raw->toPlainText());
        return;
    }
    if (m_tabs->currentWidget() == m_messages) {
        copyToClipboard(m_message->toPlainText());
        return;
    }
    QString text;
    if (m_tabs->currentWidget() == m_trace)
        text = traceTitle(*m_record, name) % u'\n' % m_trace->text();
    else if (m_tabs->currentWidget() == m_timingArea)
        text = m_timing->accessibleDescription();
    else
        for (const CostLine& line : costLines(*m_record, m_config.get(), name))
            text += line.name % u'\t' % line.detail % u'\t' % line.amount % u'\n';
    copyToClipboard(text);
}

} // namespace signalbox::ui
