// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attach/calls.h"
#include "core/attach/local_stream.h"
#include "core/attach/picture.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <thread>

namespace signalbox::attach {

/// The desk's end of the socket: keeps a picture of the proxy up to date on a thread of its own, and carries orders.
/// Any thread.
class RemoteLink {
public:
    RemoteLink(const std::string& dataDir, std::string version);
    ~RemoteLink();
    RemoteLink(const RemoteLink&) = delete;
    RemoteLink& operator=(const RemoteLink&) = delete;

    /// The first picture; then the thread goes on by itself. Errors: as RemoteProxy::attach().
    [[nodiscard]] Result<void> start();
    void refresh(LiveRange range); ///< asks for a new picture; onHeard() is called whatever comes of it
    /// The same, and waits for it, for a moment at most.
    void refreshAndWait();
    // Called on the link's thread.
    void onHeard(std::function<void()> callback);
    void onNews(std::function<void(const AlertNews&)> callback);

    /// A look at what was told last. read must not call the link.
    template <class Read> [[nodiscard]] auto look(Read read) const
    {
        const std::lock_guard lock(m_mutex);
        return read(m_picture);
    }
    template <class Change> void foretell(Change change) ///< what an order that was sent will make of it
    {
        const std::lock_guard lock(m_mutex);
        change(m_picture);
    }
    [[nodiscard]] RunningProxy::Attachment attachment() const;

    /// Who waits for an answer, or for a picture, waits no longer; ForGood: nobody does from now on.
    void abandon(RunningProxy::Abandon how);

    /// Waits for the answer. Errors: attach_abandoned, attach_gone, attach_silent, attach_version, attach_syntax.
    template <class R, class... A, class... Given>
    [[nodiscard]] auto call(const Call<R, A...>& what, const Given&... given) const
    {
        return callUntil({}, what, given...);
    }
    /// The same, as long as nobody says stop: then attach_abandoned.
    template <class R, class... A, class... Given>
    [[nodiscard]] auto callUntil(const std::stop_token& stop, const Call<R, A...>& what, const Given&... given) const
    {
        return answered<AnswerOf<R>>(ask(requestOf(what, Arguments<A...>(given...)), {}, what.pace, stop));
    }
    [[nodiscard]] Result<void> setSecret(const std::string& reference, std::string_view text) const;
    /// Sent by the thread before its next picture; what comes of it shows there.
    template <class R, class... A, class... Given> void send(const Call<R, A...>& what, const Given&... given)
    {
        post(requestOf(what, Arguments<A...>(given...)));
    }

private:
    using Stream = std::unique_ptr<LocalStream>;
    template <class Answer> [[nodiscard]] static Answer answered(const Result<Json>& told)
    {
        if (!told)
            return tl::unexpected(told.error());
        Answer answer;
        if (!readWire(*told, answer))
            return fail("attach_syntax");
        return answer;
    }
    /// A connection that abandon() can cut, as long as it is there.
    class Line {
    public:
        enum class Use { Call, Pull };
        Line(const RemoteLink& link, Stream stream, Use use);
        ~Line();
        Line(const Line&) = delete;
        Line& operator=(const Line&) = delete;
        [[nodiscard]] LocalStream& stream() const { return *m_stream; }
        [[nodiscard]] bool isCut() const;
        void cut(); ///< under m_linesMutex
        [[nodiscard]] Use use() const { return m_use; }

    private:
        const RemoteLink& m_link;
        Stream m_stream;
        Use m_use;
        bool m_cut = false;
    };
    [[nodiscard]] Result<std::unique_ptr<Line>> connect(Line::Use use) const;
    /// Who they are: their process.
    [[nodiscard]] Result<std::int64_t> greet(LocalStream& stream) const;
    [[nodiscard]] Result<Json> ask(
        const Json& request, std::string_view secret, Pace pace, const std::stop_token& stop = {}) const;
    [[nodiscard]] static Result<Json> exchange(
        LocalStream& stream, const Json& request, std::string_view secret, Pace pace);
    void post(Json request);
    void run();
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<std::vector<AlertNews>> pull(std::optional<LiveRange> range, const std::deque<Json>& orders);
    void settle(const Result<std::vector<AlertNews>>& heard, std::uint64_t answered);

    const std::string m_path;
    const std::string m_version;
    std::unique_ptr<Line> m_line; ///< the thread's own
    std::thread m_thread;
    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_wakeUp;
    std::condition_variable m_heard;
    Picture m_picture;
    RunningProxy::Attachment m_attachment;
    std::deque<Json> m_orders;
    std::optional<LiveRange> m_wanted;
    std::uint64_t m_asked = 0, m_answered = 0; ///< refreshes
    std::uint64_t m_abandoned = 0;
    bool m_stop = false;
    mutable std::mutex m_linesMutex; // guards what follows
    mutable std::set<Line*> m_lines;
    bool m_deaf = false;    ///< abandoned for good
    std::mutex m_earsMutex; // guards what follows: held while they are called
    std::function<void()> m_onHeard;
    std::function<void(const AlertNews&)> m_onNews;
};

} // namespace signalbox::attach
