// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/NotYet.h"
#include "signin/ways.h"

namespace sidetone::signin {

Plan edgeWay(Purpose /*purpose*/) {
    Plan plan;
    add<NotYet>(plan,
                "only _collab-edge was found: this network is outside, and signing in from outside "
                "is not supported yet",
                "Connect to your organisation's network or VPN and try again.");
    return plan;
}

}  // namespace sidetone::signin
