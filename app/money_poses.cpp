// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/money_poses.h"

#include "app/demo_prices.h"
#include "app/settle.h"

#include "ui/alerts/alerts_page.h"
#include "ui/alerts/channels_card.h"
#include "ui/bridge/engine.h"
#include "ui/budgets/budgets_page.h"
#include "ui/budgets/ceilings_part.h"
#include "ui/budgets/invoice_part.h"
#include "ui/budgets/trial_part.h"
#include "ui/prices/compare_sheet.h"
#include "ui/prices/import_sheet.h"
#include "ui/prices/prices_page.h"
#include "ui/shell/main_window.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <utility>

namespace signalbox::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kQuestionsMs = 1500; ///< until the ledger has answered

/// A provider's export to compare the demo with: about what the ledger has, and a bit more.
void compareInvoice(ui::InvoicePart& invoices, const QTemporaryDir& folder)
{
    QFile file(folder.filePath(QStringLiteral("usage.csv")));
    if (!file.open(QIODevice::WriteOnly))
        return;
    const QByteArray today = QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate).toLatin1();
    file.write("usage_date_utc,model_version,usage_input_tokens_no_cache,usage_input_tokens_cache_read,"
               "usage_output_tokens\n");
    file.write(today + ",claude-sonnet-4-5-20250929,1350000,0,255000\n");
    file.write(today + ",claude-haiku-4-5-20251001,2000000,0,390000\n");
    file.close();
    invoices.chooseProvider(QStringLiteral("anthropic"));
    invoices.read(file.fileName());
}

/// One picture while a member of the configuration is missing; the configuration is the former again afterwards.
bool takenWithout(ui::Engine& engine, const char* member, const Photograph& photograph, const QString& name)
{
    const std::string former = engine.config()->text;
    Json config = Json::parse(former);
    config.erase(member);
    if (!engine.apply(config.dump()).config)
        return false;
    const bool taken = photograph(name);
    return engine.apply(former).config && taken;
}

bool takenStopped(ui::MainWindow& window, ui::Engine& engine, const QString& page, const Photograph& photograph)
{
    const auto stop = [&](auto done) { engine.stopAll(QStringLiteral("A runaway agent"), &window, std::move(done)); };
    if (!isDone(stop))
        return false;
    window.open({ page, {}, {} });
    bool taken = photograph(QStringLiteral("budgets-stopped"));
    window.open({ QStringLiteral("live"), {}, {} });
    taken = taken && photograph(QStringLiteral("live-stopped"));
    return isDone([&](auto done) { engine.releaseAll(&window, std::move(done)); }) && taken;
}

} // namespace

bool photographPrices(ui::MainWindow& window, ui::Engine& engine, ui::PricesPage& page, const Photograph& photograph)
{
    using Part = ui::PricesPage::Part;
    const auto lists = writeDemoLists(engine.status().dataDir);
    if (!lists)
        return false;
    window.open({ page.id(), QStringLiteral("openai/gpt-next"), {} });
    bool good = photograph(QStringLiteral("prices-set"));
    page.showPart(Part::Import);
    page.importSheet().read(QString::fromStdString(lists->litellm), { "2026-11-20", {}, {} });
    good = good && photograph(QStringLiteral("prices-import"));
    page.showPart(Part::Compare);
    page.compareSheet().read(QString::fromStdString(lists->litellm), { "2026-11-20", {}, {} });
    page.compareSheet().read(QString::fromStdString(lists->modelsDev), { "2026-11-18", {}, {} });
    good = good && photograph(QStringLiteral("prices-compare"));
    page.compareSheet().showOdd();
    good = good && photograph(QStringLiteral("prices-odd"));
    page.showPart(Part::List);
    return good;
}

bool photographBudgets(ui::MainWindow& window, ui::Engine& engine, ui::BudgetsPage& page, const Photograph& photograph)
{
    using Part = ui::BudgetsPage::Part;
    window.open({ page.id(), QStringLiteral("day"), {} });
    if (!photograph(QStringLiteral("budgets-edit")))
        return false;
    window.open({ page.id(), QStringLiteral("raise:day"), {} });
    if (!photograph(QStringLiteral("budgets-raise")))
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
        if (!photograph(QStringLiteral("budgets-") + QLatin1String(name)))
            return false;
    }
    page.showPart(Part::Ceilings);
    return takenWithout(engine, "ceilings", photograph, QStringLiteral("budgets-none"))
        && takenStopped(window, engine, page.id(), photograph);
}

bool photographAlerts(ui::MainWindow& window, ui::Engine& engine, ui::AlertsPage& page, const Photograph& photograph)
{
    window.open({ page.id(), {}, {} });
    page.channels().add(ui::ChannelEditor::Kind::Webhook);
    bool good = photograph(QStringLiteral("alerts-webhook"));
    page.channels().add(ui::ChannelEditor::Kind::Mail);
    good = good && photograph(QStringLiteral("alerts-mail"));
    page.channels().closeEditor();
    return good && takenWithout(engine, "alerts", photograph, QStringLiteral("alerts-none"));
}

} // namespace signalbox::app
