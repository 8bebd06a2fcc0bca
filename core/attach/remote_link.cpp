// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attach/remote_link.h"

#include "core/attach/hello.h"
#include "core/attach/utf8_dump.h"

#include <pthread.h>
#include <unistd.h>

namespace signalbox::attach {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kOurHelloPatience { 2000 };
constexpr milliseconds kPullPatience { 5000 };
constexpr milliseconds kHeartbeat { 1000 }; ///< where nobody asks
constexpr milliseconds kRetry { 500 };
constexpr milliseconds kMoment { 2000 };

milliseconds patienceOf(Pace pace)
{
    switch (pace) {
    case Pace::Soon:
        return milliseconds(2000);
    case Pace::Disk:
        return milliseconds(3000);
    case Pace::Long:
        break;
    }
    return milliseconds(150'000);
}

} // namespace

RemoteLink::RemoteLink(const std::string& dataDir, std::string version)
    : m_path(deskSocket(dataDir))
    , m_version(std::move(version))
{
}

RemoteLink::~RemoteLink()
{
    abandon(RunningProxy::Abandon::ForGood);
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wakeUp.notify_all();
    m_heard.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    m_line.reset(); // strikes itself off a list that goes before it
}

// --- orders ----------------------------------------------------------------------------------------------------------

RemoteLink::Line::Line(const RemoteLink& link, Stream stream, Use use)
    : m_link(link)
    , m_stream(std::move(stream))
    , m_use(use)
{
    const std::lock_guard lock(m_link.m_linesMutex);
    m_link.m_lines.insert(this);
    if (m_link.m_deaf)
        cut();
}

RemoteLink::Line::~Line()
{
    const std::lock_guard lock(m_link.m_linesMutex);
    m_link.m_lines.erase(this);
}

void RemoteLink::Line::cut()
{
    m_cut = true;
    m_stream->shut();
}

bool RemoteLink::Line::isCut() const
{
    const std::lock_guard lock(m_link.m_linesMutex);
    return m_cut;
}

void RemoteLink::abandon(RunningProxy::Abandon how)
{
    {
        const std::lock_guard lock(m_linesMutex);
        m_deaf = m_deaf || how == RunningProxy::Abandon::ForGood;
        for (Line* line : m_lines) {
            if (m_deaf || line->use() == Line::Use::Call)
                line->cut();
        }
    }
    {
        const std::lock_guard lock(m_mutex);
        ++m_abandoned;
    }
    m_heard.notify_all();
}

Result<std::unique_ptr<RemoteLink::Line>> RemoteLink::connect(Line::Use use) const
{
    auto stream = LocalStream::connect(m_path);
    if (!stream)
        return tl::unexpected(stream.error());
    return std::make_unique<Line>(*this, std::move(*stream), use);
}

Result<std::int64_t> RemoteLink::greet(LocalStream& stream) const
{
    const Hello ours { Hello().program, m_version, ::getpid() };
    if (auto sent = stream.write(textOf(toWire(ours)), {}, kOurHelloPatience); !sent)
        return tl::unexpected(sent.error());
    const auto frame = stream.read(kMostHello, kOurHelloPatience);
    if (!frame)
        return tl::unexpected(frame.error());
    Result<Hello> theirs;
    if (!readWire(Json::parse(frame->json, nullptr, false), theirs))
        return fail("attach_syntax");
    // What they call ours is theirs here.
    if (!theirs && theirs.error().code == "attach_version")
        return fail(
            "attach_version", { { "theirs", std::string(theirs.error().parameter("ours")) }, { "ours", m_version } });
    if (!theirs)
        return tl::unexpected(theirs.error());
    return checkHello(*theirs, m_version).map([&] { return std::int64_t(theirs->pid); });
}

Result<Json> RemoteLink::exchange(LocalStream& stream, const Json& request, std::string_view secret, Pace pace)
{
    std::string text = textOf(request);
    const auto sent = stream.write(text, secret, patienceOf(Pace::Disk));
    wipe(text);
    if (!sent)
        return tl::unexpected(sent.error());
    auto frame = stream.read(kMostJson, patienceOf(pace));
    if (!frame)
        return tl::unexpected(frame.error());
    Json answer = Json::parse(frame->json, nullptr, false);
    wipe(frame->json); // a new key's text may stand in it
    return answer;
}

Result<Json> RemoteLink::ask(const Json& request, std::string_view secret, Pace pace, const std::stop_token& stop) const
{
    const auto line = connect(Line::Use::Call);
    if (!line)
        return tl::unexpected(line.error());
    const std::stop_callback leave(stop, [this, &line] {
        const std::lock_guard lock(m_linesMutex);
        (*line)->cut();
    });
    auto answer = greet((*line)->stream()).and_then([&](std::int64_t) {
        return exchange((*line)->stream(), request, secret, pace);
    });
    return !answer && (*line)->isCut() ? Result<Json>(fail("attach_abandoned")) : answer;
}

Result<void> RemoteLink::setSecret(const std::string& reference, std::string_view text) const
{
    return answered<Result<void>>(ask(Json::array({ kSetSecret, reference }), text, Pace::Long));
}

void RemoteLink::post(Json request)
{
    {
        const std::lock_guard lock(m_mutex);
        m_orders.push_back(std::move(request));
        ++m_asked;
    }
    m_wakeUp.notify_all();
}

// --- what the window asks for ----------------------------------------------------------------------------------------

void RemoteLink::refresh(LiveRange range)
{
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = range;
        ++m_asked;
    }
    m_wakeUp.notify_all();
}

