// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/FetchEdgeConfig.h"
#include "signin/edge/NameOutsideServices.h"
#include "signin/edge/ProbeEdgeSso.h"
#include "signin/edge/UseEdgeServers.h"
#include "signin/sso/SignOn.h"
#include "signin/steps/CheckPassword.h"
#include "signin/steps/ChooseMode.h"
#include "signin/steps/DemandInside.h"
#include "signin/steps/FindHomeCluster.h"
#include "signin/steps/ReachCallManager.h"
#include "signin/steps/ReachServices.h"
#include "signin/ways.h"

namespace sidetone::signin {

/// People sign on at the edge, by password or in the browser. The edge tells which call managers
/// are inside; from then on everything is as inside, asked through the edge.
Plan edgeWay(Purpose purpose) {
    Plan plan;
    add<ProbeEdgeSso>(plan);
    add<SignOn>(plan, SignOn::Door::Edge);
    add<FetchEdgeConfig>(plan);
    add<ReachCallManager>(plan);
    add<FindHomeCluster>(plan);
    add<CheckPassword>(plan);
    addProvisioning(plan);
    add<DemandInside>(plan);
    add<UseEdgeServers>(plan);
    add<ChooseMode>(plan);
    add<NameOutsideServices>(plan);
    if (purpose == Purpose::Explain) {
        add<ReachServices>(plan, ReachServices::Kind::Presence);
        add<ReachServices>(plan, ReachServices::Kind::Phone);
    }
    return plan;
}

}  // namespace sidetone::signin
