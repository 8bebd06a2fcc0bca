// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings_poses.h"

#include "app/settle.h"

#include "ui/bridge/engine.h"
#include "ui/settings/config_fields.h"
#include "ui/settings/file_card.h"
#include "ui/settings/redaction_card.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/toast.h"

#include <QScrollArea>
#include <QScrollBar>

namespace signalbox::app {

namespace {

enum class End { Upper, Lower };

constexpr int kLayoutMs = 100; ///< until what was opened has its place

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

/// Two patterns, one of them being changed, and what is left of a text.
bool photographRedaction(ui::Engine& engine, ui::SettingsPage& page, const Photograph& photograph)
{
    const std::string former = engine.config()->text;
    const ui::RedactionEntry customers { "Customer numbers", "(?i)cust-[0-9]+", "[customer]" };
    auto edited = ui::addRedaction(former, { {}, R"([\w.]+@[\w.]+)" });
    edited = edited ? ui::addRedaction(*edited, customers) : edited;
    if (!edited || !engine.apply(*edited).config)
        return false;
    ui::RedactionCard& card = page.redaction();
    card.change(customers);
    card.tryOn(QStringLiteral("anna@example.org: CUST-4711 has no quota"));
    settle(kLayoutMs);
    for (QScrollArea* area : page.findChildren<QScrollArea*>())
        area->ensureWidgetVisible(&card, 0, 0);
    const bool taken = photograph(QStringLiteral("settings-redaction"));
    card.closeEditor();
    card.tryOn({});
    return engine.apply(former).config && taken;
}

} // namespace

bool photographSettings(ui::Engine& engine, ui::SettingsPage& page, const Photograph& photograph)
{
    if (!photographInvalid(page, photograph) || !photographRedaction(engine, page, photograph))
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
