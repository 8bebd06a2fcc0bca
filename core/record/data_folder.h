// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace signalbox {

/// Makes the folder and its parents, 0700. A folder that is there already is made private where it is empty or ours
/// (it has a ledger), and left as it is otherwise. Errors: storage_io, storage_full (detail).
[[nodiscard]] Result<void> makePrivateFolder(const std::string& path);

/// Temp file + fsync + rename, 0600: the file has its old or its new content, whatever happens.
/// Errors: storage_io, storage_full (detail).
[[nodiscard]] Result<void> replaceFile(const std::string& path, std::string_view content);

/// One process per data folder: <folder>/signalbox.lock, held by flock, with the pid inside. The kernel lets go of it
/// when the process ends, however it ends, so there is no stale lock.
class FolderLock {
public:
    /// Errors: already_running (pid), storage_io, storage_full.
    [[nodiscard]] static Result<FolderLock> take(const std::string& folder);
    ~FolderLock();
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;

private:
    explicit FolderLock(int file)
        : m_file(file)
    {
    }
    int m_file = -1;
};

} // namespace signalbox
