// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videostream/PreparedVideo.h"

#include <algorithm>

namespace sidetone::media {
namespace {

constexpr const char* tried = "Setting up the video of a call";

core::Error invalid(std::string answer) {
    return core::fail(core::ErrorCode::InvalidInput, tried, std::move(answer));
}

core::Status check(const VideoParameters& parameters) {
    const auto isPayloadType = [](int type) { return type >= 0 && type <= 127; };
    if (parameters.receive.empty()) return invalid("no format to receive was agreed on");
    if (!isPayloadType(parameters.send.payloadType) ||
        !std::ranges::all_of(parameters.receive, isPayloadType)) {
        return invalid("a payload type is too large");
    }
    return {};
}

}  // namespace

core::Result<PreparedVideo> prepareVideo(const VideoParameters& parameters,
                                         const VideoParameters* before) {
    if (auto status = check(parameters); !status) return status.error();
    PreparedVideo out;
    out.parameters = parameters;
    const auto old = before != nullptr ? std::optional(routeOf(*before)) : std::nullopt;
    if (auto status = prepareRoute(tried, routeOf(parameters), old ? &*old : nullptr, out);
        !status) {
        return status.error();
    }
    return out;
}

}  // namespace sidetone::media
