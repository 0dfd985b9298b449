// SPDX-License-Identifier: GPL-3.0-or-later
// Transfers: which of the phone's calls take part.
#include <algorithm>

#include "core/text.h"
#include "sip/call/identity.h"
#include "telephony/PhoneCall.h"
#include "telephony/SoftPhone.h"
#include "telephony/dialTarget.h"
#include "telephony/survivable.h"

namespace sidetone::telephony {

namespace {

core::Error noTransferHere() {
    return notAtSurvivableSite("Transferring the call",
                               "Bring the calls together instead (merge), or say the number.");
}

}  // namespace

core::Status SoftPhone::transfer(CallId id, const std::string& target) {
    auto call = find(id, "Transferring the call");
    if (!call) return call.error();
    if (isAtSurvivableSite()) return noTransferHere();
    auto uri = dialTarget(target, settings_.domain, settings_.dialRules);
    if (!uri) return uri.error();
    return (*call)->transfer(sip::referTo(*uri, {}), uri->shortText());
}

core::Status SoftPhone::completeTransfer(CallId id, CallId consultation) {
    const char* tried = "Transferring the call";
    auto first = find(id, tried);
    if (!first) return first.error();
    auto second = find(consultation, tried);
    if (!second) return second.error();
    if (*first == *second) {
        return core::fail(core::ErrorCode::InvalidInput, tried, "both calls are the same one");
    }
    if (isAtSurvivableSite()) return noTransferHere();
    const auto shown = (*second)->info().peerUri;
    if (!(*second)->isConnected()) {
        if (!(*second)->info().outgoing) {
            return core::fail(core::ErrorCode::InvalidInput, tried,
                              "the second call is not answered", "Answer it first.");
        }
        // It only rings: the other side of the first call calls there itself.
        const auto target = sip::referTo((*second)->target(), {});
        (*second)->hangUp();
        return (*first)->transfer(target, shown);
    }
    const auto to = (*second)->replacement();
    if (!to) return to.error();
    auto status = (*first)->transfer(*to, shown);
    if (status) (*second)->markTransferred();
    return status;
}

PhoneCall* SoftPhone::callOf(const std::shared_ptr<sip::InviteSession>& session) const {
    const auto at = std::find_if(calls_.begin(), calls_.end(), [&](const auto& entry) {
        return !entry.second->isEnded() && entry.second->uses(session);
    });
    return at == calls_.end() ? nullptr : at->second.get();
}

void SoftPhone::referred(CallId by, const sip::Referral& referral) {
    const auto origin = calls_.find(by);
    if (origin == calls_.end()) return;
    const auto name = origin->second->info().peerName.empty() ? origin->second->info().peerUri
                                                              : origin->second->info().peerName;
    const auto id = ++lastId_;
    auto call = std::make_unique<PhoneCall>(*this, id);
    call->setSentOnBy(name);
    call->tellProgress([this, by](int status, const std::string& phrase) {
        const auto at = calls_.find(by);
        if (at != calls_.end()) at->second->tellReferrer(status, phrase);
    });
    const auto called = call->dial(referral.target.uri, {referral.replaces, referral.referredBy});
    if (!called) {
        ports_.log.warning("telephony", called.error().sentence());
        origin->second->tellReferrer(503, "Service Unavailable");
        return;
    }
    ports_.log.info("telephony",
                    "Transferred to " + core::printable(referral.target.uri.shortText(), 100));
    calls_.emplace(id, std::move(call));
    Q_EMIT callAdded(id);
}

}  // namespace sidetone::telephony
