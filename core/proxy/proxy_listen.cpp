// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Proxy that listens: on the loopback, and where it is wanted on one more address. On the data-plane
// thread, or before it starts.
#include "core/proxy/proxy_impl.h"

namespace signalbox {

namespace {

/// "172.17.0.1:8787", "[fd00::1]:8787".
std::string placeOf(const OuterListen& outer)
{
    const bool v6 = outer.address.find(':') != std::string::npos;
    return (v6 ? "[" + outer.address + "]" : outer.address) + ":" + std::to_string(outer.port);
}

/// What an application there uses: the first of the names, with the port where it has none.
std::string urlOf(const OuterListen& outer)
{
    const std::string& host = outer.hosts.front();
    const bool hasPort = host.find(':', host.find(']') == std::string::npos ? 0 : host.find(']')) != std::string::npos;
    return "http://" + host + (hasPort ? "" : ":" + std::to_string(outer.port)) + "/v1";
}

} // namespace

Result<void> Proxy::Impl::listenOn(std::uint16_t port)
{
    const auto bound = listener->open(port);
    {
        const std::lock_guard lock(mutex);
        status.listening = bound.has_value();
        status.listenError = bound ? std::nullopt : std::optional(bound.error());
        status.port = bound.value_or(port);
        status.baseUrl = "http://127.0.0.1:" + std::to_string(status.port) + "/v1";
    }
    followOuter(bound ? std::atomic_load(&config)->outer : std::nullopt); // routing is off as a whole, or not
    return bound ? Result<void>() : tl::unexpected(bound.error());
}

/// What is open stays open: where only the other address could not be had, only that is tried.
Result<void> Proxy::Impl::listenAgain(std::optional<std::uint16_t> port)
{
    const bool listens = status.listening; // written on this thread
    if (listens && !port && !outerOpen && outerWanted) {
        followOuter(std::atomic_load(&config)->outer);
        const std::lock_guard lock(mutex);
        return status.outerError ? Result<void>(tl::unexpected(*status.outerError)) : Result<void>();
    }
    return listenOn(port.value_or(options.port.value_or(std::atomic_load(&config)->port)));
}

/// What goes out of use takes nobody new, and what it has in flight ends.
void Proxy::Impl::followOuter(std::optional<OuterListen> wanted)
{
    if (wanted && wanted->port == 0)
        wanted->port = status.port;
    if (wanted == outerWanted && outerOpen == wanted.has_value())
        return;
    if (outerOpen)
        outer.back()->drain([] {});
    outerWanted = wanted;
    std::unique_ptr<http::Listener> opened;
    Result<std::uint16_t> bound = 0;
    if (wanted) {
        http::Limits limits;
        limits.sameUserOnly = false; // nobody can tell who is behind another machine's address
        limits.hosts = wanted->hosts;
        opened = std::make_unique<http::Listener>(io, std::move(limits), hooksAt(Door::Outer));
        const auto address = http::IpAddress::parse(wanted->address);
        bound = address ? opened->openAt(*address, wanted->port) : fail("outer_address_invalid");
    }
    if (wanted && !bound)
        retryOuterLater();
    else
        outerRetry.cancel();
    const std::lock_guard lock(mutex);
    outerOpen = wanted && bound;
    status.outerAddress = wanted ? placeOf(*wanted) : std::string();
    status.outerUrl = wanted ? urlOf(*wanted) : std::string();
    status.outerError = bound ? std::nullopt : std::optional(bound.error());
    if (outerOpen)
        outer.push_back(std::move(opened));
}

/// A container engine's bridge comes up when the engine does, long after a login: nobody has to say so here.
void Proxy::Impl::retryOuterLater()
{
    outerRetry.expires_after(options.outerRetryEvery);
    outerRetry.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled && !stopping && outerWanted && !outerOpen)
            followOuter(outerWanted);
    });
}

void Proxy::Impl::addOuter(Status& told)
{
    const std::lock_guard lock(mutex);
    for (const auto& each : outer) {
        const auto counters = each->counters();
        told.inFlight += counters.inFlight;
        told.connections += counters.open;
        told.refusedByGuard += counters.refused;
    }
}

void Proxy::Impl::drainAll(std::function<void()> drained)
{
    auto left = std::make_shared<std::size_t>(1 + outer.size());
    const auto one = [left, drained = std::move(drained)] {
        if (--*left == 0)
            drained();
    };
    listener->drain(one);
    for (auto& each : outer)
        each->drain(one);
}

} // namespace signalbox
