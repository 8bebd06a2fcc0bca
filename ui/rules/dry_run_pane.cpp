// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/dry_run_pane.h"

#include "ui/requests/trace_view.h"
#include "ui/rules/editor_fields.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/side_by_side.h"
#include "ui/shell/widgets.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <array>

namespace signalbox::ui {

namespace {

constexpr int kTryAfterMs = 200;
constexpr int kLeastWidth = 620;
constexpr int kLeastHeight = 160;
constexpr std::array kHints { "feature", "user-tier", "stakes", "session" };
constexpr const char* kSample = R"({
  "model": "auto",
  "messages": [
    {"role": "user", "content": "Why does this loop never end?\n```c\nwhile (i = 1) { i++; }\n```"}
  ]
})";

} // namespace

DryRunPane::DryRunPane(const Theme& theme, Run run, TierNames tierName, QWidget* parent)
    : Sheet(parent)
    , m_theme(theme)
    , m_run(std::move(run))
    , m_tierName(std::move(tierName))
    , m_bodyLabel(makeLabel(TextRole::Body, this, Tone::Muted))
    , m_body(new EditorText(this))
    , m_result(makeParagraph(this, Tone::Normal))
    , m_remark(makeParagraph(this))
    , m_trace(new TraceView(theme, this))
{
    build();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTryAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &DryRunPane::tryNow);
    connect(m_body, &QPlainTextEdit::textChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(m_trace, &TraceView::openRule, this, &DryRunPane::ruleWanted);
    retranslate();
}

void DryRunPane::build()
{
    QVBoxLayout* page = body();
    auto* halves = new SideBySide(m_theme, kLeastWidth);
    page->addWidget(makePageScroll(halves, this), 1);
    auto* asked = new Card(this);
    m_bodyLabel->setWordWrap(true);
    asked->body()->addWidget(m_bodyLabel);
    asked->body()->addWidget(m_body, 1);
    for (const char* name : kHints) {
        auto* line = new QHBoxLayout;
        Hint hint { name, makeLabel(TextRole::Body, asked, Tone::Muted), new EditorLine(asked) };
        hint.label->setBuddy(hint.line);
        hint.label->setWordWrap(true);
        line->addWidget(hint.label, 2);
        line->addWidget(hint.line, 3);
        asked->body()->addLayout(line);
        connect(hint.line, &QLineEdit::textChanged, &m_soon, qOverload<>(&QTimer::start));
        m_hints.push_back(hint);
    }
    auto* answer = new Card(this);
    answer->body()->addWidget(m_result);
    answer->body()->addWidget(m_remark);
    answer->body()->addWidget(m_trace, 1);
    halves->add(asked, 1);
    halves->add(answer, 1);
    m_body->setMinimumHeight(kLeastHeight);
    m_trace->setMinimumHeight(kLeastHeight);
    setTextRole(*m_result, TextRole::Section);
    m_body->setProperty("code", true);
    m_body->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_body->setPlainText(QString::fromLatin1(kSample));
    m_bodyLabel->setBuddy(m_body);
}

void DryRunPane::retranslate()
{
    Sheet::retranslate();
    header()->setTitle(tr("Try a request"));
    header()->setRemark(tr("Nobody is called, nothing is recorded."));
    m_bodyLabel->setText(tr("Chat request, as an application would send it (JSON)"));
    m_body->setAccessibleName(tr("Chat request, as an application would send it (JSON)"));
    for (const Hint& hint : m_hints) {
        //: %1 is the name of an HTTP header
        hint.label->setText(tr("Header %1").arg(QStringLiteral("x-signalbox-%1").arg(QLatin1String(hint.name))));
        hint.line->setAccessibleName(hint.label->text());
    }
    m_trace->setAccessibleName(tr("Why the request goes there"));
    m_remark->setText(tr("Whether a key is at hand and a ceiling has room is seen when a request is really sent."));
    if (isVisible())
        tryNow();
}

void DryRunPane::refresh()
{
    if (isVisible())
        m_soon.start();
}

void DryRunPane::focusRequest()
{
    m_body->setFocus(Qt::TabFocusReason);
    tryNow();
}

void DryRunPane::tryNow()
{
    m_soon.stop();
    DryRunInput input;
    input.at = wallNow();
    input.body = toStd(m_body->toPlainText());
    for (const Hint& hint : m_hints) {
        if (!hint.line->text().trimmed().isEmpty())
            input.hints.emplace(hint.name, toStd(hint.line->text().trimmed()));
    }
    const DryRun run = m_run(input);
    const bool decided = run.error.code.empty();
    setTone(*m_result, decided ? Tone::Normal : Tone::Error);
    if (!decided)
        m_result->setText(errorText(run.error));
    else if (run.record.ruleName.empty())
        //: %1 is a tier
        m_result->setText(tr("Goes to %1").arg(m_tierName(run.record.tier)));
    else
        //: %1 is a tier, %2 the name of a rule
        m_result->setText(
            tr("Goes to %1 by rule “%2”").arg(m_tierName(run.record.tier), toQString(run.record.ruleName)));
    m_trace->setLines(run.record.factsJson.empty() ? std::vector<TraceLine>() : traceLines(run.record, m_tierName));
}

} // namespace signalbox::ui
