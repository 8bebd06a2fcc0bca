// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/setting_rows.h"

#include "ui/rules/editor_fields.h"
#include "ui/shell/widgets.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QGridLayout>

namespace signalbox::ui {

namespace {

constexpr int kNameWidth = 200;
constexpr int kControlWidth = 260;
constexpr int kWideWidth = 520;
constexpr int kPartsOfASetting = 3; ///< grid rows
constexpr double kLargeText = 1.5;

} // namespace

void SettingRow::setTexts(const QString& title, const QString& explanation) const
{
    if (auto* button = qobject_cast<QAbstractButton*>(control))
        button->setText(title);
    else
        name->setText(title);
    control->setAccessibleName(title);
    remark->setText(explanation);
    remark->setVisible(!explanation.isEmpty());
}

void SettingRow::setProblem(const QString& words) const
{
    markField(*control, problem, words);
}

SettingRows::SettingRows(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(2 * Theme::kSpace);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(1, 1);
    connect(&theme, &Theme::changed, this, &SettingRows::fit);
    fit();
}

void SettingRows::fit()
{
    m_grid->setColumnMinimumWidth(0, kNameWidth);
    const int switchColumn = m_theme.textScale() < kLargeText ? 1 : 0;
    for (int row = 0; row < m_rows; ++row) {
        const int at = row * kPartsOfASetting;
        QLayoutItem* item = m_grid->itemAtPosition(at, 1);
        QWidget* control = item == nullptr ? nullptr : item->widget();
        if (qobject_cast<QCheckBox*>(control) != nullptr) { // its words can't wrap: they take the empty column, too
            m_grid->removeWidget(control);
            m_grid->addWidget(control, at, switchColumn, 1, 2 - switchColumn);
        } else if (control != nullptr && qobject_cast<QAbstractButton*>(control) == nullptr) {
            control->setMaximumWidth(m_theme.scaled(control->property(kWide).toBool() ? kWideWidth : kControlWidth));
        }
    }
}

SettingRow SettingRows::add(QWidget* control)
{
    SettingRow row { makeParagraph(this, Tone::Normal), control, makeParagraph(this),
        makeParagraph(this, Tone::Error) };
    const int at = m_rows++ * kPartsOfASetting;
    for (QLabel* label : { row.name, row.remark, row.problem })
        label->setMinimumWidth(0); // with large text the page has no room for more than it has
    row.problem->setContentsMargins(0, 0, 0, Theme::kSpace); // it belongs to the control above it
    row.name->setBuddy(control);
    m_grid->addWidget(row.name, at, 0, Qt::AlignVCenter);
    m_grid->addWidget(control, at, 1);
    m_grid->addWidget(row.remark, at + 1, 1);
    m_grid->addWidget(row.problem, at + 2, 1);
    m_grid->setRowMinimumHeight(at + 2, Theme::kSpace);
    row.remark->hide();
    row.problem->hide();
    fit();
    return row;
}

} // namespace signalbox::ui
