// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings_poses.h"

#include "app/settle.h"

#include "ui/bridge/engine.h"
#include "ui/settings/compact_part.h"
#include "ui/settings/config_fields.h"
#include "ui/settings/file_card.h"
#include "ui/settings/redaction_card.h"
#include "ui/settings/settings_page.h"

#include "core/http/machine_address.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>

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

/// The line with that example in it; null where there is none.
ui::ConfigLine* lineLike(const ui::SettingsPage& page, const char* example)
{
    ui::ConfigLine* found = nullptr;
    for (ui::ConfigLine* line : page.findChildren<ui::ConfigLine*>())
        found = line->placeholderText() == QLatin1String(example) ? line : found;
    return found;
}

/// A port that there is none of.
bool photographInvalid(ui::SettingsPage& page, const Photograph& photograph)
{
    ui::ConfigLine* port = lineLike(page, "8787");
    if (port == nullptr)
        return false;
    port->setText(QStringLiteral("87870"));
    Q_EMIT port->textEdited(port->text());
    showWhole(page, port, 200);
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
    showWhole(page, &card);
    const bool taken = photograph(QStringLiteral("settings-redaction"));
    card.closeEditor();
    card.tryOn({});
    return engine.apply(former).config && taken;
}

/// Containers are served, on the address that the page offers first.
bool photographContainers(ui::Engine& engine, ui::SettingsPage& page, const Photograph& photograph)
{
    constexpr const char* kDockerBridge =
        "172.17.0.1"; // where this computer has no address at all: it is not there now
    const std::vector<http::MachineAddress> here = http::machineAddresses();
    const std::string address = here.empty() ? kDockerBridge : here.front().address;
    const ui::ConfigJson outer { { "address", address },
        { "hosts", { "host.docker.internal", "host.containers.internal", "172.17.0.1" } } };
    const std::string former = engine.config()->text;
    const auto edited = ui::setMember(former, { "listen", "outer" }, outer);
    if (!edited || !engine.apply(*edited).config)
        return false;
    engine.pull();
    ui::ConfigLine* names = lineLike(page, "host.docker.internal");
    if (names == nullptr)
        return false;
    scrollTo(page, End::Upper); // the switch above it shall be seen, too
    showWhole(page, names, 60);
    const bool taken = photograph(QStringLiteral("settings-containers"));
    return engine.apply(former).config && taken;
}

/// The log while it is being made smaller: the demo's own is done with before a picture is taken.
bool photographCompaction(ui::Engine& engine, ui::SettingsPage& page, const Photograph& photograph)
{
    auto* part = page.findChild<ui::CompactPart*>();
    if (part == nullptr)
        return false;
    const QSignalBlocker held(engine); // what holds would be said four times a second
    LogCompaction running;
    running.state = LogCompaction::State::Running;
    running.percent = 42;
    part->say(running);
    scrollTo(page, End::Upper);
    showWhole(page, part, 40);
    const bool taken = photograph(QStringLiteral("settings-compacting"));
    part->say(engine.status().compaction);
    return taken;
}

} // namespace

bool photographSettings(ui::Engine& engine, ui::SettingsPage& page, const Photograph& photograph)
{
    if (!photographInvalid(page, photograph) || !photographRedaction(engine, page, photograph)
        || !photographContainers(engine, page, photograph) || !photographCompaction(engine, page, photograph))
        return false;
    const std::string former = engine.config()->text;
    const auto edited = ui::setMember(former, { "log", "request_days" }, 90);
    if (!edited || !saveTextFile(engine.status().configPath, *edited))
        return false;
    scrollTo(page, End::Lower);
    page.files().watch().look();
    settle(kLayoutMs);
    scrollTo(page, End::Lower); // there is more of it now
    const bool taken = photograph(QStringLiteral("settings-changed"));
    (void)engine.apply(former);
    page.files().looked();
    scrollTo(page, End::Upper);
    return taken;
}

} // namespace signalbox::app
