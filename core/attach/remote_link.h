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

    /// Waits for the answer. Errors: attach_gone, attach_silent, attach_version, attach_syntax.
    template <class R, class... A, class... Given>
    [[nodiscard]] auto call(const Call<R, A...>& what, const Given&... given) const
    {
        return answered<AnswerOf<R>>(ask(requestOf(what, Arguments<A...>(given...)), {}, what.pace));
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
    struct Greeted {
        Stream stream;
        std::int64_t pid = 0;
    };
    [[nodiscard]] Result<Greeted> connect() const;
    [[nodiscard]] Result<Json> ask(const Json& request, std::string_view secret, Pace pace) const;
    [[nodiscard]] static Result<Json> exchange(
        LocalStream& stream, const Json& request, std::string_view secret, Pace pace);
    void post(Json request);
    void run();
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<std::vector<AlertNews>> pull(std::optional<LiveRange> range, std::deque<Json> orders);
    void settle(const Result<std::vector<AlertNews>>& heard, std::uint64_t answered);

    const std::string m_path;
    const std::string m_version;
    Stream m_stream; ///< the thread's own
    std::thread m_thread;
    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable m_wakeUp;
    std::condition_variable m_heard;
    Picture m_picture;
    RunningProxy::Attachment m_attachment;
    std::deque<Json> m_orders;
    std::optional<LiveRange> m_wanted;
    std::uint64_t m_asked = 0, m_answered = 0; ///< refreshes
    bool m_stop = false;
    std::mutex m_earsMutex; // guards what follows: held while they are called
    std::function<void()> m_onHeard;
    std::function<void(const AlertNews&)> m_onNews;
};

} // namespace signalbox::attach
