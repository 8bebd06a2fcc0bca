// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include "app/channel_words.h"
#include "app/control.h"
#include "app/demo.h"
#include "app/demo_prices.h"
#include "app/desktop_notifier.h"
#include "app/instance.h"
#include "app/keychain_vault.h"
#include "app/pages.h"
#include "app/price_download.h"
#include "app/sample_sender.h"
#include "app/screenshots.h"
#include "app/signals.h"
#include "app/verbs.h"

#include "core/base/embedded.h"
#include "core/budget/backup.h"
#include "ui/bridge/desk_files.h"
#include "ui/settings/autostart.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/error_text.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"
#include "ui/shell/tray_icon.h"

#include <QApplication>
#include <QIcon>
#include <QMessageBox>
#include <QProcess>
#include <QSettings>
#include <QSystemTrayIcon>
#include <QTemporaryDir>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <system_error>

namespace signalbox::app {

namespace {

Proxy::Options proxyOptions(const Options& options, std::shared_ptr<Vault> vault)
{
    Proxy::Options out;
    out.dataDir = options.dataDir;
    out.configPath = options.configPath;
    out.port = options.port;
    out.sandbox = options.sandbox;
    out.vault = std::move(vault);
    out.alertWords = channelWords();
    return out;
}

/// Another desk or proxy holds the data folder: its window is raised, or the user is told.
int giveWayTo(const Options& options, const Error& error)
{
    if (error.code == "already_running") {
        if (const auto answer = askRunning(options.dataDir, { { "verb", "raise" } });
            answer && answer->value("ok", false)) {
            fmt::print(stderr, "signalbox: already running; its window is shown\n");
            return kFine;
        }
    }
    QMessageBox::critical(nullptr, QStringLiteral("Signalbox"), ui::errorText(error));
    return exitCodeOf(error);
}

/// What lives as long as the window does.
class Desk {
public:
    Desk(RunningProxy& proxy, QSettings& settings, QApplication& application, const QString& startCommand, bool tray)
        : m_theme(application, ui::Theme::Styling::Later)
        , m_engine(proxy)
        , m_files(proxy, m_engine)
        , m_window(m_engine, m_theme, m_language, settings)
    {
        m_language.use(settings.value(QStringLiteral("view/language"), QStringLiteral("system")).toString());
        // The installed service has no options, so it is the same desk only where this one has none.
        const bool standard = QApplication::arguments().size() == 1;
        addPages(m_window, { m_engine, m_files, m_theme, m_language, settings, startCommand, tray, standard });
    }

