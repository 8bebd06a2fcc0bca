// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tiers/sandbox_provider.h"

#include <cstdint>
#include <memory>

namespace signalbox {

/// Speaks HTTP for the simulated provider, on a loopback port and a thread of its own, so that the proxy calls it like
/// any other upstream. Needs no key: it has nothing to protect.
class SandboxServer {
public:
    /// Port 0: any free one. Errors: as http::Listener::open.
    [[nodiscard]] static Result<std::unique_ptr<SandboxServer>> start(std::uint16_t port, SandboxScript script);
    ~SandboxServer();
    [[nodiscard]] std::uint16_t port() const;

private:
    struct Impl;
    explicit SandboxServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox
