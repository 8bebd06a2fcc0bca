// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "core/record/record.h"
#include "ui/shell/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

class QGridLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QTabWidget;
class QToolButton;

namespace signalbox::ui {

class TimingBars;
class TraceView;

/// One request from close by: why it went where it went (Decision), where the time went (Timing), what it cost (Cost),
/// and the record as it is stored (Raw). Prompts and answers are never stored; the last user message of the newest
/// requests is shown (Messages) while it is in memory. GUI thread.
class RequestInspector final : public QWidget {
    Q_OBJECT

public:
    explicit RequestInspector(const Theme& theme, QWidget* parent = nullptr);
    /// config: for names, marks and today's prices. prompt: what is still in memory of it, or nullptr.
    void showRecord(const RequestRecord& record, std::shared_ptr<const Config> config,
        std::shared_ptr<const std::string> prompt = nullptr);
    /// "Reading …" until showRecord() or showProblem().
    void showLoading();
    void showProblem(const Error& error);
    void retranslate();
    [[nodiscard]] QTabWidget* tabs() const { return m_tabs; }
    [[nodiscard]] TraceView* trace() const { return m_trace; }

Q_SIGNALS:
    void closed();
    void openRule(const QString& ruleId);
    /// Where would it go under today's rules, and with the draft?
    void decideAgainWanted(const QString& requestId);

private:
    void buildHeader();
    void showOrigin(const QString& origin);
    void fill();
    void fillCost();
    void showVersions();
    void copyShown();
    [[nodiscard]] QString tierName(const std::string& id) const;

    const Theme& m_theme;
    std::optional<RequestRecord> m_record;
    std::shared_ptr<const Config> m_config;
    QWidget* m_header;
    QLabel* m_title;
    QLabel* m_figures;
    QLabel* m_origin;
    QLabel* m_versions;
    QPushButton* m_again;
    QLabel* m_problem;
    QToolButton* m_close;
    QPushButton* m_copy;
    QTabWidget* m_tabs;
    TraceView* m_trace;
    TimingBars* m_timing;
    QScrollArea* m_timingArea;
    QScrollArea* m_cost;
    QPlainTextEdit* m_raw;
    QWidget* m_messages;
    QLabel* m_messageRemark;
    QPlainTextEdit* m_message;
};

} // namespace signalbox::ui
