// SPDX-License-Identifier: GPL-3.0-or-later
// Transfers of a PhoneCall, in all three roles: who transfers, who is transferred, and who is
// called in another call's place (RFC 5589).
#include "core/text.h"
#include "sip/dialog/Replaces.h"
#include "telephony/PhoneCall.h"
#include "telephony/audioDescriptions.h"

namespace sidetone::telephony {
namespace {

/// Who transferred hangs up when the others are connected; one that forgets does not keep us.
constexpr core::Milliseconds handOverPatience{10'000};

std::string refusalWords(int status, const std::string& phrase) {
    switch (status) {
        case 486:
        case 600:
            return "the other one is busy";
        case 603:
            return "it was declined";
        case 404:
        case 410:
        case 484:
        case 604:
            return "nobody is known by this number or address";
        case 480:
            return "the other one cannot be reached at the moment";
        case 405:
        case 501:
            return "the call server or the other phone has no transfers";
        case 408:
        case 487:
            return phrase.empty() ? "there was no answer" : "there was no answer (" + phrase + ")";
        default:
            return "the answer was " + std::to_string(status) + " " + phrase;
    }
}

}  // namespace

core::Status PhoneCall::transfer(const sip::NameAddress& referTo, const std::string& shown) {
    const std::string tried = "Transferring the call";
    if (!isConnected()) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "it is not connected");
    }
    if (referTo_) {
        return core::fail(core::ErrorCode::Busy, tried, "another transfer is under way",
                          "Wait until it has ended.");
    }
    referTo_ = referTo;
    info_.transfer = TransferState::Asked;
    info_.transferTo = shown;
    info_.transferReason.clear();
    heldForTransfer_ = !heldHere_;
    if (heldForTransfer_) {
        // RFC 5589 6: on hold first, so that nobody speaks to somebody who hears a ring.
        if (auto status = setHeld(true); !status) {
            referTo_.reset();
            info_.transfer = TransferState::None;
            return status;
        }
        phone_.changed(info_.id);
        return {};
    }
    sendRefer();
    return {};
}

void PhoneCall::sendRefer() {
    phone_.ports_.log.info("telephony",
                           "Transferring " + info_.peerUri + " to " + referTo_->uri.shortText());
    if (auto status = session_->refer(*referTo_); !status) {
        transferFailed(status.error().answer);
        return;
    }
    phone_.changed(info_.id);
}

void PhoneCall::transferProgressed(int status, const std::string& phrase) {
    if (!referTo_) return;
    if (status < 200) {
        if (status >= 180) info_.transfer = TransferState::Ringing;
        phone_.changed(info_.id);
    } else if (status < 300) {
        referTo_.reset();
        handedOn_ = true;
        session_->hangUp();
    } else {
        transferFailed(refusalWords(status, phrase));
    }
}

void PhoneCall::transferFailed(const std::string& why) {
    referTo_.reset();
    info_.transfer = TransferState::Failed;
    info_.transferReason =
        "Transferring the call to " + info_.transferTo + " did not work: " + why + ".";
    phone_.ports_.log.info("telephony", info_.transferReason);
    const bool resume = std::exchange(heldForTransfer_, false) && heldHere_;
    const auto id = info_.id;
    auto& phone = phone_;
    phone.changed(id);
    if (!resume) return;
    // The person is back with whom they wanted to transfer.
    if (auto status = phone.resume(id); !status) {
        phone.ports_.log.warning("telephony", status.error().sentence());
    }
}

core::Result<sip::NameAddress> PhoneCall::replacement() const {
    const auto dialog = session_ ? session_->dialogId() : std::nullopt;
    if (!dialog) {
        return core::fail(core::ErrorCode::InvalidInput, "Transferring the call",
                          "the second call is not connected");
    }
    // The address, not the Contact: a server in between would not pass a call to a stranger's
    // address on. Of several phones there, only the one in the call knows the dialog.
    auto address = session_->remote().uri;
    address.parameters = {};
    return sip::referTo(address, sip::Replaces::atOtherEndOf(*dialog).text());
}

void PhoneCall::replaceBy(const std::shared_ptr<sip::InviteSession>& session) {
    // Both sides ask for the lost call at once: who called first asks, the other one waits.
    if (recovery_ && session_->weCalled()) {
        session->refuse(491);
        return;
    }
    stopRecovery();
    const bool samePerson = session->remote().uri.shortText() == info_.peerUri;
    // Another phone has not counted the packets under our key; it gets one of its own.
    if (!samePerson && !local_.keys.empty()) local_.keys = makeKeys(phone_.ports_.random);
    std::optional<sip::AudioAnswer> answer;
    if (!session->firstOffer().empty()) {
        auto made = answerTo(session->firstOffer());
        if (!made) {
            phone_.ports_.log.warning("telephony", made.error().sentence());
            session->refuse(488);
            return;
        }
        answer = std::move(*made);
    }
    ringing_.stop();
    const auto old = std::exchange(session_, session);
    old->setHandlers({});
    followSession();
    info_.peerUri = session_->remote().uri.shortText();
    info_.peerName = core::printable(session_->remote().display, 200);
    if (!samePerson) info_.sentOnBy = session_->sentOnBy();
    session_->accept(answer ? answer->description.text() : nextOffer());
    old->hangUp();
    if (!info_.connected) info_.connected = phone_.ports_.clock.wallTime();
    heldHere_ = wantsHeld_;
    info_.holdQueued = false;
    if (answer) {
        offerFormats_ = answer->agreed.receive;
        if (!agree(answer->agreed)) return;
    }
    refreshState();
}

void PhoneCall::identified() {
    info_.peerUri = session_->remote().uri.shortText();
    info_.peerName = core::printable(session_->remote().display, 200);
    phone_.changed(info_.id);
}

void PhoneCall::tell(int status, const std::string& phrase) {
    if (!follower_ || status <= 100) return;
    const auto follower = follower_;
    if (status >= 200) follower_ = nullptr;
    follower(status, phrase);
}

void PhoneCall::tellReferrer(int status, const std::string& phrase) {
    if (isEnded()) return;
    session_->tellReferrer(status, phrase);
    if (status < 200 || status >= 300) return;
    handedOn_ = true;
    handOver_ = phone_.ports_.clock.after(handOverPatience, [this] { hangUp(); });
}

}  // namespace sidetone::telephony
