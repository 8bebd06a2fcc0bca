// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page.h"

#include <QEvent>

namespace signalbox::ui {

void Page::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace signalbox::ui