    ui::Language& language() { return m_language; }
    ui::Theme& theme() { return m_theme; }
    ui::Engine& engine() { return m_engine; }
    ui::MainWindow& window() { return m_window; }

private:
    ui::Language m_language;
    ui::Theme m_theme;
    ui::Engine m_engine;
    ui::DeskFiles m_files;
    ui::MainWindow m_window;
};

int runScreenshots(const Options& options, QApplication& application)
{
    QTemporaryDir folder;
    Options quiet = options;
    quiet.port = std::uint16_t { 0 };
    if (options.demo) {
        quiet.dataDir = folder.filePath(QStringLiteral("data")).toStdString();
        quiet.configPath = folder.filePath(QStringLiteral("signalbox.json")).toStdString();
        if (auto made = makeDemo(quiet.dataDir, quiet.configPath); !made) {
            return failWith(made.error());
        }
    }
    auto proxy = Proxy::start(proxyOptions(quiet, std::make_shared<MemoryVault>()));
    if (!proxy) {
        return failWith(proxy.error());
    }
    if (options.demo) {
        addDemoKeys(**proxy);
        addDemoAlerts(**proxy);
        addDemoPrices(**proxy);
    }
    QSettings settings(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    Desk desk(**proxy, settings, application, {}, true);
    if (options.demo)
        desk.window().setDataKind(ui::MainWindow::DataKind::Demo);
    const Subjects subjects = options.demo ? Subjects::PagesAndPosed : Subjects::Pages;
    return takeScreenshots(options.screenshots, subjects, desk.window(), desk.theme(), desk.language(), desk.engine());
}

/// How a later session starts the same desk, as an autostart file has it.
QString startCommand(const Options& options)
{
    QStringList arguments { QApplication::applicationFilePath(), QStringLiteral("--data-dir"),
        QString::fromStdString(options.dataDir), QStringLiteral("--config"),
        QString::fromStdString(options.configPath) };
    if (options.sandbox)
        arguments << QStringLiteral("--sandbox");
    return ui::execQuoted(arguments);
}

/// What the window leaves behind.
struct Ending {
    int code = 0;
    QString restoreFrom {};    ///< folder of a backup that shall take the place of what is there
    bool startAgain = false;   ///< the service that it was attached to has gone: with a proxy of its own
    bool startService = false; ///< which takes the place of the window's own proxy
};

int startAgain()
{
    const QStringList arguments = QApplication::arguments();
    return QProcess::startDetached(QApplication::applicationFilePath(), arguments.mid(1)) ? 0 : kStorage;
}

/// The proxy has ended by now. Whatever comes of it, the program starts again with what is there then.
int restoreAndStartAgain(const Options& options, const QString& folder)
{
    const auto restore = [&](Overwrite overwrite) {
        return restoreBackup(folder.toStdString(), options.dataDir, options.configPath, overwrite, SystemClock().now());
    };
    Result<BackupSummary> done = restore(Overwrite::Refuse);
    if (!done && done.error().code == "restore_loses") {
        const auto answer = QMessageBox::question(nullptr, QStringLiteral("Signalbox"),
            QCoreApplication::translate("Restore",
                "%1\n\nRestore it all the same? What is there now is kept in the "
                "data folder.")
                .arg(ui::errorText(done.error())));
        if (answer == QMessageBox::Yes)
            done = restore(Overwrite::Replace);
    }
    if (!done && done.error().code != "restore_loses")
        QMessageBox::critical(nullptr, QStringLiteral("Signalbox"), ui::errorText(done.error()));
    return startAgain();
}

/// What somebody wants who is outside of the window: a second start, a signal, a notification.
void listenOutside(ui::MainWindow& window, const Signals& signals, const DesktopNotifier& notifier)
{
    QObject::connect(&notifier, &DesktopNotifier::openRequested, &window, &ui::MainWindow::showAlerts);
    QObject::connect(&notifier, &DesktopNotifier::beepWanted, &window, [] { QApplication::beep(); });
    QObject::connect(&signals, &Signals::stopRequested, &window, &ui::MainWindow::leave);
}

/// The ways to leave that end in a new start.
void listenForEndings(ui::MainWindow& window, Ending& ending, bool attached)
{
    QObject::connect(&window, &ui::MainWindow::startHereWanted, &window, [&window, &ending] {
        ending.startAgain = true;
        window.leave();
    });
    auto* page = qobject_cast<ui::SettingsPage*>(window.page(QStringLiteral("settings")));
    if (page == nullptr)
        return;
    QObject::connect(page, &ui::SettingsPage::startServiceWanted, &window, [&window, &ending] {
        ending.startService = true;
        window.leave();
    });
    QObject::connect(
        page, &ui::SettingsPage::restoreWanted, &window, [&window, &ending, attached](const QString& folder) {
            if (attached) {
                return window.showNotice(
                    { QCoreApplication::translate("Restore",
                          "The service holds the data folder, so nothing can be put in its place. Stop "
                          "the service and restore then."),
                        {}, {} });
            }
            ending.restoreFrom = folder;
            window.leave();
        });
}

/// The first start of all begins with the sandbox's configuration, as if the user had written it: there is something
/// to try without a key and without a network.
void prepareFirstStart(const Options& options)
{
    namespace fs = std::filesystem;
    const bool used = fs::exists(options.configPath) || fs::exists(fs::path(options.dataDir) / "ledger.db");
    if (options.configGiven || options.sandbox || used)
        return;
    std::error_code ignored; // where it can't be written, the program begins as without it
    fs::create_directories(fs::path(options.configPath).parent_path(), ignored);
    (void)saveTextFile(options.configPath, std::string(embedded::sandbox_config));
}

Ending runWindow(const Options& options, QApplication& application)
{
    if (WindowDoor::knock(options.dataDir)) {
        fmt::print(stderr, "signalbox: already running; its window is shown\n");
        return {};
    }
    prepareFirstStart(options);
    auto instance = Instance::find(proxyOptions(options, std::make_shared<KeychainVault>(options.dataDir)));
    if (!instance)
        return { giveWayTo(options, instance.error()) };
    RunningProxy& proxy = instance->proxy();
    Ending ending;
    QSettings settings;
    Desk desk(proxy, settings, application, startCommand(options), QSystemTrayIcon::isSystemTrayAvailable());
    ui::MainWindow& window = desk.window();
    std::unique_ptr<ControlServer> control;
    std::unique_ptr<WindowDoor> door;
    if (Proxy* own = instance->own()) {
        control = std::make_unique<ControlServer>(*own, options.dataDir);
        QObject::connect(control.get(), &ControlServer::raiseRequested, &window, &ui::MainWindow::present);
    } else {
        door = std::make_unique<WindowDoor>(options.dataDir);
        QObject::connect(door.get(), &WindowDoor::raiseRequested, &window, &ui::MainWindow::present);
    }
    const Signals signals;
    const DesktopNotifier notifier(desk.engine());
    SampleSender samples(proxy);
    if (proxy.status().sandbox)
        desk.engine().setSampleSender([&samples](int count) { samples.send(count); });
    desk.engine().setPriceDownloader(downloadPriceList);
    listenOutside(window, signals, notifier);
    listenForEndings(window, ending, instance->own() == nullptr);
    QObject::connect(&window, &ui::MainWindow::quitWanted, &application, &QApplication::quit);
    ui::TrayIcon tray(desk.engine());
    tray.show();
    window.setTray(&tray);
    window.restore();
    if (proxy.keys().empty())
        showFirstRun(window);
    window.show();
    ending.code = application.exec();
    if (Proxy* own = instance->own())
        own->stop(std::chrono::seconds(4));
    return ending;
}

} // namespace

int runDesk(const Options& options, int argc, char** argv)
{
    if (!options.screenshots.empty() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")
        && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("signalbox"));
    QApplication::setApplicationDisplayName(QStringLiteral("Signalbox"));
    QApplication::setOrganizationName(QStringLiteral("signalbox"));
    QApplication::setDesktopFileName(QStringLiteral("io.github.signalbox.Signalbox"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/io.github.signalbox.Signalbox.svg")));
    QApplication::setQuitOnLastWindowClosed(false);
    if (!options.screenshots.empty())
        return runScreenshots(options, application);
    const Ending ending = runWindow(options, application);
    // By now the window's own proxy has ended. systemctl waits until the service routes, or has failed.
    if (ending.startService)
        QProcess::execute(QStringLiteral("systemctl"),
            { QStringLiteral("--user"), QStringLiteral("start"), QStringLiteral("signalbox.service") });
    if (ending.startAgain || ending.startService)
        return startAgain();
    return ending.restoreFrom.isEmpty() ? ending.code : restoreAndStartAgain(options, ending.restoreFrom);
}

} // namespace signalbox::app
