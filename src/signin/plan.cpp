// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/plan.h"

#include "signin/certificate/UseClientCertificate.h"
#include "signin/enrolment/EnrolDevice.h"
#include "signin/sso/AskEmail.h"
#include "signin/sso/ProbeSso.h"
#include "signin/sso/SignOn.h"
#include "signin/steps/CheckPassword.h"
#include "signin/steps/ChooseMode.h"
#include "signin/steps/ChooseService.h"
#include "signin/steps/FetchClientConfig.h"
#include "signin/steps/FetchDeviceFile.h"
#include "signin/steps/FetchDialRules.h"
#include "signin/steps/FetchGroupConfig.h"
#include "signin/steps/FetchServiceProfile.h"
#include "signin/steps/FindDevice.h"
#include "signin/steps/FindHomeCluster.h"
#include "signin/steps/FindPresenceServers.h"
#include "signin/steps/LookUpService.h"
#include "signin/steps/PreferCloud.h"
#include "signin/steps/PreferFresh.h"
#include "signin/steps/ReachCallManager.h"
#include "signin/steps/ReachServices.h"
#include "signin/steps/ReadAddress.h"
#include "signin/ways.h"

namespace sidetone::signin {

Plan discovery() {
    Plan plan;
    // Who is it, and which services does the domain name? All questions at once (DISC-01): the
    // cloud's look-up service and the three records.
    add<ReadAddress>(plan);
    add<LookUpService>(plan, Service::CiscoUds);
    add<LookUpService>(plan, Service::CupLogin);
    add<LookUpService>(plan, Service::CollabEdge);
    plan.push_back(cloudLookup());
    // Only where the domain itself names nothing inside (DISC-25).
    add<LookUpService>(plan, Service::CiscoUds, LookUpService::Zone::Pinpoint);
    add<LookUpService>(plan, Service::CupLogin, LookUpService::Zone::Pinpoint);
    // The answers are ranked as the authenticators are (DISC-09).
    add<ChooseService>(plan);
    add<PreferCloud>(plan);
    add<PreferFresh>(plan);
    return plan;
}

Plan chooseAgain() {
    Plan plan;
    add<ChooseService>(plan);
    return plan;
}

Plan stepsOf(Way way, Purpose purpose) {
    switch (way) {
        case Way::CallManager:
            return callManagerWay(purpose);
        case Way::PresenceServer:
            return presenceServerWay(purpose);
        case Way::Edge:
            return edgeWay(purpose);
        case Way::Cloud:
            return cloudWay(purpose);
        case Way::PhoneMode:
            return phoneModeWay(purpose);
    }
    return {};
}

Plan callManagerWay(Purpose purpose) {
    Plan plan;
    add<ReachCallManager>(plan);
    add<AskEmail>(plan);
    add<ProbeSso>(plan);
    add<FindHomeCluster>(plan);
    add<SignOn>(plan);
    add<CheckPassword>(plan);
    addProvisioning(plan);
    addServices(plan, purpose);
    return plan;
}

void addProvisioning(Plan& plan) {
    add<FetchServiceProfile>(plan);
    add<FetchClientConfig>(plan);
    add<FindDevice>(plan);
    add<FetchDeviceFile>(plan);
    add<EnrolDevice>(plan);
    add<FetchGroupConfig>(plan);
    add<FetchDialRules>(plan, "credentials");
}

void addServices(Plan& plan, Purpose purpose) {
    add<FindPresenceServers>(plan);
    add<UseClientCertificate>(plan);
    add<ChooseMode>(plan);
    if (purpose == Purpose::Explain) {
        add<ReachServices>(plan, ReachServices::Kind::Presence);
        add<ReachServices>(plan, ReachServices::Kind::Phone);
    }
}

}  // namespace sidetone::signin
