// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/rules/titled_table.h"
#include "ui/rules/what_if_words.h"

namespace signalbox::ui {

/// From which tier to which the requests would move: a row a tier before, a column a tier after, in each cell how many
/// requests and what that costs more or less. Hidden where nothing moves. GUI thread.
class MovesTable final : public TitledTable {
    Q_OBJECT

public:
    MovesTable(const Theme& theme, QWidget* parent);
    /// tiers: ids in the order of the configuration.
    void show(const ReplayReport& report, const std::vector<std::string>& tiers, const TierNames& tierName);
    void clear();
    void retranslate();
    [[nodiscard]] QSize sizeHint() const override;

private:
    void fitColumns();
    [[nodiscard]] static QString firstHead();
    int m_natural = 0; ///< width of the columns before the last one takes what is left
};

} // namespace signalbox::ui
