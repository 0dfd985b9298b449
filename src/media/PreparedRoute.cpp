// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/PreparedRoute.h"

namespace sidetone::media {
namespace {

bool sameKey(const std::optional<SrtpKey>& a, const std::optional<SrtpKey>& b) {
    if (!a || !b) return false;
    return a->suite == b->suite && a->keyAndSalt.reveal() == b->keyAndSalt.reveal();
}

core::Status addKeys(const RouteParameters& parameters, const RouteParameters* before,
                     PreparedRoute& out) {
    out.isProtected = parameters.localKey.has_value();
    if (!out.isProtected) return {};
    if (before == nullptr || !sameKey(parameters.localKey, before->localKey)) {
        auto made = SrtpContext::create(*parameters.localKey, SrtpUse::Protect);
        if (!made) return made.error();
        out.protect = std::move(*made);
    }
    if (before == nullptr || !sameKey(parameters.remoteKey, before->remoteKey)) {
        auto made = SrtpContext::create(*parameters.remoteKey, SrtpUse::Open);
        if (!made) return made.error();
        out.open = std::move(*made);
    }
    return {};
}

}  // namespace

core::Status prepareRoute(const char* tried, const RouteParameters& parameters,
                          const RouteParameters* before, PreparedRoute& out) {
    const auto invalid = [tried](const char* answer) {
        return core::fail(core::ErrorCode::InvalidInput, tried, answer);
    };
    if (parameters.localKey.has_value() != parameters.remoteKey.has_value()) {
        return invalid("only one side gave a key");
    }
    const auto rtp = SocketAddress::of(parameters.remoteRtp);
    if (!rtp) return invalid("the other side's address is not numeric");
    out.remoteRtp = *rtp;
    net::Endpoint rtcp = parameters.remoteRtp;
    if (rtcp.port != 0) ++rtcp.port;
    const auto address = SocketAddress::of(parameters.remoteRtcp.value_or(rtcp));
    if (!address) return invalid("the other side's RTCP address is not numeric");
    out.remoteRtcp = *address;
    return addKeys(parameters, before, out);
}

}  // namespace sidetone::media
