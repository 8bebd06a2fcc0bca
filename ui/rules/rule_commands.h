// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/rule_draft.h"

#include <QUndoCommand>

namespace signalbox::ui {

/// One step of the draft: the rules before and after it (rules are shared, so a step is a list of pointers). Steps in
/// one field merge; a field that is set back takes its step from the stack.
class DraftCommand final : public QUndoCommand {
public:
    DraftCommand(RuleDraft& draft, RuleDraft::State before, RuleDraft::State after, const QString& text,
        std::string touchedId, std::string mergeKey);
    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    [[nodiscard]] bool mergeWith(const QUndoCommand* other) override;

private:
    RuleDraft& m_draft;
    RuleDraft::State m_before;
    RuleDraft::State m_after;
    std::string m_touchedId;
    std::string m_mergeKey;
};

} // namespace signalbox::ui
