// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/phone/FindPhone.h"
#include "signin/phone/ReadPhoneMode.h"
#include "signin/steps/ChooseMode.h"
#include "signin/steps/FetchClientConfig.h"
#include "signin/steps/FetchDeviceFile.h"
#include "signin/steps/FetchDialRules.h"
#include "signin/steps/FetchGroupConfig.h"
#include "signin/steps/ReachServices.h"
#include "signin/ways.h"

namespace sidetone::signin {

/// Files and a device list, and then the phone: the device list judges the password where there
/// is one, else the registration does.
Plan phoneModeWay(Purpose purpose) {
    Plan plan;
    add<ReadPhoneMode>(plan);
    add<FetchClientConfig>(plan, "phone-mode");
    add<FetchDialRules>(plan, "phone-mode");
    add<FindPhone>(plan, FindPhone::Importance::Essential, "phone-mode");
    add<FetchDeviceFile>(plan, FetchDeviceFile::Importance::Essential);
    add<FetchGroupConfig>(plan);
    add<ChooseMode>(plan);
    if (purpose == Purpose::Explain) add<ReachServices>(plan, ReachServices::Kind::Phone);
    return plan;
}

}  // namespace sidetone::signin
