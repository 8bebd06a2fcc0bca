// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attach/local_stream.h"

#include "core/keys/vault.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace signalbox::attach {

namespace {

using Clock = std::chrono::steady_clock;
using Deadline = std::optional<Clock::time_point>;

constexpr std::size_t kLengths = 8;
constexpr int kBacklog = 64;
constexpr int kConnectTries = 20;
constexpr std::chrono::milliseconds kConnectPause { 10 };
constexpr std::size_t kPiece = 1 << 20;
constexpr std::size_t kSecretRoom = 64;

int millisecondsTo(const Deadline& until)
{
    if (!until)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*until - Clock::now()).count();
    return left <= 0 ? 0 : static_cast<int>(std::min<std::int64_t>(left, 3'600'000));
}

/// Until the socket can be read or written.
Result<void> await(int fd, short event, const Deadline& until)
{
    pollfd wanted { fd, event, 0 };
    int ready = 0;
    do {
        ready = ::poll(&wanted, 1, millisecondsTo(until));
    } while (ready < 0 && errno == EINTR);
    if (ready == 0)
        return fail("attach_silent");
    return ready < 0 ? fail("attach_gone") : Result<void>();
}

std::uint32_t numberAt(const unsigned char* bytes)
{
    return std::uint32_t(bytes[0]) | std::uint32_t(bytes[1]) << 8 | std::uint32_t(bytes[2]) << 16
        | std::uint32_t(bytes[3]) << 24;
}

void putNumber(unsigned char* bytes, std::size_t number)
{
    for (unsigned i = 0; i < 4; ++i)
        bytes[i] = static_cast<unsigned char>(number >> (8 * i) & 0xFF);
}

/// nullopt: the path is longer than an address of that kind can be.
std::optional<sockaddr_un> addressOf(const std::string& path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path))
        return std::nullopt;
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

} // namespace

Frame::~Frame()
{
    wipe(secret);
}

Result<void> checkPeer(const std::optional<PeerUser>& peer, uid_t ourselves)
{
    return peer && peer->uid == ourselves ? Result<void>() : fail("attach_stranger");
}

// --- stream ----------------------------------------------------------------------------------------------------------

LocalStream::LocalStream(int fd)
    : m_fd(fd)
{
}

LocalStream::~LocalStream()
{
    ::close(m_fd);
}

Result<std::unique_ptr<LocalStream>> LocalStream::connect(const std::string& path)
{
    const auto address = addressOf(path);
    const int fd = address ? ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0) : -1;
    if (fd < 0)
        return fail("attach_gone");
    auto stream = std::make_unique<LocalStream>(fd);
    // A local socket connects at once, or its queue is full for a moment.
    for (int tries = 1; ::connect(fd, reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) != 0; ++tries) {
        if (errno != EAGAIN && errno != EINTR)
            return fail("attach_gone");
        if (tries == kConnectTries)
            return fail("attach_silent");
        std::this_thread::sleep_for(kConnectPause);
    }
    return checkPeer(stream->peer(), ::geteuid()).map([&] { return std::move(stream); });
}

