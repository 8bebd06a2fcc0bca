// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/machine_address.h"
#include "tests/ui/accessible_walk.h"
#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/settings/autostart.h"
#include "ui/settings/file_card.h"
#include "ui/settings/redaction_card.h"
#include "ui/settings/safety_card.h"
#include "ui/settings/settings_edit.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/user_service.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLocale>
#include <QProgressBar>
#include <QScopeGuard>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace signalbox::ui;
using signalbox::testing::findButton;
using signalbox::testing::findLine;
using signalbox::testing::isSaid;
using signalbox::testing::press;
using signalbox::testing::tabStops;
using signalbox::testing::unnamedControls;

namespace {

struct SettingsDesk {
    QTemporaryDir dir;
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    Theme theme { *qApp };
    Language language;
    QSettings settings { dir.filePath(QStringLiteral("window.ini")), QSettings::IniFormat };
    std::unique_ptr<Engine> engine;
    std::unique_ptr<DeskFiles> files;
    std::unique_ptr<SettingsPage> page;
    std::vector<Notice> notices;

    SettingsDesk()
    {
        state.status.dataDir = dir.path().toStdString();
        state.status.configPath = dir.filePath(QStringLiteral("signalbox.json")).toStdString();
        write(state.config->text);
        engine = std::make_unique<Engine>(*proxy);
        files = std::make_unique<DeskFiles>(*proxy, *engine);
        language.use(QStringLiteral("en"));
        page = std::make_unique<SettingsPage>(GeneralCard::Surroundings {
            *engine, *files, theme, language, settings, QStringLiteral("\"/x/signalbox\""), true, true });
        QObject::connect(
            page.get(), &Page::notice, page.get(), [this](const Notice& notice) { notices.push_back(notice); });
        page->resize(980, 2400);
        page->show();
        page->shown();
    }
    void write(const std::string& text) const
    {
        QFile file(QString::fromStdString(state.status.configPath));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.data(), qint64(text.size()));
    }
    [[nodiscard]] QLineEdit* line(const QString& name) const { return findLine(*page, name); }
    void type(const QString& name, const QString& text) const
    {
        QLineEdit* edit = line(name);
        QVERIFY(edit != nullptr);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    [[nodiscard]] QComboBox* choice(const QString& name) const
    {
        for (QComboBox* box : page->findChildren<QComboBox*>()) {
            if (box->accessibleName() == name)
                return box;
        }
        return nullptr;
    }
    static void pick(QComboBox* box, const QVariant& value)
    {
        QVERIFY(box != nullptr);
        box->setCurrentIndex(box->findData(value));
        Q_EMIT box->activated(box->currentIndex());
    }
    [[nodiscard]] ConfigJson member(const MemberPath& path) const { return memberOf(state.config->text, path); }
};

} // namespace

class SettingsPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QStringLiteral("en_US")));
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
    }

    void containers_are_let_in_by_a_switch_with_an_address_and_names()
    {
        SettingsDesk desk;
        auto* on = qobject_cast<QCheckBox*>(
            findButton(*desk.page, QStringLiteral("Serve containers, virtual machines and WSL")));
        QVERIFY(on != nullptr && !on->isChecked());
        QVERIFY(isSaid(*desk.page, QStringLiteral("every request needs a key")));
        QVERIFY(desk.line(QStringLiteral("Names they ask for")) == nullptr); // nothing is asked while it is off
        const auto here = http::machineAddresses();
        if (here.empty())
            QSKIP("this machine has no address but the loopback's");
        on->click();
        QCOMPARE(desk.member({ "listen", "outer", "address" }), ConfigJson(here.front().address));
        QVERIFY(desk.member({ "listen", "outer", "hosts" }).size() >= 2);
        QVERIFY(on->isChecked());
        desk.type(QStringLiteral("Names they ask for"), QStringLiteral("*"));
        QVERIFY(isSaid(*desk.page, QStringLiteral("is not a host")));
        desk.type(QStringLiteral("Names they ask for"), QStringLiteral("box.test, other.test:99"));
        QTest::keyClick(desk.line(QStringLiteral("Names they ask for")), Qt::Key_Return);
        QCOMPARE(desk.member({ "listen", "outer", "hosts" }), ConfigJson::array({ "box.test", "other.test:99" }));
        desk.state.status.outerAddress = here.front().address + ":8787";
        desk.state.status.outerUrl = "http://box.test:8787/v1";
        desk.engine->pull();
        QVERIFY(isSaid(*desk.page, QStringLiteral("http://box.test:8787/v1")));
        desk.state.status.outerError =
            Error { "outer_port_in_use", { { "address", "172.17.0.1" }, { "port", "8787" } } };
        desk.engine->pull();
        QVERIFY(isSaid(*desk.page, QStringLiteral("Port 8787 of 172.17.0.1 is in use")));
        QVERIFY(isSaid(*desk.page, QStringLiteral("served as before")));
        on->click();
        QVERIFY(desk.member({ "listen", "outer" }).is_null());
        QVERIFY(desk.notices.back().action); // and back again
    }

    void a_setting_acts_at_once_and_can_be_undone()
    {
        SettingsDesk desk;
        desk.type(QStringLiteral("Requests, for days"), QStringLiteral("90"));
        QVERIFY(desk.member({ "log", "request_days" }).is_null());
        QTest::keyClick(desk.line(QStringLiteral("Requests, for days")), Qt::Key_Return);
        QVERIFY(desk.member({ "log", "request_days" }) == ConfigJson(90));
        QCOMPARE(desk.notices.back().text, QStringLiteral("Age of requests changed"));
        desk.notices.back().action();
        QVERIFY(desk.member({ "log" }).is_null());
    }

    void who_may_ask_is_a_choice_of_three_and_can_be_undone()
    {
        SettingsDesk desk;
        QComboBox* who = desk.choice(QStringLiteral("Who may ask"));
        QVERIFY(who != nullptr);
        QCOMPARE(who->currentIndex(), 0);
        SettingsDesk::pick(who, QStringLiteral("\"required\""));
        QVERIFY(desk.member({ "listen", "same_user_only" }) == ConfigJson("required"));
        QVERIFY(desk.state.config->sameUserProven);
        SettingsDesk::pick(who, QStringLiteral("false"));
        QVERIFY(desk.member({ "listen", "same_user_only" }) == ConfigJson(false));
        desk.notices.back().action();
        QVERIFY(desk.member({ "listen", "same_user_only" }) == ConfigJson("required"));
        QCOMPARE(who->currentIndex(), 1);
        SettingsDesk::pick(who, QString());
        QVERIFY(desk.member({ "listen", "same_user_only" }).is_null());
    }

    void what_is_wrong_is_marked_while_it_is_typed_and_changes_nothing()
    {
        SettingsDesk desk;
        const std::string before = desk.state.config->text;
        desk.type(QStringLiteral("Port"), QStringLiteral("87870"));
        QLineEdit* port = desk.line(QStringLiteral("Port"));
        QVERIFY(port->property("invalid").toBool());
        QVERIFY(!port->accessibleDescription().isEmpty());
        QTest::keyClick(port, Qt::Key_Return);
        QCOMPARE(desk.state.config->text, before);
        QCOMPARE(port->text(), QStringLiteral("87870"));
        QTest::keyClick(port, Qt::Key_Backspace);
        QVERIFY(!port->property("invalid").toBool());
        QTest::keyClick(port, Qt::Key_Escape);
        QCOMPARE(port->text(), QStringLiteral("8787"));
        desk.type(QStringLiteral("A day begins at"), QStringLiteral("25:00"));
        QVERIFY(desk.line(QStringLiteral("A day begins at"))->property("invalid").toBool());
    }

    void switches_and_choices_are_written_where_they_differ_from_the_default()
    {
        SettingsDesk desk;
        QVERIFY(press(*desk.page, QStringLiteral("Follow a model that the client names")));
        QVERIFY(desk.member({ "honour_named_models" }) == ConfigJson(true));
        QVERIFY(press(*desk.page, QStringLiteral("Follow a model that the client names")));
        QVERIFY(desk.member({ "honour_named_models" }).is_null());
        QVERIFY(press(*desk.page, QStringLiteral("The newest prompts, in memory only")));
        QVERIFY(!desk.state.config->keepPrompts);
        SettingsDesk::pick(desk.choice(QStringLiteral("Savings are compared with")), QStringLiteral("mid"));
        QCOMPARE(desk.state.config->baselineTier, std::string("mid"));
        SettingsDesk::pick(desk.choice(QStringLiteral("Time zone of a day")), QStringLiteral("Europe/Berlin"));
        QVERIFY(desk.member({ "day", "zone" }) == ConfigJson("Europe/Berlin"));
    }

    void looks_change_at_once_are_remembered_and_undone()
    {
        SettingsDesk desk;
        SettingsDesk::pick(desk.choice(QStringLiteral("Theme")), int(ThemeMode::Dark));
        QVERIFY(desk.theme.isDark());
        QCOMPARE(desk.settings.value(kThemeSetting).toInt(), int(ThemeMode::Dark));
        desk.notices.back().action();
        QVERIFY(!desk.theme.isDark());
        SettingsDesk::pick(desk.choice(QStringLiteral("Text size")), 150);
        QCOMPARE(desk.theme.textScale(), 1.5);
        desk.notices.back().action();
        SettingsDesk::pick(desk.choice(QStringLiteral("Language")), QStringLiteral("de"));
        QCOMPARE(desk.language.code(), QStringLiteral("de"));
        desk.language.use(QStringLiteral("en"));
        QVERIFY(press(*desk.page, QStringLiteral("Closing the window leaves it running in the tray")));
        QCOMPARE(desk.settings.value(kCloseToTray).toBool(), false);
    }

    void running_as_a_service_is_offered_where_systemd_and_its_unit_are()
    {
        QVERIFY(!isServiceOffered());
        QTemporaryDir home;
        const QString units = home.filePath(QStringLiteral("config/systemd/user"));
        QVERIFY(QDir().mkpath(units + QStringLiteral("/default.target.wants")));
        QVERIFY(QDir().mkpath(home.filePath(QStringLiteral("systemd"))));
        const auto put = [](const QString& path, const QByteArray& text) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        };
        put(home.filePath(QStringLiteral("systemd/private")), {});
        put(units + QStringLiteral("/signalbox.service"), {});
        // Does what systemd's own does to files, and can fail.
        put(home.filePath(QStringLiteral("systemctl")),
            "#!/bin/sh\nwants=\"$XDG_CONFIG_HOME/systemd/user/default.target.wants/$3\"\n"
            "[ -e \"$XDG_RUNTIME_DIR/fails\" ] && { echo no bus >&2; exit 1; }\n"
            "if [ \"$2\" = enable ]; then ln -s ../$3 \"$wants\"; else rm \"$wants\"; fi\n");
        const QByteArray path = qgetenv("PATH");
        const QByteArray config = qgetenv("XDG_CONFIG_HOME");
        const QByteArray runtime = qgetenv("XDG_RUNTIME_DIR");
        qputenv("PATH", home.path().toUtf8() + ":" + path);
        qputenv("XDG_CONFIG_HOME", home.filePath(QStringLiteral("config")).toUtf8());
        qputenv("XDG_RUNTIME_DIR", home.path().toUtf8());
        const auto restore = qScopeGuard([&] {
            qputenv("PATH", path);
            qputenv("XDG_CONFIG_HOME", config);
            qputenv("XDG_RUNTIME_DIR", runtime);
        });
        QVERIFY(isServiceOffered());
        SettingsDesk desk;
        const QString name = QStringLiteral("Run as a service, the window attaches");
        QSignalSpy wanted(desk.page.get(), &SettingsPage::startServiceWanted);
        const auto isIdle = [&] { return findButton(*desk.page, name) && findButton(*desk.page, name)->isEnabled(); };
        QVERIFY(press(*desk.page, name));
        QTRY_COMPARE(desk.notices.size(), std::size_t(1));
        QVERIFY(isServiceOn());
        desk.notices.back().action();
        QCOMPARE(wanted.count(), 1);
        QVERIFY(isIdle() && press(*desk.page, name));
        QTRY_VERIFY(!isServiceOn() && isIdle());
        put(home.filePath(QStringLiteral("fails")), {});
        QVERIFY(press(*desk.page, name));
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("no bus")));
        QVERIFY(!isServiceOn());
    }

    void starting_at_login_is_a_file_that_comes_and_goes()
    {
        SettingsDesk desk;
        QVERIFY(!startsAtLogin());
        QVERIFY(press(*desk.page, QStringLiteral("Start at login")));
        QVERIFY(startsAtLogin());
        QFile file(autostartPath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("Exec=\"/x/signalbox\"\n"));
        desk.notices.back().action();
        QVERIFY(!startsAtLogin());
        QCOMPARE(execQuoted({ QStringLiteral("/a b/%c"), QStringLiteral("x\"y") }),
            QStringLiteral("\"/a b/%%c\" \"x\\\\\"y\""));
    }

    void a_file_that_somebody_else_changed_is_taken_over_shown_and_taken_back()
    {
        SettingsDesk desk;
        const std::string before = desk.state.config->text;
        ConfigJson edited = ConfigJson::parse(before);
        edited["log"]["request_days"] = 90;
        edited["rules"][0]["on"] = false;
        desk.write(edited.dump(4));
        QTRY_VERIFY(desk.member({ "log", "request_days" }) == ConfigJson(90)); // seen by itself
        QVERIFY(isSaid(*desk.page, QStringLiteral("2 changes were taken over")));
        QString words;
        for (QTableView* table : desk.page->findChildren<QTableView*>()) {
            for (int row = 0; table->isVisibleTo(desk.page.get()) && row < table->model()->rowCount(); ++row) {
                for (int column = 0; column < table->model()->columnCount(); ++column)
                    words += table->model()->index(row, column).data().toString() + u'|';
            }
        }
        QVERIFY2(words.contains(QStringLiteral("log.request_days")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("High stakes go to the best")), qPrintable(words));
        QVERIFY(press(*desk.page, QStringLiteral("Take it back")));
        QCOMPARE(desk.state.config->text, before);
        QVERIFY(!isSaid(*desk.page, QStringLiteral("taken over")));
    }

    void news_of_the_file_lie_over_the_page_only_where_the_page_does_not_say_them()
    {
        SettingsDesk desk;
        ConfigJson edited = ConfigJson::parse(desk.state.config->text);
        edited["log"]["request_days"] = 90;
        desk.write(edited.dump(4));
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("1 change was taken over")));
        QVERIFY(desk.notices.empty());
        desk.page->hide();
        edited["log"]["request_days"] = 60;
        desk.write(edited.dump(4));
        QTRY_VERIFY(!desk.notices.empty());
        QVERIFY(desk.notices.back().text.contains(QStringLiteral("changed outside")));
    }

    void a_file_that_cannot_be_used_is_told_and_what_was_in_force_stays()
    {
        SettingsDesk desk;
        const std::string before = desk.state.config->text;
        desk.write("{ \"schema\": 1, ");
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("can't be used")));
        QCOMPARE(desk.state.config->text, before);
    }

    void diagnostics_and_set_up_are_written_without_a_secret()
    {
        SettingsDesk desk;
        QVERIFY(desk.proxy->setSecret("session:openai", "sk-test-0123456789abcdef").has_value());
        for (const auto what : { DeskFiles::Export::Setup, DeskFiles::Export::Diagnostics }) {
            const QString path = desk.dir.filePath(QStringLiteral("out.json"));
            QFile::remove(path);
            desk.page->safety().write(what, path);
            QTRY_VERIFY(QFile::exists(path));
            QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("Written: ")));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            QVERIFY(!QJsonDocument::fromJson(text).isNull());
            QVERIFY(!text.contains("0123456789abcdef"));
            QVERIFY(text.contains("\"configuration\""));
        }
        desk.page->safety().write(DeskFiles::Export::Setup, QStringLiteral("/no/such/folder/x.json"));
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("/no/such/folder")));
    }

    void compacting_the_log_shows_how_far_it_is_can_be_cancelled_and_says_what_it_won()
    {
        SettingsDesk desk;
        const QString name = QStringLiteral("Compact the log now");
        auto& now = desk.state.status.compaction;
        QVERIFY(findButton(*desk.page, QStringLiteral("Cancel compacting the log")) == nullptr);
        QVERIFY(press(*desk.page, name));
        QTRY_COMPARE(desk.state.compactionsAsked, 1);
        now = { LogCompaction::State::Running, 40, 0, 0, {} };
        desk.engine->pull();
        QVERIFY(!findButton(*desk.page, name)->isEnabled());
        QCOMPARE(desk.page->findChild<QProgressBar*>()->value(), 40);
        QVERIFY(press(*desk.page, QStringLiteral("Cancel compacting the log")));
        QCOMPARE(desk.state.compactionsCancelled, 1);
        now = { LogCompaction::State::Failed, 0, 0, 0, { "compaction_cancelled", {} } };
        desk.engine->pull();
        QVERIFY(isSaid(*desk.page, QStringLiteral("The log is as it was")));
        QVERIFY(press(*desk.page, name));
        QTRY_COMPARE(desk.state.compactionsAsked, 2);
        now = { LogCompaction::State::Running, 5, 0, 0, {} };
        desk.engine->pull();
        now = { LogCompaction::State::Done, 0, 5'000'000, 2'000'000, {} };
        desk.engine->pull();
        QVERIFY(isSaid(*desk.page, QStringLiteral("3.0 MB were given back")));
        QTRY_VERIFY(findButton(*desk.page, name)->isEnabled());
    }

    void a_disk_without_room_is_told_in_one_sentence()
    {
        SettingsDesk desk;
        desk.state.compactionBegins = fail("compaction_no_room", { { "needed", "812" }, { "free", "40" } });
        QVERIFY(press(*desk.page, QStringLiteral("Compact the log now")));
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("takes 812 MB of free disk, and 40 MB are free")));
        QVERIFY(findButton(*desk.page, QStringLiteral("Compact the log now"))->isEnabled());
    }

    void patterns_are_added_changed_and_removed_each_with_a_way_back()
    {
        SettingsDesk desk;
        QVERIFY(isSaid(*desk.page, QStringLiteral("Nothing is taken out")));
        QVERIFY(press(*desk.page, QStringLiteral("Add pattern…")));
        desk.type(QStringLiteral("Name"), QStringLiteral("Customers"));
        desk.type(QStringLiteral("Pattern"), QStringLiteral("cust-[0-9]+"));
        QTest::keyClick(desk.line(QStringLiteral("Pattern")), Qt::Key_Return);
        QVERIFY(desk.member({ "redact" })
            == ConfigJson::array({ { { "name", "Customers" }, { "pattern", "cust-[0-9]+" } } }));
        QCOMPARE(desk.state.config->redaction->applied("cust-12 is"), std::string("[redacted] is"));
        QVERIFY(desk.line(QStringLiteral("Pattern")) == nullptr);
        QVERIFY(isSaid(*desk.page, QStringLiteral("cust-[0-9]+ → [redacted]")));
        QVERIFY(press(*desk.page, QStringLiteral("Change the pattern “Customers”")));
        desk.line(QStringLiteral("Becomes"))->selectAll();
        QTest::keyClick(desk.line(QStringLiteral("Becomes")), Qt::Key_Delete);
        QVERIFY(press(*desk.page, QStringLiteral("Save")));
        QCOMPARE(desk.state.config->redaction->applied("cust-12 is"), std::string(" is"));
        QVERIFY(isSaid(*desk.page, QStringLiteral("cust-[0-9]+ → nothing")));
        QVERIFY(press(*desk.page, QStringLiteral("Remove the pattern “Customers”")));
        QVERIFY(desk.member({ "redact" }).is_null() && desk.state.config->redaction->empty());
        desk.notices.back().action();
        QCOMPARE(desk.state.config->redaction->applied("cust-12 is"), std::string(" is"));
        QVERIFY(findButton(*desk.page, QStringLiteral("Remove the pattern “Customers”")) != nullptr);
    }

    void a_pattern_that_can_not_be_is_marked_while_it_is_typed_and_never_applied_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("said");
        QTest::newRow("no RE2") << QStringLiteral("(?=a)b") << QStringLiteral("can't be taken (RE2)");
        QTest::newRow("open group") << QStringLiteral("cust-(") << QStringLiteral("missing )");
        QTest::newRow("fits nothing") << QStringLiteral("[0-9]*") << QStringLiteral("at least one character");
        QTest::newRow("empty") << QString() << QStringLiteral("at least one character");
    }

    void a_pattern_that_can_not_be_is_marked_while_it_is_typed_and_never_applied()
    {
        QFETCH(const QString, pattern);
        QFETCH(const QString, said);
        SettingsDesk desk;
        const std::string before = desk.state.config->text;
        desk.page->redaction().add();
        desk.type(QStringLiteral("Pattern"), pattern.isEmpty() ? QStringLiteral("x") : pattern);
        if (pattern.isEmpty())
            QTest::keyClick(desk.line(QStringLiteral("Pattern")), Qt::Key_Backspace);
        QTRY_VERIFY2(isSaid(*desk.page, said), qPrintable(said));
        QVERIFY(desk.line(QStringLiteral("Pattern"))->property("invalid").toBool());
        QTest::keyClick(desk.line(QStringLiteral("Pattern")), Qt::Key_Return);
        QCOMPARE(desk.state.config->text, before);
        QVERIFY(desk.line(QStringLiteral("Pattern")) != nullptr);
        QTest::keyClick(desk.line(QStringLiteral("Pattern")), Qt::Key_Escape);
        QVERIFY(desk.line(QStringLiteral("Pattern")) == nullptr);
    }

    void a_pattern_that_takes_everything_is_warned_of_while_it_is_typed()
    {
        for (const char* all : { ".+", ".", "(?s)^.+$", "\\PM+" })
            QVERIFY2(takesEverything({ {}, all }), all);
        for (const char* some : { "[0-9]+", "\\w+", "a*", "(", "" })
            QVERIFY2(!takesEverything({ {}, some }), some);
        SettingsDesk desk;
        desk.page->redaction().add();
        desk.type(QStringLiteral("Pattern"), QStringLiteral(".+"));
        QTRY_VERIFY(isSaid(*desk.page, QStringLiteral("Nothing would be left")));
        QTest::keyClicks(desk.line(QStringLiteral("Pattern")), QStringLiteral("@x"));
        QTRY_VERIFY(!isSaid(*desk.page, QStringLiteral("Nothing would be left")));
    }

    void patterns_are_tried_on_a_text_before_they_are_in_force()
    {
        SettingsDesk desk;
        const QString sample = QStringLiteral("Text to try the patterns on");
        desk.type(sample, QStringLiteral("<b>cust-4711</b>"));
        QVERIFY(isSaid(*desk.page, QStringLiteral("Nothing in it is taken out")));
        desk.page->redaction().add();
        desk.type(QStringLiteral("Pattern"), QStringLiteral("cust-[0-9]+"));
        QVERIFY(isSaid(*desk.page, QStringLiteral("Becomes: <b>[redacted]</b>")));
        QVERIFY(desk.member({ "redact" }).is_null());
        desk.page->redaction().closeEditor();
        QVERIFY(isSaid(*desk.page, QStringLiteral("Nothing in it is taken out")));
        QVERIFY(desk.state.config->text.find("4711") == std::string::npos);
    }

    void of_two_equal_patterns_one_is_changed_and_what_is_gone_changes_nothing()
    {
        const RedactionEntry mail { "Mail", "a@b" };
        const std::string two = *addRedaction(*addRedaction("{}", mail), mail);
        const auto changed = editRedaction(two, mail, { "Mail", "c@d" });
        QVERIFY(changed.has_value());
        QVERIFY(readRedactions(*changed) == (std::vector<RedactionEntry> { { "Mail", "c@d" }, mail }));
        const auto gone = removeRedaction("{}", mail);
        QVERIFY(!gone && gone.error().code == "no_such_entry");
    }

    void every_control_has_a_name_and_tab_comes_back()
    {
        SettingsDesk desk;
        QCOMPARE(unnamedControls(*desk.page), QString());
        desk.line(QStringLiteral("Port"))->setFocus();
        QVERIFY(tabStops(*desk.page) > 15);
    }

private:
    QTemporaryDir m_home;
};

QTEST_MAIN(SettingsPageTest)
#include "settings_page_test.moc"
