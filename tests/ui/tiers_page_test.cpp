// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/embedded.h"
#include "tests/ui/accessible_walk.h"
#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/tiers/deployment_row.h"
#include "ui/tiers/form.h"
#include "ui/tiers/tier_card.h"
#include "ui/tiers/tiers_page.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QMouseEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;
using signalbox::testing::unnamedControls;

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

    void return_on_the_button_that_cancels_saves_nothing()
    {
        Fixture f;
        const auto former = f.chain("mid");
        const int applies = f.state.applies;
        QVERIFY(press(*f.page, QStringLiteral("Add a deployment to Mid")));
        findLine(f.card(1), QStringLiteral("Model"))->setText(QStringLiteral("gpt-4o"));
        QTest::keyClick(findButton(f.card(1), QStringLiteral("Cancel")), Qt::Key_Return);
        QCOMPARE(f.chain("mid"), former);
        QCOMPARE(f.state.applies, applies);
    }

    void a_form_that_opens_below_what_is_seen_is_scrolled_to()
    {
        Fixture f;
        f.page->resize(900, 300);
        QVERIFY(QTest::qWaitForWindowExposed(f.page.get()));
        QVERIFY(f.card(2).visibleRegion().isEmpty());
        QVERIFY(press(*f.page, QStringLiteral("Add a deployment to Frontier")));
        QTRY_VERIFY(!findLine(f.card(2), QStringLiteral("Model"))->visibleRegion().isEmpty());
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

    void a_breaker_is_tripped_by_hand_and_says_so()
    {
        Fixture f;
        DeploymentRow& row = *f.card(0).rows()[0];
        QVERIFY(press(row, QStringLiteral("Trip")));
        QCOMPARE(f.state.breakersTripped, std::vector<std::string> { f.firstId() });
        f.state.breakers = { { f.firstId(), BreakerState::Open, 0, "", 0, true } };
        f.engine.setVisible(true);
        QTRY_VERIFY(isSaid(row, QStringLiteral("tripped by hand")));
        const auto placeOfTest = [&f](int at) {
            DeploymentRow& each = *f.card(0).rows()[at];
            return findButton(each, QStringLiteral("Test"))->mapTo(&each, QPoint()).x();
        };
        if (f.card(0).rows().size() > 1) // another button, and the rows stay in line
            QTRY_COMPARE(placeOfTest(0), placeOfTest(1));
        QVERIFY(findButton(row, QStringLiteral("Trip")) == nullptr
            || !findButton(row, QStringLiteral("Trip"))->isVisible());
        QVERIFY(press(row, QStringLiteral("Reset")));
        QCOMPARE(f.state.breakersReset, std::vector<std::string> { f.firstId() });
    }

    void models_are_listed_only_when_asked_and_one_is_picked()
    {
        Fixture f;
        f.state.offeredModels = std::vector<OfferedModel> { { "gpt-4o-mini", 0 }, { "nobody-knows-1", 32'000 } };
        QVERIFY(press(*f.page, QStringLiteral("Add a deployment to Small")));
        auto* form = f.card(0).findChild<Form*>();
        QVERIFY(form != nullptr);
        auto* provider = form->findChild<QComboBox*>();
        provider->setCurrentIndex(provider->findData(QStringLiteral("openai")));
        QVERIFY(f.state.askedForModels.empty());
        QVERIFY(press(*form, QStringLiteral("Ask OpenAI for its models")));
        auto* table = form->findChild<QTableView*>();
        QTRY_VERIFY(table->isVisible());
        QCOMPARE(f.state.askedForModels, std::vector<std::string> { "openai" });
        QCOMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(1, 1).data().toString(), QStringLiteral("unpriced"));
        QVERIFY(table->model()->index(0, 1).data().toString().contains(QLatin1Char('$')));
        QTest::keyClicks(findLine(*form, QStringLiteral("Filter the models")), QStringLiteral("NOBODY"));
        QCOMPARE(table->model()->rowCount(), 1);
        QTest::keyClick(findLine(*form, QStringLiteral("Filter the models")), Qt::Key_Return);
        QCOMPARE(findLine(*form, QStringLiteral("Model"))->text(), QStringLiteral("nobody-knows-1"));
        QCOMPARE(findLine(*form, QStringLiteral("Context, tokens"))->text(), QStringLiteral("32000"));
        QVERIFY(form->isVisible());
    }

    void a_list_of_models_that_can_not_be_had_says_why_and_nothing_hangs()
    {
        for (const char* code : { "upstream_auth", "models_unreadable", "models_too_large", "upstream_redirect",
                 "upstream_timeout", "models_none" }) {
            Fixture f;
            f.state.offeredModels = fail(code);
            QVERIFY(press(*f.page, QStringLiteral("Add a deployment to Small")));
            auto* form = f.card(0).findChild<Form*>();
            auto* provider = form->findChild<QComboBox*>();
            provider->setCurrentIndex(provider->findData(QStringLiteral("openai")));
            QVERIFY(press(*form, QStringLiteral("Ask OpenAI for its models")));
            QTRY_VERIFY2(isSaid(*form, QString::fromLatin1(code)), code);
            QVERIFY(isSaid(*form, QStringLiteral("can be typed all the same")));
        }
        Fixture f;
        f.state.modelsHang = true;
        QVERIFY(press(*f.page, QStringLiteral("Add a deployment to Small")));
        auto* form = f.card(0).findChild<Form*>();
        auto* provider = form->findChild<QComboBox*>();
        provider->setCurrentIndex(provider->findData(QStringLiteral("openai")));
        QVERIFY(press(*form, QStringLiteral("Ask OpenAI for its models")));
        QTRY_VERIFY(isSaid(*form, QStringLiteral("Asking OpenAI…")));
        QTest::keyClick(QApplication::focusWidget() == nullptr ? form : QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(f.card(0).findChild<Form*>() == form);
        f.state.modelsHang = false;
    }

    void servers_of_this_computer_are_looked_for_only_when_asked_and_added()
    {
        Fixture f;
        f.state.localServers = { { 11434, "Ollama", fail("upstream_connect") },
            { 1234, "LM Studio", std::vector<OfferedModel> { { "llama3.1", 0 } } },
            { 8000, "vLLM", fail("upstream_auth") } };
        const std::size_t before = f.state.config->providers.size();
        QVERIFY(!isSaid(*f.page, QStringLiteral("127.0.0.1:1234")));
        QVERIFY(press(*f.page, QStringLiteral("Find local servers")));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("1 server answered with a list of models."))
            || isSaid(*f.page, QStringLiteral("server(s) answered with a list of models.")));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("nobody listens")));
        QVERIFY(isSaid(*f.page, QStringLiteral("lists no models")));
        const bool there = f.state.config->findProvider("lmstudio") != nullptr;
        if (!there) {
            QVERIFY(press(*f.page, QStringLiteral("Add the server at 127.0.0.1:1234 as a provider")));
            QVERIFY(f.state.config->findProvider("lmstudio") != nullptr);
            f.notices.back().action();
            QCOMPARE(f.state.config->providers.size(), before);
        }
        QCOMPARE(unnamedControls(*f.page), QString());
    }

    void what_is_wrong_is_marked_while_it_is_typed()
    {
        Fixture f;
        QVERIFY(press(f.card(0), QStringLiteral("Edit %1").arg(f.first())));
        auto* form = f.card(0).findChild<Form*>();
        QLineEdit* longest = findLine(*form, QStringLiteral("Longest answer, tokens"));
        longest->setFocus();
        QTest::keyClicks(longest, QStringLiteral("many"));
        QTRY_VERIFY(longest->property("invalid").toBool());
        QVERIFY(!form->shownProblems().isEmpty());
        longest->selectAll();
        QTest::keyClicks(longest, QStringLiteral("1000"));
        QTRY_VERIFY(!longest->property("invalid").toBool());
        QVERIFY(form->shownProblems().isEmpty());
    }

    void what_a_model_can_take_is_said_by_hand()
    {
        Fixture f;
        QVERIFY(press(f.card(0), QStringLiteral("Edit %1").arg(f.first())));
        auto* form = f.card(0).findChild<Form*>();
        QVERIFY(press(*form, QStringLiteral("Say by hand what the model can take")));
        QLineEdit* context = findLine(*form, QStringLiteral("Context, tokens"));
        QVERIFY(context->isVisible() && context->placeholderText().startsWith(QStringLiteral("catalogue:")));
        QTest::keyClicks(context, QStringLiteral("64000"));
        QTest::keyClicks(
            findLine(*form, QStringLiteral("Parameters under other names")), QStringLiteral("seed = random_seed"));
        QTest::keyClicks(
            findLine(*form, QStringLiteral("Parameters that are left out")), QStringLiteral("logprobs, top_p"));
        QVERIFY(press(*form, QStringLiteral("Save")));
        const CapabilityProfile& profile = f.state.config->findTier("small")->chain.front()->profile;
        QCOMPARE(profile.context, std::int64_t(64'000));
        QCOMPARE(profile.refuses, (std::vector<std::string> { "logprobs", "top_p" }));
        QCOMPARE(profile.renames.size(), std::size_t(1));
        f.notices.back().action();
        QVERIFY(f.state.config->findTier("small")->chain.front()->profile.context != 64'000);
    }

    void the_forms_give_way_to_a_narrow_window_with_large_text()
    {
        Fixture f;
        f.theme.setTextScale(2);
        f.page->resize(1068, 700); // what a window of 1180 leaves to a page
        QVERIFY(press(f.card(0), QStringLiteral("Edit %1").arg(f.first())));
        QVERIFY(press(*f.card(0).findChild<Form*>(), QStringLiteral("Say by hand what the model can take")));
        QTest::qWait(50);
        const auto* area = f.page->findChild<QScrollArea*>();
        QVERIFY(area->verticalScrollBar()->maximum() > 0);
        QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
    }

    void a_row_is_dragged_to_another_place()
    {
        Fixture f;
        const auto former = f.chain("small");
        DeploymentRow* first = f.card(0).rows()[0];
        const QPoint from(6, first->height() / 2);
        const QPoint to(6, f.card(0).rows()[1]->geometry().bottom() - first->y());
        QTest::mousePress(first, Qt::LeftButton, {}, from);
        for (const QPoint& at : { from + QPoint(0, 20), to }) {
            QMouseEvent move(
                QEvent::MouseMove, QPointF(at), first->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(first, &move);
        }
        QTest::mouseRelease(first, Qt::LeftButton, {}, to);
        QCOMPARE(f.chain("small"), (std::vector<std::string> { former[1], former[0] }));
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
