// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/running_proxy.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <string>

namespace signalbox::app {

/// Sends sample requests through the listener like any application would, one after another, with a virtual key of its
/// own that is revoked afterwards. Sandbox only: these calls cost nothing, so a manager that may re-send does no harm.
class SampleSender final : public QObject {
    Q_OBJECT

public:
    explicit SampleSender(RunningProxy& proxy);
    ~SampleSender() override;
    void send(int count);

private:
    void sendNext();
    void finish();
    RunningProxy& m_proxy;
    QNetworkAccessManager m_network;
    std::string m_keyId;
    std::string m_keyText;
    int m_left = 0;
    int m_sent = 0;
};

} // namespace signalbox::app
