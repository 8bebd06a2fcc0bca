// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/embedded.h"
#include "tests/ui/accessible_walk.h"
#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/tiers/deployment_row.h"
#include "ui/tiers/form.h"
#include "ui/tiers/tier_card.h"
#include "ui/tiers/tiers_page.h"

#include <QComboBox>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;

namespace {

struct Fixture {
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    Theme theme { *qApp };
    Engine engine { *proxy };
    std::unique_ptr<TiersPage> page;
    std::vector<Notice> notices;

    Fixture()
    {
        (void)engine.apply(std::string(embedded::starter_config));
        page = std::make_unique<TiersPage>(engine, theme);
        QObject::connect(
            page.get(), &Page::notice, page.get(), [this](const Notice& notice) { notices.push_back(notice); });
        page->resize(1000, 900);
        page->show();
        page->shown();
    }
    std::vector<std::string> chain(const char* tier) const
    {
        std::vector<std::string> models;
        for (const auto& deployment : state.config->findTier(tier)->chain)
            models.push_back(deployment->model);
        return models;
    }
    /// The first deployment of the first tier, as it is named in sentences, and its id.
    QString first() const { return QStringLiteral("%1 at OpenAI").arg(QString::fromStdString(chain("small").front())); }
    std::string firstId() const { return state.config->findTier("small")->chain.front()->id; }
    TierCard& card(std::size_t place) { return *page->tierCards()[place]; }
};

} // namespace

class TiersPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void the_order_is_changed_by_button_and_by_key_and_undone()
    {
        Fixture f;
        const auto former = f.chain("small");
        QCOMPARE(former.size(), std::size_t(2));
        QVERIFY(press(f.card(0), QStringLiteral("Move %1 down (Alt+Down)").arg(f.first())));
        QCOMPARE(f.chain("small"), (std::vector<std::string> { former[1], former[0] }));
        f.notices.back().action();
        QCOMPARE(f.chain("small"), former);
        f.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(f.page.get()));
        DeploymentRow* second = f.card(0).rows()[1];
        second->setFocus();
        QTest::keyClick(second, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(f.chain("small"), (std::vector<std::string> { former[1], former[0] }));
    }

    void a_test_says_what_it_can_cost_before_it_is_sent()
    {
        Fixture f;
        f.state.testReport.ok = true;
        f.state.testReport.totalUs = 842'000;
        f.state.testReport.cost = Money::fromNano(9'000);
        DeploymentRow& row = *f.card(0).rows()[0];
        QVERIFY(press(row, QStringLiteral("Test")));
        QVERIFY(isSaid(row, QStringLiteral("at most $0.000012")));
        QVERIFY(!isSaid(row, QStringLiteral("answered")));
        QVERIFY(press(row, QStringLiteral("Send the test")));
        QTRY_VERIFY(isSaid(row, QStringLiteral("✓ answered · 842 ms · $0.000009")));
    }

    void a_failed_test_says_why()
    {
        Fixture f;
        f.state.testReport.error = { "upstream_auth", {} };
        DeploymentRow& row = *f.card(0).rows()[0];
        QVERIFY(press(row, QStringLiteral("Test")));
        QVERIFY(press(row, QStringLiteral("Send the test")));
        QTRY_VERIFY(isSaid(row, QStringLiteral("does not accept the key")));
    }

    void an_open_breaker_is_said_in_words_and_can_be_reset()
    {
        Fixture f;
        f.state.breakers = { { f.firstId(), BreakerState::Open, 5, "upstream_timeout", 12'000 } };
        f.engine.setVisible(true);
        DeploymentRow& row = *f.card(0).rows()[0];
        QTRY_VERIFY(isSaid(row, QStringLiteral("open")));
        QVERIFY(isSaid(row, QStringLiteral("tried again in 12")));
        QVERIFY(press(row, QStringLiteral("Reset")));
        QCOMPARE(f.state.breakersReset, std::vector<std::string> { f.firstId() });
    }

    void a_tier_in_use_is_not_removed_but_says_who_uses_it()
    {
        Fixture f;
        QVERIFY(press(f.card(1), QStringLiteral("Remove the tier Mid")));
        QVERIFY(f.card(1).problem().contains(QStringLiteral("Code goes to the middle")));
        QVERIFY(f.state.config->findTier("mid") != nullptr);
    }

    void a_provider_in_use_is_not_removed_but_says_who_uses_it()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Remove the provider OpenAI")));
        QVERIFY(isSaid(*f.page, QStringLiteral("small, mid, frontier")));
        QVERIFY(f.state.config->findProvider("openai") != nullptr);
    }

    void an_unpriced_model_is_red_and_never_zero()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Add a deployment to Mid")));
        findLine(f.card(1), QStringLiteral("Model"))->setText(QStringLiteral("nobody-knows-1"));
        QVERIFY(press(f.card(1), QStringLiteral("Add deployment")));
        auto* form = f.card(1).findChild<Form*>();
        QTest::keyClick(form, Qt::Key_Return);
        QCOMPARE(f.chain("mid").back(), std::string("nobody-knows-1"));
        DeploymentRow& row = *f.card(1).rows().back();
        QVERIFY(isSaid(row, QStringLiteral("unpriced")));
        QVERIFY(!isSaid(row, QStringLiteral("$0")));
    }

    void a_problem_is_shown_at_its_field_and_nothing_is_applied()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Add provider")));
        auto* form = f.page->findChild<Form*>();
        QVERIFY(form != nullptr);
        findLine(*form, QStringLiteral("Name"))->setText(QStringLiteral("elsewhere"));
        findLine(*form, QStringLiteral("Base URL"))->setText(QStringLiteral("http://example.com/v1"));
        QTest::keyClick(form, Qt::Key_Return);
        QVERIFY(!form->shownProblems().isEmpty());
        QVERIFY(!findLine(*form, QStringLiteral("Base URL"))->accessibleDescription().isEmpty());
        QVERIFY(f.state.config->findProvider("elsewhere") == nullptr);
        findLine(*form, QStringLiteral("Base URL"))->setText(QStringLiteral("https://example.com/v1"));
        QTest::keyClick(form, Qt::Key_Return);
        QVERIFY(f.state.config->findProvider("elsewhere") != nullptr);
        QCOMPARE(f.notices.size(), std::size_t(1));
    }

    void every_preset_makes_a_provider_that_the_configuration_takes()
    {
        for (const ProviderPreset& preset : providerPresets()) {
            if (preset.dialect == Dialect::Sandbox || preset.baseUrl.empty())
                continue;
            Fixture f;
            QVERIFY(press(*f.page, QStringLiteral("Add provider")));
            auto* form = f.page->findChild<Form*>();
            auto* kind = form->findChild<QComboBox*>();
            const int index = kind->findData(QString::fromStdString(preset.id));
            kind->setCurrentIndex(index);
            Q_EMIT kind->activated(index);
            QLineEdit* name = findLine(*form, QStringLiteral("Name"));
            name->setText(name->text() + QStringLiteral("-2"));
            QTest::keyClick(form, Qt::Key_Return);
            QVERIFY2(f.state.config->findProvider(preset.id + "-2") != nullptr,
                qPrintable(name->text() + QLatin1Char(' ') + form->shownProblems()));
        }
    }

    void a_new_tier_needs_a_name_of_its_own()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Add tier")));
        auto* form = f.page->findChild<Form*>();
        findLine(*form, QStringLiteral("Name of the tier"))->setText(QStringLiteral("mid"));
        findLine(*form, QStringLiteral("Model"))->setText(QStringLiteral("gpt-5"));
        QTest::keyClick(form, Qt::Key_Return);
        QVERIFY(!form->shownProblems().isEmpty());
        findLine(*form, QStringLiteral("Name of the tier"))->setText(QStringLiteral("huge"));
        QTest::keyClick(form, Qt::Key_Return);
        QVERIFY(f.state.config->findTier("huge") != nullptr);
        QCOMPARE(f.page->tierCards().size(), std::size_t(4));
    }

    void a_missing_key_leads_to_the_keys_page()
    {
        Fixture f;
        QSignalSpy navigated(f.page.get(), &Page::navigate);
        QVERIFY(press(*f.page, QStringLiteral("Add the key of OpenAI")));
        const auto target = navigated.front().front().value<PageTarget>();
        QCOMPARE(target.page, QStringLiteral("keys"));
        QCOMPARE(target.item, QStringLiteral("openai"));
    }

    void every_control_has_a_name()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Add provider")));
        QVERIFY(press(*f.page, QStringLiteral("Edit %1").arg(f.first())));
        QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
    }
};

QTEST_MAIN(TiersPageTest)
#include "tiers_page_test.moc"
