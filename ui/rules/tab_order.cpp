// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/tab_order.h"

#include <QLayout>
#include <QWidget>

namespace signalbox::ui {

namespace {

void collect(const QLayout& layout, QList<QWidget*>& found)
{
    for (int at = 0; at < layout.count(); ++at) {
        QLayoutItem* item = layout.itemAt(at);
        if (const QLayout* nested = item->layout())
            collect(*nested, found);
        QWidget* widget = item->widget();
        if (widget == nullptr)
            continue;
        if ((widget->focusPolicy() & Qt::TabFocus) != 0)
            found.append(widget);
        else if (const QLayout* inner = widget->layout())
            collect(*inner, found);
    }
}

} // namespace

void orderTabs(const QLayout& layout)
{
    QList<QWidget*> stops;
    collect(layout, stops);
    for (qsizetype at = 1; at < stops.size(); ++at)
        QWidget::setTabOrder(stops.at(at - 1), stops.at(at));
}

} // namespace signalbox::ui
