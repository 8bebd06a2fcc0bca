// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/channel_words.h"

#include "ui/alerts/alert_words.h"
#include "ui/shell/format.h"

namespace signalbox::app {

std::function<AlertText(const Alert&)> channelWords()
{
    return [locale = QLocale()](const Alert& alert) {
        const ui::AlertSentences words = ui::alertSentences(alert, locale);
        return AlertText { ui::toStd(words.title), ui::toStd(words.body) };
    };
}

} // namespace signalbox::app
