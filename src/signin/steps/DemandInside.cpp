// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/DemandInside.h"

#include "config/keys.h"
#include "core/text.h"

namespace sidetone::signin {

std::string DemandInside::title(const Context& /*context*/) const {
    return "Checking whether a first sign-in outside is possible";
}

void DemandInside::run(Context& context) {
    const auto& found = context.found;
    const auto& old = context.remembered;
    const bool wasInside =
        old && old->servicesDomain == found.servicesDomain && old->hasSignedInInside;
    const auto voice = found.settings.get(config::keys::voiceServicesDomain);
    if (wasInside) {
        done("there was a sign-in inside", "What it found out counts here as well.");
    } else if (voice.empty() || core::equalsIgnoringCase(voice, found.discoveryDomain)) {
        done("nothing needs the inside",
             "The voice services are in " + found.discoveryDomain + ".");
    } else {
        failed(core::fail(core::ErrorCode::Forbidden, "Signing in " + found.address.text(),
                          "the voice services are in another domain (" + voice + ") than " +
                              found.discoveryDomain +
                              ": such an account signs in for the first time inside",
                          "Connect to your organisation's network once and sign in there; "
                          "afterwards it works outside as well."));
    }
}

}  // namespace sidetone::signin
