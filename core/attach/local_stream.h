// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace signalbox::attach {

/// One message: a JSON text, and beside it a secret, which no parser ever sees and which is wiped when it goes.
struct Frame {
    std::string json;
    std::string secret {};
    Frame() = default;
    explicit Frame(std::string text)
        : json(std::move(text))
    {
    }
    Frame(Frame&& other) noexcept = default;
    Frame& operator=(Frame&& other) noexcept = default;
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;
    ~Frame();
};

inline constexpr std::size_t kMostJson = 32u << 20; ///< bytes: a whole price history is half of that
inline constexpr std::size_t kMostHello = 4096;     ///< before both know each other
inline constexpr std::size_t kMostSecret = 8192;

/// Who is on the other end, as the kernel says.
struct PeerUser {
    uid_t uid = 0;
    pid_t pid = 0;
};
/// Errors: attach_stranger: another user (or nobody known).
[[nodiscard]] Result<void> checkPeer(const std::optional<PeerUser>& peer, uid_t ourselves);

/// A connected local stream socket that carries frames: 4 bytes length of the JSON, 4 bytes length of the secret (both
/// little endian), then both. One thread reads or writes at a time; shut() may come from any.
class LocalStream {
public:
    using Patience = std::chrono::milliseconds;

    explicit LocalStream(int fd);
    ~LocalStream();
    LocalStream(const LocalStream&) = delete;
    LocalStream& operator=(const LocalStream&) = delete;

    /// Errors: attach_gone (nobody listens), attach_stranger.
    [[nodiscard]] static Result<std::unique_ptr<LocalStream>> connect(const std::string& path);

    [[nodiscard]] std::optional<PeerUser> peer() const;
    /// Errors: attach_gone, attach_silent (not whole in time), attach_syntax (longer than allowed).
    [[nodiscard]] Result<Frame> read(std::size_t mostJson, Patience patience);
    /// As read(), but waits for the first byte as long as it takes.
    [[nodiscard]] Result<Frame> readNext(std::size_t mostJson, Patience patience);
    /// The secret is sent from where it lies. Errors: attach_gone, attach_silent, attach_syntax (longer than allowed).
    [[nodiscard]] Result<void> write(std::string_view json, std::string_view secret, Patience patience);
    void shut(); ///< both directions: whoever reads or writes finds attach_gone

private:
    using Deadline = std::optional<std::chrono::steady_clock::time_point>;
    [[nodiscard]] Result<void> readAll(char* to, std::size_t size, Deadline until);
    [[nodiscard]] Result<void> writeAll(std::string_view bytes, Deadline until);
    [[nodiscard]] Result<Frame> readBody(const unsigned char* lengths, std::size_t mostJson, Deadline until);
    int m_fd;
};

/// The listening end at a path, 0600; takes the place of what lies there. Its owner holds the folder's lock.
class LocalListener {
public:
    /// Errors: attach_listen (path, errno).
    [[nodiscard]] static Result<std::unique_ptr<LocalListener>> open(const std::string& path);
    ~LocalListener(); ///< removes the path
    LocalListener(const LocalListener&) = delete;
    LocalListener& operator=(const LocalListener&) = delete;
    [[nodiscard]] std::unique_ptr<LocalStream> accept(); ///< waits; nullptr after shut()
    void shut();                                         ///< any thread

private:
    LocalListener(int fd, int wakeUp, std::string path);
    int m_fd;
    int m_wakeUp; ///< eventfd
    std::string m_path;
};

} // namespace signalbox::attach
