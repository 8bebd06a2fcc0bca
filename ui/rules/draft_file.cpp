// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/draft_file.h"

#include "core/proxy/config.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

namespace signalbox::ui {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostBytes = 16 << 20;

} // namespace

DraftFile::DraftFile(std::string path)
    : m_path(std::move(path))
{
}

DraftFile::~DraftFile()
{
    m_worker.stop();
    write();
}

void DraftFile::keep(std::string text)
{
    if (m_path.empty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_waiting, std::move(text)))
            return; // a job that will see the newer text is on its way
    }
    m_worker.post([this] { write(); });
}

void DraftFile::forget()
{
    keep({});
}

void DraftFile::write()
{
    std::optional<std::string> text;
    {
        const std::lock_guard lock(m_mutex);
        text = std::exchange(m_waiting, std::nullopt);
    }
    if (!text)
        return;
    std::error_code ignored; // a draft that can't be kept must not disturb the writing of it
    if (text->empty()) {
        fs::remove(m_path, ignored);
        return;
    }
    const std::string temporary = m_path + ".new";
    {
        std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
        fs::permissions(temporary, fs::perms::owner_read | fs::perms::owner_write, ignored);
        file << *text;
        if (!file.flush())
            return;
    }
    fs::rename(temporary, m_path, ignored);
}

Result<std::optional<std::string>> DraftFile::read() const
{
    std::error_code ignored;
    if (m_path.empty() || !fs::exists(m_path, ignored))
        return std::optional<std::string>();
    if (fs::file_size(m_path, ignored) > kMostBytes)
        return fail("file_unreadable", { { "path", m_path } });
    auto text = readTextFile(m_path);
    if (!text)
        return tl::unexpected(text.error());
    return std::optional(std::move(*text));
}

void DraftFile::putAside() const
{
    std::error_code ignored;
    fs::rename(m_path, m_path + ".broken", ignored);
}

} // namespace signalbox::ui
