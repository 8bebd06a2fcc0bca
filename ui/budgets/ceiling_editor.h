// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/budgets/ceiling_edit.h"
#include "ui/tiers/form.h"

class QComboBox;
class QLineEdit;

namespace signalbox::ui {

/// One ceiling as a form: what it is about, how much, for how long, what happens before and at the limit. What would
/// surprise (no money at all, less than is used already, more than before) is asked once more at the form. GUI thread.
class CeilingEditor final : public Form {
    Q_OBJECT

public:
    CeilingEditor(const Engine& engine, const CeilingEntry& ceiling, QWidget* parent = nullptr);
    [[nodiscard]] CeilingEntry entry() const;
    [[nodiscard]] bool isNew() const { return m_former.id.empty(); }
    [[nodiscard]] std::string dayStart() const; ///< "HH:MM" as typed
    [[nodiscard]] bool dayStartChanged() const;
    /// False: something was asked, and only the next Save counts.
    [[nodiscard]] bool isConfirmed();

private:
    void buildScope();
    void buildAmount();
    void buildActions();
    void fillSubjects();
    void changed();
    [[nodiscard]] QString doubt() const; ///< what to ask; "": nothing

    const Engine& m_engine;
    CeilingEntry m_former;
    std::string m_formerDayStart;
    QComboBox* m_kind;
    QComboBox* m_subject;
    QLineEdit* m_limit;
    QComboBox* m_window;
    QLineEdit* m_dayStart;
    QLineEdit* m_alerts;
    QLineEdit* m_early;
    QLineEdit* m_earlyTiers;
    QLineEdit* m_earlyRules;
    QComboBox* m_atLimit;
    QComboBox* m_inFlight;
    QString m_confirmed; ///< the doubt that was asked last
};

} // namespace signalbox::ui
