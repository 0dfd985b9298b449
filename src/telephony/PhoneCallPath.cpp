// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a PhoneCall's sound through networks: when it is looked for, and what becomes of the
// call where it is found, or is not.
#include "telephony/PhoneCall.h"

namespace sidetone::telephony {

CallPath::Ports PhoneCall::pathPorts() {
    const auto& ports = phone_.ports_;
    return {ports.clock,
            ports.random,
            ports.log,
            ports.resolver,
            [this] { pathChanged(); },
            [this](const core::Error& error) { pathFailed(error); }};
}

core::Status PhoneCall::preparePath(const sip::Flow& flow) {
    const auto& settings = phone_.settings_.path;
    const bool isWanted = settings.endToEnd == EndToEnd::Always;
    const std::string tried = "Preparing a call that is encrypted from end to end";
    if (settings.endToEnd == EndToEnd::Never) return {};
    if (policy_ == sip::KeyPolicy::None) {
        if (!isWanted) return {};
        return core::fail(core::ErrorCode::Unsupported, tried,
                          "this phone's calls are not encrypted: its device is not set to it, or "
                          "its call server is connected without TLS",
                          "Ask your administrator.");
    }
    if (!phone_.certificate_) {
        auto made = media::DtlsCertificate::create(phone_.ports_.clock.wallTime());
        if (!made) return made.error();
        phone_.certificate_ = std::move(*made);
    }
    const auto role = info_.outgoing ? media::IceRole::Controlling : media::IceRole::Controlled;
    if (auto begun = path_.begin(settings, *audio_, role, phone_.certificate_); !begun) {
        return isWanted ? begun : core::Status();
    }
    handshake_ = isWanted ? sip::HandshakePolicy::Required : sip::HandshakePolicy::Offered;
    // Without keys there is nobody to look for a way with.
    if (isWanted || settings.choice == media::PathChoice::RelayOnly) {
        policy_ = sip::KeyPolicy::Required;
    }
    local_.keyPolicy = policy_;
    local_.handshake = handshake_;
    path_.gather(flow.local().host);
    return {};
}

core::Status PhoneCall::inviteWhenReady() {
    if (path_.isReady()) return invite();
    path_.whenReady([this] {
        if (auto late = invite(); !late) {
            sessionEnded({sip::SessionEnd::Cause::Failed, 0, {}, late.error()});
        }
    });
    return {};
}

void PhoneCall::answerIsReady() {
    if (info_.state != CallState::Incoming) return;
    if (firstAnswer_) {
        auto answer = answerTo(session_->firstOffer());
        if (answer) firstAnswer_ = std::move(*answer);
    }
    if (!std::exchange(answersWhenReady_, false)) return;
    if (auto status = this->answer(); !status) {
        phone_.ports_.log.warning("telephony", status.error().sentence());
    }
}

void PhoneCall::pathChanged() {
    if (isEnded() || !agreed_) return;
    if (auto status = applySound(sip::AgreedAudio(*agreed_)); !status) {
        pathFailed(status.error());
        return;
    }
    phone_.changed(info_.id);
}

void PhoneCall::pathFailed(const core::Error& error) {
    if (isEnded()) return;
    phone_.ports_.log.error("telephony", error.sentence());
    pathTrouble_ = error.sentence();
    session_->hangUp(488, "No protected way for the sound");
}

/// The lock speaks for sound and picture, of which the picture has its keys in the descriptions.
MediaProtection PhoneCall::protectionOf(const sip::AgreedAudio& agreed) const {
    if (agreed.byHandshake) {
        if (!path_.isSecured(agreed)) return MediaProtection::Agreeing;
        return video_.hasPicture() ? MediaProtection::Srtp : MediaProtection::EndToEnd;
    }
    return agreed.localKey && agreed.remoteKey ? MediaProtection::Srtp : MediaProtection::None;
}

}  // namespace sidetone::telephony
