// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/demo_desk.h"

#include "app/demo.h"
#include "app/demo_prices.h"
#include "core/keys/vault.h"

#include <QApplication>
#include <QTest>

namespace signalbox::test {

namespace {

void makeDemoData(const Proxy::Options& options)
{
    if (const auto made = app::makeDemo(options.dataDir, options.configPath); !made)
        qFatal("no demo data: %s", made.error().text().c_str());
}

} // namespace

DemoDesk::DemoDesk(Filling filling)
    : m_settings(m_folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat)
{
    Proxy::Options options;
    options.dataDir = m_folder.filePath(QStringLiteral("data")).toStdString();
    options.configPath = m_folder.filePath(QStringLiteral("signalbox.json")).toStdString();
    options.port = std::uint16_t { 0 };
    options.sandbox = filling == Filling::Nothing;
    options.vault = std::make_shared<MemoryVault>();
    if (filling == Filling::DemoData)
        makeDemoData(options);
    m_proxy = std::move(Proxy::start(std::move(options)).value());
    if (filling == Filling::DemoData) {
        app::addDemoKeys(*m_proxy);
        app::addDemoAlerts(*m_proxy);
        app::addDemoPrices(*m_proxy);
    }
    m_settings.setValue(ui::kLanguageSetting, QStringLiteral("en"));
    m_theme = std::make_unique<ui::Theme>(*qApp);
    m_theme->setMode(ui::ThemeMode::Light);
    m_engine = std::make_unique<ui::Engine>(*m_proxy);
    m_files = std::make_unique<ui::DeskFiles>(*m_proxy, *m_engine);
    open();
    m_window->resize(1180, 760);
    m_window->show();
    (void)QTest::qWaitForWindowActive(m_window.get());
}

void DemoDesk::open()
{
    m_window = std::make_unique<ui::MainWindow>(*m_engine, *m_theme, m_language, m_settings);
    app::addPages(*m_window, { *m_engine, *m_files, *m_theme, m_language, m_settings, {}, true });
    m_window->restore();
}

void DemoDesk::reopen()
{
    m_window->close();
    m_window.reset();
    open();
    m_window->show();
    (void)QTest::qWaitForWindowActive(m_window.get());
}

DemoDesk::~DemoDesk()
{
    m_theme->setTextScale(1);
}

} // namespace signalbox::test
