// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenshots.h"

#include "app/demo_prices.h"
#include "app/options.h"
#include "app/rules_poses.h"

#include "ui/bridge/engine.h"
#include "ui/budgets/budgets_page.h"
#include "ui/budgets/ceilings_part.h"
#include "ui/budgets/invoice_part.h"
#include "ui/budgets/trial_part.h"
#include "ui/prices/compare_sheet.h"
#include "ui/prices/import_sheet.h"
#include "ui/prices/prices_page.h"
#include "ui/rules/rules_page.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QPixmap>
#include <QTemporaryDir>
#include <QTimer>

#include <fmt/format.h>

#include <algorithm>

namespace signalbox::app {

namespace {

constexpr int kQuestionsMs = 1500; ///< until the ledger has answered

/// Lets the pages fetch and paint: the engine pulls every 250 ms.
void settle(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// The window as a picture in the folder; the path is printed. False where it cannot be written.
bool photograph(ui::MainWindow& window, const QDir& folder, const QString& name)
{
    settle(650);
    // Which control has the focus is chance here: no ring around it.
    if (QWidget* focused = QApplication::focusWidget())
        focused->clearFocus();
    settle(50);
    const QString path = folder.filePath(name + QStringLiteral(".png"));
    if (!window.grab().save(path)) {
        fmt::print(stderr, "signalbox: cannot write {}\n", path.toStdString());
        return false;
    }
    fmt::print("{}\n", path.toStdString());
    return true;
}

/// The request that shows most: an escalated one among the latest, or else the latest.
QString requestToInspect(const LiveSnapshot& live)
{
    const auto escalated = std::find_if(
        live.latest.begin(), live.latest.end(), [](const LiveRequest& request) { return request.escalated; });
    if (escalated != live.latest.end())
        return QString::fromStdString(escalated->id);
    return live.latest.empty() ? QString() : QString::fromStdString(live.latest.front().id);
}

/// The prices while they are worked with: a price that is set, a list before it is taken over, lists side by side.
bool photographPrices(
    ui::MainWindow& window, ui::PricesPage& page, const std::string& dataDir, const QDir& folder, const QString& look)
{
    using Part = ui::PricesPage::Part;
    const auto lists = writeDemoLists(dataDir);
    if (!lists)
        return false;
    const auto taken = [&](const char* name) {
        return photograph(window, folder, QStringLiteral("prices-") + QLatin1String(name) + look);
    };
    window.open({ page.id(), QStringLiteral("openai/gpt-next"), {} });
    bool good = taken("set");
    page.showPart(Part::Import);
    page.importSheet().read(QString::fromStdString(lists->litellm), { "2026-11-20", {}, {} });
    good = good && taken("import");
    page.showPart(Part::Compare);
    page.compareSheet().read(QString::fromStdString(lists->litellm), { "2026-11-20", {}, {} });
    page.compareSheet().read(QString::fromStdString(lists->modelsDev), { "2026-11-18", {}, {} });
    good = good && taken("compare");
    page.compareSheet().showOdd();
    good = good && taken("odd");
    page.showPart(Part::List);
    return good;
}

/// A provider's export to compare the demo with: about what the ledger has, and a bit more.
void compareInvoice(ui::InvoicePart& invoices, const QTemporaryDir& folder)
{
    QFile file(folder.filePath(QStringLiteral("usage.csv")));
    if (!file.open(QIODevice::WriteOnly))
        return;
    const QByteArray today = QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate).toLatin1();
    file.write("usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n");
    file.write(today + ",claude-sonnet-4-5-20250929,1350000,255000\n");
    file.write(today + ",claude-haiku-4-5-20251001,2000000,390000\n");
    file.close();
    invoices.chooseProvider(QStringLiteral("anthropic"));
    invoices.read(file.fileName());
}

/// The page of budgets in its parts, with its forms open; nothing is saved.
bool photographBudgets(ui::MainWindow& window, ui::BudgetsPage& page, const QDir& folder, const QString& look)
{
    using Part = ui::BudgetsPage::Part;
    window.open({ page.id(), QStringLiteral("day"), {} });
    if (!photograph(window, folder, QStringLiteral("budgets-edit") + look))
        return false;
    window.open({ page.id(), QStringLiteral("raise:day"), {} });
    if (!photograph(window, folder, QStringLiteral("budgets-raise") + look))
        return false;
    page.ceilings().closeForms();
    page.trial().ask();
    const QTemporaryDir invoice;
    compareInvoice(page.invoices(), invoice);
    const std::pair<const char*, Part> parts[] { { "history", Part::History }, { "trial", Part::Trial },
        { "uncertain", Part::Uncertain }, { "invoices", Part::Invoices } };
    for (const auto& [name, part] : parts) {
        page.showPart(part);
        settle(kQuestionsMs);
        if (!photograph(window, folder, QStringLiteral("budgets-") + QLatin1String(name) + look))
            return false;
    }
    page.showPart(Part::Ceilings);
    return true;
}

/// Every page, and the inspector over the page of requests, in the theme and language that are set.
bool photographPages(
    ui::MainWindow& window, ui::Engine& engine, Subjects subjects, const QDir& folder, const QString& look)
{
    for (ui::Page* page : window.pages()) {
        window.open({ page->id(), {}, {} });
        if (!photograph(window, folder, page->id() + look))
            return false;
        auto* rules = subjects == Subjects::PagesAndPosed ? qobject_cast<ui::RulesPage*>(page) : nullptr;
        const auto take = [&](const QString& name) { return photograph(window, folder, name + look); };
        if (rules != nullptr && !photographRules(window, engine, *rules, take))
            return false;
        auto* prices = subjects == Subjects::PagesAndPosed ? qobject_cast<ui::PricesPage*>(page) : nullptr;
        if (prices != nullptr && !photographPrices(window, *prices, engine.status().dataDir, folder, look))
            return false;
        auto* budgets = subjects == Subjects::PagesAndPosed ? qobject_cast<ui::BudgetsPage*>(page) : nullptr;
        if (budgets != nullptr && !photographBudgets(window, *budgets, folder, look))
            return false;
    }
    const QString request = requestToInspect(engine.live());
    if (request.isEmpty())
        return true;
    window.open({ QStringLiteral("requests"), request, {} });
    return photograph(window, folder, QStringLiteral("inspector") + look);
}

/// The page with most on it once more, with the largest text and in the language with the longer words.
bool photographLarge(ui::MainWindow& window, ui::Theme& theme, ui::Engine& engine, const QDir& folder)
{
    theme.setMode(ui::ThemeMode::Light);
    theme.setTextScale(2);
    const auto take = [&](const QString& name) {
        return photograph(window, folder, name + QStringLiteral("-light-de-200"));
    };
    bool taken = true;
    for (ui::Page* page : window.pages()) {
        if (auto* rules = qobject_cast<ui::RulesPage*>(page))
            taken = taken && photographRules(window, engine, *rules, take);
    }
    theme.setTextScale(1);
    return taken;
}

} // namespace

int takeScreenshots(const std::string& dir, Subjects subjects, ui::MainWindow& window, ui::Theme& theme,
    ui::Language& language, ui::Engine& engine)
{
    const QDir folder(QString::fromStdString(dir));
    if (!folder.mkpath(QStringLiteral("."))) {
        fmt::print(stderr, "signalbox: cannot create {}\n", dir);
        return kUsage;
    }
    window.restore();
    window.resize(1180, 760);
    window.show();
    engine.setVisible(true);
    for (const QString& code : { QStringLiteral("en"), QStringLiteral("de") }) {
        language.use(code);
        for (const ui::ThemeMode mode : { ui::ThemeMode::Light, ui::ThemeMode::Dark }) {
            theme.setMode(mode);
            const QString look = QStringLiteral("-%1-%2").arg(
                mode == ui::ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light"), code);
            if (!photographPages(window, engine, subjects, folder, look))
                return kUsage;
        }
    }
    return subjects == Subjects::Pages || photographLarge(window, theme, engine, folder) ? kFine : kUsage;
}

} // namespace signalbox::app
