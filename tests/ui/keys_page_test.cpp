// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/embedded.h"
#include "tests/ui/accessible_walk.h"
#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/keys/keys_page.h"
#include "ui/keys/new_key_panel.h"
#include "ui/shell/language.h"
#include "ui/tiers/config_edit.h"

#include <QCheckBox>
#include <QDateTime>
#include <QLocale>
#include <QHeaderView>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;

namespace {

struct Fixture {
    QTemporaryDir dir;
    QSettings settings { dir.filePath(QStringLiteral("s.ini")), QSettings::IniFormat };
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    Theme theme { *qApp };
    Engine engine { *proxy };
    std::unique_ptr<KeysPage> page;
    std::vector<Notice> notices;

    Fixture()
    {
        (void)engine.apply(std::string(embedded::starter_config));
        page = std::make_unique<KeysPage>(engine, theme, settings);
        QObject::connect(
            page.get(), &Page::notice, page.get(), [this](const Notice& notice) { notices.push_back(notice); });
        page->resize(1000, 760);
        page->show();
        page->shown();
    }
    QTableView* table(const QString& name)
    {
        for (QTableView* each : page->findChildren<QTableView*>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    QString cell(const QString& name, int row, int column)
    {
        return table(name)->model()->index(row, column).data().toString();
    }
    /// Into the shown field with that name, in place of what is there.
    void type(const char* field, const QString& text)
    {
        QLineEdit* line = findLine(*page, QString::fromUtf8(field));
        QVERIFY2(line != nullptr, field);
        line->setText(text);
    }
    QString text(int column) { return cell(QStringLiteral("Provider keys"), 0, column); }
};

constexpr int kScope = 2;
constexpr int kRate = 4;
constexpr int kValid = 5;
constexpr QStringView kKey = u"sk-test-0123456789abcdef";

} // namespace

class KeysPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QStringLiteral("en_US"))); }

    void a_new_key_is_shown_once_and_keeps_the_window_open_until_it_is_stored()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Create key")));
        QLineEdit* name = findLine(*f.page, QStringLiteral("Name of the application"));
        QTest::keyClicks(name, QStringLiteral("editor"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(findLine(*f.page, QStringLiteral("New key")) != nullptr);
        const QString key = findLine(*f.page, QStringLiteral("New key"))->text();
        QVERIFY(key.startsWith(QStringLiteral("sk-sb-")));
        QVERIFY(!f.page->mayClose());
        QTest::keyClick(findLine(*f.page, QStringLiteral("New key")), Qt::Key_Escape);
        QVERIFY(!f.page->mayClose());
        QVERIFY(press(*f.page, QStringLiteral("I stored it")));
        QVERIFY(f.page->mayClose());
        QCOMPARE(f.page->findChild<NewKeyPanel*>()->keyText(), QString());
        QTRY_COMPARE(f.cell(QStringLiteral("Application keys"), 0, 0), QStringLiteral("editor"));
    }

    void no_language_cuts_words_in_columns()
    {
        Language language;
        language.use(QStringLiteral("en"));
        const auto back = qScopeGuard([&language] { language.use(QStringLiteral("en")); });
        Fixture f;
        f.page->resize(980, 700); // what the window has for a page as it opens the first time
        VirtualKey batch;
        batch.id = "vk_p9qz0002";
        batch.name = "night-batch";
        batch.lastFour = "p9qz";
        batch.terms.requestsPerMinute = 600;
        batch.terms.concurrency = 8;
        batch.terms.features = { "claims-triage" };
        batch.terms.expiresAt = QDateTime::currentMSecsSinceEpoch() * 1000 - 90'000'000'000;
        f.state.keys = { batch };
        Ledger::Standing budget;
        budget.ceiling.limit = budget.configured = Money::fromNano(5'000'000'000);
        budget.balance.scope = "key:" + batch.id;
        budget.balance.settled = Money::fromNano(5'000'000'000);
        f.state.standings = { budget };
        f.engine.pull();
        const QTableView* keys = f.page->findChild<QTableView*>(QStringLiteral("keys"));
        const auto cut = [keys] {
            QStringList titles;
            for (int column = 0; column < keys->model()->columnCount(); ++column) {
                const int needed = static_cast<const QAbstractItemView*>(keys)->sizeHintForColumn(column);
                if (keys->columnWidth(column) < needed)
                    titles << keys->model()->headerData(column, Qt::Horizontal).toString();
            }
            return titles.join(QStringLiteral(", "));
        };
        const auto widths = [keys]() -> QString {
            QStringList all;
            for (int column = 0; column < keys->model()->columnCount(); ++column)
                all << QString::number(keys->columnWidth(column));
            return all.join(u' ') + QStringLiteral(" in %1").arg(keys->viewport()->width());
        };
        for (const char* code : { "en", "de", "en", "de" }) {
            f.page->hide(); // another page is in front when the language is changed
            language.use(QString::fromLatin1(code));
            QTest::qWait(20);
            f.page->show();
            QTRY_COMPARE(cut(), QString());
            QTRY_VERIFY2(!keys->horizontalScrollBar()->isVisible(), qPrintable(widths()));
        }
        f.page->resize(700, 700); // no room for all: they scroll sideways
        QTRY_VERIFY(keys->horizontalScrollBar()->isVisible());
    }

    void a_key_without_a_name_is_not_made()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Create key")));
        QTest::keyClick(findLine(*f.page, QStringLiteral("Name of the application")), Qt::Key_Return);
        QVERIFY(isSaid(*f.page, QStringLiteral("Give the key a name")));
        QVERIFY(f.state.keys.empty());
    }

    void revoking_acts_at_once_and_can_be_taken_back()
    {
        Fixture f;
        (void)f.proxy->addKey("ci", std::nullopt);
        f.page->shown();
        QTableView* table = f.table(QStringLiteral("Application keys"));
        table->selectRow(0);
        // A shortcut needs the focus, and that an active window.
        f.page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(f.page.get()));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_VERIFY(f.cell(QStringLiteral("Application keys"), 0, kValid).startsWith(QStringLiteral("revoked")));
        QVERIFY(!findButton(*f.page, QStringLiteral("Revoke"))->isEnabled());
        QTRY_COMPARE(f.notices.size(), std::size_t(1));
        QVERIFY(f.notices[0].text.contains(QStringLiteral("“ci”")));
        QCOMPARE(f.notices[0].actionText, QStringLiteral("Undo"));
        f.notices[0].action();
        QTRY_COMPARE(f.cell(QStringLiteral("Application keys"), 0, kValid), QStringLiteral("✓ valid"));
        QVERIFY(!f.state.keys[0].revokedAt);
        QVERIFY(findButton(*f.page, QStringLiteral("Revoke"))->isEnabled());
    }

    void a_key_is_made_with_what_it_may_do()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Create key")));
        const std::string tier = f.engine.config()->tiers.front().id;
        f.type("Name of the application", QStringLiteral("intern"));
        f.type("Only these tiers", QString::fromStdString(tier));
        f.type("Only these features", QStringLiteral("chat, search"));
        f.type("Budget in dollars", QStringLiteral("5.00"));
        f.type("Requests per minute", QStringLiteral("60"));
        f.type("Requests at once", QStringLiteral("4"));
        f.type("Longest answer in tokens", QStringLiteral("500"));
        f.type("Valid until", QStringLiteral("2099-12-31"));
        QVERIFY(press(*f.page, QStringLiteral("Create the key")));
        QTRY_COMPARE(f.state.keys.size(), std::size_t(1));
        const VirtualKey key = f.state.keys[0];
        QCOMPARE(key.terms.tiers, std::vector<std::string> { tier });
        QCOMPARE(key.terms.features, (std::vector<std::string> { "chat", "search" }));
        QVERIFY(key.terms.requestsPerMinute == 60 && key.terms.concurrency == 4 && key.terms.maxTokens == 500);
        QVERIFY(key.terms.expiresAt.has_value());
        QTRY_VERIFY(std::ranges::any_of(f.state.config->ceilings, [&](const Ceiling& each) {
            return each.scope == "key:" + key.id && each.limit == Money::fromDollars("5.00").value();
        }));
        QCOMPARE(f.cell(QStringLiteral("Application keys"), 0, kScope),
            QString::fromStdString(tier) + QStringLiteral(" · for chat, search"));
        QCOMPARE(f.cell(QStringLiteral("Application keys"), 0, kRate), QStringLiteral("60/min · 4 at once"));
    }

    void what_makes_no_sense_is_said_at_its_field_and_nothing_is_made()
    {
        Fixture f;
        struct Case {
            const char* field;
            const char* text;
            const char* said;
        };
        for (const Case& wrong : { Case { "Only these tiers", "nosuch", "no tier named “nosuch”" },
                 Case { "Requests per minute", "many", "whole numbers" },
                 Case { "Requests at once", "0", "whole numbers" },
                 Case { "Longest answer in tokens", "-1", "whole numbers" },
                 Case { "Valid until", "2020-01-01", "A date to come" },
                 Case { "Valid until", "soon", "A date to come" },
                 Case { "Budget in dollars", "five", "An amount of dollars" } }) {
            f.page->open({ QStringLiteral("keys"), QStringLiteral("new"), {} });
            f.type("Name of the application", QStringLiteral("intern"));
            f.type(wrong.field, QString::fromUtf8(wrong.text));
            QVERIFY(press(*f.page, QStringLiteral("Create the key")));
            QVERIFY2(isSaid(*f.page, QString::fromUtf8(wrong.said)), wrong.text);
            QVERIFY(findLine(*f.page, QString::fromUtf8(wrong.field))->property("invalid").toBool());
        }
        QTest::qWait(50);
        QVERIFY(f.state.keys.empty());
    }

    void a_change_can_be_taken_back()
    {
        Fixture f;
        (void)f.proxy->addKey("ci", std::nullopt);
        f.page->shown();
        f.table(QStringLiteral("Application keys"))->selectRow(0);
        QVERIFY(press(*f.page, QStringLiteral("Edit")));
        f.type("Requests per minute", QStringLiteral("30"));
        f.type("Budget in dollars", QStringLiteral("2.50"));
        QVERIFY(press(*f.page, QStringLiteral("Save")));
        QTRY_VERIFY(f.state.keys[0].terms.requestsPerMinute == 30);
        QTRY_COMPARE(f.notices.size(), std::size_t(1));
        const std::string scope = "key:" + f.state.keys[0].id;
        const auto limited = [&] { return int(std::ranges::count(f.state.config->ceilings, scope, &Ceiling::scope)); };
        QCOMPARE(limited(), 1);
        f.notices[0].action();
        QTRY_VERIFY(!f.state.keys[0].terms.requestsPerMinute);
        QCOMPARE(limited(), 0);
    }

    void a_pasted_key_is_stored_without_its_line_end_and_never_shown()
    {
        Fixture f;
        QVERIFY(f.text(4).contains(QStringLiteral("no key yet")));
        QVERIFY(press(*f.page, QStringLiteral("Add key")));
        QLineEdit* line = findLine(*f.page, QStringLiteral("Key of OpenAI"));
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        line->setText(kKey.toString() + QStringLiteral(" \n"));
        QVERIFY(press(*f.page, QStringLiteral("Store key")));
        QTRY_COMPARE(f.state.secretsSet.size(), std::size_t(1));
        QTRY_VERIFY(f.text(4).contains(QStringLiteral("ready")));
        QCOMPARE(f.state.secretsSet[0].first, std::string("keychain:openai"));
        QCOMPARE(QString::fromStdString(f.state.secretsSet[0].second), kKey.toString());
        QCOMPARE(f.text(2), QStringLiteral("…cdef"));
        QVERIFY(line->text().isEmpty());
        for (const QLabel* label : f.page->findChildren<QLabel*>())
            QVERIFY(!label->text().contains(kKey));
        f.settings.sync();
        QFile file(f.settings.fileName());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray stored = file.readAll();
        QVERIFY(stored.contains("cdef"));
        QVERIFY(!stored.contains("0123456789"));
    }

    void a_key_with_a_space_is_refused_before_anything_is_stored()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Add key")));
        findLine(*f.page, QStringLiteral("Key of OpenAI"))->setText(QStringLiteral("sk two words"));
        QVERIFY(press(*f.page, QStringLiteral("Store key")));
        QVERIFY(isSaid(*f.page, QStringLiteral("visible characters only")));
        QVERIFY(f.state.secretsSet.empty());
    }

    void a_key_for_this_session_changes_the_reference_and_stays_in_memory()
    {
        Fixture f;
        QVERIFY(press(*f.page, QStringLiteral("Add key")));
        findLine(*f.page, QStringLiteral("Key of OpenAI"))->setText(kKey.toString());
        for (QCheckBox* box : f.page->findChildren<QCheckBox*>())
            box->setChecked(true);
        QVERIFY(press(*f.page, QStringLiteral("Store key")));
        QTRY_COMPARE(f.state.config->findProvider("openai")->secretRef, std::string("session:openai"));
        QCOMPARE(f.state.secretsSet[0].first, std::string("session:openai"));
        QTRY_COMPARE(f.text(3), QStringLiteral("this session only"));
        QVERIFY(!f.settings.contains(QStringLiteral("secrets/session:openai")));
    }

    void a_key_that_was_saved_once_is_called_locked_or_removed()
    {
        Fixture f;
        f.settings.setValue(QStringLiteral("secrets/keychain:openai"),
            QStringList { QStringLiteral("wxyz"), QStringLiteral("2026-11-20") });
        QTableView* table = f.table(QStringLiteral("Provider keys"));
        QVERIFY(table->model()->index(0, 4).data().toString().contains(QStringLiteral("locked, or key removed")));
        QCOMPARE(f.text(2), QStringLiteral("…wxyz"));
    }

    void removing_succeeds_only_as_the_engine_says()
    {
        Fixture f;
        f.settings.setValue(QStringLiteral("secrets/keychain:openai"),
            QStringList { QStringLiteral("wxyz"), QStringLiteral("2026-11-20") });
        f.page->shown();
        f.table(QStringLiteral("Provider keys"))->selectRow(0);
        QVERIFY(press(*f.page, QStringLiteral("Remove")));
        QVERIFY(press(*f.page, QStringLiteral("Remove key")));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("secret_missing")));
        QVERIFY(f.settings.contains(QStringLiteral("secrets/keychain:openai")));
        QVERIFY(f.notices.empty());
    }

    void a_second_key_makes_a_pool_and_each_key_has_its_row()
    {
        Fixture f;
        QVERIFY(!findButton(*f.page, QStringLiteral("Add another"))->isEnabled());
        (void)f.proxy->setSecret("keychain:openai", kKey.toString().toStdString());
        f.page->shown();
        QVERIFY(press(*f.page, QStringLiteral("Add another")));
        QVERIFY(isSaid(*f.page, QStringLiteral("Another key of OpenAI")));
        findLine(*f.page, QStringLiteral("Key of OpenAI"))->setText(QStringLiteral("sk-test-second-key-9999"));
        QVERIFY(press(*f.page, QStringLiteral("Store key")));
        QTRY_COMPARE(f.state.config->findProvider("openai")->secretRefs,
            (std::vector<std::string> { "keychain:openai", "keychain:openai-2" }));
        QTRY_COMPARE(f.cell(QStringLiteral("Provider keys"), 1, 1), QStringLiteral("keychain:openai-2"));
        QTRY_COMPARE(f.cell(QStringLiteral("Provider keys"), 1, 2), QStringLiteral("…9999"));
        QCOMPARE(f.cell(QStringLiteral("Provider keys"), 0, 2), QStringLiteral("…cdef"));
        QVERIFY(f.notices.back().action != nullptr);
    }

    void a_key_that_the_provider_refuses_or_limits_says_so()
    {
        Fixture f;
        (void)f.proxy->setSecret("keychain:openai", kKey.toString().toStdString());
        const WallUs now = QDateTime::currentMSecsSinceEpoch() * 1000;
        f.state.keyHealth = { { "keychain:openai", KeyState::Refused, "upstream_auth", 30'000, now, 3 } };
        f.page->shown();
        QVERIFY(f.text(4).contains(QStringLiteral("refused by the provider")));
        QVERIFY(f.text(5) != QStringLiteral("–"));
        QVERIFY(findButton(*f.page, QStringLiteral("Replace"))->isEnabled());
        f.state.keyHealth = { { "keychain:openai", KeyState::Cooling, "upstream_rate_limited", 30'000, now, 3 } };
        f.page->shown();
        QVERIFY2(f.text(4).contains(QStringLiteral("rests for 30")), qPrintable(f.text(4)));
        f.state.keyHealth = { { "keychain:openai", KeyState::Refused, "upstream_out_of_credit", 0, now, 3 } };
        f.page->shown();
        QVERIFY(f.text(4).contains(QStringLiteral("out of credit")));
    }

    void a_key_of_a_pool_is_removed_from_the_configuration_as_well()
    {
        Fixture f;
        auto edited =
            setProviderSecrets(f.state.config->text, "openai", { "keychain:openai", "env:OPENAI_B", "session:c" });
        QVERIFY(edited && f.engine.apply(*edited).config != nullptr);
        (void)f.proxy->setSecret("session:c", kKey.toString().toStdString());
        f.page->shown();
        QTableView* table = f.table(QStringLiteral("Provider keys"));
        table->selectRow(1);
        QVERIFY(press(*f.page, QStringLiteral("Remove")));
        QVERIFY(isSaid(*f.page, QStringLiteral("The environment variable stays as it is")));
        QVERIFY(press(*f.page, QStringLiteral("Remove key")));
        QTRY_COMPARE(f.state.config->findProvider("openai")->secretRefs,
            (std::vector<std::string> { "keychain:openai", "session:c" }));
        table->selectRow(1);
        QVERIFY(press(*f.page, QStringLiteral("Remove")));
        QVERIFY(press(*f.page, QStringLiteral("Remove key")));
        QTRY_COMPARE(
            f.state.config->findProvider("openai")->secretRefs, std::vector<std::string> { "keychain:openai" });
        QVERIFY(f.state.config->text.find("secrets") == std::string::npos);
    }

    void a_key_is_tested_after_its_cost_was_said()
    {
        Fixture f;
        QVERIFY(!findButton(*f.page, QStringLiteral("Test"))->isEnabled());
        (void)f.proxy->setSecret("keychain:openai", kKey.toString().toStdString());
        f.state.testReport.ok = true;
        f.page->shown();
        QVERIFY(press(*f.page, QStringLiteral("Test")));
        QVERIFY(isSaid(*f.page, QStringLiteral("It costs at most $0.000012")));
        QVERIFY(f.state.keysTested.empty());
        QVERIFY(press(*f.page, QStringLiteral("Send the test")));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("The provider takes this key")));
        QCOMPARE(f.state.keysTested, std::vector<std::string> { "keychain:openai" });
        f.state.testReport.ok = false;
        f.state.testReport.error = { "upstream_auth", {} };
        QVERIFY(press(*f.page, QStringLiteral("Send the test")));
        QTRY_VERIFY(isSaid(*f.page, QStringLiteral("upstream_auth")));
    }

    void a_link_to_a_provider_opens_its_key()
    {
        Fixture f;
        f.page->open({ QStringLiteral("keys"), QStringLiteral("anthropic"), {} });
        QVERIFY(findLine(*f.page, QStringLiteral("Key of Anthropic")) != nullptr);
    }

    void every_control_has_a_name()
    {
        Fixture f;
        (void)f.proxy->addKey("ci", std::nullopt);
        f.page->shown();
        QVERIFY(press(*f.page, QStringLiteral("Add key")));
        QVERIFY(press(*f.page, QStringLiteral("Create key")));
        QCOMPARE(signalbox::testing::unnamedControls(*f.page), QString());
    }
};

QTEST_MAIN(KeysPageTest)
#include "keys_page_test.moc"
