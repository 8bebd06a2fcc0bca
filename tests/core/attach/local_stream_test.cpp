// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attach/local_stream.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <thread>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace signalbox;
using namespace signalbox::attach;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kLong { 5000 };
constexpr milliseconds kShort { 30 };

/// A stream, and the bare other end of it.
struct Ends {
    Ends()
    {
        std::array<int, 2> fds {};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds.data()), 0);
        stream = std::make_unique<LocalStream>(fds[0]);
        other = fds[1];
    }
    ~Ends() { hangUp(); }
    void put(const std::string& bytes) const
    {
        EXPECT_EQ(::write(other, bytes.data(), bytes.size()), ssize_t(bytes.size()));
    }
    void hangUp()
    {
        if (other >= 0)
            ::close(std::exchange(other, -1));
    }
    std::unique_ptr<LocalStream> stream;
    int other = -1;
};

std::string lengths(std::uint32_t json, std::uint32_t secret)
{
    std::string bytes;
    for (const std::uint32_t number : { json, secret }) {
        for (unsigned i = 0; i < 4; ++i)
            bytes += static_cast<char>(number >> (8 * i) & 0xFF);
    }
    return bytes;
}

std::string codeOf(const Result<Frame>& frame)
{
    return frame ? "" : frame.error().code;
}

} // namespace

TEST(LocalStream, a_frame_arrives_with_its_secret_apart)
{
    const Ends ends;
    LocalStream reader(::dup(ends.other));
    ASSERT_TRUE(ends.stream->write(R"(["a"])", "sk-1", kLong));
    const auto frame = reader.read(100, kLong);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->json, R"(["a"])");
    EXPECT_EQ(frame->secret, "sk-1");
}

TEST(LocalStream, a_large_frame_passes_through_a_small_socket_buffer)
{
    const Ends ends;
    LocalStream reader(::dup(ends.other));
    const std::string large(3u << 20, 'x');
    std::thread writer([&] { EXPECT_TRUE(ends.stream->write(large, "", kLong)); });
    const auto frame = reader.read(kMostJson, kLong);
    writer.join();
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->json, large);
}

TEST(LocalStream, a_frame_that_ends_before_its_length_is_a_peer_that_has_gone)
{
    for (const std::string& bytes :
        { lengths(10, 0) + "abc", lengths(3, 2) + "abcd", std::string("\1\0\0", 3), std::string() }) {
        Ends ends;
        ends.put(bytes);
        ends.hangUp();
        EXPECT_EQ(codeOf(ends.stream->read(100, kLong)), "attach_gone");
    }
}

TEST(LocalStream, a_length_beyond_what_is_allowed_is_refused_before_anything_is_kept)
{
    for (const std::string& bytes : { lengths(UINT32_MAX, 0), lengths(101, 0), lengths(2, kMostSecret + 1) }) {
        const Ends ends;
        ends.put(bytes);
        EXPECT_EQ(codeOf(ends.stream->read(100, kLong)), "attach_syntax");
    }
    const Ends ends;
    EXPECT_EQ(ends.stream->write("[]", std::string(kMostSecret + 1, 'x'), kLong).error().code, "attach_syntax");
}

TEST(LocalStream, a_peer_that_stops_in_the_middle_is_not_waited_for)
{
    const Ends ends;
    ends.put(lengths(10, 0) + "abc");
    EXPECT_EQ(codeOf(ends.stream->read(100, kShort)), "attach_silent");
    const Ends next;
    next.put("\1");
    EXPECT_EQ(codeOf(next.stream->readNext(100, kShort)), "attach_silent") << "a frame has begun";
}

TEST(LocalStream, who_does_not_read_does_not_hold_up_the_writer)
{
    const Ends ends;
    const auto sent = ends.stream->write(std::string(4u << 20, 'x'), "", kShort);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().code, "attach_silent");
}

TEST(LocalStream, shutting_it_ends_whoever_waits)
{
    const Ends ends;
    std::thread closer([&] { ends.stream->shut(); });
    EXPECT_EQ(codeOf(ends.stream->readNext(100, kLong)), "attach_gone");
    closer.join();
}

TEST(LocalStream, only_the_same_user_may_talk)
{
    EXPECT_TRUE(checkPeer(PeerUser { 1000, 7 }, 1000));
    EXPECT_EQ(checkPeer(PeerUser { 1001, 7 }, 1000).error().code, "attach_stranger");
    EXPECT_EQ(checkPeer(PeerUser { 0, 7 }, 1000).error().code, "attach_stranger") << "root neither";
    EXPECT_EQ(checkPeer(std::nullopt, 1000).error().code, "attach_stranger") << "the kernel does not say";
    const Ends ends;
    ASSERT_TRUE(ends.stream->peer());
    EXPECT_EQ(ends.stream->peer()->uid, ::geteuid());
    EXPECT_EQ(ends.stream->peer()->pid, ::getpid());
}

TEST(LocalListener, its_socket_is_the_owners_alone_and_goes_with_it)
{
    const std::string folder = std::filesystem::temp_directory_path() / ("sb-listener-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::string path = folder + "/desk.sock";
    EXPECT_EQ(LocalStream::connect(path).error().code, "attach_gone");
    {
        auto listener = LocalListener::open(path);
        ASSERT_TRUE(listener);
        struct stat found { };
        ASSERT_EQ(::stat(path.c_str(), &found), 0);
        EXPECT_EQ(found.st_mode & 0777U, 0600U);
        ASSERT_TRUE(LocalStream::connect(path));
        EXPECT_NE((*listener)->accept(), nullptr);
        (*listener)->shut();
        EXPECT_EQ((*listener)->accept(), nullptr);
    }
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_EQ(LocalListener::open(folder + "/" + std::string(200, 'x')).error().code, "attach_listen");
    std::filesystem::remove_all(folder);
}
