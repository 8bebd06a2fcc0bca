// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace signalbox::app {

/// SIGTERM and SIGINT as stopRequested, SIGHUP as reloadRequested, on the Qt thread. One instance per process.
class Signals final : public QObject {
    Q_OBJECT

public:
    Signals();
    ~Signals() override;

Q_SIGNALS:
    void stopRequested();
    void reloadRequested();

private:
    void read();
    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace signalbox::app
