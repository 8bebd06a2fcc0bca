// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into a program, it moves that program's wall clock by the nanoseconds in the file that CLOCK_SHIFT names
// (eight bytes, read anew each time). The monotonic clocks stay what they are, as where somebody sets a machine's
// clock.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <ctime>
#include <cstdint>
#include <cstdlib>

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

std::int64_t shift()
{
    static const volatile std::int64_t* const kShared = [] {
        const char* path = std::getenv("CLOCK_SHIFT");
        const int file = path ? ::open(path, O_RDONLY | O_CLOEXEC) : -1;
        if (file < 0)
            return static_cast<const std::int64_t*>(nullptr);
        void* mapped = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
        ::close(file);
        return mapped == MAP_FAILED ? nullptr : static_cast<const std::int64_t*>(mapped);
    }();
    return kShared ? *kShared : 0;
}

} // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* at) noexcept
{
    const long failed = ::syscall(SYS_clock_gettime, clock, at);
    if (failed == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        const std::int64_t nanoseconds = at->tv_sec * kSecond + at->tv_nsec + shift();
        at->tv_sec = nanoseconds / kSecond;
        at->tv_nsec = nanoseconds % kSecond;
    }
    return static_cast<int>(failed);
}

int gettimeofday(timeval* __restrict at, void*) noexcept
{
    timespec now {};
    const int failed = clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return failed;
}

time_t time(time_t* into) noexcept
{
    timespec now {};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (into)
        *into = now.tv_sec;
    return now.tv_sec;
}

} // extern "C"
