// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/certificate/UseClientCertificate.h"
#include "signin/phone/FindPhone.h"
#include "signin/presence/FetchOneTimePassword.h"
#include "signin/presence/FetchPresenceConfig.h"
#include "signin/presence/FindPresenceNodes.h"
#include "signin/presence/SignInToPresenceServer.h"
#include "signin/steps/ChooseMode.h"
#include "signin/steps/FetchClientConfig.h"
#include "signin/steps/FetchDeviceFile.h"
#include "signin/steps/FetchDialRules.h"
#include "signin/steps/FetchGroupConfig.h"
#include "signin/steps/ReachServices.h"
#include "signin/ways.h"

namespace sidetone::signin {

/// The presence server judges the password and tells what a service profile tells elsewhere; there
/// is neither a home cluster nor a profile to look for (chapter "Manual Connection Settings").
Plan presenceServerWay(Purpose purpose) {
    Plan plan;
    add<SignInToPresenceServer>(plan);
    add<FetchPresenceConfig>(plan);
    if (purpose == Purpose::SignIn) add<FetchOneTimePassword>(plan);
    add<FetchClientConfig>(plan, "presence-config");
    add<FetchDialRules>(plan, "presence-config");
    add<FindPhone>(plan, FindPhone::Importance::Optional, "presence-config");
    add<FetchDeviceFile>(plan);
    add<FetchGroupConfig>(plan);
    add<FindPresenceNodes>(plan);
    add<UseClientCertificate>(plan);
    add<ChooseMode>(plan);
    if (purpose == Purpose::Explain) {
        add<ReachServices>(plan, ReachServices::Kind::Presence);
        add<ReachServices>(plan, ReachServices::Kind::Phone);
    }
    return plan;
}

}  // namespace sidetone::signin
