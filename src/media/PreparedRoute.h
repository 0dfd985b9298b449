// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/Result.h"
#include "media/rtp/SocketAddress.h"
#include "media/rtp/SrtpContext.h"
#include "net/Endpoint.h"

namespace sidetone::media {

/// One stream's way to the other side, ready for the media thread: of sound and of pictures alike.
struct PreparedRoute {
    SocketAddress remoteRtp;
    SocketAddress remoteRtcp;
    bool isProtected = false;
    std::unique_ptr<SrtpContext> protect;  ///< none: as before (a resumed call keeps counting)
    std::unique_ptr<SrtpContext> open;
};

/// What offer and answer say about the way.
struct RouteParameters {
    const net::Endpoint& remoteRtp;
    const std::optional<net::Endpoint>& remoteRtcp;  ///< without it the RTP port + 1
    const std::optional<SrtpKey>& localKey;
    const std::optional<SrtpKey>& remoteKey;
};

/// The way of any set of parameters that has one.
template <class Parameters>
[[nodiscard]] RouteParameters routeOf(const Parameters& parameters) {
    return {parameters.remoteRtp, parameters.remoteRtcp, parameters.localKey, parameters.remoteKey};
}

/// `tried`: "Setting up the sound of a call". `before`: null at first; keys that are the same as
/// before go on counting. InvalidInput for addresses that are not numeric and for one key alone.
[[nodiscard]] core::Status prepareRoute(const char* tried, const RouteParameters& parameters,
                                        const RouteParameters* before, PreparedRoute& out);

}  // namespace sidetone::media
