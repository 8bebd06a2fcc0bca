// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "ui/shell/widgets.h"

class QLineEdit;

namespace signalbox::ui {

class UsageBar;

/// One ceiling with what is used of it today. Its limit can be changed in place; raising a limit on money is asked once
/// more, in place. GUI thread.
class CeilingCard final : public Card {
    Q_OBJECT

public:
    CeilingCard(const Theme& theme, const Ceiling& ceiling, QWidget* parent = nullptr);
    [[nodiscard]] const Ceiling& ceiling() const { return m_ceiling; }
    /// name: what the scope is called; resetsAt: local time of day.
    void setCeiling(const Ceiling& ceiling, const QString& name, const QString& resetsAt);
    void setBalance(const Balance& balance);
    void setProblem(const QString& problem);
    void startEditing();
    void stopEditing();
    [[nodiscard]] bool isSimulated() const { return m_ceiling.scope == "sandbox"; }

Q_SIGNALS:
    void limitWanted(const QString& ceilingId, const QString& dollars);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildEditor();
    [[nodiscard]] QString shareText() const;
    [[nodiscard]] QString limitText() const;
    void updateTexts();
    void save();
    void ask(const QString& question);

    Ceiling m_ceiling;
    Balance m_balance;
    QString m_name;
    QString m_resetsAt;
    UsageBar* m_bar;
    QLabel* m_figure;
    QLabel* m_share;
    QLabel* m_parts;
    QLabel* m_terms;
    QPushButton* m_edit;
    QWidget* m_editor;
    QLabel* m_label;
    QLineEdit* m_limit;
    QPushButton* m_save;
    QPushButton* m_cancel;
    QLabel* m_problem;
};

} // namespace signalbox::ui
