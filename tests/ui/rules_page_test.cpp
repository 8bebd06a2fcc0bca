// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_page.h"
#include "ui/shell/table.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::isSaid;
using signalbox::testing::press;

namespace {

struct Fixture {
    QTemporaryDir dir;
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    Theme theme { *qApp };
    std::unique_ptr<Engine> engine;
    std::unique_ptr<RulesPage> page;
    std::vector<Notice> notices;

    Fixture()
    {
        state.status.rulesVersion = 14;
        state.status.configPath = dir.filePath(QStringLiteral("signalbox.json")).toStdString();
        write(state.config->text);
        engine = std::make_unique<Engine>(*proxy);
        page = std::make_unique<RulesPage>(*engine, theme);
        QObject::connect(
            page.get(), &Page::notice, page.get(), [this](const Notice& notice) { notices.push_back(notice); });
        page->resize(1100, 700);
        page->show();
        page->shown();
    }
    void write(const std::string& text) const
    {
        QFile file(QString::fromStdString(state.status.configPath));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.data(), qint64(text.size()));
    }
};

} // namespace

class RulesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void each_rule_is_a_row_in_plain_words()
    {
        Fixture f;
        const QAbstractItemModel* model = f.page->findChild<QTableView*>()->model();
        QCOMPARE(model->rowCount(), int(f.state.config->rules.rules.size()));
        const auto text = [model](int row, int column) { return model->index(row, column).data().toString(); };
        QCOMPARE(text(0, RulesModel::Place), QStringLiteral("1"));
        QCOMPARE(text(2, RulesModel::When), QStringLiteral("contains code, and user tier is one of pro, enterprise"));
        QCOMPARE(text(2, RulesModel::Route), QStringLiteral("Frontier"));
        QCOMPARE(text(model->rowCount() - 1, RulesModel::When), QStringLiteral("always"));
        QCOMPARE(text(model->rowCount() - 1, RulesModel::Route), QStringLiteral("Cascade: Small, then Frontier"));
    }

    void hits_are_figures_with_a_share_and_unknown_before_they_are_read()
    {
        Theme theme(*qApp);
        Fixture f;
        RulesModel model(theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setConfig(f.state.config, {});
        QCOMPARE(model.index(0, RulesModel::Hits).data().toString(), QStringLiteral("–"));
        model.setHits({ { "high-stakes", 300, 1'000'000 }, { "else", 900, 4'000'000 } }, 5'000'000);
        QCOMPARE(model.index(0, RulesModel::Hits).data().toString(), QStringLiteral("300"));
        QCOMPARE(model.index(0, RulesModel::Hits).data(RulesModel::ShareRole).toDouble(), 0.25);
        QCOMPARE(model.index(0, RulesModel::LastHit).data().toString(), QStringLiteral("4 s ago"));
        QCOMPARE(model.index(1, RulesModel::Hits).data().toString(), QStringLiteral("0"));
        QCOMPARE(model.index(1, RulesModel::LastHit).data().toString(), QStringLiteral("never"));
    }

    void a_warning_of_the_configuration_stands_at_its_rule()
    {
        Theme theme(*qApp);
        Fixture f;
        RulesModel model(theme);
        model.setConfig(f.state.config, { { "/rules/1/when", 3, 4, { "operator_type", {} }, true } });
        QVERIFY(model.index(1, RulesModel::Name).data().toString().startsWith(u'⚠'));
        QVERIFY(!model.index(0, RulesModel::Name).data().toString().startsWith(u'⚠'));
    }

    void a_file_that_was_changed_by_hand_is_applied_and_can_be_undone()
    {
        Fixture f;
        std::string text = f.state.config->text;
        text.replace(text.find("High stakes go to the best"), 26, "Renamed by hand");
        f.write(text);
        QVERIFY(press(*f.page, QStringLiteral("Read it again")));
        QCOMPARE(f.state.config->rules.rules[0].name, std::string("Renamed by hand"));
        f.notices.front().action();
        QCOMPARE(f.state.config->rules.rules[0].name, std::string("High stakes go to the best"));
    }

    void a_broken_file_changes_nothing_and_says_where()
    {
        Fixture f;
        f.write("{\n  \"schema\": 1,\n  oops\n}");
        QVERIFY(press(*f.page, QStringLiteral("Read it again")));
        QVERIFY(isSaid(*f.page, QStringLiteral("Line 3")));
        QCOMPARE(f.state.config->rules.rules.size(), std::size_t(7));
        QVERIFY(f.notices.empty());
    }

    void a_link_to_a_rule_selects_it_and_a_rule_leads_to_its_requests()
    {
        Fixture f;
        f.page->open({ QStringLiteral("rules"), QStringLiteral("tools"), {} });
        auto* table = f.page->findChild<QTableView*>();
        QCOMPARE(table->currentIndex().row(), 3);
        QSignalSpy navigated(f.page.get(), &Page::navigate);
        Q_EMIT table->activated(table->currentIndex());
        QCOMPARE(navigated.front().front().value<PageTarget>().filter.ruleId, std::string("tools"));
    }

    void every_control_has_a_name_and_tab_comes_back()
    {
        Fixture f;
        f.page->activateWindow();
        findButton(*f.page, QStringLiteral("Read it again"))->setFocus();
        QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
        QVERIFY(signalbox::testing::tabStops(*f.page) > 1);
    }
};

QTEST_MAIN(RulesPageTest)
#include "rules_page_test.moc"
