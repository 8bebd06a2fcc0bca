// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/ledger.h"
#include "ui/tiers/form.h"

class QComboBox;
class QLineEdit;

namespace signalbox::ui {

/// Lets a ceiling stand higher for a while: amount, end, why. GUI thread.
class RaiseEditor final : public Form {
    Q_OBJECT

public:
    explicit RaiseEditor(const Ledger::Standing& standing, QWidget* parent = nullptr);
    /// Errors: those of Money::fromDollars(); raise_too_low.
    [[nodiscard]] Result<Raise> raise(WallUs now) const;

private:
    Ledger::Standing m_standing;
    QLineEdit* m_limit;
    QComboBox* m_until;
    QLineEdit* m_note;
};

} // namespace signalbox::ui