std::optional<PeerUser> LocalStream::peer() const
{
    ucred credentials {};
    socklen_t size = sizeof(credentials);
    if (::getsockopt(m_fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0 || size != sizeof(credentials))
        return std::nullopt;
    return PeerUser { credentials.uid, credentials.pid };
}

Result<void> LocalStream::readAll(char* to, std::size_t size, Deadline until)
{
    while (size > 0) {
        const ssize_t got = ::recv(m_fd, to, size, 0);
        if (got > 0) {
            to += got;
            size -= static_cast<std::size_t>(got);
            continue;
        }
        if (got == 0 || (errno != EAGAIN && errno != EINTR))
            return fail("attach_gone");
        if (auto ready = await(m_fd, POLLIN, until); !ready)
            return ready;
    }
    return {};
}

Result<Frame> LocalStream::readBody(const unsigned char* lengths, std::size_t mostJson, Deadline until)
{
    const std::size_t json = numberAt(lengths);
    const std::size_t secret = numberAt(lengths + 4);
    if (json > mostJson || secret > kMostSecret)
        return fail("attach_syntax");
    Frame frame;
    // Room comes with what is really sent, not with what a length promises.
    while (frame.json.size() < json) {
        const std::size_t before = frame.json.size();
        frame.json.resize(std::min(json, before + kPiece));
        if (auto read = readAll(frame.json.data() + before, frame.json.size() - before, until); !read)
            return tl::unexpected(read.error());
    }
    frame.secret.reserve(kSecretRoom); // on the heap, so that a move leaves no copy behind
    frame.secret.resize(secret);
    if (auto read = readAll(frame.secret.data(), secret, until); !read)
        return tl::unexpected(read.error());
    return frame;
}

Result<Frame> LocalStream::read(std::size_t mostJson, Patience patience)
{
    const Deadline until = Clock::now() + patience;
    std::array<unsigned char, kLengths> lengths {};
    if (auto read = readAll(reinterpret_cast<char*>(lengths.data()), lengths.size(), until); !read)
        return tl::unexpected(read.error());
    return readBody(lengths.data(), mostJson, until);
}

Result<Frame> LocalStream::readNext(std::size_t mostJson, Patience patience)
{
    std::array<unsigned char, kLengths> lengths {};
    auto* to = reinterpret_cast<char*>(lengths.data());
    if (auto read = readAll(to, 1, std::nullopt); !read)
        return tl::unexpected(read.error());
    const Deadline until = Clock::now() + patience;
    if (auto read = readAll(to + 1, lengths.size() - 1, until); !read)
        return tl::unexpected(read.error());
    return readBody(lengths.data(), mostJson, until);
}

Result<void> LocalStream::writeAll(std::string_view bytes, Deadline until)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        if (errno != EAGAIN && errno != EINTR)
            return fail("attach_gone");
        if (auto ready = await(m_fd, POLLOUT, until); !ready)
            return ready;
    }
    return {};
}

Result<void> LocalStream::write(std::string_view json, std::string_view secret, Patience patience)
{
    if (json.size() > kMostJson || secret.size() > kMostSecret)
        return fail("attach_syntax");
    const Deadline until = Clock::now() + patience;
    std::array<unsigned char, kLengths> lengths {};
    putNumber(lengths.data(), json.size());
    putNumber(lengths.data() + 4, secret.size());
    return writeAll({ reinterpret_cast<const char*>(lengths.data()), lengths.size() }, until)
        .and_then([&] { return writeAll(json, until); })
        .and_then([&] { return writeAll(secret, until); });
}

void LocalStream::shut()
{
    ::shutdown(m_fd, SHUT_RDWR);
}

// --- listener --------------------------------------------------------------------------------------------------------

LocalListener::LocalListener(int fd, int wakeUp, std::string path)
    : m_fd(fd)
    , m_wakeUp(wakeUp)
    , m_path(std::move(path))
{
}

LocalListener::~LocalListener()
{
    ::unlink(m_path.c_str());
    ::close(m_fd);
    ::close(m_wakeUp);
}

Result<std::unique_ptr<LocalListener>> LocalListener::open(const std::string& path)
{
    const auto failed = [&path](int number) {
        return fail("attach_listen", { { "path", path }, { "errno", std::to_string(number) } });
    };
    const auto address = addressOf(path);
    if (!address)
        return failed(ENAMETOOLONG);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int wakeUp = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    std::unique_ptr<LocalListener> listener(new LocalListener(fd, wakeUp, path));
    if (fd < 0 || wakeUp < 0)
        return failed(errno);
    ::unlink(path.c_str());
    // The mode is set before anybody could connect: nobody can before listen().
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) != 0
        || ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(fd, kBacklog) != 0)
        return failed(errno);
    return listener;
}

std::unique_ptr<LocalStream> LocalListener::accept()
{
    while (true) {
        std::array<pollfd, 2> wanted { { { m_fd, POLLIN, 0 }, { m_wakeUp, POLLIN, 0 } } };
        if (::poll(wanted.data(), wanted.size(), -1) < 0 && errno != EINTR)
            return nullptr;
        if (wanted[1].revents != 0)
            return nullptr;
        const int fd = ::accept4(m_fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd >= 0)
            return std::make_unique<LocalStream>(fd);
        // Out of descriptors: a pause is better than a busy loop.
        if (errno == EMFILE || errno == ENFILE)
            ::poll(&wanted[1], 1, 100);
    }
}

void LocalListener::shut()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_wakeUp, &one, sizeof(one));
}

} // namespace signalbox::attach
