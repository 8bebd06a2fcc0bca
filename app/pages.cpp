// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages.h"

#include "ui/alerts/alerts_page.h"
#include "ui/budgets/budgets_page.h"
#include "ui/first_run/first_run_page.h"
#include "ui/keys/keys_page.h"
#include "ui/live/live_page.h"
#include "ui/prices/prices_page.h"
#include "ui/requests/requests_page.h"
#include "ui/rules/rules_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/main_window.h"
#include "ui/tiers/tiers_page.h"

namespace signalbox::app {

void addPages(ui::MainWindow& window, const ui::GeneralCard::Surroundings& around)
{
    ui::Engine& engine = around.engine;
    const ui::Theme& theme = around.theme;
    window.addPage(std::make_unique<ui::LivePage>(engine, theme));
    window.addPage(std::make_unique<ui::RequestsPage>(engine, theme, around.settings));
    window.addPage(std::make_unique<ui::RulesPage>(engine, theme));
    window.addPage(std::make_unique<ui::TiersPage>(engine, theme));
    window.addPage(std::make_unique<ui::PricesPage>(engine, theme));
    window.addPage(std::make_unique<ui::KeysPage>(engine, theme, around.settings));
    window.addPage(std::make_unique<ui::BudgetsPage>(engine, theme));
    window.addPage(std::make_unique<ui::AlertsPage>(engine, theme));
    window.addPage(std::make_unique<ui::SettingsPage>(around));
    window.addPage(std::make_unique<ui::FirstRunPage>(engine, theme, around.settings));
    QObject::connect(&window, &ui::MainWindow::firstRunWanted, &window, [&window] { showFirstRun(window); });
}

void showFirstRun(ui::MainWindow& window)
{
    for (const ui::Page* page : window.pages()) {
        if (qobject_cast<const ui::FirstRunPage*>(page))
            window.showPage(page->id());
    }
}

} // namespace signalbox::app
