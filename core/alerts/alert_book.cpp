// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alert_book.h"

#include <algorithm>

namespace signalbox {

namespace {

constexpr WallUs kMinute = 60'000'000;
constexpr WallUs kLongestSnooze = 24 * 60 * kMinute;

} // namespace

void AlertBook::restore(Kept kept)
{
    m_alerts.assign(kept.alerts.begin(), kept.alerts.end());
    m_marks = std::move(kept.marks);
    m_snoozes = std::move(kept.snoozes);
    for (const Alert& alert : m_alerts)
        m_lastId = std::max(m_lastId, alert.id);
}

Alert* AlertBook::foldable(const std::string& cause, WallUs now, const AlertSettings& settings)
{
    const WallUs span = settings.fold.count() * kMinute;
    for (Alert& alert : m_alerts) {
        if (causeOf(alert.event) != cause)
            continue;
        // Counted from the first: what goes on for hours is told again, not folded for ever. A clock that was set back
        // folds nothing.
        return now >= alert.at && now - alert.at < span ? &alert : nullptr;
    }
    return nullptr;
}

AlertBook::Verdict AlertBook::take(const AlertEvent& event, WallUs now, const AlertSettings& settings)
{
    const auto level = settings.levelOf(event.kind);
    const std::string mark = markOf(event);
    if (!level || (!mark.empty() && m_marks.contains(mark)))
        return {};
    if (!mark.empty())
        m_marks[mark] = now;
    const std::string cause = causeOf(event);
    const bool hushed = isSnoozed(snoozeKeyOf(event), now);
    if (Alert* former = foldable(cause, now, settings); former != nullptr && mark.empty()) {
        ++former->folded;
        former->lastAt = now;
        former->event = event;
        const bool told = !former->snoozed && !hushed;
        return { told ? Outcome::Folded : Outcome::Hushed, *former, mark };
    }
    Alert alert;
    alert.id = ++m_lastId;
    alert.at = alert.lastAt = now;
    alert.level = *level;
    alert.event = event;
    alert.snoozed = hushed;
    m_alerts.push_front(alert);
    if (m_alerts.size() > kKept)
        m_alerts.pop_back();
    return { hushed ? Outcome::Hushed : Outcome::Raised, alert, mark };
}

void AlertBook::snooze(const std::string& key, WallUs until)
{
    m_snoozes[key] = until;
}

void AlertBook::wake(const std::string& key)
{
    m_snoozes.erase(key);
}

bool AlertBook::isSnoozed(const std::string& key, WallUs now) const
{
    const auto holds = [&](const std::string& which) {
        const auto found = m_snoozes.find(which);
        // One that ends further away was made before the clock was set back: it must hush nothing for years.
        return found != m_snoozes.end() && now < found->second && found->second - now <= kLongestSnooze;
    };
    return holds(key) || holds("");
}

void AlertBook::markSeen()
{
    for (Alert& alert : m_alerts)
        alert.seen = true;
}

} // namespace signalbox
