// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/data_folder.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signalbox {

namespace {

tl::unexpected<Error> failByErrno(const std::string& path, int number)
{
    const char* code = number == ENOSPC || number == EDQUOT ? "storage_full" : "storage_io";
    return fail(code, { { "detail", path + ": " + std::strerror(number) } });
}

bool isOurs(const std::string& path)
{
    std::error_code ignored;
    return std::filesystem::is_empty(path, ignored) || std::filesystem::exists(path + "/ledger.db", ignored);
}

bool writeWhole(int file, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

std::string readPid(int file)
{
    std::array<char, 32> bytes {};
    const ssize_t size = ::pread(file, bytes.data(), bytes.size(), 0);
    std::string pid;
    for (ssize_t i = 0;
         i < size && bytes[static_cast<std::size_t>(i)] >= '0' && bytes[static_cast<std::size_t>(i)] <= '9'; ++i)
        pid += bytes[static_cast<std::size_t>(i)];
    return pid;
}

} // namespace

Result<void> makePrivateFolder(const std::string& path)
{
    const std::filesystem::path folder(path);
    std::error_code failed;
    if (folder.has_parent_path())
        std::filesystem::create_directories(folder.parent_path(), failed);
    if (failed)
        return failByErrno(path, failed.value());
    if (::mkdir(path.c_str(), 0700) == 0)
        return {};
    struct stat found { };
    if (errno != EEXIST)
        return failByErrno(path, errno);
    if (::stat(path.c_str(), &found) != 0)
        return failByErrno(path, errno);
    if (!S_ISDIR(found.st_mode))
        return failByErrno(path, ENOTDIR);
    const bool open = (found.st_mode & 077) != 0;
    const bool shared = (found.st_mode & S_ISVTX) != 0;
    if (open && !shared && found.st_uid == ::geteuid() && isOurs(path) && ::chmod(path.c_str(), 0700) != 0)
        return failByErrno(path, errno);
    return {};
}

Result<void> replaceFile(const std::string& path, std::string_view content)
{
    const std::string temporary = path + ".new";
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return failByErrno(temporary, errno);
    const bool written = ::fchmod(file, 0600) == 0 && writeWhole(file, content) && ::fsync(file) == 0;
    const int number = errno;
    ::close(file);
    if (!written || ::rename(temporary.c_str(), path.c_str()) != 0) {
        const int reason = written ? errno : number;
        ::unlink(temporary.c_str());
        return failByErrno(path, reason);
    }
    return {};
}

Result<FolderLock> FolderLock::take(const std::string& folder)
{
    const std::string path = folder + "/signalbox.lock";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return failByErrno(path, errno);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        const int number = errno;
        const std::string pid = readPid(file);
        ::close(file);
        if (number == EWOULDBLOCK)
            return fail("already_running", { { "pid", pid } });
        return failByErrno(path, number);
    }
    FolderLock lock(file);
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::fchmod(file, 0600) != 0 || ::ftruncate(file, 0) != 0 || !writeWhole(file, pid))
        return failByErrno(path, errno);
    return lock;
}

FolderLock::~FolderLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : m_file(std::exchange(other.m_file, -1))
{
}

} // namespace signalbox
