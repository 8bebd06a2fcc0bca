// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/stop_card.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace signalbox::ui {

namespace {

constexpr int kLongestNote = 200;

} // namespace

StopCard::StopCard(Engine& engine, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_text(makeParagraph(this, Tone::Error))
    , m_noteLabel(makeLabel(TextRole::Body, this))
    , m_note(new QLineEdit(this))
    , m_act(makeButton(ButtonKind::Primary, this))
    , m_cancel(makeButton(ButtonKind::Plain, this))
    , m_problem(makeParagraph(this, Tone::Error))
{
    m_text->setTextFormat(Qt::PlainText);
    m_note->setMaxLength(kLongestNote);
    m_noteLabel->setBuddy(m_note);
    body()->addWidget(m_text);
    auto* row = new QHBoxLayout;
    row->addWidget(m_noteLabel);
    row->addWidget(m_note, 1);
    row->addWidget(m_act);
    row->addWidget(m_cancel);
    row->addStretch();
    body()->addLayout(row);
    body()->addWidget(m_problem);
    m_problem->hide();
    connect(m_act, &QPushButton::clicked, this, &StopCard::act);
    connect(m_note, &QLineEdit::returnPressed, this, &StopCard::act);
    connect(m_cancel, &QPushButton::clicked, this, &StopCard::cancel);
    retranslate();
    refresh();
}

void StopCard::ask()
{
    if (m_state != State::Idle)
        return;
    m_state = State::AskStop;
    retranslate();
    show();
    m_note->setFocus();
}

void StopCard::refresh()
{
    const bool stopped = m_engine.stopped().has_value();
    const State former = m_state;
    if (stopped && (m_state == State::Idle || m_state == State::AskStop))
        m_state = State::Stopped;
    if (!stopped && (m_state == State::Stopped || m_state == State::AskRelease))
        m_state = State::Idle;
    setVisible(m_state != State::Idle);
    if (m_state != former || m_state == State::AskStop)
        retranslate();
}

void StopCard::retranslate()
{
    const bool asks = m_state == State::AskStop;
    m_noteLabel->setVisible(asks);
    m_note->setVisible(asks);
    m_cancel->setVisible(asks || m_state == State::AskRelease);
    m_cancel->setText(tr("Cancel"));
    m_noteLabel->setText(tr("Note:"));
    m_note->setAccessibleName(tr("Note to the stop"));
    setTitle(m_state == State::AskStop ? tr("Stop everything?") : tr("Everything is stopped"));
    switch (m_state) {
    case State::Idle:
        break;
    case State::AskStop:
        m_text->setText(tr("%n request(s) in flight are cancelled with an honest error, and nothing is sent until you "
                           "release it, also after a restart.",
            nullptr, int(m_engine.status().inFlight)));
        m_act->setText(tr("Stop everything now"));
        break;
    case State::Stopped:
    case State::AskRelease: {
        const auto& stop = m_engine.stopped();
        const WallUs now = wallNow();
        //: %1 is a time of day or a date
        QString text = stop
            ? tr("Stopped since %1. No request is sent and nothing is spent.").arg(momentText(stop->at, now))
            : QString();
        if (stop && !stop->note.empty())
            text += QLatin1Char(' ') + toQString(stop->note);
        if (m_state == State::AskRelease)
            text += QLatin1Char(' ') + tr("Released, requests are sent again at once, under the ceilings below.");
        m_text->setText(text);
        m_act->setText(m_state == State::AskRelease ? tr("Release now") : tr("Release…"));
        break;
    }
    }
}

void StopCard::act()
{
    m_problem->hide();
    switch (m_state) {
    case State::Idle:
        return;
    case State::AskStop:
        m_engine.stopAll(m_note->text().trimmed(), this,
            [this](const Result<bool>& result) { report(result, tr("Everything is stopped")); });
        return;
    case State::Stopped:
        m_state = State::AskRelease;
        return retranslate();
    case State::AskRelease:
        m_engine.releaseAll(
            this, [this](const Result<bool>& result) { report(result, tr("Requests are sent again")); });
    }
}

void StopCard::cancel()
{
    m_state = m_state == State::AskRelease ? State::Stopped : State::Idle;
    m_problem->hide();
    refresh();
    retranslate();
}

void StopCard::report(const Result<bool>& result, const QString& done)
{
    m_engine.pull();
    if (!result) {
        m_problem->setText(errorText(result.error()));
        m_problem->show();
        return;
    }
    m_note->clear();
    if (m_state == State::AskRelease)
        m_state = State::Stopped;
    refresh();
    Q_EMIT said(done);
}

} // namespace signalbox::ui
