// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "media/AudioSession.h"
#include "sip/call/InviteSession.h"
#include "sip/sdp/AudioNegotiation.h"
#include "telephony/CallControl.h"
#include "telephony/SoftPhone.h"

namespace sidetone::telephony {

/// One call of the softphone: a SIP session, its sound, and what a person sees of it.
///
/// Descriptions are negotiated by sip/sdp's functions; the sound's ports are bound when the call
/// begins, and the engine does the rest on its own thread, so that answering takes no time here.
class PhoneCall {
public:
    PhoneCall(SoftPhone& phone, CallId id);
    ~PhoneCall();
    PhoneCall(const PhoneCall&) = delete;
    PhoneCall& operator=(const PhoneCall&) = delete;

    [[nodiscard]] const Call& info() const { return info_; }
    [[nodiscard]] bool isEnded() const { return info_.state == CallState::Ended; }
    /// There is a conversation, on hold or not.
    [[nodiscard]] bool isConnected() const { return info_.connected.has_value() && !isEnded(); }

    core::Status dial(const sip::Uri& target);
    /// Takes an INVITE: refuses it where its sound does not fit, else lets it ring.
    void takeIncoming(std::shared_ptr<sip::InviteSession> session);
    core::Status answer();
    void hangUp();
    core::Status setHeld(bool held);
    core::Status setMuted(bool muted);
    /// Only where the other side has not said its name itself.
    void suggestName(const std::string& name);
    core::Status sendDigits(const std::string& digits);

private:
    core::Status prepareSound();
    core::Status invite();
    void listen();
    // What the session says.
    void progressed(int status, const std::string& description);
    void answered(const std::string& description);
    void offered(const std::string& description);
    void established();
    void reofferFailed(const core::Error& error);
    void sessionEnded(const sip::SessionEnd& end);

    [[nodiscard]] core::Result<sip::AudioAnswer> answerTo(const std::string& offer);
    [[nodiscard]] std::string nextOffer();
    core::Status agree(const sip::AgreedAudio& agreed);
    core::Status applySound(const sip::AgreedAudio& agreed);
    void refreshState();
    void become(CallState state);

    SoftPhone& phone_;
    Call info_;
    sip::Uri target_;
    std::shared_ptr<sip::InviteSession> session_;
    std::unique_ptr<media::AudioSession> audio_;
    sip::LocalAudio local_;                        ///< all that we can
    std::vector<sip::AudioFormat> offerFormats_;   ///< what a new offer of ours lists
    std::optional<sip::AudioAnswer> firstAnswer_;  ///< ready while an incoming call rings
    std::optional<sip::AgreedAudio> agreed_;
    sip::KeyPolicy policy_ = sip::KeyPolicy::None;
    bool heldHere_ = false;
    bool wantsHeld_ = false;
    bool heldThere_ = false;
    bool rangOut_ = false;
    core::Timer ringing_;
};

}  // namespace sidetone::telephony
