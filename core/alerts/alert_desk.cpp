// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/alert_desk.h"

#include "core/alerts/alert_store.h"
#include "core/alerts/courier.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace signalbox {

namespace {

constexpr std::chrono::milliseconds kLookEvery { 500 };
constexpr std::size_t kInboxLimit = 10'000;

AlertText codesOf(const Alert& alert)
{
    const AlertEvent& event = alert.event;
    return { std::string(alertKindName(event.kind)) + " " + event.subject,
        event.limit.isZero() ? event.code : event.used.dollars() + " / " + event.limit.dollars() };
}

} // namespace

struct AlertDesk::Impl {
    Impl(Surroundings given, const Clock& theClock)
        : surroundings(std::move(given))
        , clock(theClock)
    {
        if (!surroundings.words)
            surroundings.words = codesOf;
        if (!surroundings.means.secret)
            surroundings.means.secret = [](const std::string&) { return std::shared_ptr<const Secret>(); };
        if (!surroundings.means.redacted)
            surroundings.means.redacted = [](std::string text) { return text; };
    }

    // Any thread.
    enum class Task { Event, Order };
    void post(std::function<void()> task, Task what = Task::Order);
    void noteOutcome(const Delivery& delivery, DeliveryQueue::End end, const Error& error);

    // The desk's thread.
    void run(const std::stop_token& stop);
    void open();
    void takeInbox();
    void look();
    void take(const AlertEvent& event);
    void tell(const AlertBook::Verdict& verdict, const AlertSettings& now);
    void employ();
    void hand(Delivery delivery);
    void publish();
    template <class Work> void keep(const Work& work);

    Surroundings surroundings;
    const Clock& clock;
    std::atomic<std::uint64_t> revision { 0 };

    std::mutex inboxMutex;
    std::condition_variable_any arrived;
    std::vector<std::function<void()>> inbox; // inboxMutex

    mutable std::mutex mutex; // the next six
    AlertSettings settings = AlertSettings::untold();
    DayRule day;
    std::vector<Alert> published;
    std::map<std::string, WallUs> publishedSnoozes;
    std::map<std::string, ChannelView> views;
    Error storeProblem;
    std::function<void(const AlertNews&)> callback;

    // The desk's thread.
    AlertBook book;
    ConditionWatch watch;
    std::unique_ptr<AlertStore> store;
    std::vector<Delivery> inherited;                          ///< of the last run, until the channels are known
    std::map<std::string, std::unique_ptr<Courier>> couriers; ///< employed and dismissed by the desk's thread
    std::jthread thread;                                      ///< last
};

void AlertDesk::Impl::post(std::function<void()> task, Task what)
{
    {
        const std::lock_guard lock(inboxMutex);
        // A storm: what is folded anyway. What somebody orders, and what became of a message, is none.
        if (what == Task::Event && inbox.size() >= kInboxLimit)
            return;
        inbox.push_back(std::move(task));
    }
    arrived.notify_one();
}

/// What fails to be kept is told all the same; the next start may tell it again.
template <class Work> void AlertDesk::Impl::keep(const Work& work)
{
    if (!store)
        return;
    Error problem;
    try {
        work(*store);
    } catch (const StorageError& error) {
        problem = error.error();
    }
    const std::lock_guard lock(mutex);
    storeProblem = std::move(problem);
}

void AlertDesk::Impl::open()
{
    if (surroundings.dir.empty())
        return;
    try {
        store = AlertStore::open(surroundings.dir);
        book.restore(store->load(clock.now()));
        inherited = store->deliveries();
    } catch (const StorageError& error) {
        const std::lock_guard lock(mutex);
        storeProblem = error.error();
    }
    publish();
}

void AlertDesk::Impl::run(const std::stop_token& stop)
{
    pthread_setname_np(pthread_self(), "alerts");
    open();
    auto lookAt = std::chrono::steady_clock::now();
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(inboxMutex);
            const auto something = [this] { return !inbox.empty(); };
            if (surroundings.conditions)
                arrived.wait_until(lock, stop, lookAt, something);
            else
                arrived.wait(lock, stop, something);
        }
        takeInbox();
        if (surroundings.conditions && std::chrono::steady_clock::now() >= lookAt) {
            look();
            lookAt = std::chrono::steady_clock::now() + kLookEvery;
        }
    }
    couriers.clear();
    takeInbox(); // what the couriers said at last
}

void AlertDesk::Impl::takeInbox()
{
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(inboxMutex);
        tasks.swap(inbox);
    }
    for (const auto& task : tasks)
        task();
}

