// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/compact_part.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/widgets.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

CompactPart::CompactPart(Engine& engine, DeskFiles& files, const Theme& theme, Page& page, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_files(files)
    , m_page(page)
    , m_compact(makeButton(ButtonKind::Plain, this))
    , m_progress(new QWidget(this))
    , m_bar(new QProgressBar(m_progress))
    , m_cancel(makeButton(ButtonKind::Plain, m_progress))
    , m_answer(makeParagraph(this, Tone::Normal))
{
    auto* rows = new SettingRows(theme, this);
    m_row = rows->add(m_compact);
    m_compact->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto* progress = new QHBoxLayout(m_progress);
    progress->setContentsMargins(0, 0, 0, 0);
    progress->addWidget(m_bar, 1);
    progress->addWidget(m_cancel);
    for (QWidget* part : { m_progress, static_cast<QWidget*>(m_answer) }) {
        part->setProperty(kWide, true);
        rows->add(part).name->hide(); // in line with the button that they belong to
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(rows);
    m_bar->setRange(0, 100);
    m_answer->setMinimumWidth(0);
    connect(m_compact, &QPushButton::clicked, this, &CompactPart::begin);
    connect(m_cancel, &QPushButton::clicked, &m_files, &DeskFiles::cancelCompaction);
    connect(&m_engine, &Engine::pulled, this, &CompactPart::sayState);
    connect(&m_engine, &Engine::attachmentChanged, this, &CompactPart::sayRoom);
    retranslate();
}

void CompactPart::retranslate()
{
    m_bar->setAccessibleName(tr("How far compacting the log is"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel compacting the log"));
    sayRoom();
    sayEnd();
}

bool CompactPart::isRunning() const
{
    return m_shown.state == LogCompaction::State::Running;
}

void CompactPart::refresh()
{
    m_files.fetchLogRoom(this, [this](const Result<LogRoom>& room) {
        m_room = room ? std::optional(*room) : std::nullopt;
        sayRoom();
    });
    sayState();
}

void CompactPart::sayRoom()
{
    QString remark = tr("Gives what deleted requests have left free in the log back to the disk.");
    QString problem;
    if (m_room) {
        //: %1 to %4: sizes such as 12 MB
        remark += u' '
            % tr("The log has %1, of which %2 are in use. Meanwhile this takes up to %3 of free disk (%4 are free); "
                 "requests "
                 "go on and are recorded.")
                  .arg(bytesText(m_room->file), bytesText(m_room->used), bytesText(m_room->needed),
                      bytesText(m_room->free));
        if (const auto enough = enoughRoom(*m_room); !enough)
            problem = errorSentence(enough.error());
    }
    if (m_engine.isStale())
        problem = errorSentence(m_engine.attachment()->problem);
    m_row.setTexts(tr("Compact the log now"), remark);
    m_row.setProblem(problem);
    m_compact->setEnabled(problem.isEmpty() && !isRunning());
}

void CompactPart::begin()
{
    m_compact->setEnabled(false);
    m_files.compactLog(this, [this](const Result<bool>& begun) {
        m_refused = begun ? Error() : begun.error();
        m_engine.pull();
        sayState();
        sayRoom();
        sayEnd();
    });
}

void CompactPart::sayState()
{
    say(m_engine.status().compaction);
}

void CompactPart::say(const LogCompaction& now)
{
    if (now == m_shown)
        return;
    const bool ended = isRunning() && now.state != LogCompaction::State::Running;
    m_shown = now;
    m_bar->setValue(now.percent);
    sayRoom();
    sayEnd();
    if (!ended)
        return;
    if (!isVisible())
        Q_EMIT m_page.notice({ m_answer->text(), {}, {} });
    refresh();
}

void CompactPart::sayEnd()
{
    m_progress->setVisible(isRunning());
    QString words;
    Tone tone = Tone::Ok;
    if (!m_refused.code.empty()) {
        words = errorText(m_refused);
        tone = Tone::Error;
    } else if (m_shown.state == LogCompaction::State::Failed) {
        words = errorText(m_shown.problem);
        tone = m_shown.problem.code == "compaction_cancelled" ? Tone::Muted : Tone::Error;
    } else if (m_shown.state == LogCompaction::State::Done && m_shown.after < m_shown.before) {
        //: %1 and %2: sizes such as 12 MB
        words = u"✓ "_s
            % tr("%1 were given back to the disk; the log has %2 now.")
                  .arg(bytesText(m_shown.before - m_shown.after), bytesText(m_shown.after));
    } else if (m_shown.state == LogCompaction::State::Done) {
        words = u"✓ "_s % tr("The log is compact; there was nothing to win.");
    }
    m_answer->setText(words);
    setTone(*m_answer, tone);
    m_answer->setVisible(!words.isEmpty());
}

} // namespace signalbox::ui
