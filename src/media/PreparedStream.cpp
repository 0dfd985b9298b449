// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/PreparedStream.h"

namespace sidetone::media {
namespace {

constexpr const char* tried = "Setting up the sound of a call";

core::Error invalid(std::string answer) {
    return core::fail(core::ErrorCode::InvalidInput, tried, std::move(answer));
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
    if (parameters.packetMilliseconds < 1 || parameters.packetMilliseconds > 1000) {
        return invalid("the packet length makes no sense");
    }
    if (parameters.dscp.value_or(0) < 0 || parameters.dscp.value_or(0) > 63) {
        return invalid("the mark is no code point");
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
    const auto old = before != nullptr ? std::optional(routeOf(*before)) : std::nullopt;
    if (auto status = prepareRoute(tried, routeOf(parameters), old ? &*old : nullptr, out);
        !status) {
        return status.error();
    }
    if (auto status = addCodecs(parameters, before, out); !status) return status.error();
    return out;
}

}  // namespace sidetone::media
