// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/filter_line.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QStandardItemModel>
#include <QStyle>
#include <QTextCharFormat>
#include <QTimer>

#include <cstdlib>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPauseMs = 250;
constexpr int kFrame = 22; ///< left and right of the words, with the button that clears them
constexpr int kTermRole = Qt::UserRole + 1;

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
    , m_terms(new QStandardItemModel(this))
    , m_pause(new QTimer(this))
{
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    m_completer->setModel(m_terms);
    m_completer->setCompletionRole(kTermRole);
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
    fitPlaceholder();
    setToolTip(
        tr("Down or Ctrl+Space lists the fields and what was seen in them. A minus leaves a value out: -tier:small"));
    check();
}

// Half an example teaches nothing.
void FilterLine::fitPlaceholder()
{
    //: the words before the colons, and "error" and "escalated", are part of the filter language: keep them
    const QString example = tr("Filter: tier:frontier error cost>0.01 latency>2s client:ci words");
    const int room = contentsRect().width() - 2 * kFrame;
    setPlaceholderText(fontMetrics().horizontalAdvance(example) <= room ? example : tr("Filter the requests"));
}

void FilterLine::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    fitPlaceholder();
}

void FilterLine::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitPlaceholder();
}

void FilterLine::setTerms(std::vector<FilterTerm> terms)
{
    if (m_known == terms)
        return;
    m_known = std::move(terms);
    m_terms->clear();
    for (const FilterTerm& each : m_known) {
        auto* item = new QStandardItem(each.words.isEmpty() ? each.term : each.term + u"   ·   "_s + each.words);
        item->setData(each.term, kTermRole);
        m_terms->appendRow(item);
    }
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
    m_remedy.clear();
    if (!filter)
        findRemedy(filter.error());
    else if (!m_problem.isEmpty())
        underline(0, 0);
    if (problem == m_problem)
        return;
    m_problem = problem;
    setProperty("invalid", !problem.isEmpty());
    style()->unpolish(this);
    style()->polish(this);
    setAccessibleDescription(problem);
    Q_EMIT problemChanged(problem);
}

// The place in the error counts bytes of UTF-8.
void FilterLine::findRemedy(const Error& error)
{
    const QByteArray line = text().toUtf8();
    const QString token = toQString(error.parameter("token"));
    const qsizetype at =
        QString::fromUtf8(line.left(qsizetype(std::atoll(std::string(error.parameter("at")).c_str())))).size();
    const qsizetype length = std::min(token.size(), text().size() - at);
    const std::string problem(error.parameter("problem"));
    const QString like = toQString(error.parameter("like"));
    QString mended;
    if (problem == "field_unknown" && !like.isEmpty()) {
        const qsizetype value = token.indexOf(QRegularExpression(u"[:>]"_s));
        mended = (token.startsWith(u'-') ? u"-"_s : QString()) + like
            + (like.endsWith(u':') || like.endsWith(u'>') ? token.mid(value + 1) : QString());
    } else if (problem == "field_unknown") {
        mended = u'"' + QString(token).remove(u'"') + u'"';
    } else if (problem == "quote_open") {
        mended = token + u'"';
    }
    m_mended = text();
    m_mended.replace(at, length, mended);
    if (problem == "twice")
        //: a button: takes the second one of two terms about the same field away; %1 is that term
        m_remedy = tr("Remove %1").arg(token);
    else if (!mended.isEmpty())
        //: a button: puts a sound term in the place of a mistyped one; %1 is the sound one
        m_remedy = tr("Write %1").arg(mended);
    underline(at, length);
}

void FilterLine::applyRemedy()
{
    if (m_remedy.isEmpty())
        return;
    setText(m_mended.simplified());
    setFocus();
    apply();
}

// A line edit has no formats of its own; those of an input method it shows.
void FilterLine::underline(qsizetype from, qsizetype length)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (length > 0) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(palette().color(QPalette::Active, QPalette::Text));
        attributes.append({ QInputMethodEvent::TextFormat, int(from) - cursorPosition(), int(length), format });
    }
    QInputMethodEvent event(QString(), attributes);
    inputMethodEvent(&event);
}

void FilterLine::apply()
{
    m_pause->stop();
    if (!m_problem.isEmpty() || m_checked == m_filter)
        return;
    m_filter = m_checked;
    Q_EMIT filterChanged(m_filter);
}

// Without the minus that takes it the other way round.
QString FilterLine::termAtCursor() const
{
    const QString line = text();
    qsizetype begin = cursorPosition();
    while (!isSpace(line, begin - 1))
        --begin;
    const QString term = line.mid(begin, cursorPosition() - begin);
    return term.startsWith(u'-') ? term.mid(1) : term;
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

void FilterLine::completeAll()
{
    m_completer->setCompletionPrefix(termAtCursor());
    if (m_completer->completionCount() == 0)
        m_completer->setCompletionPrefix(QString());
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
    if (term.endsWith(u':'))
        QTimer::singleShot(0, this, &FilterLine::complete); // on to its values
    else
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
    const bool asks = key == Qt::Key_Down || (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier);
    if (!listed && asks)
        return completeAll();
    QLineEdit::keyPressEvent(event);
}

} // namespace signalbox::ui
