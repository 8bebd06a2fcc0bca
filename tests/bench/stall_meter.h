// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <vector>

namespace signalbox::bench {

/// How late a tick of every five milliseconds comes: what keeps the event loop busy for longer makes the next one late.
/// (The loop's own signals don't tell: glib's says "awake" after it has handed out the events.)
class StallMeter : public QObject {
public:
    static constexpr int kTickMs = 5;
    StallMeter()
    {
        m_ticks.setTimerType(Qt::PreciseTimer);
        connect(&m_ticks, &QTimer::timeout, this, [this] { note(); });
    }
    /// Ticks from now on; a tick costs a thread some 50 us.
    void begin()
    {
        m_late.clear();
        m_sinceTick.start();
        m_ticks.start(kTickMs);
    }
    void end() { m_ticks.stop(); }
    [[nodiscard]] std::size_t ticks() const { return m_late.size(); }
    /// Lateness in milliseconds; share 1: the worst.
    [[nodiscard]] double at(double share)
    {
        std::ranges::sort(m_late);
        return m_late.empty() ? 0.0 : m_late[std::size_t(double(m_late.size() - 1) * share)];
    }

private:
    void note()
    {
        if (m_sinceTick.isValid())
            m_late.push_back(std::max(0.0, double(m_sinceTick.nsecsElapsed()) / 1e6 - kTickMs));
        m_sinceTick.start();
    }
    QTimer m_ticks;
    QElapsedTimer m_sinceTick;
    std::vector<double> m_late;
};

} // namespace signalbox::bench
