// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/PreferCloud.h"

#include "signin/discovery/decide.h"

namespace sidetone::signin {

std::string PreferCloud::title(const Context& context) const {
    return "Turning to the cloud for " + context.found.servicesDomain;
}

bool PreferCloud::isReady(const Context& context) const {
    const auto& found = context.found;
    if (!found.cas.isOrganisation || !found.way || found.way == Way::Cloud) return false;
    const auto decision = decide(context);
    return decision.state == Decision::State::Chosen && decision.way == Way::Cloud;
}

void PreferCloud::run(Context& context) {
    context.found.chosenBy = ChosenBy::CloudLookup;
    context.found.way = Way::Cloud;
    done("the cloud",
         "The cloud's look-up service says that the domain is its organisation: it "
         "goes before the domain's own records.");
}

}  // namespace sidetone::signin
