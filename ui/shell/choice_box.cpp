// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/choice_box.h"

#include <QStyle>
#include <QStyleOptionComboBox>

#include <algorithm>

namespace signalbox::ui {

namespace {

constexpr int kTextGap = 6;     ///< of the words to their frame, both sides
constexpr int kLeastWords = 10; ///< letters that stay in sight

} // namespace

ChoiceBox::ChoiceBox(QWidget* parent, Width width)
    : QComboBox(parent)
    , m_width(width)
{
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

QSize ChoiceBox::minimumSizeHint() const
{
    const QSize whole = QComboBox::minimumSizeHint();
    if (m_width == Width::Whole || sizeAdjustPolicy() != QComboBox::AdjustToContents)
        return whole;
    QStyleOptionComboBox option;
    QComboBox::initStyleOption(&option);
    const int icon = option.currentIcon.isNull() ? 0 : option.iconSize.width() + kTextGap;
    const int shown = fontMetrics().horizontalAdvance(currentText()) + kTextGap;
    const QSize words(std::min(shown, kLeastWords * fontMetrics().averageCharWidth()) + icon, fontMetrics().height());
    const QSize least = style()->sizeFromContents(QStyle::CT_ComboBox, &option, words, this);
    return { std::min(least.width(), whole.width()), whole.height() };
}

int ChoiceBox::roomForWords() const
{
    QStyleOptionComboBox option;
    QComboBox::initStyleOption(&option);
    const QRect room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    const int icon = option.currentIcon.isNull() ? 0 : option.iconSize.width() + kTextGap;
    return std::max(0, room.width() - icon);
}

void ChoiceBox::initStyleOption(QStyleOptionComboBox* option) const
{
    QComboBox::initStyleOption(option);
    option->currentText = fontMetrics().elidedText(option->currentText, Qt::ElideRight, roomForWords());
}

void ChoiceBox::tip()
{
    if (toolTip() != m_tip && !toolTip().isEmpty())
        return; // it has one of its own
    m_tip = fontMetrics().horizontalAdvance(currentText()) > roomForWords() ? currentText() : QString();
    if (toolTip() != m_tip)
        setToolTip(m_tip);
}

void ChoiceBox::paintEvent(QPaintEvent* event)
{
    tip();
    QComboBox::paintEvent(event);
}

void ChoiceBox::resizeEvent(QResizeEvent* event)
{
    QComboBox::resizeEvent(event);
    tip();
}

} // namespace signalbox::ui
