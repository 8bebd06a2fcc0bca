// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/time_chart.h"

namespace signalbox::ui {

/// Dollars per minute and tier, stacked from the cheapest. Where only simulated traffic is in the range, that is shown,
/// hatched; it is never stacked on money.
class CostChart final : public TimeChart {
    Q_OBJECT

public:
    explicit CostChart(const Theme& theme, QWidget* parent = nullptr);
    /// limitPerMinute: the pace that just keeps the day's ceiling; zero for none.
    enum class Split { Tiers, Total };
    void show(const ChartFrame& frame, const Config* config, Money limitPerMinute, Split split = Split::Tiers);
    [[nodiscard]] bool simulated() const { return m_simulated; }
    /// Sums in the range, by tier, in the order of the bands.
    [[nodiscard]] const std::vector<std::pair<std::string, Money>>& totals() const { return m_totals; }

protected:
    [[nodiscard]] QString valueText(double value) const override;
    [[nodiscard]] QString tickText(double value, double step) const override;
    [[nodiscard]] QStringList remarks(std::size_t bucket) const override;
    [[nodiscard]] QString summary() const override;

private:
    bool m_simulated = false;
    LiveRange m_range = LiveRange::Hours2;
    std::vector<std::pair<std::string, Money>> m_totals;
    QStringList m_names; ///< of the tiers in m_totals
};

} // namespace signalbox::ui
