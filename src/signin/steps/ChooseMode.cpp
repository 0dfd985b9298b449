// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/ChooseMode.h"

#include "config/keys.h"

namespace sidetone::signin {

std::string ChooseMode::title(const Context& /*context*/) const {
    return "Choosing messages, calls or both";
}

void ChooseMode::run(Context& context) {
    const auto deployment = deploymentOf(context.found);
    const bool hasPhone = !deployment.sipServers.empty();
    if (deployment.mode == ProductMode::PhoneOnly && !hasPhone) {
        failed(core::fail(core::ErrorCode::NotFound, "Signing in " + context.found.address.text(),
                          "the account has neither a messaging service nor a softphone",
                          "Ask your administrator to assign a service profile or a device."));
        return;
    }
    std::string why = "There is a messaging service and a softphone.";
    if (deployment.mode == ProductMode::PhoneOnly) why = "There is no messaging service.";
    if (deployment.mode == ProductMode::ImOnly) {
        const bool isAllowed = context.found.settings.get(config::keys::telephonyEnabled);
        why =
            isAllowed ? "There is no softphone that could be used." : "Telephony_Enabled is false.";
    }
    done(std::string(signin::name(deployment.mode)), why);
}

}  // namespace sidetone::signin
