// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/prices/compare_sheet.h"
#include "ui/prices/import_sheet.h"
#include "ui/prices/prices_page.h"

#include "core/tiers/price_json.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;

namespace {

constexpr const char* kConfig =
    R"({"schema": 1, "providers": [{"id": "openai", "preset": "openai", "price_factor": "1.055"}],
    "tiers": [{"id": "t", "chain": [{"provider": "openai", "model": "gpt-4o"}, {"provider": "openai", "model": "gpt-next"},
        {"provider": "openai", "model": "gpt-4o-mini", "price": {"input": "1", "output": "2"}}]}],
    "rules": [{"id": "else", "when": "always", "route": {"strategy": "direct", "tier": "t"}}]})";

QString corpus(const char* file)
{
    return QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/corpora/prices/") + QLatin1String(file);
}

struct Fixture {
    QTemporaryDir dir;
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    Theme theme { *qApp };
    Engine engine { *proxy };
    std::unique_ptr<PricesPage> page;
    std::vector<Notice> notices;
    QString badge;

    Fixture()
    {
        state.status.dataDir = dir.path().toStdString();
        (void)engine.apply(kConfig);
        page = std::make_unique<PricesPage>(engine, theme);
        QObject::connect(
            page.get(), &Page::notice, page.get(), [this](const Notice& notice) { notices.push_back(notice); });
        QObject::connect(
            page.get(), &Page::badgeChanged, page.get(), [this](const QString& text, const QString&) { badge = text; });
        page->resize(1000, 760);
        page->show();
        page->shown();
    }
    QTableView* table(const char* name)
    {
        for (QTableView* each : page->findChildren<QTableView*>()) {
            if (each->accessibleName() == QLatin1String(name))
                return each;
        }
        return nullptr;
    }
    QTableView* list() { return table("Prices of models"); }
    QString cell(int row, int column) { return list()->model()->index(row, column).data().toString(); }
    void type(const char* line, const char* text)
    {
        QLineEdit* field = findLine(*page, QLatin1String(line));
        QVERIFY2(field != nullptr, line);
        field->selectAll();
        QTest::keyClicks(field, QLatin1String(text));
    }
    QString write(const char* name, const char* text)
    {
        const QString path = dir.filePath(QLatin1String(name));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return path;
    }
};

} // namespace

class PricesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void every_model_in_use_stands_there_with_price_source_and_factor()
    {
        Fixture f;
        QCOMPARE(f.list()->model()->rowCount(), 3);
        QCOMPARE(f.cell(0, PricesModel::Model), QStringLiteral("gpt-4o"));
        QCOMPARE(f.cell(0, PricesModel::Input), QStringLiteral("$2.50"));
        QVERIFY(f.cell(0, PricesModel::Source).startsWith(QStringLiteral("built in · ")));
        QVERIFY(f.cell(0, PricesModel::Factor).contains(QStringLiteral("1.055")));
        QCOMPARE(f.cell(1, PricesModel::Input), QStringLiteral("unpriced"));
        QCOMPARE(f.cell(2, PricesModel::Source), QStringLiteral("set in the configuration"));
        QTRY_COMPARE(f.badge, QStringLiteral("!"));
        QVERIFY(isSaid(*f.page, QStringLiteral("openai/gpt-next")));
    }

    void an_unpriced_model_is_priced_in_its_dialog_and_undone()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Set the price of the first unpriced model")));
        QCOMPARE(findLine(*f.page, QStringLiteral("Model"))->text(), QStringLiteral("gpt-next"));
        f.type("Input, $ per million tokens", "4");
        f.type("Output, $ per million tokens", "20.5");
        f.type("Note", "list of today");
        QVERIFY(press(*f.page, QStringLiteral("Set price")));
        QTRY_COMPARE(f.cell(1, PricesModel::Input), QStringLiteral("$4.00"));
        QCOMPARE(f.cell(1, PricesModel::Output), QStringLiteral("$20.50"));
        QVERIFY(f.cell(1, PricesModel::Source).startsWith(QStringLiteral("set by hand")));
        QCOMPARE(f.badge, QString());
        QCOMPARE(f.notices.size(), std::size_t(1));
        QCOMPARE(f.notices[0].actionText, QStringLiteral("Undo"));
        QTableView* history = f.table("Prices of this model by date");
        QCOMPARE(history->model()->rowCount(), 1);
        QCOMPARE(history->model()->index(0, 4).data().toString(), QStringLiteral("list of today"));
        f.notices[0].action();
        QTRY_COMPARE(f.cell(1, PricesModel::Input), QStringLiteral("unpriced"));
        QCOMPARE(f.state.prices.entries().size(), std::size_t(1)); // kept, marked
    }

    void nonsense_is_said_at_its_field_and_changes_nothing()
    {
        struct Wrong {
            const char* field;
            const char* text;
            const char* said;
        };
        for (const Wrong& wrong : { Wrong { "Input, $ per million tokens", "-1", "between 0 and 1,000,000" },
                 Wrong { "Input, $ per million tokens", "9999999", "between 0 and 1,000,000" },
                 Wrong { "Output, $ per million tokens", "many", "such as 2.50" },
                 Wrong { "Holds from", "2026-02-30", "no day" }, Wrong { "Each request, $", "x", "in dollars" } }) {
            Fixture f;
            f.page->open({ f.page->id(), QStringLiteral("openai/gpt-next"), {} });
            f.type("Input, $ per million tokens", "1");
            f.type("Output, $ per million tokens", "1");
            f.type(wrong.field, wrong.text);
            QVERIFY(press(*f.page, QStringLiteral("Set price")));
            QVERIFY2(isSaid(*f.page, QLatin1String(wrong.said)), wrong.text);
            QVERIFY(f.state.prices.entries().empty());
        }
    }

    void a_price_keeps_its_ranges_and_service_tiers_when_input_and_output_change()
    {
        Fixture f;
        PriceEntry entry;
        entry.provider = "openai";
        entry.model = "gpt-next";
        entry.from = "2026-01-01";
        entry.price =
            *priceOf(nlohmann::ordered_json::parse(R"({"input":"1","output":"2","long_context":{"above":200000,
            "input":"2","output":"3"},"service_tiers":{"flex":{"input":"0.5","output":"1"}}})"),
                "");
        QVERIFY(f.proxy->changePrices({ { entry }, {}, {} }));
        f.engine.pull();
        f.page->open({ f.page->id(), QStringLiteral("openai/gpt-next"), {} });
        f.type("Input, $ per million tokens", "1.5");
        QVERIFY(press(*f.page, QStringLiteral("Set price")));
        QTRY_COMPARE(f.state.prices.entries().size(), std::size_t(2));
        const Price& price = f.state.prices.entries().back().price;
        QCOMPARE(QString::fromStdString(price.input.dollarsPerMillion()), QStringLiteral("1.50"));
        QVERIFY(price.longContext && price.findServiceTier("flex"));
    }

    void an_entry_is_removed_and_restored_by_key()
    {
        Fixture f;
        PriceEntry entry;
        entry.provider = "openai";
        entry.model = "gpt-4o";
        entry.from = "2026-01-01";
        entry.price.free = true;
        QVERIFY(f.proxy->changePrices({ { entry }, {}, {} }));
        f.engine.pull();
        QTRY_COMPARE(f.cell(0, PricesModel::Input), QStringLiteral("free"));
        QTableView* history = f.table("Prices of this model by date");
        f.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(f.page.get()));
        history->setFocus();
        QTest::keyClick(history, Qt::Key_Delete);
        QTRY_COMPARE(f.cell(0, PricesModel::Input), QStringLiteral("$2.50"));
        QVERIFY(press(*f.page, QStringLiteral("Let the removed price hold again")));
        QTRY_COMPARE(f.cell(0, PricesModel::Input), QStringLiteral("free"));
    }

    void a_list_shows_what_changes_and_what_is_odd_must_be_ticked()
    {
        Fixture f;
        f.page->showPart(PricesPage::Part::Import);
        f.page->importSheet().read(
            f.write("list.json", R"({"openai": {"models": {"gpt-4o": {"cost": {"input": 250000, "output": 10}},
                "gpt-next": {"cost": {"input": 3, "output": 9}}, "unknown": {"cost": {"input": 1, "output": 1}}}}})"),
            { "2026-08-01", {}, {} });
        QTableView* table = f.table("What the list would change");
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QVERIFY(table->model()->index(0, 0).data().toString().endsWith(QStringLiteral("gpt-4o")));
        QCOMPARE(table->model()->index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QVERIFY(table->model()->index(0, 2).data().toString().contains(QStringLiteral("slipped unit")));
        QCOMPARE(table->model()->index(1, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(f.state.prices.entries().empty());
        table->model()->setData(table->model()->index(0, 0), Qt::Checked, Qt::CheckStateRole);
        QVERIFY(findButton(*f.page, QStringLiteral("Take over 2 price(s)")) != nullptr
            || findButton(*f.page, QStringLiteral("Take over 2 prices")) != nullptr);
        table->model()->setData(table->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        QAbstractButton* take = findButton(*f.page, QStringLiteral("Take over 1 price"));
        if (take == nullptr)
            take = findButton(*f.page, QStringLiteral("Take over 1 price(s)"));
        QVERIFY(take != nullptr);
        take->click();
        QTRY_COMPARE(f.state.prices.entries().size(), std::size_t(1));
        QCOMPARE(f.state.prices.entries()[0].price.source, std::string("models.dev 2026-08-01"));
        QTRY_COMPARE(f.notices.size(), std::size_t(1));
    }

    void a_bad_list_is_said_and_loses_nothing()
    {
        Fixture f;
        f.page->showPart(PricesPage::Part::Import);
        f.page->importSheet().read(f.write("bad.json", "[1, 2"), { "2026-08-01", {}, {} });
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("no JSON object")));
        f.page->importSheet().read(QStringLiteral("https://example.com/x.json"), { "2026-08-01", {}, {} });
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("could not be fetched")));
        QVERIFY(f.state.prices.entries().empty());
    }

    void three_lists_side_by_side_show_the_known_disagreements_and_one_is_taken()
    {
        Fixture f;
        f.page->showPart(PricesPage::Part::Compare);
        CompareSheet& sheet = f.page->compareSheet();
        f.theme.setTextScale(2); // before there is a column
        f.theme.setTextScale(1);
        sheet.read(corpus("litellm.json"), { "2026-08-01", {}, {} });
        sheet.read(corpus("models_dev.json"), { "2026-07-02", {}, {} });
        sheet.read(corpus("portkey"), { "2026-08-21", {}, {} });
        QTRY_COMPARE(sheet.comparison().models, std::size_t(103));
        QTRY_COMPARE(sheet.comparison().count("input"), std::size_t(10)); // two of them have the same 103
        QTableView* table = f.table("Prices of the lists side by side");
        QCOMPARE(table->model()->rowCount(), 24);
        f.theme.setTextScale(2); // the names keep their room, and one scrolls to the last list
        QVERIFY2(table->columnWidth(0) >= 500, qPrintable(QString::number(table->columnWidth(0))));
        f.theme.setTextScale(1);
        QVERIFY(table->columnWidth(0) < 500);
        table->setCurrentIndex(table->model()->index(0, 3));
        QVERIFY(press(*f.page, QStringLiteral("Take this price")));
        QTRY_COMPARE(f.state.prices.entries().size(), std::size_t(1));
        QCOMPARE(f.state.prices.entries()[0].price.source, std::string("models.dev 2026-07-02"));
        f.page->showPart(PricesPage::Part::Compare);
        sheet.read(corpus("litellm.json"), { "2026-08-01", {}, {} });
        sheet.showOdd();
        QTRY_VERIFY(table->model()->rowCount() > 13);
        int wandb = 0;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            wandb += table->model()->index(row, 1).data().toString().startsWith(QStringLiteral("wandb/"))
                && table->model()->index(row, 2).data().toString().contains(QStringLiteral("Input"))
                && table->model()->index(row, 2).data().toString().contains(QStringLiteral("slipped unit"));
        QCOMPARE(wandb, 13);
    }

    void a_filter_that_matches_nothing_says_so_and_clears()
    {
        Fixture f;
        QVERIFY(f.page->focusFilter());
        f.type("Filter the prices", "unpriced");
        QCOMPARE(f.list()->model()->rowCount(), 1);
        f.type("Filter the prices", "nowhere");
        QVERIFY(isSaid(*f.page, QStringLiteral("No price matches “nowhere”")));
        QVERIFY(press(*f.page, QStringLiteral("Clear filter")));
        QCOMPARE(f.list()->model()->rowCount(), 3);
    }

    void a_failed_change_is_said()
    {
        Fixture f;
        f.state.priceChange = fail("file_unwritable", { { "path", "/x" }, { "errno", "28" } });
        f.page->open({ f.page->id(), QStringLiteral("openai/gpt-next"), {} });
        f.type("Input, $ per million tokens", "1");
        f.type("Output, $ per million tokens", "1");
        QVERIFY(press(*f.page, QStringLiteral("Set price")));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("/x")));
        QVERIFY(f.notices.empty());
    }

    void every_control_of_every_part_has_a_name()
    {
        Fixture f;
        for (const auto part : { PricesPage::Part::List, PricesPage::Part::Import, PricesPage::Part::Compare }) {
            f.page->showPart(part);
            QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
        }
        f.page->open({ f.page->id(), QStringLiteral("openai/gpt-next"), {} });
        QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
        QTest::keyClick(f.page->focusWidget(), Qt::Key_Escape);
        QVERIFY(f.list()->isVisibleTo(f.page.get()));
    }
};

QTEST_MAIN(PricesPageTest)
#include "prices_page_test.moc"
