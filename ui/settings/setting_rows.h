// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace signalbox::ui {

/// Property of a control that has much to show: it is twice as wide.
inline constexpr const char* kWide = "wide";

/// One setting: its name, the control, what it means, and below what is wrong with it.
struct SettingRow {
    QLabel* name = nullptr;
    QWidget* control = nullptr;
    QLabel* remark = nullptr;
    QLabel* problem = nullptr;
    void setTexts(const QString& title, const QString& explanation = {}) const;
    void setProblem(const QString& words) const; ///< "": nothing is wrong
};

/// Settings one below the other: names on the left, controls on the right. GUI thread.
class SettingRows final : public QWidget {
    Q_OBJECT

public:
    explicit SettingRows(const Theme& theme, QWidget* parent);
    /// A switch has its name beside it: then the left column stays empty.
    SettingRow add(QWidget* control);

private:
    void fit();
    const Theme& m_theme;
    QGridLayout* m_grid;
    int m_rows = 0;
};

} // namespace signalbox::ui
