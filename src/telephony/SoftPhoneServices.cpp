// SPDX-License-Identifier: GPL-3.0-or-later
// What a call server does when it is dialled for it: park, pickup, forwarding.
#include "telephony/SoftPhone.h"
#include "telephony/survivable.h"

namespace sidetone::telephony {
namespace {

core::Error notSetUp(const std::string& tried, const std::string& parameter) {
    return core::fail(core::ErrorCode::Unsupported, tried,
                      "nobody has said what the call server is dialled for it",
                      "Ask your administrator for " + parameter + ".");
}

}  // namespace

core::Status SoftPhone::park(CallId id) {
    if (isAtSurvivableSite()) {
        return notAtSurvivableSite("Parking the call", "Put it on hold instead.");
    }
    if (settings_.services.park.empty()) return notSetUp("Parking the call", "Call_Park_Address");
    return transfer(id, settings_.services.park);
}

core::Result<CallId> SoftPhone::retrieve(const std::string& place) {
    if (isAtSurvivableSite()) {
        return notAtSurvivableSite("Fetching a parked call", "Ask who parked it to call you.");
    }
    if (place.empty()) {
        return core::fail(core::ErrorCode::InvalidInput, "Fetching a parked call",
                          "it is not said where it was parked");
    }
    const auto& pattern = settings_.services.retrieve;
    return dial(pattern.empty() ? place : serviceTarget(pattern, place));
}

core::Result<CallId> SoftPhone::pickUp(const std::string& from) {
    if (isAtSurvivableSite()) {
        return notAtSurvivableSite("Taking a call of somebody else",
                                   "Ask whoever it rings at to answer it.");
    }
    const auto& services = settings_.services;
    const auto& pattern = from.empty() ? services.pickup : services.pickupFrom;
    if (pattern.empty()) {
        return notSetUp("Taking a call of somebody else",
                        from.empty() ? "Call_Pickup_Address" : "Directed_Call_Pickup_Address");
    }
    return dial(from.empty() ? pattern : serviceTarget(pattern, from));
}

core::Result<CallId> SoftPhone::forwardAll(const std::string& target) {
    if (isAtSurvivableSite()) {
        return notAtSurvivableSite(
            target.empty() ? "Ending the forwarding" : "Forwarding all calls",
            "Calls ring here meanwhile: answer or decline them.");
    }
    const auto& services = settings_.services;
    const auto& pattern = target.empty() ? services.stopForwarding : services.forward;
    if (pattern.empty()) {
        return notSetUp(target.empty() ? "Ending the forwarding" : "Forwarding all calls",
                        target.empty() ? "Forward_Off_Address" : "Forward_All_Address");
    }
    return dial(target.empty() ? pattern : serviceTarget(pattern, target));
}

}  // namespace sidetone::telephony
