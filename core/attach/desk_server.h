// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attach/local_stream.h"
#include "core/proxy/running_proxy.h"

#include <memory>
#include <string>

namespace signalbox::attach {

/// Lets desks of the same user work on a running proxy, over <data folder>/desk.sock. A thread for each desk's
/// connection, none for requests: a desk that comes, hangs or dies is nothing to the traffic. The folder's lock is
/// ours.
class DeskServer {
public:
    struct Options {
        std::string dataDir;
        std::string version; ///< "" = this program's
        uid_t user;          ///< who may come
        std::size_t mostConnections = 32;
        explicit Options(std::string folder);
    };
    /// proxy outlives the server. Errors: attach_listen (path, errno).
    [[nodiscard]] static Result<std::unique_ptr<DeskServer>> open(RunningProxy& proxy, Options options);
    ~DeskServer(); ///< waits for what is being done; what waits for the keychain or the network has to end by itself
    DeskServer(const DeskServer&) = delete;
    DeskServer& operator=(const DeskServer&) = delete;

    /// Before the proxy stops: lets go of all desks and waits for what is quickly done. What waits for the keychain or
    /// the network may go on and is joined by the destructor.
    void close();
    [[nodiscard]] std::size_t connections() const;

private:
    struct Impl;
    explicit DeskServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace signalbox::attach
