// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/filter_line.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>
#include <QStyle>
#include <QTimer>

namespace signalbox::ui {

namespace {

constexpr int kPauseMs = 250;

bool isSpace(const QString& text, qsizetype at)
{
    return at < 0 || at >= text.size() || text[at].isSpace();
}

// One sentence for each kind of mistake.
QString sentence(const Error& error)
{
    const Error exact { "filter_" + std::string(error.parameter("problem")), error.parameters };
    return errorSentence(hasErrorSentence(exact.code) ? exact : error);
}

} // namespace

FilterLine::FilterLine(QWidget* parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
    , m_terms(new QStringListModel(this))
    , m_pause(new QTimer(this))
{
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    m_completer->setModel(m_terms);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setMaxVisibleItems(10);
    setClearButtonEnabled(true);
    setMaxLength(500);
    connect(m_pause, &QTimer::timeout, this, &FilterLine::apply);
    connect(this, &QLineEdit::textChanged, this, &FilterLine::check);
    connect(this, &QLineEdit::textEdited, this, &FilterLine::complete);
    connect(this, &QLineEdit::returnPressed, this, &FilterLine::apply);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterLine::insertCompletion);
    retranslate();
}

void FilterLine::retranslate()
{
    setAccessibleName(tr("Filter the requests"));
    //: the words before the colons, and "error" and "escalated", are part of the filter language: keep them
    setPlaceholderText(tr("Filter: tier:frontier error cost>0.01 latency>2s client:ci words"));
    check();
}

void FilterLine::setTerms(const QStringList& terms)
{
    if (m_terms->stringList() != terms)
        m_terms->setStringList(terms);
}

void FilterLine::setFilterText(const QString& text)
{
    setText(text);
    apply();
}

void FilterLine::check()
{
    const Result<RequestFilter> filter = parseFilter(toStd(text()));
    const QString problem = filter ? QString() : sentence(filter.error());
    if (filter) {
        m_checked = *filter;
        m_pause->start();
    } else {
        m_pause->stop();
    }
    if (problem == m_problem)
        return;
    m_problem = problem;
    setProperty("invalid", !problem.isEmpty());
    style()->unpolish(this);
    style()->polish(this);
    setAccessibleDescription(problem);
    Q_EMIT problemChanged(problem);
}

void FilterLine::apply()
{
    m_pause->stop();
    if (!m_problem.isEmpty() || m_checked == m_filter)
        return;
    m_filter = m_checked;
    Q_EMIT filterChanged(m_filter);
}

QString FilterLine::termAtCursor() const
{
    const QString line = text();
    qsizetype begin = cursorPosition();
    while (!isSpace(line, begin - 1))
        --begin;
    return line.mid(begin, cursorPosition() - begin);
}

void FilterLine::complete()
{
    const QString term = termAtCursor();
    const bool atEnd = isSpace(text(), cursorPosition());
    m_completer->setCompletionPrefix(term);
    const bool nothing = m_completer->completionCount() == 0
        || (m_completer->completionCount() == 1 && m_completer->currentCompletion() == term);
    if (term.isEmpty() || !atEnd || nothing)
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void FilterLine::insertCompletion(const QString& term)
{
    const QString typed = termAtCursor();
    const int begin = cursorPosition() - int(typed.size());
    QString line = text();
    line.replace(begin, typed.size(), term);
    setText(line);
    setCursorPosition(begin + int(term.size()));
    setFocus();
    apply();
}

void FilterLine::keyPressEvent(QKeyEvent* event)
{
    const bool listed = m_completer->popup()->isVisible();
    const int key = event->key();
    const bool choosing = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Escape;
    if (listed && choosing) {
        event->ignore(); // the list of completions takes these keys
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace signalbox::ui
