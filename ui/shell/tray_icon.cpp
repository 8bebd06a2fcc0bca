// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray_icon.h"

#include "ui/shell/error_text.h"

#include <QAction>
#include <QMenu>

#include <chrono>

namespace signalbox::ui {

namespace {

constexpr std::chrono::seconds kSlowly { 5 };

} // namespace

TrayIcon::TrayIcon(Engine& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_menu(std::make_unique<QMenu>())
{
    buildMenu();
    m_icon.setContextMenu(m_menu.get());
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT openWanted();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &TrayIcon::openWanted);
    connect(&m_engine, &Engine::pulled, this, [this] {
        m_pulled = true;
        refresh();
    });
    m_slow.setInterval(kSlowly);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        if (!std::exchange(m_pulled, false))
            m_engine.pull();
    });
    refresh();
}

TrayIcon::~TrayIcon() = default;

void TrayIcon::buildMenu()
{
    m_open = m_menu->addAction(QString());
    m_copy = m_menu->addAction(QString());
    m_menu->addSeparator();
    m_pauseMenu = m_menu->addMenu(QString());
    m_bypass = m_pauseMenu->addAction(QString());
    m_stopRouting = m_pauseMenu->addAction(QString());
    m_resume = m_pauseMenu->addAction(QString());
    m_stopAll = m_menu->addAction(QString());
    m_menu->addSeparator();
    m_quit = m_menu->addAction(QString());
    m_menu->setDefaultAction(m_open);
    connect(m_open, &QAction::triggered, this, &TrayIcon::openWanted);
    connect(m_copy, &QAction::triggered, this, &TrayIcon::copyWanted);
    connect(m_quit, &QAction::triggered, this, &TrayIcon::quitWanted);
    connect(m_bypass, &QAction::triggered, this, [this] { m_engine.setRouting(Routing::Bypass); });
    connect(m_stopRouting, &QAction::triggered, this, [this] { m_engine.setRouting(Routing::Stopped); });
    connect(m_resume, &QAction::triggered, this, [this] { m_engine.setRouting(Routing::Rules); });
    connect(m_stopAll, &QAction::triggered, this, &TrayIcon::toggleStop);
}

void TrayIcon::show()
{
    m_icon.show();
    m_slow.start();
}

bool TrayIcon::isThere() const
{
    return m_icon.isVisible() && QSystemTrayIcon::isSystemTrayAvailable();
}

void TrayIcon::say(const QString& title, const QString& text)
{
    if (isThere() && QSystemTrayIcon::supportsMessages())
        m_icon.showMessage(title, text, m_icon.icon());
}

void TrayIcon::refresh()
{
    updateTexts();
    TrayLook look = trayLook(m_engine);
    if (look == m_look && !m_icon.icon().isNull())
        return;
    const bool picture = look.sign != m_look.sign || qRound(look.share * 100) != qRound(m_look.share * 100);
    m_look = std::move(look);
    if (picture || m_icon.icon().isNull())
        m_icon.setIcon(trayPicture(m_look));
    m_icon.setToolTip(m_look.words);
}

void TrayIcon::updateTexts()
{
    m_open->setText(tr("&Open Signalbox"));
    m_copy->setText(tr("&Copy base URL"));
    const Routing routing = m_engine.status().routing;
    m_pauseMenu->setTitle(tr("&Pause routing"));
    m_stopRouting->setText(tr("&Stop: refuse new requests"));
    m_stopRouting->setEnabled(routing != Routing::Stopped);
    m_bypass->setText(tr("&Bypass rules"));
    m_bypass->setEnabled(routing != Routing::Bypass);
    m_resume->setText(tr("&Resume"));
    m_resume->setEnabled(routing != Routing::Rules);
    m_stopAll->setText(m_engine.stopped() ? tr("&Release the stop") : tr("Stop &everything at once"));
    m_quit->setText(tr("&Quit"));
}

void TrayIcon::toggleStop()
{
    const auto told = [this](const Result<bool>& done) {
        if (!done)
            say(tr("Nothing was stopped or released"), errorText(done.error()));
        m_engine.pull();
    };
    if (m_engine.stopped())
        m_engine.releaseAll(this, told);
    else
        m_engine.stopAll(tr("Stopped from the tray."), this, told);
}

} // namespace signalbox::ui
