// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/config.h"
#include "ui/shell/theme.h"

#include <QWidget>

class QPainter;

namespace signalbox::ui {

/// What the configuration calls a tier; its id where it has no name, or is not there.
[[nodiscard]] QString nameOfTier(const Config* config, std::string_view tierId);

/// The look of a tier by its id, in the order of the configuration; an unknown id keeps its own name, "" is "no tier".
[[nodiscard]] TierLook tierLook(const Theme& theme, const Config* config, std::string_view tierId);

void paintTierMark(QPainter& painter, const QRectF& box, TierShape shape, const QColor& color);
[[nodiscard]] QIcon tierIcon(const TierLook& look);

/// Mark and name of a tier side by side.
class TierMark final : public QWidget {
    Q_OBJECT

public:
    explicit TierMark(QWidget* parent = nullptr);
    void setLook(const TierLook& look);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TierLook m_look;
};

} // namespace signalbox::ui
