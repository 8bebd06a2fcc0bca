// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/bridge/worker.h"

#include <mutex>
#include <optional>
#include <string>

namespace signalbox::ui {

/// Keeps a text in a file of the data folder while it is being written, so that it outlives a crash. Writing goes
/// through a temporary file on a thread of its own; of texts that come faster than they can be written only the newest
/// is. Only this user can read the file.
class DraftFile {
public:
    explicit DraftFile(std::string path); ///< "": keeps nothing
    ~DraftFile();                         ///< writes what is still waiting
    DraftFile(const DraftFile&) = delete;
    DraftFile& operator=(const DraftFile&) = delete;

    void keep(std::string text);
    void forget(); ///< the file goes away
    /// nullopt: there is none. Errors: file_unreadable.
    [[nodiscard]] Result<std::optional<std::string>> read() const;
    /// Puts a file nobody can use aside, as "<path>.broken".
    void putAside() const;
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    void write();
    std::string m_path;
    std::mutex m_mutex;
    std::optional<std::string> m_waiting; ///< "" takes the file away
    Worker m_worker;
};

} // namespace signalbox::ui
