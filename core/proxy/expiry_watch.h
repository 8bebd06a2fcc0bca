// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/proxy/services.h"

#include <memory>

namespace signalbox {

/// Cuts what runs for virtual keys whose time is over, a quarter of a second after it at the latest. It looks at the
/// wall clock and the keys as they are now, so a clock that is set and a date that is changed count at once; asleep
/// while nothing runs for a key that ends. On the data-plane thread.
class ExpiryWatch {
public:
    explicit ExpiryWatch(Services& services);
    ~ExpiryWatch();
    /// A request of a key that ends has come, or the keys were changed.
    void wake();

private:
    enum class Ends { Never, Later, Now };
    void look();
    [[nodiscard]] Ends endOf(const Exchange& exchange) const;

    struct Timer;
    Services& m_services;
    std::unique_ptr<Timer> m_timer;
    bool m_awake = false;
};

} // namespace signalbox
