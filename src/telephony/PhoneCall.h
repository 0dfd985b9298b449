// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "media/AudioSession.h"
#include "sip/call/InviteSession.h"
#include "sip/events/ConferenceInfo.h"
#include "sip/events/Subscription.h"
#include "sip/sdp/AudioNegotiation.h"
#include "telephony/CallControl.h"
#include "telephony/CallPath.h"
#include "telephony/CallVideo.h"
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

    core::Status dial(const sip::Uri& target, const sip::InviteHeaders& with = {});
    /// Tells how this call comes on (100 to 699), until a final status.
    using Follower = std::function<void(int status, const std::string& phrase)>;
    void tellProgress(Follower follower) { follower_ = std::move(follower); }
    /// Who asked for this call, as people read it.
    void setSentOnBy(const std::string& name) { info_.sentOnBy = name; }
    /// Takes an INVITE: refuses it where its sound does not fit, else lets it ring.
    void takeIncoming(std::shared_ptr<sip::InviteSession> session);
    core::Status answer();
    void hangUp();
    core::Status setHeld(bool held);
    core::Status setMuted(bool muted);
    core::Status setVideo(OwnVideo video);
    [[nodiscard]] const media::VideoViews& pictures() const { return video_.views(); }
    /// Only where the other side has not said its name itself.
    void suggestName(const std::string& name);
    core::Status sendDigits(const std::string& digits);

    // PhoneCallTransfer.cpp
    /// Holds the call, then asks its other side to call that address.
    core::Status transfer(const sip::NameAddress& referTo, const std::string& shown);
    /// Replaces at the other end of this call: what a third phone needs to take our place.
    [[nodiscard]] core::Result<sip::NameAddress> replacement() const;
    /// Another dialog takes this call's place; the person goes on talking.
    void replaceBy(const std::shared_ptr<sip::InviteSession>& session);
    /// The call that its other side asked for came so far.
    void tellReferrer(int status, const std::string& phrase);
    [[nodiscard]] bool uses(const std::shared_ptr<sip::InviteSession>& session) const {
        return session_ == session;
    }
    [[nodiscard]] const sip::Uri& target() const { return target_; }
    /// Empty before there is one.
    [[nodiscard]] std::optional<sip::DialogId> dialogId() const {
        return session_ ? session_->dialogId() : std::nullopt;
    }
    // PhoneCallConference.cpp
    /// Takes part in a conference that is mixed here; null: no longer.
    void mixWith(std::shared_ptr<media::SoundMixer> mixer);
    [[nodiscard]] bool isMixed() const { return isMixed_; }
    /// The address of the conference that is at the other end; empty where a person is.
    [[nodiscard]] std::optional<sip::Uri> focus() const;
    void setJoins(CallId other) { info_.joins = other; }
    // PhoneCallRecovery.cpp
    enum class Line { SameServer, OtherServer, SurvivableSite };
    /// The line has another way to a call server than before: the call follows it.
    void lineMoved(Line line);
    /// This call was handed on: its end is no hang-up.
    void markTransferred() { handedOn_ = true; }

private:
    core::Status prepareSound();
    void prepareVideo(const std::string& localAddress);
    // PhoneCallPath.cpp
    [[nodiscard]] CallPath::Ports pathPorts();
    core::Status preparePath(const sip::Flow& flow);
    core::Status inviteWhenReady();
    /// Our candidates are there: into the answer that waits for a person, or for them.
    void answerIsReady();
    void pathChanged();
    void pathFailed(const core::Error& error);
    [[nodiscard]] MediaProtection protectionOf(const sip::AgreedAudio& agreed) const;
    [[nodiscard]] CallVideo::Ports videoPorts();
    core::Status invite();
    void listen();
    // What the session says.
    void progressed(int status, const std::string& description);
    void answered(const std::string& description);
    void offered(const std::string& description);
    void established();
    // PhoneCallHold.cpp
    core::Status hold(bool held);
    /// What was wanted of hold meanwhile, now that it may be asked for.
    void holdNext();
    void forgetHold();
    /// Whether a hold or resume that did not reach the other phone is asked for again.
    bool holdsLater(bool wanted, const core::Error& error);
    void reofferFailed(const core::Error& error);
    void sessionEnded(const sip::SessionEnd& end);
    void followSession();
    void identified();
    void sendRefer();
    void transferProgressed(int status, const std::string& phrase);
    void transferFailed(const std::string& why);
    void tell(int status, const std::string& phrase);
    void followRoster();
    void rosterTold(const std::string& document);
    void leaveRoster();
    void localAddressChanged();
    void followLine(Line line);
    /// The survivable site knows nothing of the call: its sound goes on, and nothing else.
    void strand();
    void replaceAtPeer();
    void recovered(const std::string& description);
    void recoveryRefused(const sip::SessionEnd& end);
    void recoverLater();
    void stopRecovery();

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
    CallVideo video_;
    CallPath path_;
    std::string pathTrouble_;  ///< a sentence, where it ended the call
    bool answersWhenReady_ = false;
    sip::LocalAudio local_;                        ///< all that we can
    std::vector<sip::AudioFormat> offerFormats_;   ///< what a new offer of ours lists
    std::optional<sip::AudioAnswer> firstAnswer_;  ///< ready while an incoming call rings
    std::optional<sip::AgreedAudio> agreed_;
    sip::KeyPolicy policy_ = sip::KeyPolicy::None;
    sip::HandshakePolicy handshake_ = sip::HandshakePolicy::None;
    bool heldHere_ = false;
    bool wantsHeld_ = false;
    std::optional<bool> nextHeld_;  ///< wanted while it could not be asked for
    core::Timer holdAgain_;         ///< while the other phone is not reached
    int holdAttempts_ = 0;
    bool heldThere_ = false;
    bool rangOut_ = false;
    core::Timer ringing_;
    sip::InviteHeaders headers_;               ///< of our INVITE
    std::optional<sip::NameAddress> referTo_;  ///< while a transfer waits or is under way
    bool heldForTransfer_ = false;
    bool handedOn_ = false;
    Follower follower_;
    core::Timer handOver_;

    bool isMixed_ = false;
    sip::ConferenceInfo people_;                 ///< of the conference at the other end
    std::shared_ptr<sip::Subscription> roster_;  ///< while there is one

    std::shared_ptr<sip::InviteSession> recovery_;  ///< takes the place of a dialog that is lost
    core::Timer recoverAgain_;
    int recoveryAttempts_ = 0;
    bool moves_ = false;  ///< a re-INVITE by the new way is under way
};

}  // namespace sidetone::telephony
