// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fake_proxy.h"
#include "ui/alerts/alerts_page.h"
#include "ui/budgets/budgets_page.h"
#include "ui/first_run/first_run_page.h"
#include "ui/keys/keys_page.h"
#include "ui/live/live_page.h"
#include "ui/prices/prices_page.h"
#include "ui/requests/requests_page.h"
#include "ui/rules/rules_page.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menus.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/tiers_page.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <set>

using namespace signalbox;
using namespace signalbox::ui;

namespace {

constexpr int kMostTurns = 12; ///< what a click opens is clicked in the next
constexpr const char* kConfig =
    R"({ "schema": 1, "listen": {"port": 8787}, "baseline_tier": "frontier", "providers": [)"
    R"({"id": "openai", "preset": "openai", "secret": "keychain:openai"},)"
    R"({"id": "spare", "base_url": "http://127.0.0.1:9/v1", "dialect": "openai", "auth": "none", "local": true}],)"
    R"("tiers": [{"id": "small", "chain": [{"provider": "openai", "model": "gpt-4o-mini"},)"
    R"({"provider": "openai", "model": "gpt-4.1-nano"}]},)"
    R"({"id": "spared", "chain": [{"provider": "openai", "model": "gpt-4.1-mini"}]},)"
    R"({"id": "frontier", "chain": [{"provider": "openai", "model": "gpt-4o"}]}],)"
    R"("rules": [{"id": "else", "name": "Everything else", "when": "always",)"
    R"("route": {"strategy": "direct", "tier": "small"}}],)"
    R"("ceilings": [{"id": "day", "scope": "global", "window": "day", "limit": "20.00", "at_limit": "block"}],)"
    R"("alerts": {"channels": [{"id": "ops", "kind": "webhook", "url": "https://example.com/hook",)"
    R"("from": "attention"}]} })";

class Desk {
public:
    enum class Writer { ThisProgram, NewerProgram };
    explicit Desk(Writer writer)
    {
        m_state.status.dataDir = m_dir.path().toStdString();
        ConfigRead read = readConfig(kConfig, PriceBook::builtIn());
        if (read.config == nullptr)
            qFatal("%s", read.problems.empty() ? "?" : read.problems.front().error.text().c_str());
        m_state.config = read.config;
        if (writer == Writer::NewerProgram)
            m_state.status.configProblems.push_back({ "/schema", 0, 0, { "config_newer", {} }, false });
        m_language.use(QStringLiteral("en"));
        addPages();
        window.restore();
        window.show();
        engine.setVisible(true);
        engine.pull();
        m_closer.setInterval(10);
        QObject::connect(&m_closer, &QTimer::timeout, &window, [] {
            if (QWidget* open = QApplication::activeModalWidget())
                open->close();
            else if (QWidget* popup = QApplication::activePopupWidget())
                popup->close();
        });
        m_closer.start();
    }
    [[nodiscard]] int applies() const { return m_state.applies; }

private:
    void addPages()
    {
        window.addPage(std::make_unique<LivePage>(engine, m_theme));
        window.addPage(std::make_unique<RequestsPage>(engine, m_theme, m_settings));
        window.addPage(std::make_unique<RulesPage>(engine, m_theme));
        window.addPage(std::make_unique<TiersPage>(engine, m_theme));
        window.addPage(std::make_unique<PricesPage>(engine, m_theme));
        window.addPage(std::make_unique<KeysPage>(engine, m_theme, m_settings));
        window.addPage(std::make_unique<BudgetsPage>(engine, m_theme));
        window.addPage(std::make_unique<AlertsPage>(engine, m_theme));
        window.addPage(std::make_unique<SettingsPage>(
            GeneralCard::Surroundings { engine, m_files, m_theme, m_language, m_settings, {}, true }));
        window.addPage(std::make_unique<FirstRunPage>(engine, m_theme, m_settings));
    }
    QTemporaryDir m_dir;
    std::unique_ptr<Proxy> m_proxy = fake::startProxy();
    fake::State& m_state = fake::stateOf(*m_proxy);
    Theme m_theme { *qApp };
    Language m_language;
    QSettings m_settings { m_dir.filePath(QStringLiteral("window.ini")), QSettings::IniFormat };
    QTimer m_closer; ///< of what asks back

public:
    Engine engine { *m_proxy };

private:
    DeskFiles m_files { *m_proxy, engine };

public:
    MainWindow window { engine, m_theme, m_language, m_settings };
};

QString nameOf(const QWidget& control)
{
    const auto* button = qobject_cast<const QAbstractButton*>(&control);
    return QString::fromLatin1(control.metaObject()->className()) + QLatin1Char(' ') + control.accessibleName()
        + QLatin1Char('|') + (button != nullptr ? button->text() : QString());
}

void wait()
{
    for (int turn = 0; turn < 4; ++turn)
        QCoreApplication::processEvents();
}

/// As a user would: a click, another choice, other words.
void use(QWidget& control)
{
    if (auto* button = qobject_cast<QAbstractButton*>(&control)) {
        button->click();
    } else if (auto* choice = qobject_cast<QComboBox*>(&control)) {
        choice->setFocus();
        QTest::keyClick(choice, choice->currentIndex() > 0 ? Qt::Key_Up : Qt::Key_Down);
    } else if (auto* number = qobject_cast<QAbstractSpinBox*>(&control)) {
        number->setFocus();
        number->stepUp();
        QTest::keyClick(number, Qt::Key_Return);
    } else if (auto* line = qobject_cast<QLineEdit*>(&control)) {
        line->setFocus();
        line->setText(line->text() == QStringLiteral("7") ? QStringLiteral("8") : QStringLiteral("7"));
        line->setModified(true);
        QTest::keyClick(line, Qt::Key_Return);
    }
    wait();
}

bool isUsable(const QWidget& control)
{
    const bool input = qobject_cast<const QAbstractButton*>(&control) != nullptr
        || qobject_cast<const QComboBox*>(&control) != nullptr
        || qobject_cast<const QAbstractSpinBox*>(&control) != nullptr
        || qobject_cast<const QLineEdit*>(&control) != nullptr;
    return input && control.isVisible() && control.isEnabled()
        && !control.objectName().startsWith(QLatin1String("qt_"));
}

/// Uses everything of the page that can be used, and what that opens, and its actions. Returns what led to an attempt
/// to write the configuration.
QStringList writers(Desk& desk, Page& page)
{
    QStringList found;
    std::set<QString> used;
    const auto note = [&](const QString& name, int before) {
        if (desk.applies() != before)
            found << page.id() + QStringLiteral(": ") + name;
    };
    desk.window.showPage(page.id());
    wait();
    for (QAction* action : page.menuActions()) {
        const int before = desk.applies();
        desk.window.showPage(page.id());
        action->trigger();
        wait();
        note(action->text(), before);
    }
    for (int turn = 0; turn < kMostTurns; ++turn) {
        desk.window.showPage(page.id());
        wait();
        QList<QPointer<QWidget>> controls;
        for (QWidget* control : page.findChildren<QWidget*>())
            controls.append(control);
        const std::size_t usedBefore = used.size();
        for (const QPointer<QWidget>& control : controls) {
            // Using one may take others away.
            if (control == nullptr || !isUsable(*control) || !used.insert(nameOf(*control)).second)
                continue;
            const QString name = nameOf(*control);
            const int before = desk.applies();
            use(*control);
            note(name, before);
        }
        if (used.size() == usedBefore)
            break;
    }
    return found;
}

} // namespace

