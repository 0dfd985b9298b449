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

Plan straightWay(Purpose purpose) {
    Plan plan;
    const auto add = [&plan](auto step) { plan.push_back(std::move(step)); };

    // Who is it, and which services does the domain name? Three questions at once (DISC-01).
    add(std::make_unique<ReadAddress>());
    add(std::make_unique<LookUpService>(LookUpService::Kind::CiscoUds));
    add(std::make_unique<LookUpService>(LookUpService::Kind::CupLogin));
    add(std::make_unique<LookUpService>(LookUpService::Kind::CollabEdge));
    add(std::make_unique<ChooseService>());

    // One call manager that answers knows the person's home cluster (DISC-20), and that one
    // judges the password.
    add(std::make_unique<ReachCallManager>());
    add(std::make_unique<FindHomeCluster>());
    add(std::make_unique<CheckPassword>());

    // What the administrator set up for the person: services, parameters, a phone.
    add(std::make_unique<FetchServiceProfile>());
    add(std::make_unique<FetchClientConfig>());
    add(std::make_unique<FindDevice>());
    add(std::make_unique<FetchDeviceFile>());
    add(std::make_unique<FetchGroupConfig>());

    // Where messages go, and what the client is for this person.
    add(std::make_unique<FindPresenceServers>());
    add(std::make_unique<ChooseMode>());

    // Signing in goes on with XMPP and SIP; explaining only knocks at their doors.
    if (purpose == Purpose::Explain) {
        add(std::make_unique<ReachServices>(ReachServices::Kind::Presence));
        add(std::make_unique<ReachServices>(ReachServices::Kind::Phone));
    }
    return plan;
}

}  // namespace sidetone::signin
