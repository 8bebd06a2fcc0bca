// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/dry_run.h"
#include "ui/rules/sheet.h"
#include "ui/shell/theme.h"

#include <QTimer>

#include <functional>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace signalbox::ui {

class TraceView;

/// A request is pasted, and the pane says where the draft would send it and why, while it is typed. Nobody is called,
/// nothing is recorded. GUI thread.
class DryRunPane final : public Sheet {
    Q_OBJECT

public:
    using Run = std::function<DryRun(const DryRunInput&)>;
    using TierNames = std::function<QString(const std::string&)>;

    DryRunPane(const Theme& theme, Run run, TierNames tierName, QWidget* parent);
    /// Tries again: the rules have changed.
    void refresh();
    void retranslate() override;
    void focusRequest();

Q_SIGNALS:
    void ruleWanted(const QString& ruleId);

private:
    struct Hint {
        const char* name;
        QLabel* label;
        QLineEdit* line;
    };
    void build();
    void tryNow();

    const Theme& m_theme;
    Run m_run;
    TierNames m_tierName;
    QLabel* m_bodyLabel;
    QPlainTextEdit* m_body;
    std::vector<Hint> m_hints;
    QLabel* m_result;
    QLabel* m_remark;
    TraceView* m_trace;
    QTimer m_soon;
};

} // namespace signalbox::ui
