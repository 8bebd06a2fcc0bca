// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxy.h"

#include <QObject>
#include <QPointer>

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QLocalServer;
class QThread;

namespace signalbox::app {

/// The private local socket <data-dir>/control.sock (0600): a verb beside a running instance hands its change over, and
/// a second desk raises the first one's window. One JSON object a line, one answer a line, then the socket closes.
class ControlServer final : public QObject {
    Q_OBJECT

public:
    /// Takes the place of a stale socket: the data folder's lock is already ours.
    ControlServer(Proxy& proxy, const std::string& dataDir, QObject* parent = nullptr);
    ~ControlServer() override;

Q_SIGNALS:
    void raiseRequested(); ///< another desk was started

private:
    void serve();
    [[nodiscard]] nlohmann::json answer(const nlohmann::json& request);
    Proxy& m_proxy;
    std::unique_ptr<QLocalServer> m_server;
    std::vector<QPointer<QThread>> m_workers;
};

/// Asks the running instance; nullopt where none answers. Blocking, up to 15 s (the keychain may ask the user).
[[nodiscard]] std::optional<nlohmann::json> askRunning(const std::string& dataDir, const nlohmann::json& request);

} // namespace signalbox::app
