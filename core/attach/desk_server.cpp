// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attach/desk_server.h"

#include "core/attach/calls.h"
#include "core/attach/hello.h"
#include "core/attach/picture.h"
#include "core/attach/utf8_dump.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <list>
#include <thread>

#include <pthread.h>
#include <unistd.h>

namespace signalbox::attach {

namespace {

constexpr std::chrono::milliseconds kHelloPatience { 2000 };
constexpr std::chrono::milliseconds kPatience { 10'000 }; ///< for a frame that has begun, either way

struct Conversation {
    std::unique_ptr<LocalStream> stream;
    std::thread thread;
    std::atomic<bool> over { false };
};

/// The news of a proxy, as long as somebody listens: the proxy may have more to say while the server goes.
struct NewsPort {
    std::mutex mutex;
    NewsRing* ring = nullptr;
};

} // namespace

DeskServer::Options::Options(std::string folder)
    : dataDir(std::move(folder))
    , version(Hello().version)
    , user(::geteuid())
{
}

struct DeskServer::Impl {
    Impl(RunningProxy& theProxy, Options given)
        : proxy(theProxy)
        , options(std::move(given))
    {
    }

    void receive();
    void talk(Conversation& with);
    [[nodiscard]] Result<void> greet(LocalStream& stream) const;
    [[nodiscard]] std::string answer(Frame request, Teller& teller);
    [[nodiscard]] Json act(const std::string& verb, const Json& arguments, const std::string& secret);
    template <class Work> [[nodiscard]] Json during(Pace pace, Work work);

