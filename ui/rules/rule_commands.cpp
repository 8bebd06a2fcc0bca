// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rule_commands.h"

namespace signalbox::ui {

DraftCommand::DraftCommand(RuleDraft& draft, RuleDraft::State before, RuleDraft::State after, const QString& text,
    std::string touchedId, std::string mergeKey)
    : QUndoCommand(text)
    , m_draft(draft)
    , m_before(std::move(before))
    , m_after(std::move(after))
    , m_touchedId(std::move(touchedId))
    , m_mergeKey(std::move(mergeKey))
{
}

void DraftCommand::undo()
{
    m_draft.restoreState(m_before, m_touchedId);
}

void DraftCommand::redo()
{
    m_draft.restoreState(m_after, m_touchedId);
}

int DraftCommand::id() const
{
    return m_mergeKey.empty() ? -1 : 1;
}

bool DraftCommand::mergeWith(const QUndoCommand* other)
{
    const auto* next = static_cast<const DraftCommand*>(other); // the stack compared the ids
    if (next->m_mergeKey != m_mergeKey)
        return false;
    m_after = next->m_after;
    setObsolete(m_before.companions == m_after.companions && sameRules(m_before.rules, m_after.rules));
    return true;
}

} // namespace signalbox::ui
