// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/time_chart.h"

namespace signalbox::ui {

/// p50, p95 and p99 of one tier or of all, to the last or to the first byte. A gap where there was no traffic.
class LatencyChart final : public TimeChart {
    Q_OBJECT

public:
    enum class Until { LastByte, FirstByte };
    explicit LatencyChart(const Theme& theme, QWidget* parent = nullptr);
    /// tier: "" for all.
    void show(const ChartFrame& frame, const std::string& tier, Until until);
    /// The unit of the axis as it is now: "ms" or "s".
    [[nodiscard]] QString unit() const;

protected:
    [[nodiscard]] QString valueText(double value) const override;
    [[nodiscard]] QString tickText(double value, double step) const override;
    [[nodiscard]] QStringList remarks(std::size_t bucket) const override;
    [[nodiscard]] QString summary() const override;

private:
    LiveRange m_range = LiveRange::Hours2;
    std::vector<std::uint64_t> m_counts; ///< requests per bucket
    LatencyHistogram m_all;
};

} // namespace signalbox::ui
