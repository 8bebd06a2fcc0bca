// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

namespace signalbox::ui {

/// Grey bars in place of rows that are being read; shown when reading takes over 300 ms. Does not move.
class SkeletonRows final : public QWidget {
    Q_OBJECT

public:
    explicit SkeletonRows(const Theme& theme, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace signalbox::ui
