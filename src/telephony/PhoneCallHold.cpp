// SPDX-License-Identifier: GPL-3.0-or-later
// Hold and resume by re-INVITE (RFC 3264 8.4). A wish that cannot be asked for at once is kept:
// while another change is under way, while the line is lost (AUD-07), and while the other phone is
// not reached, as one whose machine has just moved to another address (NET-02).
#include "telephony/PhoneCall.h"

namespace sidetone::telephony {
namespace {

/// As long as a server needs to give up a phone that has moved (timer B of most is shorter).
constexpr core::Milliseconds betweenHolds{4'000};
constexpr int mostHolds = 8;

bool isPassing(const core::Error& error) {
    return error.code == core::ErrorCode::Unavailable || error.code == core::ErrorCode::Timeout;
}

}  // namespace

core::Status PhoneCall::setHeld(bool held) {
    if (holdAgain_.isSet() && nextHeld_ == held) return {};
    holdAttempts_ = 0;
    if (isConnected() && nextHeld_ && held == heldHere_ && held == wantsHeld_) {
        forgetHold();
        phone_.changed(info_.id);
        return {};
    }
    return hold(held);
}

core::Status PhoneCall::hold(bool held) {
    if (!isConnected()) {
        return core::fail(core::ErrorCode::InvalidInput,
                          held ? "Putting the call on hold" : "Resuming the call",
                          "it is not connected");
    }
    if (held == heldHere_ && held == wantsHeld_) return {};
    const bool lineIsLost =
        !phone_.agent_->flow() ||
        phone_.agent_->registration().state() != sip::RegistrationState::Registered || recovery_ ||
        recoverAgain_.isSet();
    if (lineIsLost) {
        // AUD-07: it is done when a call server is there again; until then the sound goes on.
        wantsHeld_ = held;
        local_.direction = held ? sip::Direction::SendOnly : sip::Direction::SendReceive;
        info_.holdQueued = held != heldHere_;
        phone_.changed(info_.id);
        return {};
    }
    const auto before = local_.direction;
    local_.direction = held ? sip::Direction::SendOnly : sip::Direction::SendReceive;
    if (auto status = session_->reoffer(nextOffer()); !status) {
        local_.direction = before;
        if (status.error().code != core::ErrorCode::Busy) return status;
        // Who changes their mind quickly is not asked to press once more.
        nextHeld_ = held;
        info_.holdQueued = true;
        phone_.changed(info_.id);
        return {};
    }
    wantsHeld_ = held;
    return {};
}

void PhoneCall::holdNext() {
    holdAgain_.stop();
    const auto held = std::exchange(nextHeld_, {});
    if (!held) return;
    info_.holdQueued = false;
    if (auto status = hold(*held); !status) {
        phone_.ports_.log.warning("telephony", status.error().sentence());
        info_.reason = status.error().sentence();
    }
    phone_.changed(info_.id);
}

void PhoneCall::forgetHold() {
    holdAgain_.stop();
    nextHeld_.reset();
    info_.holdQueued = false;
}

bool PhoneCall::holdsLater(bool wanted, const core::Error& error) {
    if (wanted == heldHere_ || !isPassing(error) || referTo_) return false;
    if (++holdAttempts_ > mostHolds) return false;
    // What was wished for meanwhile counts more.
    if (!nextHeld_) nextHeld_ = wanted;
    info_.holdQueued = true;
    holdAgain_ = phone_.ports_.clock.after(betweenHolds, [this] { holdNext(); });
    phone_.changed(info_.id);
    return true;
}

void PhoneCall::reofferFailed(const core::Error& error) {
    phone_.ports_.log.warning("telephony", error.sentence());
    if (std::exchange(moves_, false)) {
        replaceAtPeer();
        return;
    }
    const bool wanted = std::exchange(wantsHeld_, heldHere_);
    local_.direction = heldHere_ ? sip::Direction::SendOnly : sip::Direction::SendReceive;
    video_.revert();
    if (holdsLater(wanted, error)) return;
    info_.reason = error.sentence();
    phone_.changed(info_.id);
    // Holding is a courtesy; the transfer itself may work all the same.
    if (referTo_ && heldForTransfer_ && info_.transfer == TransferState::Asked) sendRefer();
    holdNext();
}

}  // namespace sidetone::telephony