    RunningProxy& proxy;
    Options options;
    NewsRing news;
    std::shared_ptr<NewsPort> port = std::make_shared<NewsPort>();
    std::unique_ptr<LocalListener> listener;
    std::thread door;
    mutable std::mutex mutex; // guards what follows
    std::condition_variable done;
    std::list<Conversation> conversations;
    bool closing = false;
    int quick = 0; ///< calls in progress that wait for nobody outside
};

Result<std::unique_ptr<DeskServer>> DeskServer::open(RunningProxy& proxy, Options options)
{
    auto impl = std::make_unique<Impl>(proxy, std::move(options));
    auto listener = LocalListener::open(deskSocket(impl->options.dataDir));
    if (!listener)
        return tl::unexpected(listener.error());
    impl->listener = std::move(*listener);
    impl->port->ring = &impl->news;
    proxy.alerts().onNews([port = impl->port](const AlertNews& each) {
        const std::lock_guard lock(port->mutex);
        if (port->ring)
            port->ring->add(each);
    });
    impl->door = std::thread([raw = impl.get()] {
        pthread_setname_np(pthread_self(), "desk-door");
        raw->receive();
    });
    return std::unique_ptr<DeskServer>(new DeskServer(std::move(impl)));
}

DeskServer::DeskServer(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

DeskServer::~DeskServer()
{
    close();
    for (Conversation& each : m_impl->conversations)
        each.thread.join();
    const std::lock_guard lock(m_impl->port->mutex);
    m_impl->port->ring = nullptr;
}

void DeskServer::close()
{
    m_impl->listener->shut();
    if (m_impl->door.joinable())
        m_impl->door.join();
    std::unique_lock lock(m_impl->mutex);
    m_impl->closing = true;
    for (Conversation& each : m_impl->conversations)
        each.stream->shut();
    m_impl->done.wait(lock, [this] { return m_impl->quick == 0; });
}

std::size_t DeskServer::connections() const
{
    const std::lock_guard lock(m_impl->mutex);
    return static_cast<std::size_t>(std::count_if(m_impl->conversations.begin(), m_impl->conversations.end(),
        [](const Conversation& each) { return !each.over; }));
}

void DeskServer::Impl::receive()
{
    while (auto stream = listener->accept()) {
        // Before a byte is read: nobody but this user.
        if (!checkPeer(stream->peer(), options.user))
            continue;
        const std::lock_guard lock(mutex);
        for (auto each = conversations.begin(); each != conversations.end();) {
            if (each->over)
                each->thread.join();
            each = each->over ? conversations.erase(each) : std::next(each);
        }
        if (conversations.size() >= options.mostConnections)
            continue;
        Conversation& with = conversations.emplace_back();
        with.stream = std::move(stream);
        with.thread = std::thread([this, &with] {
            pthread_setname_np(pthread_self(), "desk");
            talk(with);
            with.stream->shut();
            with.over = true;
        });
    }
}

Result<void> DeskServer::Impl::greet(LocalStream& stream) const
{
    const auto frame = stream.read(kMostHello, kHelloPatience);
    if (!frame)
        return tl::unexpected(frame.error());
    const Json said = Json::parse(frame->json, nullptr, false);
    const auto theirs = fromWire<Hello>(said);
    Result<Hello> answer = Hello { Hello().program, options.version, ::getpid() };
    const auto known = theirs ? checkHello(*theirs, options.version) : tl::unexpected(theirs.error());
    if (!known)
        answer = tl::unexpected(known.error());
    if (auto sent = stream.write(textOf(toWire(answer)), {}, kHelloPatience); !sent)
        return sent;
    return known;
}

void DeskServer::Impl::talk(Conversation& with)
{
    if (!greet(*with.stream))
        return;
    Teller teller(proxy, news);
    while (auto request = with.stream->readNext(kMostJson, kPatience)) {
        std::string text = answer(std::move(*request), teller);
        const auto sent = with.stream->write(text, {}, kPatience);
        wipe(text); // a new key's text may stand in it
        if (!sent)
            return;
    }
}

std::string DeskServer::Impl::answer(Frame request, Teller& teller)
{
    std::pair<std::string, Json> asked;
    const Json json = Json::parse(request.json, nullptr, false);
    wipe(request.json);
    if (!json.is_array() || json.size() != 2 || !readWire(json[0], asked.first))
        return textOf(toWire(Result<void>(fail("attach_syntax"))));
    const auto& [verb, nothing] = asked;
    if (verb != "pull")
        return textOf(act(verb, json[1], request.secret));
    std::optional<LiveRange> range;
    if (!readWire(json[1], range))
        return textOf(toWire(Result<void>(fail("attach_syntax"))));
    std::string told;
    const Json failed = during(Pace::Soon, [&] {
        told = "{\"ok\":" + teller.tell(range) + "}";
        return Json();
    });
    return failed.is_null() ? told : textOf(failed);
}

/// While the proxy is there. Nothing new begins once it is about to stop.
template <class Work> Json DeskServer::Impl::during(Pace pace, Work work)
{
    const int weight = pace == Pace::Long ? 0 : 1;
    {
        const std::lock_guard lock(mutex);
        if (closing)
            return toWire(Result<void>(fail("attach_gone")));
        quick += weight;
    }
    Json answer = work();
    const std::lock_guard lock(mutex);
    quick -= weight;
    done.notify_all();
    return answer;
}

Json DeskServer::Impl::act(const std::string& verb, const Json& arguments, const std::string& secret)
{
    if (verb == kSetSecret) {
        const auto reference = fromWire<std::string>(arguments);
        if (!reference)
            return toWire(Result<void>(tl::unexpected(reference.error())));
        return during(Pace::Long, [&] { return toWire(proxy.setSecret(*reference, secret)); });
    }
    std::optional<Json> answer;
    const auto tryOne = [&](const auto& call) {
        if (!answer && call.verb == verb)
            answer = during(call.pace, [&] { return answerTo(call, proxy, arguments); });
    };
    std::apply([&](const auto&... call) { (tryOne(call), ...); }, kCalls);
    return answer ? *answer : toWire(Result<void>(fail("attach_verb_unknown", { { "verb", verb } })));
}

} // namespace signalbox::attach
