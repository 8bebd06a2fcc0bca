// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/table.h"

namespace signalbox::ui {

/// A figure with a bar under it that shows the rule's share of all hits (RulesModel::ShareRole).
class HitBarDelegate final : public RowDelegate {
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// A condition with a warning at the right edge (RulesModel::WarningRole): the words make room for it.
class WhenDelegate final : public RowDelegate {
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace signalbox::ui
