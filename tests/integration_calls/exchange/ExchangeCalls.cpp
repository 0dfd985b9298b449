// SPDX-License-Identifier: GPL-3.0-or-later
// The exchange's calls: two sessions that pass on to each other, and what is dialled for services.
#include <algorithm>

#include "Exchange.h"
#include "sip/dialog/Replaces.h"
#include "telephony/audioDescriptions.h"

namespace sidetone::test {

using sip::InviteSession;
using sip::SessionEnd;

Exchange::Leg& Exchange::makeLeg(const std::string& user, const std::string& shown,
                                 const std::shared_ptr<ServerFlow>& flow) {
    auto& leg = legs_.emplace_back();
    leg.user = user;
    leg.account.user = shown;
    leg.account.domain = "office.example";
    leg.account.contactUser = shown.starts_with("conf") ? shown : "exchange";
    leg.account.userAgent = "Exchange";
    leg.session = std::make_shared<InviteSession>(sip::SessionContext{
        clock_, random_, log_, layer_, authenticator_, leg.account, {}, [flow] { return flow; }});
    return leg;
}

void Exchange::follow(Leg& leg) {
    auto* own = &leg;
    InviteSession::Handlers handlers;
    handlers.progress = [own](int status, const std::string&) {
        if (status >= 180 && own->other != nullptr) own->other->session->ring();
    };
    handlers.answered = [this, own](const std::string& answer) {
        if (auto* guest = own->inRoom ? room_.guest(own->user) : nullptr) {
            room_.readAnswer(*guest, answer);
            return watchers_.tell("conference");
        }
        if (own->other == nullptr) return;
        own->other->session->accept(answer);
        tellLamps();
    };
    handlers.offered = [this, own](const std::string& offer) {
        if (own->other == nullptr) {
            auto* guest = own->inRoom ? room_.guest(own->user) : nullptr;
            return own->session->accept(guest != nullptr ? room_.answer(*guest, offer)
                                                         : quietAnswer(offer));
        }
        if (!own->other->session->reoffer(offer)) own->session->refuse(491);
    };
    handlers.reofferFailed = [own](const core::Error&) {
        if (own->other != nullptr) own->other->session->refuse(488);
    };
    handlers.referred = [this, own](const sip::Referral& referral) { referred(*own, referral); };
    handlers.referProgress = [own](int status, const std::string& phrase) {
        if (own->other != nullptr) own->other->session->tellReferrer(status, phrase);
    };
    handlers.ended = [this, own](const SessionEnd& end) { ended(*own, end); };
    leg.session->setHandlers(std::move(handlers));
}

void Exchange::ended(Leg& leg, const SessionEnd& end) {
    if (leg.inRoom) {
        room_.dismiss(leg.user);
        watchers_.tell("conference");
    }
    auto* other = std::exchange(leg.other, nullptr);
    leg.parked = false;
    tellLamps();
    if (other == nullptr) return;
    other->other = nullptr;
    if (end.cause == SessionEnd::Cause::Refused && other->session->isRinging()) {
        other->session->refuse(end.status);
    } else {
        other->session->hangUp();
    }
}

void Exchange::referred(Leg& leg, const sip::Referral& referral) {
    if (leg.other == nullptr) return leg.session->tellReferrer(603);
    // Passed on as it is: Replaces names a dialog of this exchange, which finds it in the INVITE.
    if (!leg.other->session->refer(sip::referTo(referral.target.uri, referral.replaces))) {
        leg.session->tellReferrer(491);
    }
}

void Exchange::invited(const std::shared_ptr<sip::ServerTransaction>& transaction) {
    const auto& request = transaction->request();
    const auto from = sip::fromOf(request.headers).uri.user;
    const bool focus = request.uri.user.starts_with("conf");
    auto& leg =
        makeLeg(from, focus ? "conf-1" : request.uri.user, flowTo(transaction->flow()->remote()));
    follow(leg);
    if (sip::SessionTimer::isTooSmall(request)) {
        auto response = sip::makeResponse(request, 422, random_.hex(4));
        response.headers.add("Min-SE", "90");
        transaction->respond(response);
        legs_.pop_back();
        return;
    }
    const std::string replaces(request.headers.first("Replaces"));
    const auto called = request.uri.user;
    if (!leg.session->takeIncoming(transaction)) return;
    leg.offer = leg.session->firstOffer();
    if (!replaces.empty()) {
        replace(leg, replaces);
    } else {
        route(leg, called);
    }
}

void Exchange::route(Leg& caller, const std::string& called) {
    if (called.starts_with("conf")) return enterRoom(caller);
    if (called == "700") return park(caller);
    if (called == "701") return retrieve(caller);
    if (called.starts_with("*8")) return pickUp(caller, called.substr(2));
    if (called.starts_with("*21*")) {
        forwarded_[caller.user] = called.substr(4);
        return sayYes(caller);
    }
    if (called == "#21#") {
        forwarded_.erase(caller.user);
        return sayYes(caller);
    }
    const auto at = forwarded_.find(called);
    connectTo(caller, at == forwarded_.end() ? called : at->second, {});
}

void Exchange::connectTo(Leg& caller, const std::string& user, const sip::InviteHeaders& with) {
    const auto place = places_.find(user);
    if (place == places_.end()) return caller.session->refuse(404);
    auto& callee = makeLeg(user, caller.user, place->second.flow);
    callee.other = &caller;
    caller.other = &callee;
    follow(callee);
    if (!callee.session->call(place->second.contact, caller.offer, with)) {
        caller.session->refuse(500);
    }
    tellLamps();
}

void Exchange::replace(Leg& caller, const std::string& text) {
    const auto replaces = sip::Replaces::parse(text);
    auto* ours = replaces ? legOf(replaces->dialog()) : nullptr;
    if (ours == nullptr || ours->other == nullptr) return caller.session->refuse(481);
    // The dialog on this side is ours; whoever is replaced knows the one on theirs.
    const auto theirs = ours->other->session->dialogId();
    if (!theirs) return caller.session->refuse(481);
    connectTo(caller, ours->other->user, {sip::Replaces::atOtherEndOf(*theirs).text(), {}});
}

std::string Exchange::quietAnswer(const std::string& offer) const {
    const auto read = sip::SessionDescription::parse(offer);
    if (!read) return {};
    sip::LocalAudio local;
    local.rtp = {"127.0.0.1", 9};
    local.rtcp = {"127.0.0.1", 9};
    local.formats = telephony::formatsOf(media::offeredFormats());
    local.direction = sip::Direction::Inactive;
    local.version = 1;
    const auto answer = sip::answerAudioOffer(local, *read);
    return answer ? answer->description.text() : std::string();
}

void Exchange::sayYes(Leg& caller) {
    caller.session->accept(quietAnswer(caller.offer));
    later_ = clock_.after(core::Milliseconds(300), [leg = &caller] { leg->session->hangUp(); });
}

void Exchange::park(Leg& caller) {
    caller.parked = true;
    caller.session->accept(quietAnswer(caller.offer));
}

void Exchange::retrieve(Leg& caller) {
    const auto at =
        std::find_if(legs_.begin(), legs_.end(), [](const Leg& leg) { return leg.parked; });
    if (at == legs_.end()) return caller.session->refuse(404);
    at->parked = false;
    at->other = &caller;
    caller.other = &*at;
    if (!at->session->reoffer(caller.offer)) caller.session->refuse(480);
}

void Exchange::pickUp(Leg& caller, const std::string& user) {
    const auto at = std::find_if(legs_.begin(), legs_.end(), [&](const Leg& leg) {
        return leg.session->isCalling() && leg.other != nullptr &&
               (user.empty() || leg.user == user);
    });
    if (at == legs_.end()) return caller.session->refuse(404);
    auto* waiting = std::exchange(at->other, nullptr);
    at->session->setHandlers({});
    at->session->hangUp();
    waiting->other = &caller;
    caller.other = waiting;
    // Both have offered: each gets what the other one said.
    caller.session->accept(waiting->offer);
    waiting->session->accept(caller.offer);
    tellLamps();
}

void Exchange::enterRoom(Leg& caller) {
    caller.inRoom = true;
    auto& guest = room_.admit(caller.user, bridge_);
    const auto answer = room_.answer(guest, caller.offer);
    if (answer.empty()) return caller.session->refuse(488);
    caller.session->accept(answer);
    watchers_.tell("conference");
}

void Exchange::callFromBridge(const std::string& user, const BridgeKind& bridge) {
    const auto place = places_.find(user);
    if (place == places_.end()) return;
    auto& guest = room_.admit(user, bridge);
    auto& leg = makeLeg(user, "conf-1", place->second.flow);
    leg.inRoom = true;
    follow(leg);
    [[maybe_unused]] const auto called =
        leg.session->call(place->second.contact, room_.offer(guest));
}

std::string Exchange::lampOf(const std::string& user) const {
    std::string text;
    int id = 0;
    for (const auto& leg : legs_) {
        if (leg.user != user || leg.session->isEnded() || leg.other == nullptr) continue;
        text += "<dialog id=\"d" + std::to_string(++id) + "\"><state>" +
                (leg.session->isEstablished() ? "confirmed" : "early") + "</state></dialog>";
    }
    return text;
}

void Exchange::tellLamps() {
    watchers_.tell("dialog");
}

}  // namespace sidetone::test
