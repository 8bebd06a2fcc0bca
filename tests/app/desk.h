// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxy.h"
#include "tests/app/http_client.h"
#include "tests/support/raw_upstream.h"
#include "ui/bridge/desk_files.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"

#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace signalbox::test {

/// An upstream that answers at once, the real proxy before it and the real window over both, in a folder of their own.
/// GUI thread.
class WholeDesk {
public:
    WholeDesk();

    [[nodiscard]] Proxy& proxy() { return *m_proxy; }
    [[nodiscard]] ui::Engine& engine() { return *m_engine; }
    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    template <class PageType> [[nodiscard]] PageType& page() { return *m_window->findChild<PageType*>(); }
    [[nodiscard]] const std::string& key() const { return m_key; }
    /// One request from this thread.
    [[nodiscard]] HttpClient::Answer send(const std::string& key);
    /// From the start of the proxy to the first painted frame.
    [[nodiscard]] qint64 startMs() const { return m_startMs; }

private:
    QTemporaryDir m_folder;
    RawUpstream m_upstream;
    QSettings m_settings;
    std::unique_ptr<Proxy> m_proxy;
    ui::Language m_language;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::Engine> m_engine;
    std::unique_ptr<ui::DeskFiles> m_files;
    std::unique_ptr<ui::MainWindow> m_window;
    std::string m_key;
    qint64 m_startMs = 0;
};

/// A request as an application sends it.
[[nodiscard]] std::string chatBody();

/// Clients on threads of their own, a request every five milliseconds each, from construction to finish().
class Load {
public:
    Load(std::uint16_t port, const std::string& key, int clients);
    ~Load();
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;
    [[nodiscard]] LoadReport finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace signalbox::test
