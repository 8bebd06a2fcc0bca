// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evals/prompt_window.h"

namespace signalbox {

void PromptWindow::turn(bool on)
{
    m_on = on;
    if (on)
        return;
    const std::scoped_lock lock(m_mutex);
    m_order.clear();
    m_texts.clear();
    m_bytes = 0;
}

void PromptWindow::add(const std::string& requestId, std::string text)
{
    if (!m_on || text.size() > kMostBytes)
        return;
    auto kept = std::make_shared<const std::string>(std::move(text));
    const std::scoped_lock lock(m_mutex);
    if (!m_on) // turned off meanwhile
        return;
    m_bytes += kept->size();
    const auto [place, added] = m_texts.insert_or_assign(requestId, std::move(kept));
    if (added)
        m_order.push_back(place->first);
    shrink();
}

void PromptWindow::shrink()
{
    while (m_order.size() > kMost || m_bytes > kMostBytes) {
        const auto oldest = m_texts.find(m_order.front());
        m_bytes -= oldest->second->size();
        m_texts.erase(oldest);
        m_order.pop_front();
    }
}

std::shared_ptr<const std::string> PromptWindow::find(const std::string& requestId) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_texts.find(requestId);
    return found == m_texts.end() ? nullptr : found->second;
}

std::size_t PromptWindow::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_order.size();
}

std::size_t PromptWindow::bytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_bytes;
}

} // namespace signalbox
