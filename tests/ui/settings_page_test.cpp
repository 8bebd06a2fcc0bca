// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/accessible_walk.h"
#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/settings/autostart.h"
#include "ui/settings/file_card.h"
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
