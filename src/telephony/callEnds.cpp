// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/callEnds.h"

namespace sidetone::telephony {
namespace {

std::string who(const Call& call) {
    return call.peerName.empty() ? call.peerUri : call.peerName;
}

EndText describeRefusal(int status, const std::string& phrase, const Call& call) {
    switch (status) {
        case 486:
        case 600:
            return {CallEnd::Busy, who(call) + " is busy."};
        case 603:
            return {CallEnd::Declined, who(call) + " declined the call."};
        case 404:
        case 410:
        case 484:
        case 604:
            return {CallEnd::NotFound,
                    "Nobody is known as " + call.peerUri + ". Check the number or address."};
        case 480:
            return {CallEnd::Unavailable, who(call) + " cannot be reached at the moment."};
        case 408:
        case 487:
            return {CallEnd::NotAnswered, who(call) + " did not answer."};
        case 415:
        case 488:
        case 606:
            return {CallEnd::Failed, "The phone of " + who(call) +
                                         " and this one have no sound format or protection in "
                                         "common. Ask your administrator."};
        case 401:
        case 403:
        case 407:
            return {CallEnd::Failed, "The call server does not allow this call (" +
                                         std::to_string(status) + " " + phrase +
                                         "). Ask your administrator."};
        default:
            return {CallEnd::Failed, "The call to " + who(call) + " failed: the answer was " +
                                         std::to_string(status) + " " + phrase + "."};
    }
}

}  // namespace

EndText describeEnd(const sip::SessionEnd& end, const Call& call) {
    const bool answered = call.connected.has_value();
    switch (end.cause) {
        case sip::SessionEnd::Cause::Local:
            if (!call.outgoing && !answered) return {CallEnd::Declined, {}};
            return {CallEnd::HungUpHere, {}};
        case sip::SessionEnd::Cause::Remote:
            return {answered ? CallEnd::HungUpThere : CallEnd::Missed, {}};
        case sip::SessionEnd::Cause::Elsewhere:
            return {end.status == 603 ? CallEnd::DeclinedElsewhere : CallEnd::AnsweredElsewhere,
                    {}};
        case sip::SessionEnd::Cause::Refused:
            return describeRefusal(end.status, end.reason, call);
        case sip::SessionEnd::Cause::Failed:
            return {CallEnd::Failed, end.error ? end.error->sentence() : "The call failed."};
    }
    return {CallEnd::Failed, "The call failed."};
}

}  // namespace sidetone::telephony