void RemoteLink::refreshAndWait()
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t mine = ++m_asked;
    const std::uint64_t abandoned = m_abandoned;
    m_wakeUp.notify_all();
    m_heard.wait_for(lock, kMoment, [&] { return m_answered >= mine || m_abandoned != abandoned || m_stop; });
}

RunningProxy::Attachment RemoteLink::attachment() const
{
    const std::lock_guard lock(m_mutex);
    return m_attachment;
}

void RemoteLink::onHeard(std::function<void()> callback)
{
    const std::lock_guard lock(m_earsMutex);
    m_onHeard = std::move(callback);
}

void RemoteLink::onNews(std::function<void(const AlertNews&)> callback)
{
    const std::lock_guard lock(m_earsMutex);
    m_onNews = std::move(callback);
}

// --- the link's thread -----------------------------------------------------------------------------------------------

Result<void> RemoteLink::start()
{
    if (auto begun = begin(); !begun)
        return begun;
    const auto heard = pull(std::nullopt, {});
    settle(heard, 0);
    if (!heard)
        return tl::unexpected(heard.error());
    m_thread = std::thread([this] {
        pthread_setname_np(pthread_self(), "attached");
        run();
    });
    return {};
}

Result<void> RemoteLink::begin()
{
    auto line = connect(Line::Use::Pull);
    if (!line)
        return tl::unexpected(line.error());
    const auto pid = greet((*line)->stream());
    if (!pid)
        return tl::unexpected(pid.error());
    m_line = std::move(*line);
    const std::lock_guard lock(m_mutex);
    m_attachment.pid = *pid;
    return {};
}

void RemoteLink::run()
{
    std::unique_lock lock(m_mutex);
    bool wasThere = true;
    while (!m_stop) {
        const bool called =
            m_wakeUp.wait_for(lock, wasThere ? kHeartbeat : kRetry, [this] { return m_stop || m_asked != m_answered; });
        if (m_stop)
            return;
        const std::uint64_t asked = m_asked;
        const std::optional<LiveRange> range = std::exchange(m_wanted, std::nullopt);
        const std::deque<Json> orders = std::exchange(m_orders, {});
        lock.unlock();
        const Result<void> begun = m_line ? Result<void>() : begin();
        const auto heard = begun ? pull(range, orders) : tl::unexpected(begun.error());
        settle(heard, asked);
        {
            const std::lock_guard ears(m_earsMutex);
            for (std::size_t i = 0; heard && m_onNews && i < heard->size(); ++i)
                m_onNews((*heard)[i]);
            if (m_onHeard && (called || heard.has_value() != wasThere))
                m_onHeard();
        }
        wasThere = heard.has_value();
        lock.lock();
        if (!wasThere && !m_stop) // whoever asks meanwhile is answered with what is known
            m_wakeUp.wait_for(lock, kRetry, [this] { return m_stop; });
    }
}

Result<std::vector<AlertNews>> RemoteLink::pull(std::optional<LiveRange> range, const std::deque<Json>& orders)
{
    // What comes of an order that nobody waits for shows in the picture; one that the connection dies over is lost.
    for (const Json& order : orders) {
        if (auto done = exchange(m_line->stream(), order, {}, Pace::Soon); !done)
            return tl::unexpected(done.error());
    }
    const Json request = Json::array({ "pull", toWire(range) });
    if (auto sent = m_line->stream().write(textOf(request), {}, kPullPatience); !sent)
        return tl::unexpected(sent.error());
    const auto frame = m_line->stream().read(kMostJson, kPullPatience);
    if (!frame)
        return tl::unexpected(frame.error());
    const Json told = Json::parse(frame->json, nullptr, false);
    const auto picture = told.is_object() ? told.find("ok") : told.end();
    if (!told.is_object() || picture == told.end())
        return fail("attach_gone"); // it is about to end
    const WallUs now = SystemClock().now();
    const std::lock_guard lock(m_mutex);
    return hear(*picture, m_picture, now);
}

void RemoteLink::settle(const Result<std::vector<AlertNews>>& heard, std::uint64_t answered)
{
    if (!heard)
        m_line.reset();
    const std::lock_guard lock(m_mutex);
    m_attachment.reachable = heard.has_value();
    m_attachment.problem = heard ? Error {} : heard.error();
    if (heard)
        m_attachment.heardAt = SystemClock().now();
    m_answered = answered;
    m_heard.notify_all();
}

} // namespace signalbox::attach
