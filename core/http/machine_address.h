// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace signalbox::http {

/// An IP address that this machine has now.
struct MachineAddress {
    std::string address;   ///< "172.17.0.1"
    std::string interface; ///< "docker0"
};

/// Those of interfaces that are up, but the loopback's and link-local ones, bridges of containers and virtual machines
/// first. Any thread; asks the kernel, microseconds.
[[nodiscard]] std::vector<MachineAddress> machineAddresses();

} // namespace signalbox::http
