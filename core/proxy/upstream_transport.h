// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to core/proxy.

#include "core/http/upstream_client.h"
#include "core/proxy/failure.h"

namespace signalbox {

[[nodiscard]] inline Transport transportOf(http::UpstreamFailure::Kind kind)
{
    using Kind = http::UpstreamFailure::Kind;
    switch (kind) {
    case Kind::AddressRefused:
        return Transport::AddressRefused;
    case Kind::Dns:
        return Transport::Dns;
    case Kind::Connect:
        return Transport::Connect;
    case Kind::ConnectTimeout:
        return Transport::ConnectTimeout;
    case Kind::Tls:
        return Transport::Tls;
    case Kind::Send:
        return Transport::Send;
    case Kind::NoStatus:
        return Transport::NoStatus;
    case Kind::FirstByteTimeout:
        return Transport::FirstByteTimeout;
    case Kind::BadHead:
        return Transport::BadHead;
    case Kind::Truncated:
        return Transport::Truncated;
    case Kind::BadBody:
        return Transport::BadBody;
    case Kind::IdleTimeout:
        return Transport::IdleTimeout;
    case Kind::TotalTimeout:
        return Transport::TotalTimeout;
    case Kind::Cancelled:
        return Transport::Cancelled;
    }
    return Transport::Connect;
}

} // namespace signalbox