void AlertDesk::Impl::look()
{
    AlertSettings now;
    {
        const std::lock_guard lock(mutex);
        now = settings;
    }
    for (const AlertEvent& event : watch.look(surroundings.conditions(), now))
        take(event);
}

void AlertDesk::Impl::take(const AlertEvent& event)
{
    AlertSettings now;
    {
        const std::lock_guard lock(mutex);
        now = settings;
    }
    const AlertBook::Verdict verdict = book.take(event, clock.now(), now);
    if (verdict.outcome != AlertBook::Outcome::Dropped)
        tell(verdict, now);
}

void AlertDesk::Impl::tell(const AlertBook::Verdict& verdict, const AlertSettings& now)
{
    using Outcome = AlertBook::Outcome;
    const Alert& alert = verdict.alert;
    std::vector<Delivery> deliveries;
    for (const auto& [id, courier] : couriers) {
        if (verdict.outcome == Outcome::Raised && courier->settings().wants(alert.event, alert.level))
            deliveries.push_back({ id, alert, 0, clock.now(), clock.now() });
        else if (verdict.outcome == Outcome::Folded)
            courier->refresh(alert);
    }
    // First durable, then told: a crash in between loses an alert rather than tells it twice; webhooks and mails are
    // sent by the next run.
    keep([&](AlertStore& kept) { kept.write(verdict, deliveries); });
    publish();
    if (verdict.outcome != Outcome::Hushed) {
        std::function<void(const AlertNews&)> told;
        {
            const std::lock_guard lock(mutex);
            told = callback;
        }
        const bool onDesktop = now.desktop && alert.level != AlertLevel::Info && alert.level >= *now.desktop;
        const auto what = verdict.outcome == Outcome::Raised ? AlertNews::What::Raised : AlertNews::What::Folded;
        if (told)
            told({ what, alert, onDesktop, now.sound && onDesktop });
    }
    for (Delivery& delivery : deliveries)
        hand(std::move(delivery));
}

void AlertDesk::Impl::hand(Delivery delivery)
{
    Courier& courier = *couriers.at(delivery.channel);
    {
        const std::lock_guard lock(mutex);
        ++views[delivery.channel].waiting;
    }
    courier.add(std::move(delivery));
}

void AlertDesk::Impl::noteOutcome(const Delivery& delivery, DeliveryQueue::End end, const Error& error)
{
    const bool sent = end == DeliveryQueue::End::Sent;
    {
        const std::lock_guard lock(mutex);
        ChannelView& view = views[delivery.channel];
        (sent ? view.sentAt : view.failedAt) = clock.now();
        view.problem = error;
        if (end != DeliveryQueue::End::WillRetry && view.waiting > 0)
            --view.waiting;
    }
    post([this, delivery, end] {
        keep([&](AlertStore& kept) {
            if (end == DeliveryQueue::End::WillRetry)
                kept.writeDelivery(delivery);
            else
                kept.removeDelivery(delivery);
        });
    });
}

/// A courier for each channel that is on; what waited with one whose settings changed waits with the new one.
void AlertDesk::Impl::employ()
{
    AlertSettings now;
    {
        const std::lock_guard lock(mutex);
        now = settings;
    }
    std::vector<Delivery> homeless = std::exchange(inherited, {});
    std::map<std::string, std::unique_ptr<Courier>> staff;
    for (auto& [id, courier] : couriers) {
        const auto same = std::find(now.channels.begin(), now.channels.end(), courier->settings());
        if (same != now.channels.end() && same->on) {
            staff[id] = std::move(courier);
            continue;
        }
        const auto waiting = courier->waiting();
        homeless.insert(homeless.end(), waiting.begin(), waiting.end());
        courier.reset();
        const std::lock_guard lock(mutex);
        views.erase(id);
    }
    couriers = std::move(staff);
    for (const ChannelSettings& channel : now.channels) {
        if (!channel.on || couriers.contains(channel.id))
            continue;
        Courier::Hooks hooks { surroundings.words,
            [this](const Delivery& delivery, DeliveryQueue::End end, const Error& error) {
                noteOutcome(delivery, end, error);
            } };
        couriers[channel.id] = std::make_unique<Courier>(channel, surroundings.makeChannel(channel, surroundings.means),
            surroundings.retry, clock, std::move(hooks));
    }
    for (Delivery& delivery : homeless) {
        if (couriers.contains(delivery.channel))
            hand(std::move(delivery));
        else
            keep([&](AlertStore& kept) { kept.removeDelivery(delivery); });
    }
}

void AlertDesk::Impl::publish()
{
    const std::lock_guard lock(mutex);
    published.assign(book.alerts().begin(), book.alerts().end());
    publishedSnoozes = book.snoozes();
    ++revision;
}

