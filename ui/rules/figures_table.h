// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/titled_table.h"
#include "ui/rules/what_if_words.h"

namespace signalbox::ui {

/// What a replay came to, figure by figure: as it was, with the draft, and the difference. Hidden while there is none.
/// GUI thread.
class FiguresTable final : public TitledTable {
    Q_OBJECT

public:
    FiguresTable(const Theme& theme, QWidget* parent);
    void show(const std::vector<FigureLine>& lines);
    void retranslate();

private:
    std::vector<FigureLine> m_lines;
};

} // namespace signalbox::ui
