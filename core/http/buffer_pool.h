// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace signalbox::http {

/// A block of bytes of which [begin, end) is in use.
struct Buffer {
    std::unique_ptr<char[]> block;
    std::size_t size = 0;
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] std::string_view used() const { return { block.get() + begin, end - begin }; }
    [[nodiscard]] char* space() const { return block.get() + end; }
    [[nodiscard]] std::size_t spaceSize() const { return size - end; }
    [[nodiscard]] bool isEmpty() const { return begin == end; }
};

/// Free lists of two sizes of blocks, so that a request allocates none and an idle stream holds none.
/// Data-plane thread only.
class BufferPool {
public:
    static constexpr std::size_t kSmall = 4 * 1024;

    explicit BufferPool(std::size_t largeSize)
        : m_largeSize(largeSize)
    {
    }

    [[nodiscard]] std::size_t largeSize() const { return m_largeSize; }
    [[nodiscard]] Buffer small() { return take(m_small, kSmall); }
    [[nodiscard]] Buffer large() { return take(m_large, m_largeSize); }

    /// Gives the block back and leaves the buffer without one.
    void give(Buffer& buffer)
    {
        if (!buffer.block)
            return;
        Free& list = buffer.size == kSmall ? m_small : m_large;
        if (list.size() < (buffer.size == kSmall ? kKeptSmall : kKeptLarge))
            list.push_back(std::move(buffer.block));
        buffer = Buffer();
    }

private:
    using Free = std::vector<std::unique_ptr<char[]>>;
    static constexpr std::size_t kKeptSmall = 256;
    static constexpr std::size_t kKeptLarge = 16;

    [[nodiscard]] static Buffer take(Free& list, std::size_t size)
    {
        Buffer buffer;
        buffer.size = size;
        if (list.empty()) {
            buffer.block.reset(new char[size]); // not zeroed
        } else {
            buffer.block = std::move(list.back());
            list.pop_back();
        }
        return buffer;
    }

    std::size_t m_largeSize;
    Free m_small;
    Free m_large;
};

} // namespace signalbox::http
