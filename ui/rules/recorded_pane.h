// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/dry_run.h"
#include "ui/rules/sheet.h"
#include "ui/shell/theme.h"

#include <QString>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QPushButton;

namespace signalbox::ui {

class Choice;
class SideBySide;
class TraceView;

/// A recorded request three times: as it went then, as the rules in force would decide it now, and as the draft would,
/// each with its trace. Nobody is called. GUI thread.
class RecordedPane final : public Sheet {
    Q_OBJECT

public:
    enum class Rules { InForce, Draft };
    using Decide = std::function<DryRun(const RequestRecord&, Rules)>;
    using TierNames = std::function<QString(const std::string&)>;

    RecordedPane(const Theme& theme, Decide decide, TierNames tierName, QWidget* parent);
    /// The requests one can pick from, newest first: id and line.
    void setRequests(const std::vector<std::pair<std::string, QString>>& requests);
    /// versionNow: of the rules in force, 0: has no number.
    void show(const RequestRecord& record, qint64 versionNow);
    void showProblem(const QString& problem);
    void refresh(); ///< the draft has changed
    void retranslate() override;
    void focusChoice();

Q_SIGNALS:
    void requestWanted(const QString& requestId); ///< another one was picked
    void inspectWanted(const QString& requestId);
    void ruleWanted(const QString& ruleId);

private:
    enum Way { Then, Now, WithDraft, WayCount };
    struct Result {
        QLabel* title;
        QLabel* words;
    };
    [[nodiscard]] TraceView* addTrace(QWidget* head, SideBySide* sides);
    void nameParts();
    void showTrace();
    void build();
    void decide();
    [[nodiscard]] QString resultText(const DryRun& run) const;
    [[nodiscard]] QString comparison(const DryRun& now, const DryRun& draft) const;

    const Theme& m_theme;
    Decide m_decide;
    TierNames m_tierName;
    QPushButton* m_inspect;
    QLabel* m_label;
    Choice* m_request;
    QLabel* m_summary;
    std::vector<Result> m_results; ///< by way
    QLabel* m_thenLabel;
    Choice* m_other; ///< whose trace stands beside the one of then
    TraceView* m_thenTrace;
    TraceView* m_otherTrace;
    RequestRecord m_now, m_draft; ///< as they would be decided
    std::vector<std::pair<std::string, QString>> m_requests;
    std::optional<RequestRecord> m_record;
    qint64 m_versionNow = 0;
};

} // namespace signalbox::ui
