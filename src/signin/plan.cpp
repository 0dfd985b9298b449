// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/plan.h"

#include "signin/steps/CheckPassword.h"
#include "signin/steps/ChooseMode.h"
#include "signin/steps/ChooseService.h"
#include "signin/steps/FetchClientConfig.h"
#include "signin/steps/FetchDeviceFile.h"
#include "signin/steps/FetchGroupConfig.h"
#include "signin/steps/FetchServiceProfile.h"
#include "signin/steps/FindDevice.h"
#include "signin/steps/FindHomeCluster.h"
#include "signin/steps/FindPresenceServers.h"
#include "signin/steps/LookUpService.h"
#include "signin/steps/ReachCallManager.h"
#include "signin/steps/ReachServices.h"
#include "signin/steps/ReadAddress.h"

namespace sidetone::signin {

namespace {

using Steps = Plan;

template <class T, class... Arguments>
void add(Steps& plan, Arguments&&... arguments) {
    plan.push_back(std::make_unique<T>(std::forward<Arguments>(arguments)...));
}

/// What the administrator set up for the person: services, parameters, a phone.
void addProvisioning(Steps& plan) {
    add<FetchServiceProfile>(plan);
    add<FetchClientConfig>(plan);
    add<FindDevice>(plan);
    add<FetchDeviceFile>(plan);
    add<FetchGroupConfig>(plan);
}

/// Where messages go, and what the client is for this person. Signing in goes on with XMPP and
/// SIP; explaining only knocks at their doors.
void addServices(Steps& plan, Purpose purpose) {
    add<FindPresenceServers>(plan);
    add<ChooseMode>(plan);
    if (purpose == Purpose::Explain) {
        add<ReachServices>(plan, ReachServices::Kind::Presence);
        add<ReachServices>(plan, ReachServices::Kind::Phone);
    }
}

/// One call manager that answers knows the person's home cluster (DISC-20), and that one judges
/// the password.
Plan callManagerWay(Purpose purpose) {
    Plan plan;
    add<ReachCallManager>(plan);
    add<FindHomeCluster>(plan);
    add<CheckPassword>(plan);
    addProvisioning(plan);
    addServices(plan, purpose);
    return plan;
}

}  // namespace

Plan discovery() {
    Plan plan;
    // Who is it, and which services does the domain name? Three questions at once (DISC-01).
    add<ReadAddress>(plan);
    add<LookUpService>(plan, LookUpService::Kind::CiscoUds);
    add<LookUpService>(plan, LookUpService::Kind::CupLogin);
    add<LookUpService>(plan, LookUpService::Kind::CollabEdge);
    add<ChooseService>(plan);
    return plan;
}

Plan stepsOf(Way way, Purpose purpose) {
    switch (way) {
        case Way::CallManager:
            return callManagerWay(purpose);
        case Way::PresenceServer:
        case Way::Edge:
        case Way::Cloud:
        case Way::PhoneMode:
            break;
    }
    return {};
}

}  // namespace sidetone::signin
