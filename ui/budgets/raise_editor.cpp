// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/raise_editor.h"

#include "ui/shell/choice_box.h"
#include "ui/shell/format.h"

#include <QComboBox>
#include <QLineEdit>

namespace signalbox::ui {

namespace {

constexpr qint64 kHourUs = 3'600'000'000;
constexpr int kLongestNote = 200;

} // namespace

RaiseEditor::RaiseEditor(const Ledger::Standing& standing, QWidget* parent)
    : Form(parent)
    , m_standing(standing)
    , m_limit(new QLineEdit(this))
    , m_until(new ChoiceBox(this))
    , m_note(new QLineEdit(this))
{
    const Money half = Money::fromNano(standing.configured.nano() / 2);
    m_limit->setText(toQString((standing.configured + half).dollars()));
    m_limit->setMaxLength(24);
    m_until->addItem(tr("the reset of its period"), qint64(0));
    m_until->addItem(tr("in 1 hour"), kHourUs);
    m_until->addItem(tr("in 3 hours"), 3 * kHourUs);
    m_until->addItem(tr("in 24 hours"), 24 * kHourUs);
    m_until->addItem(tr("in 7 days"), 7 * 24 * kHourUs);
    m_note->setMaxLength(kLongestNote);
    m_note->setPlaceholderText(tr("why"));
    addField("limit", tr("Dollars until then"), m_limit);
    addField("until", tr("Until"), m_until);
    addField("note", tr("Note"), m_note);
    setSaveText(tr("Raise it"));
    connect(m_limit, &QLineEdit::textEdited, this, &Form::clearProblems);
}

Result<Raise> RaiseEditor::raise(WallUs now) const
{
    const auto limit = Money::fromDollars(toStd(m_limit->text().trimmed()));
    if (!limit)
        return tl::unexpected(limit.error());
    if (*limit <= m_standing.configured)
        return fail("raise_too_low", { { "limit", m_standing.configured.dollars() } });
    Raise raise;
    raise.ceiling = m_standing.ceiling.id;
    raise.limit = *limit;
    raise.madeAt = now;
    const qint64 span = m_until->currentData().toLongLong();
    raise.until = span == 0 ? m_standing.resetsAt : now + span;
    raise.note = toStd(m_note->text().trimmed());
    return raise;
}

} // namespace signalbox::ui
