// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page.h"

#include <QEvent>
#include <QLayout>

namespace signalbox::ui {

// Qt's own is what the parts would like to have, as soon as one of them wraps its words: lists that scroll by
// themselves would then stand in a page that scrolls as well.
int Page::heightForWidth(int width) const
{
    const bool wraps = layout() != nullptr && layout()->hasHeightForWidth();
    return wraps ? layout()->totalMinimumHeightForWidth(width) : QWidget::heightForWidth(width);
}

void Page::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace signalbox::ui
