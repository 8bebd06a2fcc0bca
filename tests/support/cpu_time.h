// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>

namespace signalbox::test {

/// Processor time of this thread in microseconds: what a loop costs, whatever else the machine is doing.
[[nodiscard]] inline double cpuMicros()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/// Microseconds of processor time per round.
template <class Work> [[nodiscard]] double cpuMicrosPerRound(int rounds, Work&& work)
{
    const double begin = cpuMicros();
    for (int i = 0; i < rounds; ++i)
        work();
    return (cpuMicros() - begin) / rounds;
}

} // namespace signalbox::test
