// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a PhoneCall: what CallVideo needs from it, and switching it on and off.
#include "telephony/PhoneCall.h"

namespace sidetone::telephony {

CallVideo::Ports PhoneCall::videoPorts() {
    const auto& ports = phone_.ports_;
    return {ports.media,
            ports.random,
            ports.log,
            [this] {
                info_.video = video_.state();
                phone_.changed(info_.id);
            },
            [this] {
                info_.video = video_.state();
                if (isConnected()) Q_EMIT phone_.statisticsChanged(info_.id);
            },
            ports.paths};
}

void PhoneCall::prepareVideo(const std::string& localAddress) {
    const auto& settings = phone_.settings_;
    CallVideo::Line line;
    line.setup.localAddress = localAddress;
    line.address = local_.rtp.host;
    line.setup.ports =
        media::PortRange{settings.firstMediaPort, settings.lastMediaPort}.videoHalf();
    line.setup.dscp = settings.marks.picture;
    line.sound = audio_.get();
    if (const auto peer = sip::Uri::parse(info_.peerUri)) line.place = peer->host;
    line.mostCallBits = settings.mostCallBits;
    // A picture has no such keys and no such way.
    const auto& path = settings.path;
    const bool soundAlone =
        path.endToEnd == EndToEnd::Always ||
        (path.endToEnd == EndToEnd::WherePossible && path.choice == media::PathChoice::RelayOnly);
    line.isOn = settings.video && !soundAlone;
    line.startsSeen = settings.startsWithVideo;
    video_.prepare(line);
    info_.video = video_.state();
}

core::Status PhoneCall::setVideo(OwnVideo video) {
    if (auto status = video_.want(video == OwnVideo::On); !status) return status;
    // While it rings here, the answer is not given yet.
    if (info_.state == CallState::Incoming) {
        if (!firstAnswer_) return {};
        auto answer = answerTo(session_->firstOffer());
        if (!answer) return answer.error();
        firstAnswer_ = std::move(*answer);
        return {};
    }
    if (!isConnected()) {
        video_.revert();
        return core::fail(core::ErrorCode::InvalidInput, "Switching video on or off",
                          "the call is not connected");
    }
    if (auto status = session_->reoffer(nextOffer()); !status) {
        video_.revert();
        return status;
    }
    return {};
}

}  // namespace sidetone::telephony
