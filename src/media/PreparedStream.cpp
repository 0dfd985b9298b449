// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/PreparedStream.h"

namespace sidetone::media {
namespace {

core::Error invalid(std::string answer) {
    return core::fail(core::ErrorCode::InvalidInput, "Setting up the sound of a call",
                      std::move(answer));
}

bool isPayloadType(int type) {
    return type >= 0 && type <= 127;
}

core::Status check(const AudioParameters& parameters) {
    if (parameters.receive.empty()) return invalid("no format to receive was agreed on");
    if (!isPayloadType(parameters.send.payloadType)) return invalid("a payload type is too large");
    for (const auto& format : parameters.receive) {
        if (!isPayloadType(format.payloadType)) return invalid("a payload type is too large");
    }
    if (!isPayloadType(parameters.sendTelephoneEvent.value_or(0)) ||
        !isPayloadType(parameters.receiveTelephoneEvent.value_or(0))) {
        return invalid("a payload type is too large");
    }
    if (parameters.localKey.has_value() != parameters.remoteKey.has_value()) {
        return invalid("only one side gave a key");
    }
    if (parameters.packetMilliseconds < 1 || parameters.packetMilliseconds > 1000) {
        return invalid("the packet length makes no sense");
    }
    return {};
}

bool sameKey(const std::optional<SrtpKey>& a, const std::optional<SrtpKey>& b) {
    if (!a || !b) return false;
    return a->suite == b->suite && a->keyAndSalt.reveal() == b->keyAndSalt.reveal();
}

core::Status addAddresses(const AudioParameters& parameters, PreparedStream& out) {
    const auto rtp = SocketAddress::of(parameters.remoteRtp);
    if (!rtp) return invalid("the other side's address is not numeric");
    out.remoteRtp = *rtp;
    net::Endpoint rtcp = parameters.remoteRtp;
    if (rtcp.port != 0) ++rtcp.port;
    const auto address = SocketAddress::of(parameters.remoteRtcp.value_or(rtcp));
    if (!address) return invalid("the other side's RTCP address is not numeric");
    out.remoteRtcp = *address;
    return {};
}

core::Status addKeys(const AudioParameters& parameters, const AudioParameters* before,
                     PreparedStream& out) {
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

core::Status addCodecs(const AudioParameters& parameters, const AudioParameters* before,
                       PreparedStream& out) {
    if (before == nullptr || before->send.codec != parameters.send.codec ||
        before->send.parameters != parameters.send.parameters) {
        auto made = makeEncoder(parameters.send);
        if (!made) return made.error();
        out.encoder = std::move(*made);
    }
    if (before != nullptr && before->receive == parameters.receive) return {};
    for (const auto& format : parameters.receive) {
        auto made = makeDecoder(format.codec);
        if (!made) return made.error();
        out.decoders.push_back({format.payloadType, format.codec, std::move(*made)});
    }
    return {};
}

}  // namespace

core::Result<PreparedStream> prepareStream(const AudioParameters& parameters,
                                           const AudioParameters* before) {
    PreparedStream out;
    out.send = parameters.send;
    out.sendTelephoneEvent = parameters.sendTelephoneEvent;
    out.receiveTelephoneEvent = parameters.receiveTelephoneEvent;
    out.packetMilliseconds = parameters.packetMilliseconds;
    out.direction = parameters.direction;
    if (auto status = check(parameters); !status) return status.error();
    if (auto status = addAddresses(parameters, out); !status) return status.error();
    if (auto status = addKeys(parameters, before, out); !status) return status.error();
    if (auto status = addCodecs(parameters, before, out); !status) return status.error();
    return out;
}

}  // namespace sidetone::media
