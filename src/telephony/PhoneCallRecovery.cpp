// SPDX-License-Identifier: GPL-3.0-or-later
// How a call follows its line to another address or another call server (NET-02, HA-06): by a
// re-INVITE over the new way, and where that leads nowhere, by an INVITE that takes the place of
// the dialog that is lost (RFC 3891). The sound goes on meanwhile. A survivable site is not asked:
// a router there answers for both phones, and knows nothing of a dialog that it did not make.
#include "sip/dialog/Replaces.h"
#include "telephony/PhoneCall.h"

namespace sidetone::telephony {
namespace {

/// The other side may need longer than we to find the next server.
constexpr core::Milliseconds betweenAttempts{3'000};
constexpr int mostAttempts = 25;
/// Who was called lets the caller ask first.
constexpr core::Milliseconds calledWaits{5'000};

}  // namespace

void PhoneCall::localAddressChanged() {
    const auto& flow = phone_.agent_->flow();
    if (!flow) return;
    local_.rtp.host = flow->local().host;
    local_.rtcp.host = flow->local().host;
    video_.setAddress(flow->local().host);
}

void PhoneCall::lineMoved(Line line) {
    if (!isConnected()) return;
    if (roster_) roster_->renew();
    localAddressChanged();
    stopRecovery();
    recoveryAttempts_ = 0;
    if (line == Line::SurvivableSite) return strand();
    if (line == Line::SameServer && session_->isStranded()) return;
    path_.gather(local_.rtp.host);
    path_.whenReady([this, line] { followLine(line); });
}

void PhoneCall::strand() {
    phone_.ports_.log.info("telephony", "The call keeps its sound alone: its server is gone");
    session_->strand();
    moves_ = false;
    const bool waited = info_.holdQueued;
    forgetHold();
    wantsHeld_ = heldHere_;
    local_.direction = heldHere_ ? sip::Direction::SendOnly : sip::Direction::SendReceive;
    if (waited) {
        info_.reason = "It could not be put on hold or resumed: its call server is gone.";
    }
    phone_.changed(info_.id);
}

void PhoneCall::followLine(Line line) {
    if (line == Line::OtherServer) {
        if (session_->weCalled()) {
            replaceAtPeer();
        } else {
            recoverAgain_ = phone_.ports_.clock.after(calledWaits, [this] { replaceAtPeer(); });
        }
        return;
    }
    moves_ = true;
    if (auto status = session_->reoffer(nextOffer()); !status) {
        moves_ = false;
        recoverAgain_ = phone_.ports_.clock.after(betweenAttempts, [this] {
            recoverAgain_.stop();
            lineMoved(Line::SameServer);
        });
    }
}

void PhoneCall::replaceAtPeer() {
    recoverAgain_.stop();
    const auto dialog = session_->dialogId();
    if (isEnded() || !dialog || recovery_) return;
    if (!session_->peerTakesReplaces()) {
        phone_.ports_.log.info("telephony",
                               "The other phone cannot take the call anew; the sound goes on");
        return;
    }
    if (++recoveryAttempts_ > mostAttempts) return;
    recovery_ = phone_.agent_->makeSession();
    sip::InviteSession::Handlers handlers;
    handlers.answered = [this](const std::string& description) { recovered(description); };
    handlers.ended = [this](const sip::SessionEnd& end) { recoveryRefused(end); };
    recovery_->setHandlers(std::move(handlers));
    auto target = session_->remote().uri;
    target.parameters = {};
    target.port = 0;
    const auto status =
        recovery_->call(target, nextOffer(), {sip::Replaces::atOtherEndOf(*dialog).text(), {}});
    if (!status) {
        recovery_.reset();
        recoverLater();
    }
}

void PhoneCall::recovered(const std::string& description) {
    phone_.ports_.log.info("telephony", "The call goes on by the new way");
    const auto old = std::exchange(session_, std::exchange(recovery_, nullptr));
    old->drop();
    followSession();
    answered(description);
}

void PhoneCall::recoveryRefused(const sip::SessionEnd& end) {
    recovery_.reset();
    const bool refused = end.cause == sip::SessionEnd::Cause::Refused;
    if (refused && (end.status == 603 || end.status == 481)) {
        // RFC 3891 3: the call has ended there while we could not hear it.
        const auto old = session_;
        sessionEnded({sip::SessionEnd::Cause::Remote, 0, {}, {}});
        old->drop();
        return;
    }
    recoverLater();
}

void PhoneCall::recoverLater() {
    if (isEnded()) return;
    recoverAgain_ = phone_.ports_.clock.after(betweenAttempts, [this] { replaceAtPeer(); });
}

void PhoneCall::stopRecovery() {
    recoverAgain_.stop();
    if (const auto session = std::exchange(recovery_, nullptr)) {
        session->setHandlers({});
        session->hangUp();
    }
}

}  // namespace sidetone::telephony
