// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings_poses.h"

#include "ui/bridge/engine.h"
#include "ui/settings/config_fields.h"
#include "ui/settings/file_card.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/toast.h"

#include <QScrollArea>
#include <QScrollBar>

namespace signalbox::app {

namespace {

enum class End { Upper, Lower };

void scrollTo(const ui::SettingsPage& page, End end)
{
    for (QScrollArea* area : page.findChildren<QScrollArea*>()) {
        QScrollBar* bar = area->verticalScrollBar();
        bar->setValue(end == End::Lower ? bar->maximum() : bar->minimum());
    }
}

/// A port that there is none of.
bool photographInvalid(ui::SettingsPage& page, const Photograph& photograph)
{
    ui::ConfigLine* port = nullptr;
    for (ui::ConfigLine* line : page.findChildren<ui::ConfigLine*>())
        port = line->placeholderText() == QLatin1String("8787") ? line : port;
    if (port == nullptr)
        return false;
    port->setText(QStringLiteral("87870"));
    Q_EMIT port->textEdited(port->text());
    for (QScrollArea* area : page.findChildren<QScrollArea*>())
        area->ensureWidgetVisible(port, 0, 200);
    const bool taken = photograph(QStringLiteral("settings-invalid"));
    port->setModified(false);
    port->refresh();
    return taken;
}

} // namespace

bool photographSettings(ui::Engine& engine, ui::SettingsPage& page, const Photograph& photograph)
{
    if (!photographInvalid(page, photograph))
        return false;
    const std::string former = engine.config()->text;
    const auto edited = ui::setMember(former, { "log", "request_days" }, 90);
    if (!edited || !saveTextFile(engine.status().configPath, *edited))
        return false;
    page.files().watch().look();
    scrollTo(page, End::Lower);
    const bool taken = photograph(QStringLiteral("settings-changed"));
    (void)engine.apply(former);
    page.files().looked();
    scrollTo(page, End::Upper);
    for (auto* toast : page.window()->findChildren<ui::Toast*>()) // it belongs to this picture alone
        toast->hide();
    return taken;
}

} // namespace signalbox::app
