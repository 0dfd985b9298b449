// SPDX-License-Identifier: GPL-3.0-or-later
// A PhoneCall among several: mixed here, or with a conference server at the other end.
#include "media/mixing/SoundMixer.h"
#include "sip/call/UserAgent.h"
#include "telephony/PhoneCall.h"

namespace sidetone::telephony {

void PhoneCall::mixWith(std::shared_ptr<media::SoundMixer> mixer) {
    isMixed_ = mixer != nullptr;
    info_.inConference = isMixed_ || focus().has_value();
    audio_->setMixer(std::move(mixer));
    phone_.changed(info_.id);
}

std::optional<sip::Uri> PhoneCall::focus() const {
    return session_ && isConnected() ? session_->focus() : std::nullopt;
}

void PhoneCall::followRoster() {
    const auto conference = focus();
    if (!conference || roster_) return;
    info_.inConference = true;
    roster_ = phone_.agent_->subscribe(
        {*conference, "conference", "application/conference-info+xml"},
        {[this](const std::string& body) { rosterTold(body); }, [this] { people_.forget(); }});
}

void PhoneCall::rosterTold(const std::string& document) {
    const auto taken = people_.take(document);
    if (!taken) {
        phone_.ports_.log.warning("telephony", taken.error().sentence());
        if (roster_) roster_->askAgain();
        return;
    }
    info_.participants.clear();
    for (const auto& user : people_.users()) {
        info_.participants.push_back({user.address, user.name, user.isThere});
    }
    phone_.changed(info_.id);
}

void PhoneCall::leaveRoster() {
    if (roster_) roster_->stop();
    roster_.reset();
}

}  // namespace sidetone::telephony
