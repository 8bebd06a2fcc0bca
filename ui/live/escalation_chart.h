// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/time_chart.h"

namespace signalbox::ui {

/// Which share of the cascade steps was escalated, per tier, with the band in which that is as wished.
class EscalationChart final : public TimeChart {
    Q_OBJECT

public:
    static constexpr double kTarget = 0.10;
    explicit EscalationChart(const Theme& theme, QWidget* parent = nullptr);
    /// reasons: counts in the range, by rejection.
    void show(const ChartFrame& frame, const Config* config, const std::map<std::string, std::uint32_t>& reasons);
    [[nodiscard]] bool hasCascades() const { return m_eligible > 0; }
    /// "JSON 61%, Refusal 24%": the reasons in the range, commonest first, at most `most`.
    [[nodiscard]] QString reasonsText(std::size_t most) const;

protected:
    [[nodiscard]] QString valueText(double value) const override;
    [[nodiscard]] QString tickText(double value, double step) const override;
    [[nodiscard]] QStringList remarks(std::size_t bucket) const override;
    [[nodiscard]] QString summary() const override;

private:
    struct Count {
        std::uint32_t escalated = 0;
        std::uint32_t eligible = 0;
    };
    LiveRange m_range = LiveRange::Hours2;
    std::vector<Count> m_counts;
    std::vector<std::pair<QString, std::uint32_t>> m_reasons; ///< commonest first
    std::uint64_t m_eligible = 0;
    std::uint64_t m_escalated = 0;
};

} // namespace signalbox::ui
