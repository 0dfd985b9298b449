// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/NotYet.h"
#include "signin/ways.h"

namespace sidetone::signin {

Plan phoneModeWay(Purpose /*purpose*/) {
    Plan plan;
    add<NotYet>(plan, "signing in with a call manager that was set by hand is not supported yet",
                "Choose Automatic in the connection settings.");
    return plan;
}

}  // namespace sidetone::signin
