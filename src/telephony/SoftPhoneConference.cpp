// SPDX-License-Identifier: GPL-3.0-or-later
// Calls of several people: at the call server where it has a place for them (RFC 4579), else
// mixed here.
#include <algorithm>

#include "media/mixing/SoundMixer.h"
#include "sip/call/Referral.h"
#include "telephony/PhoneCall.h"
#include "telephony/SoftPhone.h"

namespace sidetone::telephony {
namespace {

constexpr const char* tried = "Making a conference";

}  // namespace

core::Result<std::vector<PhoneCall*>> SoftPhone::membersOf(std::vector<CallId> ids) const {
    if (ids.empty()) {
        for (const auto& [id, call] : calls_) {
            if (call->isConnected()) ids.push_back(id);
        }
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<PhoneCall*> members;
    for (const auto id : ids) {
        auto call = find(id, tried);
        if (!call) return call.error();
        if (!(*call)->isConnected()) {
            return core::fail(core::ErrorCode::InvalidInput, tried,
                              "one of the calls is not connected", "Wait until it is answered.");
        }
        members.push_back(*call);
    }
    if (members.size() < 2) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "it needs two calls at least",
                          "Call somebody else, then join the calls.");
    }
    return members;
}

core::Status SoftPhone::merge(const std::vector<CallId>& ids) {
    const auto members = membersOf(ids);
    if (!members) return members.error();
    // A survivable site has no conferences and sends nobody to one: what is mixed here needs none.
    if (isAtSurvivableSite()) return mixHere(ids);
    // Somebody who brings a conference with them: the others are sent there.
    const auto focus = std::find_if(members->begin(), members->end(),
                                    [](const PhoneCall* call) { return call->focus(); });
    if (focus != members->end()) {
        core::Status first;
        for (auto* call : *members) {
            if (call == *focus || call->focus()) continue;
            auto sent = sendToFocus(*call, **focus);
            if (!sent && first) first = std::move(sent);
        }
        return first;
    }
    if (!settings_.services.conference.empty()) return mergeAtServer(*members);
    return mixHere(ids);
}

core::Status SoftPhone::mixHere(const std::vector<CallId>& ids) {
    const auto members = membersOf(ids);
    if (!members) return members.error();
    if (!mixer_) mixer_ = std::make_shared<media::SoundMixer>();
    for (auto* call : *members) call->mixWith(mixer_);
    return resumeConference();
}

core::Status SoftPhone::mergeAtServer(const std::vector<PhoneCall*>& members) {
    const auto made = dial(settings_.services.conference);
    if (!made) return made.error();
    awaited_.conference = *made;
    awaited_.members.clear();
    for (const auto* call : members) awaited_.members.push_back(call->info().id);
    return {};
}

void SoftPhone::conferenceAnswered(CallId id) {
    if (id != awaited_.conference || id == 0) return;
    const auto members = std::move(awaited_.members);
    awaited_ = {};
    const auto at = calls_.find(id);
    if (at == calls_.end()) return;
    if (!at->second->focus()) {
        ports_.log.warning("telephony", "What was dialled for a conference is none");
        at->second->hangUp();
        return mixInstead(members);
    }
    for (const auto member : members) {
        const auto call = find(member, tried);
        if (!call) continue;
        if (auto sent = sendToFocus(**call, *at->second); !sent) {
            ports_.log.warning("telephony", sent.error().sentence());
        }
    }
}

void SoftPhone::conferenceEnded(CallId id, CallEnd end) {
    if (id != awaited_.conference || id == 0) return;
    const auto members = std::exchange(awaited_, {}).members;
    if (end != CallEnd::HungUpHere) mixInstead(members);
}

void SoftPhone::mixInstead(const std::vector<CallId>& members) {
    if (auto status = mixHere(members); !status) {
        ports_.log.warning("telephony", status.error().sentence());
    }
}

/// RFC 4579 5.5: the others are asked to call the conference themselves.
core::Status SoftPhone::sendToFocus(PhoneCall& call, const PhoneCall& focus) {
    return call.transfer(sip::referTo(*focus.focus(), {}), focus.info().peerUri);
}

core::Status SoftPhone::split(CallId id) {
    auto call = find(id, "Taking a call out of the conference");
    if (!call) return call.error();
    if (!(*call)->isMixed()) {
        return core::fail(core::ErrorCode::InvalidInput, "Taking a call out of the conference",
                          "it is in none that is mixed here");
    }
    (*call)->mixWith(nullptr);
    auto status = (*call)->setHeld(true);
    settleConference();
    return status;
}

core::Status SoftPhone::resumeConference() {
    core::Status first;
    for (const auto& [id, call] : calls_) {
        if (!call->isMixed() || !call->isConnected()) continue;
        auto status = call->setHeld(false);
        if (!status && first) first = status;
    }
    return first;
}

void SoftPhone::settleConference() {
    std::vector<PhoneCall*> members;
    for (const auto& [id, call] : calls_) {
        if (call->isMixed() && !call->isEnded()) members.push_back(call.get());
    }
    if (members.size() >= 2) return;
    for (auto* call : members) call->mixWith(nullptr);
    mixer_.reset();
}

}  // namespace sidetone::telephony
