// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace signalbox::http {

/// Bytes that hold a secret on their way to the kernel. Overwritten when they die, and never moved to other memory:
/// what is appended must fit into what was reserved.
class WipedBytes {
public:
    explicit WipedBytes(std::size_t reserved) { m_bytes.reserve(reserved); }
    ~WipedBytes() { wipe(); }
    WipedBytes(const WipedBytes&) = delete;
    WipedBytes& operator=(const WipedBytes&) = delete;

    [[nodiscard]] std::string& bytes() { return m_bytes; }
    [[nodiscard]] std::string_view view() const { return m_bytes; }
    void wipe() { explicit_bzero(m_bytes.data(), m_bytes.size()); }

private:
    std::string m_bytes;
};

} // namespace signalbox::http
