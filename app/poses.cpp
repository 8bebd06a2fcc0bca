// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/poses.h"

#include "app/first_run_poses.h"
#include "app/keys_poses.h"
#include "app/money_poses.h"
#include "app/requests_poses.h"
#include "app/settings_poses.h"
#include "app/tiers_poses.h"

#include "ui/alerts/alerts_page.h"
#include "ui/budgets/budgets_page.h"
#include "ui/first_run/first_run_page.h"
#include "ui/keys/keys_page.h"
#include "ui/live/live_page.h"
#include "ui/prices/prices_page.h"
#include "ui/requests/requests_page.h"
#include "ui/rules/rules_page.h"
#include "ui/settings/settings_page.h"
#include "ui/tiers/tiers_page.h"

namespace signalbox::app {

bool photographPoses(ui::MainWindow& window, ui::Engine& engine, ui::Page& page, const Photograph& photograph)
{
    if (auto* rules = qobject_cast<ui::RulesPage*>(&page))
        return photographRules(window, engine, *rules, photograph);
    if (auto* prices = qobject_cast<ui::PricesPage*>(&page))
        return photographPrices(window, engine, *prices, photograph);
    if (auto* budgets = qobject_cast<ui::BudgetsPage*>(&page))
        return photographBudgets(window, engine, *budgets, photograph);
    if (auto* alerts = qobject_cast<ui::AlertsPage*>(&page))
        return photographAlerts(window, engine, *alerts, photograph);
    if (auto* settings = qobject_cast<ui::SettingsPage*>(&page))
        return photographSettings(engine, *settings, photograph);
    if (auto* requests = qobject_cast<ui::RequestsPage*>(&page))
        return photographRequests(*requests, photograph);
    if (auto* keys = qobject_cast<ui::KeysPage*>(&page))
        return photographKeys(engine, *keys, photograph);
    if (auto* tiers = qobject_cast<ui::TiersPage*>(&page))
        return photographTiers(engine, *tiers, photograph);
    if (auto* steps = qobject_cast<ui::FirstRunPage*>(&page))
        return photographFirstRun(engine, *steps, photograph);
    if (auto* live = qobject_cast<ui::LivePage*>(&page))
        return photographLive(*live, photograph);
    return true;
}

} // namespace signalbox::app
