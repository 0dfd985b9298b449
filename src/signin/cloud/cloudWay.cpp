// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/NotYet.h"
#include "signin/ways.h"

namespace sidetone::signin {

Plan cloudWay(Purpose /*purpose*/) {
    Plan plan;
    add<NotYet>(plan, "messages are in the cloud for this account, which is not supported yet",
                "Ask your administrator.");
    return plan;
}

}  // namespace sidetone::signin
