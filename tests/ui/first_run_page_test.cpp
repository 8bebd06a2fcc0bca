// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/embedded.h"
#include "tests/ui/accessible_walk.h"
#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/first_run/first_run_page.h"
#include "ui/first_run/model_step.h"
#include "ui/first_run/snippets.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>

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
    QTemporaryDir folder;
    QSettings settings { folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat };
    int samples = 0;
    std::unique_ptr<FirstRunPage> page;

    explicit Fixture(bool sandbox = true)
    {
        state.status.sandbox = sandbox;
        if (sandbox)
            engine.setSampleSender([this](int count) { samples += count; });
        engine.pull();
        page = std::make_unique<FirstRunPage>(engine, theme, settings);
        page->resize(1000, 900);
        page->show();
        page->shown();
    }
    QString program(int tab) const
    {
        return static_cast<QPlainTextEdit*>(page->snippetTabs()->widget(tab))->toPlainText();
    }
};

} // namespace

class FirstRunPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void simulated_requests_are_counted_once()
    {
        Fixture f;
        for (const LiveRange range : { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today, LiveRange::Days7 }) {
            const std::lock_guard lock(f.state.mutex);
            LiveSnapshot& live = f.state.live[range];
            live.requestsToday = live.simulatedToday = 20;
            live.revision = 7;
        }
        f.engine.pull();
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("20 request")));
    }

    void the_address_and_the_programs_can_be_copied()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Copy the base URL")));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("http://127.0.0.1:8787/v1"));
        f.page->snippetTabs()->setCurrentIndex(2);
        QVERIFY(press(*f.page, QStringLiteral("Copy program")));
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(
            QStringLiteral("curl http://127.0.0.1:8787/v1/chat/completions")));
    }

    void a_new_key_is_put_into_the_programs_while_it_is_shown()
    {
        Fixture f;
        QVERIFY(f.program(0).contains(QStringLiteral("YOUR-SIGNALBOX-KEY")));
        QVERIFY(press(*f.page, QStringLiteral("Create key")));
        QLineEdit* name = findLine(*f.page, QStringLiteral("Name of the application"));
        QTest::keyClicks(name, QStringLiteral("editor"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(f.program(0).contains(QStringLiteral("sk-sb-")));
        QVERIFY(f.program(2).contains(QStringLiteral("Bearer sk-sb-")));
        QVERIFY(press(*f.page, QStringLiteral("I stored it")));
        QVERIFY(!f.program(0).contains(QStringLiteral("sk-sb-")));
    }

    void twenty_sample_requests_are_one_click()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Send 20 sample requests")));
        QCOMPARE(f.samples, 20);
    }

    void sample_requests_are_one_key_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Space") << int(Qt::Key_Space);
        QTest::newRow("Return") << int(Qt::Key_Return);
        QTest::newRow("Enter") << int(Qt::Key_Enter);
    }
    void sample_requests_are_one_key()
    {
        QFETCH(int, key);
        Fixture f;
        QTest::keyClick(findButton(*f.page, QStringLiteral("Send 20 sample requests")), Qt::Key(key));
        QCOMPARE(f.samples, 20);
    }

    void without_a_sandbox_nothing_is_offered_that_can_not_be_done()
    {
        Fixture f(false);
        QVERIFY(findButton(*f.page, QStringLiteral("Send 20 sample requests")) == nullptr);
    }

    void a_taken_port_is_said_here_as_well()
    {
        Fixture f;
        f.state.status.listenError = Error { "port_in_use", { { "port", "8787" } } };
        f.engine.setVisible(true);
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("Port 8787 is in use")));
    }

    void a_provider_is_added_where_its_key_is_wanted()
    {
        Fixture f;
        (void)f.engine.apply(std::string(embedded::sandbox_config));
        auto* choice = f.page->findChild<QComboBox*>();
        for (QComboBox* each : f.page->findChildren<QComboBox*>())
            choice = each->accessibleName() == QStringLiteral("Provider") ? each : choice;
        choice->setCurrentIndex(choice->findData(QStringLiteral("anthropic")));
        QVERIFY(press(*f.page, QStringLiteral("Add a key")));
        const auto config = f.engine.config();
        QVERIFY(std::ranges::any_of(config->providers, [](const auto& provider) {
            return provider->id == "anthropic" && provider->secretRef == "keychain:anthropic";
        }));
        QVERIFY(findLine(*f.page, QString()) != nullptr); // for the key, in place
        QVERIFY(isSaid(*f.page, QStringLiteral("keychain")));
    }

    void after_its_key_a_provider_gets_into_a_tier_and_is_asked_before_the_sandbox()
    {
        Fixture f;
        (void)f.engine.apply(std::string(embedded::sandbox_config));
        const std::string before = f.engine.config()->text;
        auto* step = f.page->findChild<ModelStep*>();
        QVERIFY(!step->isVisible()); // there is no key yet
        QVERIFY(press(*f.page, QStringLiteral("Add a key")));
        QVERIFY(f.proxy->setSecret("keychain:openai", "sk-a-key-of-the-test").has_value());
        f.engine.pull();
        QVERIFY(step->isVisible());
        QVERIFY(isSaid(*f.page, QStringLiteral("The key of OpenAI is there")));
        QCOMPARE(step->model()->text(), QStringLiteral("gpt-4o-mini")); // the first tier is the cheap one
        QVERIFY(isSaid(*step, QStringLiteral("per million")));
        Notice said;
        connect(f.page.get(), &Page::notice, f.page.get(), [&said](const Notice& notice) { said = notice; });
        QVERIFY(press(*f.page, QStringLiteral("Put it into the tier")));
        const Tier& small = f.engine.config()->tiers.front();
        QCOMPARE(QString::fromStdString(small.chain.front()->id), QStringLiteral("openai/gpt-4o-mini"));
        QVERIFY(small.chain.front()->price.has_value());
        QCOMPARE(small.chain.size(), std::size_t(2)); // the sandbox stands behind it
        QVERIFY(!step->isVisible());
        QVERIFY(isSaid(*f.page, QStringLiteral("a tier uses it")));
        QVERIFY(said.action);
        said.action();
        QVERIFY(!ModelStep::isUsed(*f.engine.config(), "openai"));
        QVERIFY(step->isVisible());
    }

    void containers_get_an_address_of_their_own_where_they_are_served()
    {
        Fixture f;
        QVERIFY(isSaid(*f.page, QStringLiteral("listens on this computer alone")));
        QVERIFY(findButton(*f.page, QStringLiteral("Copy the base URL for containers")) == nullptr);
        QSignalSpy navigated(f.page.get(), &Page::navigate);
        QVERIFY(press(*f.page, QStringLiteral("Settings for containers")));
        QCOMPARE(navigated.size(), 1);
        f.state.status.outerUrl = "http://host.docker.internal:8787/v1";
        f.engine.pull();
        QVERIFY(isSaid(*f.page, QStringLiteral("--add-host=host.docker.internal")));
        QVERIFY(press(*f.page, QStringLiteral("Copy the base URL for containers")));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("http://host.docker.internal:8787/v1"));
        f.state.status.outerError = Error { "outer_address_absent", { { "address", "172.17.0.1" } } };
        f.engine.pull();
        QVERIFY(isSaid(*f.page, QStringLiteral("172.17.0.1 is not an address of this computer now")));
    }

    void a_ceiling_of_a_day_is_set_by_a_slider()
    {
        Fixture f;
        (void)f.engine.apply(std::string(embedded::sandbox_config));
        auto* slider = f.page->findChild<QSlider*>();
        QTest::keyClick(slider, Qt::Key_Home);
        for (int press = 0; press < 4; ++press)
            QTest::keyClick(slider, Qt::Key_Right);
        QVERIFY(isSaid(*f.page, QStringLiteral("$5.00 a day")));
        QVERIFY(press(*f.page, QStringLiteral("Set the ceiling")));
        const auto config = f.engine.config();
        const auto day = std::ranges::find(config->ceilings, std::string("global"), &Ceiling::scope);
        QVERIFY(day != config->ceilings.end());
        QCOMPARE(day->limit.nano(), 5'000'000'000);
    }

    void a_light_turns_green_with_the_first_request_of_the_key()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Create key")));
        QLineEdit* name = findLine(*f.page, QStringLiteral("Name of the application"));
        QTest::keyClicks(name, QStringLiteral("editor"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("Waiting for the first request of “editor”")));
        {
            const std::lock_guard lock(f.state.mutex);
            for (const LiveRange range :
                { LiveRange::Minutes15, LiveRange::Hours2, LiveRange::Today, LiveRange::Days7 }) {
                LiveSnapshot& live = f.state.live[range];
                LiveRequest request;
                request.id = "req_1";
                request.client = "editor";
                request.at = std::numeric_limits<WallUs>::max() / 4;
                request.status = 200;
                live.latest.insert(live.latest.begin(), request);
                live.revision += 1;
            }
        }
        f.engine.pull();
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("“editor” is connected")));
    }

    void snippets_hold_the_address_and_the_key()
    {
        for (const SnippetLanguage language : kSnippetLanguages) {
            const QString text = snippet(language, QStringLiteral("http://127.0.0.1:9/v1"), QStringLiteral("sk-x"));
            QVERIFY(text.contains(QStringLiteral("http://127.0.0.1:9/v1")));
            QVERIFY(text.contains(QStringLiteral("sk-x")));
            QVERIFY(!text.contains(u'@'));
        }
    }

    void every_control_has_a_name_and_tab_comes_back()
    {
        Fixture f;
        f.page->activateWindow();
        findButton(*f.page, QStringLiteral("Copy the base URL"))->setFocus();
        QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
        QVERIFY(signalbox::testing::tabStops(*f.page) > 1);
    }
};

QTEST_MAIN(FirstRunPageTest)
#include "first_run_page_test.moc"
