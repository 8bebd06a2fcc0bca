// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/titled_table.h"

#include <string>
#include <vector>

namespace signalbox::ui {

/// One warning about a rule of the draft, with the step that mends it.
struct WarningLine {
    enum class Source { Proof, Route }; ///< what reasoning found, or what stands in the way of calls right now
    Source source = Source::Proof;
    std::string ruleId;
    QString rule; ///< its place and title
    QString sentence;
    QString remedy; ///< "" where there is none
};

/// All warnings of the draft at once; Enter or a double click on one does what mends it, or shows the rule. Hidden
/// while there is none. GUI thread.
class WarningTable final : public TitledTable {
    Q_OBJECT

public:
    WarningTable(const Theme& theme, QWidget* parent);
    void show(const std::vector<WarningLine>& lines);
    void retranslate();

Q_SIGNALS:
    void mendWanted(const signalbox::ui::WarningLine& line);

private:
    std::vector<WarningLine> m_lines;
};

} // namespace signalbox::ui
