// SPDX-License-Identifier: GPL-3.0-or-later
// What the SIP session says to a PhoneCall: progress, offers, answers, and the end.
#include "sip/sdp/SessionDescription.h"
#include "sip/sdp/sections.h"
#include "telephony/PhoneCall.h"
#include "telephony/audioDescriptions.h"
#include "telephony/callEnds.h"

namespace sidetone::telephony {

std::string PhoneCall::nextOffer() {
    auto offer = local_;
    offer.formats = offerFormats_;
    offer.version = ++local_.version;
    if (agreed_ && agreed_->localKey) {
        offer.keyPolicy = sip::KeyPolicy::Required;
        offer.keys = {*agreed_->localKey};
        local_.keys = offer.keys;
        offer.handshake = sip::HandshakePolicy::None;
    } else if (agreed_ && agreed_->byHandshake) {
        offer.keyPolicy = sip::KeyPolicy::Required;
        offer.handshake = sip::HandshakePolicy::Required;
    } else if (agreed_ && policy_ != sip::KeyPolicy::Required) {
        offer.keyPolicy = sip::KeyPolicy::None;
        offer.handshake = sip::HandshakePolicy::None;
    }
    if (agreed_ && agreed_->receiveTelephoneEvent) {
        offer.telephoneEvent = *agreed_->receiveTelephoneEvent;
    }
    offer.telephoneEvent = sip::telephoneEventBeside(offer.formats, offer.telephoneEvent);
    local_.keyPolicy = offer.keyPolicy;
    local_.handshake = offer.handshake;
    local_.telephoneEvent = offer.telephoneEvent;
    auto description = sip::makeAudioOffer(offer);
    path_.addTo(description, offer.handshake);
    video_.addTo(description, local_.direction);
    return description.text();
}

core::Result<sip::AudioAnswer> PhoneCall::answerTo(const std::string& text) {
    auto offer = sip::SessionDescription::parse(text);
    if (!offer) return offer.error();
    auto local = local_;
    local.formats = formatsOf(phone_.formats());
    local.keyPolicy = policy_;
    local.handshake = handshake_;
    // A new offer may choose another suite than the one in use: both keys are ready, the one in
    // use first.
    if (policy_ != sip::KeyPolicy::None && local.keys.size() < 2) {
        for (auto& key : makeKeys(phone_.ports_.random)) {
            if (local.keys.empty() || key.suite != local.keys.front().suite) {
                local.keys.push_back(std::move(key));
            }
        }
    }
    local.version = ++local_.version;
    auto answer = sip::answerAudioOffer(local, *offer);
    if (answer) path_.answer(*offer, *answer);
    if (answer) video_.answer(*offer, answer->description, policy_, local_.direction);
    info_.video = video_.state();
    return answer;
}

core::Status PhoneCall::applySound(const sip::AgreedAudio& agreed) {
    auto parameters = parametersOf(agreed);
    if (!parameters) return parameters.error();
    // sendonly says that music may come (RFC 3264 8.4). There is none, and whoever is on hold must
    // not hear the room.
    if (heldHere_) parameters->direction = media::MediaDirection::Inactive;
    const auto& marks = phone_.settings_.marks;
    parameters->dscp = video_.hasPicture() ? marks.soundBesidePicture : marks.sound;
    path_.adjust(agreed, *parameters);
    if (path_.isSecured(agreed)) {
        if (auto status = audio_->configure(*parameters); !status) return status;
    }
    agreed_ = agreed;
    info_.protection = protectionOf(agreed);
    heldThere_ = !sip::receives(agreed.remoteDirection);
    return {};
}

core::Status PhoneCall::agree(const sip::AgreedAudio& agreed) {
    auto status = path_.apply(agreed);
    if (status) status = applySound(agreed);
    if (!status) {
        phone_.ports_.log.error("telephony", status.error().sentence());
        session_->hangUp(488, "Sound could not be set up");
        return status;
    }
    video_.apply(mostBitsOf(agreed.send));
    return status;
}

void PhoneCall::progressed(int status, const std::string& description) {
    // 180 rings; 183 with a description brings the other side's own sound (RFC 3261 13.2.1).
    if (!description.empty()) {
        if (auto answer = sip::SessionDescription::parse(description)) {
            auto local = local_;
            local.formats = offerFormats_;
            // A handshake waits for who answers: several may ring.
            const auto agreed = sip::readAudioAnswer(local, *answer);
            if (agreed && !agreed->byHandshake) {
                if (auto applied = applySound(*agreed); !applied) {
                    phone_.ports_.log.warning("telephony", applied.error().sentence());
                }
            }
        }
    }
    if (status == 180) audio_->setRinging(true);
    if (status == 180 || status == 183) become(CallState::Ringing);
    tell(status, {});
}

void PhoneCall::answered(const std::string& description) {
    ringing_.stop();
    audio_->setRinging(false);
    const auto answer = sip::SessionDescription::parse(description);
    auto local = local_;
    local.formats = offerFormats_;
    auto agreed = answer ? sip::readAudioAnswer(local, *answer)
                         : core::Result<sip::AgreedAudio>(answer.error());
    if (!agreed) {
        phone_.ports_.log.warning("telephony", agreed.error().sentence());
        session_->hangUp(488, "The answer does not fit the offer");
        return;
    }
    heldHere_ = wantsHeld_;
    path_.readAnswer(*answer, *agreed);
    video_.readAnswer(*answer);
    info_.holdQueued = false;
    moves_ = false;
    if (!agree(*agreed)) return;
    refreshState();
    if (referTo_ && heldForTransfer_ && heldHere_) sendRefer();
    holdNext();
}

void PhoneCall::offered(const std::string& description) {
    if (description.empty()) {
        session_->accept(nextOffer());
        return;
    }
    auto answer = answerTo(description);
    if (!answer) {
        phone_.ports_.log.warning("telephony", answer.error().sentence());
        session_->refuse(488);
        return;
    }
    session_->accept(answer->description.text());
    offerFormats_ = answer->agreed.receive;
    if (!agree(answer->agreed)) return;
    refreshState();
    // Who asks is there again.
    if (holdAgain_.isSet()) holdNext();
}

void PhoneCall::established() {
    ringing_.stop();
    if (!info_.connected) info_.connected = phone_.ports_.clock.wallTime();
    if (!session_->remote().display.empty()) info_.peerName = session_->remote().display;
    followRoster();
    refreshState();
    tell(200, "OK");
    phone_.conferenceAnswered(info_.id);
}

void PhoneCall::refreshState() {
    if (isEnded() || !info_.connected) return;
    if (heldHere_) {
        become(CallState::HeldHere);
    } else {
        become(heldThere_ ? CallState::HeldThere : CallState::Connected);
    }
}

void PhoneCall::become(CallState state) {
    info_.state = state;
    phone_.changed(info_.id);
}

void PhoneCall::sessionEnded(const sip::SessionEnd& end) {
    // A phone that knows no SRTP refuses the offer of it: where it need not be, once more
    // without. The lock then shows what came of it.
    const bool refusedSound = end.cause == sip::SessionEnd::Cause::Refused &&
                              (end.status == 488 || end.status == 415 || end.status == 606);
    if (refusedSound && policy_ == sip::KeyPolicy::Optional && !rangOut_) {
        phone_.ports_.log.info("telephony", "Calling again without encrypted sound");
        policy_ = sip::KeyPolicy::None;
        local_.keyPolicy = policy_;
        local_.keys.clear();
        handshake_ = sip::HandshakePolicy::None;
        path_.end();
        if (invite()) return;
    }
    // A server that was away knows nothing of the call any more; the other side may.
    if (std::exchange(moves_, false) && end.cause == sip::SessionEnd::Cause::Failed &&
        end.status == 481) {
        replaceAtPeer();
        return;
    }
    stopRecovery();
    forgetHold();
    ringing_.stop();
    const auto text = describeEnd(end, info_);
    info_.end = rangOut_ ? CallEnd::NotAnswered : text.end;
    info_.reason = text.sentence;
    if (!pathTrouble_.empty()) {
        info_.end = CallEnd::Failed;
        info_.reason = pathTrouble_;
    }
    if (handedOn_ && info_.connected && end.cause != sip::SessionEnd::Cause::Failed) {
        info_.end = CallEnd::Transferred;
    }
    info_.ended = phone_.ports_.clock.wallTime();
    info_.state = CallState::Ended;
    path_.end();
    isMixed_ = false;
    if (audio_) audio_->stop();
    leaveRoster();
    handOver_.stop();
    if (!info_.connected) tell(end.status >= 300 ? end.status : 487, end.reason);
    video_.stop();
    phone_.ended(info_.id);
}

}  // namespace sidetone::telephony
