// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/FetchCloudConfig.h"
#include "signin/cloud/FetchOrganisation.h"
#include "signin/cloud/FindCloudMessaging.h"
#include "signin/cloud/SignInToCloud.h"
#include "signin/edge/FetchEdgeConfig.h"
#include "signin/phone/FindPhone.h"
#include "signin/steps/ChooseMode.h"
#include "signin/steps/FetchClientConfig.h"
#include "signin/steps/FetchDeviceFile.h"
#include "signin/steps/FetchDialRules.h"
#include "signin/steps/FetchGroupConfig.h"
#include "signin/steps/ReachServices.h"
#include "signin/ways.h"

namespace sidetone::signin {

/// The cloud judges the password and has the messages; a call manager comes with the cloud's
/// configuration, or was found before by a service profile that leads to the cloud.
Plan cloudWay(Purpose purpose) {
    Plan plan;
    add<SignInToCloud>(plan);
    add<FetchOrganisation>(plan);
    add<FetchCloudConfig>(plan);
    add<FindCloudMessaging>(plan);
    // Outside, the call manager is behind the edge, perhaps with a password of its own.
    add<FetchEdgeConfig>(plan, "cloud-config");
    add<FetchClientConfig>(plan, "edge-config");
    add<FetchDialRules>(plan, "edge-config");
    add<FindPhone>(plan, FindPhone::Importance::Optional, "edge-config");
    add<FetchDeviceFile>(plan);
    add<FetchGroupConfig>(plan);
    add<ChooseMode>(plan);
    if (purpose == Purpose::Explain) {
        add<ReachServices>(plan, ReachServices::Kind::Presence);
        add<ReachServices>(plan, ReachServices::Kind::Phone);
    }
    return plan;
}

}  // namespace sidetone::signin
