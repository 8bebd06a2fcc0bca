// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/requests/trace_lines.h"
#include "ui/shell/theme.h"

#include <QScrollArea>

class QGridLayout;

namespace signalbox::ui {

/// The decision trace, read from top to bottom: step, sign, sentence. Rules that did not match fold away. All texts are
/// plain text: they hold names and values that clients and providers chose. GUI thread.
class TraceView final : public QScrollArea {
    Q_OBJECT

public:
    explicit TraceView(const Theme& theme, QWidget* parent = nullptr);
    void setLines(const std::vector<TraceLine>& lines);
    /// The shown lines as text, folded ones included: for copying.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void openRule(const QString& ruleId);

private:
    void addLine(QGridLayout& grid, const TraceLine& line, int row, QList<QWidget*>& folded);
    /// Ends a run of folded lines with the button that unfolds them.
    void addFold(QGridLayout& grid, int row, const QList<QWidget*>& folded, int rules);
    [[nodiscard]] QWidget* markLabel(TraceMark mark, QWidget* parent) const;

    const Theme& m_theme;
    std::vector<TraceLine> m_lines;
};

} // namespace signalbox::ui
