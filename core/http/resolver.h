// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/address_policy.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::http {

using Addresses = std::vector<IpAddress>;

/// Name to addresses, on threads of its own, since the system's lookup blocks: one that hangs stalls neither the data
/// plane nor other names. Keeps what it has found: for a minute as fresh, afterwards for when a lookup fails.
/// All members are for the data-plane thread.
class Resolver {
public:
    /// Blocking; called on the resolver's threads. No value, or an empty one: the lookup failed.
    using Lookup = std::function<std::optional<Addresses>(const std::string& host)>;
    /// Runs a function on the data-plane thread; called from any thread, never after ~Resolver.
    using Post = std::function<void(std::function<void()>)>;
    using Answer = std::function<void(const Addresses& addresses)>; ///< empty: failed

    explicit Resolver(Post post, Lookup lookup = {});
    /// Does not wait for a lookup that hangs.
    ~Resolver();
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    /// Literals, "localhost" and fresh names: known without a lookup.
    [[nodiscard]] std::optional<Addresses> known(const std::string& host) const;
    /// What was found once, however long ago; empty where nothing was.
    [[nodiscard]] Addresses remembered(const std::string& host) const;
    /// Looks up and calls back once. Lookups of one name at a time are joined.
    void lookUp(const std::string& host, Answer answer);
    /// That address has answered: it comes first next time.
    void prefer(const std::string& host, const IpAddress& address);

private:
    struct Work;
    struct Book;
    std::shared_ptr<Work> m_work;
    std::shared_ptr<Book> m_book;
};

} // namespace signalbox::http