AlertDesk::AlertDesk(Surroundings surroundings, const Clock& clock)
    : m_impl(std::make_unique<Impl>(std::move(surroundings), clock))
{
}

AlertDesk::~AlertDesk()
{
    stop();
}

void AlertDesk::start()
{
    m_impl->thread = std::jthread([impl = m_impl.get()](const std::stop_token& stop) { impl->run(stop); });
}

void AlertDesk::stop()
{
    m_impl->thread.request_stop();
    if (m_impl->thread.joinable())
        m_impl->thread.join();
}

void AlertDesk::configure(AlertSettings settings, DayRule day)
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->settings = std::move(settings);
        m_impl->day = std::move(day);
    }
    m_impl->post([impl = m_impl.get()] { impl->employ(); });
}

void AlertDesk::raise(AlertEvent event)
{
    m_impl->post([impl = m_impl.get(), event = std::move(event)] { impl->take(event); }, Impl::Task::Event);
}

void AlertDesk::look(const RequestRecord& record)
{
    if (record.simulated)
        return;
    if (record.unpriced || record.errorCode == "unpriced") {
        AlertEvent event;
        event.kind = AlertKind::Unpriced;
        event.subject = record.model.empty() ? record.tierPlanned : record.provider + "/" + record.model;
        {
            const std::lock_guard lock(m_impl->mutex);
            event.window = m_impl->day.dayOf(m_impl->clock.now());
        }
        raise(std::move(event));
    }
    for (const AttemptRecord& attempt : record.attempts) {
        if (attempt.reservedNano <= 0 || attempt.costNano <= attempt.reservedNano)
            continue;
        AlertEvent event;
        event.kind = AlertKind::OverReservation;
        event.subject = attempt.provider + "/" + attempt.model;
        event.used = Money::fromNano(attempt.costNano);
        event.limit = Money::fromNano(attempt.reservedNano);
        raise(std::move(event));
    }
}

void AlertDesk::onNews(std::function<void(const AlertNews&)> callback)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->callback = std::move(callback);
}

std::vector<Alert> AlertDesk::alerts() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->published;
}

std::uint64_t AlertDesk::revision() const
{
    return m_impl->revision;
}

std::map<std::string, WallUs> AlertDesk::snoozes() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->publishedSnoozes;
}

void AlertDesk::snooze(const std::string& key, std::chrono::minutes time)
{
    m_impl->post([impl = m_impl.get(), key, time] {
        const WallUs until = impl->clock.now() + std::chrono::microseconds(time).count();
        impl->book.snooze(key, until);
        impl->keep([&](AlertStore& kept) { kept.writeSnooze(key, until); });
        impl->publish();
    });
}

void AlertDesk::wake(const std::string& key)
{
    m_impl->post([impl = m_impl.get(), key] {
        impl->book.wake(key);
        impl->keep([&](AlertStore& kept) { kept.removeSnooze(key); });
        impl->publish();
    });
}

void AlertDesk::markSeen()
{
    m_impl->post([impl = m_impl.get()] {
        impl->book.markSeen();
        impl->keep([](AlertStore& kept) { kept.markSeen(); });
        impl->publish();
    });
}

Error AlertDesk::storeProblem() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->storeProblem;
}

std::vector<AlertDesk::ChannelView> AlertDesk::channels() const
{
    const std::lock_guard lock(m_impl->mutex);
    std::vector<ChannelView> all;
    for (const ChannelSettings& channel : m_impl->settings.channels) {
        const auto found = m_impl->views.find(channel.id);
        all.push_back(found == m_impl->views.end() ? ChannelView {} : found->second);
        all.back().id = channel.id;
    }
    return all;
}

Result<void> AlertDesk::test(const std::string& channel)
{
    std::optional<ChannelSettings> settings;
    {
        const std::lock_guard lock(m_impl->mutex);
        for (const ChannelSettings& each : m_impl->settings.channels) {
            if (each.id == channel)
                settings = each;
        }
    }
    if (!settings)
        return fail("channel_unknown", { { "channel", channel } });
    Alert alert;
    alert.at = alert.lastAt = m_impl->clock.now();
    alert.level = AlertLevel::Attention;
    alert.event.kind = AlertKind::Test;
    alert.event.subject = channel;
    const auto way = m_impl->surroundings.makeChannel(*settings, m_impl->surroundings.means);
    const SendOutcome outcome = way->send(alert, m_impl->surroundings.words(alert), std::stop_token());
    if (outcome.kind == SendOutcome::Kind::Sent)
        return {};
    return tl::unexpected(outcome.error);
}

} // namespace signalbox
