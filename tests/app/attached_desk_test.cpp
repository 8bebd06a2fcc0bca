// SPDX-License-Identifier: GPL-3.0-or-later
// The window on a `signalbox serve` that hangs: the process is stopped, so it takes connections and never answers.
#include "app/pages.h"
#include "core/attach/remote_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/bridge/desk_files.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"
#include "ui/shell/waiting_panel.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>

using namespace signalbox;
using signalbox::testing::findButton;

namespace {

constexpr int kStallMs = 250; ///< what nobody takes for a window that hangs

/// The longest time in which the window did nothing.
class Pulse {
public:
    Pulse()
    {
        m_since.start();
        QObject::connect(
            &m_timer, &QTimer::timeout, &m_timer, [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_timer.start(10);
    }
    [[nodiscard]] qint64 longestMs() const { return std::max(m_longest, m_since.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

} // namespace

class AttachedDeskTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        const QString program = qEnvironmentVariable("SIGNALBOX");
        QVERIFY2(!program.isEmpty(), "SIGNALBOX: the program");
        m_folder = std::make_unique<QTemporaryDir>();
        const QString data = m_folder->filePath(QStringLiteral("data"));
        m_serve = std::make_unique<QProcess>();
        m_serve->start(program,
            { QStringLiteral("serve"), QStringLiteral("--sandbox"), QStringLiteral("--port"), QStringLiteral("0"),
                QStringLiteral("--data-dir"), data, QStringLiteral("--config"),
                m_folder->filePath(QStringLiteral("signalbox.json")) });
        QTRY_VERIFY_WITH_TIMEOUT(m_serve->canReadLine(), 20'000);
        auto remote = attach::RemoteProxy::attach(data.toStdString());
        QVERIFY2(remote.has_value(), remote ? "" : remote.error().text().c_str());
        m_remote = std::move(*remote);
        openWindow();
    }

    void cleanup()
    {
        ::kill(pid_t(m_serve->processId()), SIGCONT);
        closeWindow();
        m_remote.reset();
        m_serve->terminate();
        QVERIFY(m_serve->waitForFinished(10'000));
        m_folder.reset();
    }

    void a_change_is_waited_for_with_a_word_and_can_be_left()
    {
        const std::string other = m_engine->config()->text + " ";
        halt();
        const Pulse pulse;
        bool seen = false;
        QTimer::singleShot(1200, m_window.get(), [&] {
            QAbstractButton* leave = findButton(panel(), QStringLiteral("Do not wait"));
            seen = panel().isVisible() && leave != nullptr;
            if (seen)
                QTest::mouseClick(leave, Qt::LeftButton);
        });
        QElapsedTimer timer;
        timer.start();
        const ConfigRead read = m_engine->apply(other);
        QVERIFY(seen);
        QVERIFY2(timer.elapsed() < 1900, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(read.config == nullptr);
        QCOMPARE(QString::fromStdString(read.problems.front().error.code), QStringLiteral("attach_abandoned"));
        QVERIFY2(pulse.longestMs() < kStallMs, qPrintable(QString::number(pulse.longestMs())));
        QVERIFY(!panel().isVisible());
        qInfo("left after %lld ms, the window stood still for %lld ms at most", timer.elapsed(), pulse.longestMs());
        ::kill(pid_t(m_serve->processId()), SIGCONT);
        QTRY_VERIFY(!m_engine->isStale());
        QVERIFY(m_engine->apply(other).config != nullptr);
    }

    void a_port_that_is_asked_for_leaves_the_window_alive_until_nobody_answers()
    {
        halt();
        const Pulse pulse;
        const Result<void> listening = m_engine->retryListen(quint16(0));
        QVERIFY(!listening);
        QCOMPARE(QString::fromStdString(listening.error().code), QStringLiteral("attach_silent"));
        QVERIFY2(pulse.longestMs() < kStallMs, qPrintable(QString::number(pulse.longestMs())));
        QVERIFY(!panel().isVisible());
    }

    void the_window_closes_at_once_although_a_list_of_models_is_waited_for()
    {
        halt();
        m_engine->providers().fetchModels("sandbox", m_window.get(), [](const auto&) {});
        m_engine->stopAll(QStringLiteral("test"), m_window.get(), [](const auto&) {});
        QTest::qWait(200);
        QElapsedTimer timer;
        timer.start();
        closeWindow();
        m_remote.reset();
        qInfo("closed after %lld ms", timer.elapsed());
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    void openWindow()
    {
        m_settings =
            std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
        m_settings->setValue(ui::kLanguageSetting, QStringLiteral("en"));
        m_theme = std::make_unique<ui::Theme>(*qApp);
        m_engine = std::make_unique<ui::Engine>(*m_remote);
        m_files = std::make_unique<ui::DeskFiles>(*m_remote, *m_engine);
        m_window = std::make_unique<ui::MainWindow>(*m_engine, *m_theme, m_language, *m_settings);
        app::addPages(*m_window, { *m_engine, *m_files, *m_theme, m_language, *m_settings, {}, false });
        m_window->restore();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void closeWindow()
    {
        m_window.reset();
        m_files.reset();
        m_engine.reset();
        m_theme.reset();
        m_settings.reset(); // writes into the folder, which goes next
    }
    void halt()
    {
        QVERIFY(!m_engine->isStale());
        ::kill(pid_t(m_serve->processId()), SIGSTOP);
    }
    [[nodiscard]] ui::WaitingPanel& panel() { return *m_window->findChild<ui::WaitingPanel*>(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_serve;
    std::unique_ptr<attach::RemoteProxy> m_remote;
    std::unique_ptr<QSettings> m_settings;
    ui::Language m_language;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::Engine> m_engine;
    std::unique_ptr<ui::DeskFiles> m_files;
    std::unique_ptr<ui::MainWindow> m_window;
};

QTEST_MAIN(AttachedDeskTest)
#include "attached_desk_test.moc"
