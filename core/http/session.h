// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private like net.h: included by translation units of core/http and core/proxy only.

#include "core/http/message.h"
#include "core/http/net.h"

#include <functional>
#include <memory>

namespace signalbox::http {

/// What one request's handler may do to its client. Lives on the data-plane thread, for one request.
/// Each send returns false once the client is gone; sends apply back-pressure: they resume when the connection's
/// unsent bytes are below the limit, and give up (false) after the write timeout.
class ResponseWriter {
public:
    virtual ~ResponseWriter() = default;
    /// The whole answer, framed by Content-Length. At most once, and not after startStream.
    virtual Awaitable<bool> sendWhole(const ResponseHead& head, std::string_view body) = 0;
    /// The head of a streamed answer: chunked for HTTP/1.1, delimited by close for 1.0. Held back and sent together
    /// with the first piece, as one gather write.
    virtual Awaitable<bool> startStream(const ResponseHead& head) = 0;
    virtual Awaitable<bool> sendPiece(std::string_view bytes) = 0;
    virtual Awaitable<bool> endStream() = 0;
    /// Cuts the connection without a proper end, so that the client can't take the answer for whole.
    virtual void abort() = 0;
    [[nodiscard]] virtual bool headSent() const = 0;
    [[nodiscard]] virtual bool clientGone() const = 0;
    /// Called at most once, on the data-plane thread, as soon as the client has left (closed or reset; a mere
    /// half-close is no leaving). Pass nullptr before what it captures dies.
    virtual void onClientGone(std::function<void()> callback) = 0;
};

/// Serves one request, whose guard checks have all passed. The handler must send exactly one answer.
using RequestHandler = std::function<Awaitable<void>(Request& request, ResponseWriter& writer)>;

/// Asked after the header guard and before any byte of the body is read: an answer to send instead of serving, or
/// status 0 to go on. Used for authentication and media type, so that an unauthorised body is never buffered.
struct EarlyAnswer {
    ResponseHead head { 0, {} };
    std::string body;
    std::shared_ptr<const void> admitted {}; ///< whom the check let in; handed over with the request
};
using HeadCheck = std::function<EarlyAnswer(const RequestHead& head)>;

/// Turns a refusal of the guard into a body: status and stable code, as in request_guard.h.
using RefusalBody = std::function<std::string(const RequestHead* head, int status, std::string_view code)>;

} // namespace signalbox::http
