// SPDX-License-Identifier: GPL-3.0-or-later
// bench_proxy CONFIG DATA_DIR [--no-ledger]: the whole data plane with the pulls of a visible window (four times a
// second), but without a window. --no-ledger is the only build that runs without one, to tell what it costs.
#include "core/proxy/proxy.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <thread>

int main(int argc, char** argv)
{
    using namespace signalbox;
    if (argc < 3)
        return 2;
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    Proxy::Options options;
    options.configPath = argv[1];
    options.dataDir = argv[2];
    options.port = std::uint16_t { 0 };
    options.ledgerOff = argc > 3 && std::strcmp(argv[3], "--no-ledger") == 0;
    std::filesystem::create_directories(argv[2]); // usually the ledger's business
    auto proxy = Proxy::start(std::move(options));
    if (!proxy) {
        std::fprintf(stderr, "bench_proxy: %s\n", proxy.error().text().c_str());
        return 1;
    }
    const auto key = (*proxy)->addKey("bench", std::nullopt);
    if (!key || !(*proxy)->status().listening)
        return 1;
    std::printf("{\"port\":%u,\"key\":\"%s\"}\n", (*proxy)->status().port, key->text.c_str());
    std::fflush(stdout);
    std::atomic<bool> ended { false };
    std::thread window([&] {
        while (!ended) {
            (void)(*proxy)->live(LiveRange::Hours2);
            (void)(*proxy)->status();
            (void)(*proxy)->balances();
            (void)(*proxy)->breakers();
            (void)(*proxy)->tiersToday();
            std::this_thread::sleep_for(std::chrono::milliseconds(250));
        }
    });
    int signal = 0;
    sigwait(&stop, &signal);
    ended = true;
    window.join();
    return 0;
}
