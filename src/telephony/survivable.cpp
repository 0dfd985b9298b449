// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/survivable.h"

#include <utility>

namespace sidetone::telephony {

const std::vector<std::string>& missingAtSurvivableSite() {
    static const std::vector<std::string> missing{
        "transfer",
        "conferences of the call server",
        "park",
        "pickup",
        "forwarding",
        "calls of other devices of the line",
        "lamps of watched lines and of the mailbox",
    };
    return missing;
}

core::Error notAtSurvivableSite(std::string tried, const std::string& instead) {
    return core::fail(
        core::ErrorCode::Unsupported, std::move(tried),
        "no call manager answers, and the survivable site that the phone is at has "
        "calls, hold and resume alone",
        instead + " The phone goes back by itself when a call manager is there again.");
}

}  // namespace sidetone::telephony
