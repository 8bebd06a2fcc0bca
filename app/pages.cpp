// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages.h"

#include "ui/budgets/budgets_page.h"
#include "ui/requests/requests_page.h"
#include "ui/rules/rules_page.h"
#include "ui/shell/main_window.h"

namespace signalbox::app {

void addPages(ui::MainWindow& window, ui::Engine& engine, ui::Theme& theme, QSettings& settings)
{
    window.addPage(std::make_unique<ui::RequestsPage>(engine, theme, settings));
    window.addPage(std::make_unique<ui::RulesPage>(engine, theme));
    window.addPage(std::make_unique<ui::BudgetsPage>(engine, theme));
}

void showFirstRun(ui::MainWindow& window)
{
    window.showPage(QStringLiteral("first_run"));
}

} // namespace signalbox::app
