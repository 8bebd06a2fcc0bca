// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace signalbox {

namespace {

/// Far above the limit of a configuration, which is checked where it is read.
constexpr std::size_t kMaxFileBytes = 64 * 1024 * 1024;

class FileDescriptor {
public:
    explicit FileDescriptor(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    ~FileDescriptor() { (void)close(); }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    [[nodiscard]] int get() const { return m_descriptor; }
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] bool close()
    {
        const int descriptor = std::exchange(m_descriptor, -1);
        return descriptor < 0 || ::close(descriptor) == 0;
    }

private:
    int m_descriptor;
};

tl::unexpected<Error> failure(std::string code, const std::string& path, int error)
{
    return fail(std::move(code), { { "path", path }, { "errno", std::to_string(error) } });
}

std::string folderOf(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// The file itself where the path is a link, so that a rename does not replace the link.
std::string realPath(const std::string& path)
{
    char* resolved = ::realpath(path.c_str(), nullptr);
    if (!resolved)
        return path;
    std::string real(resolved);
    ::free(resolved); // NOLINT: allocated by realpath
    return real;
}

bool writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Makes a rename in this folder last.
bool syncFolder(const std::string& folder)
{
    const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return descriptor.isOpen() && ::fsync(descriptor.get()) == 0;
}

/// Writes beside the file, syncs, and renames: at every instant the path holds the old text or the new one, whole. The
/// name beside it is fixed, so that a crash leaves one stray file at most, which the next save replaces.
Result<void> replaceFile(const std::string& path, std::string_view text)
{
    const std::string beside = path + ".new";
    ::unlink(beside.c_str());
    FileDescriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return failure("file_unwritable", path, errno);
    const bool written = writeAll(file.get(), text) && ::fsync(file.get()) == 0 && file.close()
        && ::rename(beside.c_str(), path.c_str()) == 0;
    if (!written) {
        const int error = errno;
        ::unlink(beside.c_str());
        return failure("file_unwritable", path, error);
    }
    if (!syncFolder(folderOf(path)))
        return failure("file_unwritable", path, errno);
    return {};
}

} // namespace

Result<std::string> readTextFile(const std::string& path)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return failure("file_unreadable", path, errno);
    struct stat status { };
    if (::fstat(file.get(), &status) != 0)
        return failure("file_unreadable", path, errno);
    if (S_ISDIR(status.st_mode))
        return failure("file_unreadable", path, EISDIR);
    std::string text;
    std::array<char, 16384> piece {};
    for (;;) {
        const ssize_t got = ::read(file.get(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failure("file_unreadable", path, errno);
        if (got == 0)
            return text;
        text.append(piece.data(), static_cast<std::size_t>(got));
        if (text.size() > kMaxFileBytes)
            return failure("file_unreadable", path, EFBIG);
    }
}

Result<void> keepLastGood(const std::string& path, std::string_view text)
{
    return replaceFile(realPath(path) + ".last-good", text);
}

Result<void> saveTextFile(const std::string& path, std::string_view text)
{
    // The copy first: where it can't be written, the file itself is still what it was.
    if (auto kept = keepLastGood(path, text); !kept)
        return kept;
    return replaceFile(realPath(path), text);
}

} // namespace signalbox
