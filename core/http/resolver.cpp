// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/resolver.h"

#include "core/http/message.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <thread>

namespace signalbox::http {
namespace {

constexpr std::size_t kThreads = 4;
constexpr std::size_t kRememberedNames = 256;
constexpr std::chrono::seconds kFresh { 60 };

std::optional<IpAddress> addressOf(const sockaddr* from)
{
    IpAddress address;
    if (from->sa_family == AF_INET) {
        sockaddr_in v4 {};
        std::memcpy(&v4, from, sizeof v4);
        std::memcpy(address.bytes.data(), &v4.sin_addr, 4);
        return address;
    }
    if (from->sa_family != AF_INET6)
        return std::nullopt;
    sockaddr_in6 v6 {};
    std::memcpy(&v6, from, sizeof v6);
    address.family = IpAddress::Family::V6;
    std::memcpy(address.bytes.data(), &v6.sin6_addr, 16);
    return address;
}

std::optional<Addresses> systemLookup(const std::string& host)
{
    addrinfo hints {};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0)
        return std::nullopt;
    Addresses found;
    for (const addrinfo* entry = list; entry; entry = entry->ai_next) {
        const auto address = addressOf(entry->ai_addr);
        if (address && std::find(found.begin(), found.end(), *address) == found.end())
            found.push_back(*address);
    }
    freeaddrinfo(list);
    return found;
}

bool isLocalName(std::string_view host)
{
    constexpr std::string_view kSuffix = ".localhost";
    return sameName(host, "localhost")
        || (host.size() > kSuffix.size() && sameName(host.substr(host.size() - kSuffix.size()), kSuffix));
}

} // namespace

/// Shared with the threads; `mutex` guards all of it.
struct Resolver::Work {
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::string> queue;
    bool closing = false;
    std::size_t waiting = 0; ///< threads without work
    struct Worker {
        std::thread thread;
        bool busy = false; ///< inside a lookup
    };
    std::list<Worker> workers;
    Post post;
    Lookup lookup;

    static void run(const std::shared_ptr<Work>& work, const std::weak_ptr<Book>& book, Worker& self);
};

/// The data-plane thread's side.
struct Resolver::Book {
    struct Entry {
        Addresses addresses;
        std::chrono::steady_clock::time_point at;
    };
    std::map<std::string, Entry> entries;
    std::map<std::string, std::vector<Answer>> asking;

    void take(const std::string& host, const std::optional<Addresses>& found)
    {
        if (found && !found->empty()) {
            if (entries.size() >= kRememberedNames && entries.count(host) == 0)
                entries.erase(std::min_element(entries.begin(), entries.end(),
                    [](const auto& a, const auto& b) { return a.second.at < b.second.at; }));
            entries[host] = { *found, std::chrono::steady_clock::now() };
        }
        const std::vector<Answer> answers = std::move(asking[host]);
        asking.erase(host);
        for (const Answer& answer : answers)
            answer(found.value_or(Addresses()));
    }
};

// The book is held weakly: what waits in it must die on the data-plane thread.
void Resolver::Work::run(const std::shared_ptr<Work>& work, const std::weak_ptr<Book>& book, Worker& self)
{
    std::unique_lock lock(work->mutex);
    while (true) {
        ++work->waiting;
        work->wake.wait(lock, [&] { return work->closing || !work->queue.empty(); });
        --work->waiting;
        if (work->closing)
            return;
        const std::string host = std::move(work->queue.front());
        work->queue.pop_front();
        self.busy = true;
        lock.unlock();
        std::optional<Addresses> found = work->lookup(host);
        lock.lock();
        if (work->closing)
            return;
        self.busy = false;
        work->post([book, host, found = std::move(found)] {
            if (const auto open = book.lock())
                open->take(host, found);
        });
    }
}

Resolver::Resolver(Post post, Lookup lookup)
    : m_work(std::make_shared<Work>())
    , m_book(std::make_shared<Book>())
{
    m_work->post = std::move(post);
    m_work->lookup = lookup ? std::move(lookup) : Lookup(systemLookup);
}

Resolver::~Resolver()
{
    std::vector<std::thread> idle;
    {
        const std::lock_guard lock(m_work->mutex);
        m_work->closing = true;
        for (Work::Worker& worker : m_work->workers) {
            if (worker.busy)
                worker.thread.detach();
            else
                idle.push_back(std::move(worker.thread));
        }
    }
    m_work->wake.notify_all();
    for (std::thread& thread : idle)
        thread.join();
}

std::optional<Addresses> Resolver::known(const std::string& host) const
{
    if (const auto literal = IpAddress::parse(host))
        return Addresses { *literal };
    if (isLocalName(host)) // never asked of a name server (RFC 6761)
        return Addresses { *IpAddress::parse("127.0.0.1"), *IpAddress::parse("::1") };
    const auto entry = m_book->entries.find(host);
    if (entry == m_book->entries.end() || std::chrono::steady_clock::now() - entry->second.at > kFresh)
        return std::nullopt;
    return entry->second.addresses;
}

Addresses Resolver::remembered(const std::string& host) const
{
    const auto entry = m_book->entries.find(host);
    return entry == m_book->entries.end() ? Addresses() : entry->second.addresses;
}

void Resolver::lookUp(const std::string& host, Answer answer)
{
    std::vector<Answer>& asking = m_book->asking[host];
    asking.push_back(std::move(answer));
    if (asking.size() > 1)
        return;
    const std::lock_guard lock(m_work->mutex);
    m_work->queue.push_back(host);
    if (m_work->waiting < m_work->queue.size() && m_work->workers.size() < kThreads) {
        Work::Worker& worker = m_work->workers.emplace_back();
        worker.thread =
            std::thread([work = m_work, book = std::weak_ptr(m_book), &worker] { Work::run(work, book, worker); });
    }
    m_work->wake.notify_one();
}

void Resolver::prefer(const std::string& host, const IpAddress& address)
{
    const auto entry = m_book->entries.find(host);
    if (entry == m_book->entries.end())
        return;
    Addresses& all = entry->second.addresses;
    const auto at = std::find(all.begin(), all.end(), address);
    if (at != all.end())
        std::rotate(all.begin(), at, at + 1);
}

} // namespace signalbox::http
