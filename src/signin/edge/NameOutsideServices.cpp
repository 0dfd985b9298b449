// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/NameOutsideServices.h"

#include "signin/edge/outsideServices.h"

namespace sidetone::signin {

std::string NameOutsideServices::title(const Context& /*context*/) const {
    return "What works from outside";
}

void NameOutsideServices::run(Context& context) {
    if (!context.found.edgeAccess) {
        skipped("The edge has not told what it passes on.");
        return;
    }
    int working = 0;
    std::string allowed;
    std::string refused;
    for (const auto& service : outsideServices(context.found)) {
        const auto text = std::string(service.group) + ": " + std::string(service.name);
        if (service.support == OutsideSupport::Works) {
            ++working;
        } else if (service.support == OutsideSupport::WhenAllowed) {
            allowed += (allowed.empty() ? "" : "; ") + text;
        } else {
            refused += (refused.empty() ? "" : " ") + text + ". " + std::string(service.because);
        }
    }
    done(std::to_string(working) + " services work; where the allow list has them: " + allowed,
         "Not through the edge: " + refused);
}

}  // namespace sidetone::signin
