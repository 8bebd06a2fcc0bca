// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages.h"
#include "core/proxy/proxy.h"
#include "ui/bridge/desk_files.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"

#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace signalbox::test {

/// What a desk begins with: a day of invented traffic, or nothing but the sandbox, as on the first start.
enum class Filling { DemoData, Nothing };

/// The whole window over a real proxy, composed as the program does it, in a folder of its own. GUI thread.
class DemoDesk {
public:
    explicit DemoDesk(Filling filling);
    ~DemoDesk();

    /// The window as it was closed and opened again; references to the former one are dead.
    void reopen();
    [[nodiscard]] Proxy& proxy() { return *m_proxy; }
    [[nodiscard]] ui::Engine& engine() { return *m_engine; }
    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] ui::Theme& theme() { return *m_theme; }
    [[nodiscard]] ui::Language& language() { return m_language; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    void open();
    QTemporaryDir m_folder;
    QSettings m_settings;
    std::unique_ptr<Proxy> m_proxy;
    ui::Language m_language;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::Engine> m_engine;
    std::unique_ptr<ui::DeskFiles> m_files;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace signalbox::test
