// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attach/remote_proxy.h"
#include "core/proxy/proxy.h"

#include <QObject>

#include <memory>
#include <string>

class QLocalServer;

namespace signalbox::app {

/// The proxy that a window works on: one of its own, or that of a `signalbox serve` that holds the data folder.
class Instance {
public:
    /// Attaches where a serve answers, else starts the window's own. Errors: those of Proxy::start() (already_running:
    /// another window holds the folder), attach_version, attach_silent, attach_stranger.
    [[nodiscard]] static Result<Instance> find(Proxy::Options options);

    [[nodiscard]] RunningProxy& proxy();
    [[nodiscard]] Proxy* own() { return m_own.get(); } ///< nullptr: attached

private:
    std::unique_ptr<Proxy> m_own;
    std::unique_ptr<attach::RemoteProxy> m_other;
};

/// Beside an attached window: <data folder>/window.sock (0600), by which a second start finds it. A window with its own
/// proxy is found by its ControlServer.
class WindowDoor final : public QObject {
    Q_OBJECT

public:
    explicit WindowDoor(const std::string& dataDir, QObject* parent = nullptr);
    ~WindowDoor() override;
    /// Whether a window was there and shows itself now. Blocking, up to a second.
    [[nodiscard]] static bool knock(const std::string& dataDir);

Q_SIGNALS:
    void raiseRequested();

private:
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace signalbox::app