/// A configuration that a newer program wrote is only looked at: nothing that can be used leads to writing it.
class ReadOnlyTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QStringLiteral("en_US")));
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }

    void nothing_that_can_be_used_leads_to_writing_a_newer_configuration()
    {
        Desk desk(Desk::Writer::NewerProgram);
        QStringList found;
        for (Page* page : desk.window.pages())
            found << writers(desk, *page);
        QCOMPARE(found, QStringList());
    }

    void what_is_disabled_says_why()
    {
        Desk desk(Desk::Writer::NewerProgram);
        int marked = 0;
        for (Page* page : desk.window.pages()) {
            desk.window.showPage(page->id());
            desk.engine.pull();
            wait();
            for (const QWidget* control : page->findChildren<QWidget*>()) {
                if (!isWriting(*control) || !control->isVisible())
                    continue;
                ++marked;
                QVERIFY2(!control->isEnabled(), qPrintable(page->id() + nameOf(*control)));
                QVERIFY2(control->toolTip().contains(QStringLiteral("read-only")), qPrintable(nameOf(*control)));
            }
            for (const QAction* action : page->menuActions())
                QVERIFY2(!isWriting(*action) || !action->isEnabled(), qPrintable(action->text()));
        }
        QVERIFY2(marked > 30, qPrintable(QString::number(marked)));
    }

    /// Else the first test would find nothing because it uses nothing.
    void where_the_configuration_may_be_written_every_page_that_edits_it_does()
    {
        Desk desk(Desk::Writer::ThisProgram);
        for (const char* id : { "tiers", "budgets", "alerts", "settings" })
            QVERIFY2(!writers(desk, *desk.window.page(QString::fromLatin1(id))).isEmpty(), id);
    }

    void the_gate_gives_back_what_the_page_wanted()
    {
        QWidget window;
        auto* gate = new WriteGate(window);
        auto* on = new QPushButton(&window);
        auto* off = new QPushButton(&window);
        on->setToolTip(QStringLiteral("its own"));
        off->setEnabled(false);
        setWriting(*on);
        setWriting(*off);
        window.show();
        gate->close(QStringLiteral("because"));
        QVERIFY(!on->isEnabled() && !off->isEnabled());
        QCOMPARE(on->toolTip(), QStringLiteral("because"));
        on->setEnabled(true); // a page that knows nothing of the gate
        on->setToolTip(QStringLiteral("its new one"));
        QVERIFY(!on->isEnabled());
        QCOMPARE(on->toolTip(), QStringLiteral("because"));
        gate->open();
        QVERIFY(on->isEnabled() && !off->isEnabled());
        QCOMPARE(on->toolTip(), QStringLiteral("its new one"));
    }
};

QTEST_MAIN(ReadOnlyTest)
#include "read_only_test.moc"
