// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace signalbox {

enum class BreakerState { Closed, Open, HalfOpen };
[[nodiscard]] std::string_view breakerStateName(BreakerState state); ///< "closed", "open", "half_open"

struct BreakerSettings {
    int failures = 5; ///< within the window: opens
    int windowMs = 30'000;
    int openMs = 15'000;  ///< then one probe at a time is let through
    int probeMs = 60'000; ///< a probe whose caller never reports is given up after this
};

/// Health of every deployment, by its id. Opens after `failures` counted failures within the window, or for the time
/// of a Retry-After (cool-down). Thread-safe: the data plane writes, the window reads.
class Breakers {
public:
    explicit Breakers(const Clock& clock, BreakerSettings settings = {});
    /// Whether a call may go out now. In half-open state true for one caller until it reports.
    [[nodiscard]] bool allow(const std::string& deployment);
    /// As allow(), without taking the probe: for decisions and `route`.
    [[nodiscard]] BreakerState state(const std::string& deployment) const;
    void success(const std::string& deployment);
    void failure(const std::string& deployment, const std::string& code);
    /// The caller of allow() ended without a verdict (cancelled, client error): gives the probe back.
    void neutral(const std::string& deployment);
    void coolDown(const std::string& deployment, std::chrono::milliseconds time, const std::string& code);
    /// The operator wants no call to it: open until reset(), whatever happens meanwhile.
    void trip(const std::string& deployment);
    void reset(const std::string& deployment);

    struct View {
        std::string deployment;
        BreakerState state = BreakerState::Closed;
        int failures = 0;
        std::string lastCode;
        std::int64_t opensAgainInMs = 0;
        bool byHand = false; ///< by trip(): it does not open again by itself
    };
    [[nodiscard]] std::vector<View> view() const;
    /// Those that are not closed, by deployment: usually none, and then it costs next to nothing.
    [[nodiscard]] std::vector<std::pair<std::string, BreakerState>> notClosed() const;

private:
    struct Entry {
        std::vector<Steady> failures;
        BreakerState state = BreakerState::Closed;
        Steady openUntil {};
        bool probing = false;
        Steady probeSince {};
        std::string lastCode;
        bool byHand = false;
    };
    void settle(Entry& entry) const;
    static void open(Entry& entry, Steady until);
    const Clock& m_clock;
    BreakerSettings m_settings;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, Entry> m_entries;
};

} // namespace signalbox
