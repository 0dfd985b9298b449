// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/NotYet.h"
#include "signin/ways.h"

namespace sidetone::signin {

Plan presenceServerWay(Purpose /*purpose*/) {
    Plan plan;
    add<NotYet>(plan,
                "the domain offers only _cuplogin, a presence server of a release before 9, which "
                "this version cannot sign in to",
                "Ask your administrator to publish a _cisco-uds record.");
    return plan;
}

}  // namespace sidetone::signin
