// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

#include <vector>

namespace signalbox::ui {

/// Marks and names of tiers in one line; the marks alone where there is no room for the names.
class TierLegend final : public QWidget {
    Q_OBJECT

public:
    explicit TierLegend(const Theme& theme, QWidget* parent = nullptr);
    void show(std::vector<TierLook> looks);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int widthWithNames() const;
    const Theme& m_theme;
    std::vector<TierLook> m_looks;
};

} // namespace signalbox::ui
