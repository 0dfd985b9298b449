// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/ContractPart.h"

#include <algorithm>

namespace sidetone::office {

const std::vector<ContractPart>& contractParts() {
    static const std::vector<ContractPart> parts{
        {"contracts", "", {Host::Cucm1}, &Ports::uds},
        {"cucm2", "nodes", {Host::Cucm2}, &Ports::uds},
        {"cucm3", "nodes", {Host::Cucm3}, &Ports::uds},
        {"cluster-b", "second-cluster", {Host::CucmB1}, &Ports::uds, "b"},
        {"presence-login", "presence-login", {Host::Imp1, Host::Imp2}, &Ports::uds},
        {"cloud", "cloud", {Host::CloudLogin, Host::CloudService}, &Ports::uds},
        {"expe1", "edge", {Host::OutsideEdge1}, &Ports::uds},
        {"expe2", "edge", {Host::OutsideEdge2}, &Ports::uds},
        {"sso", "sso", {Host::IdentityProvider, Host::OutsideIdentityProvider}, &Ports::uds},
        {"report-server", "report-server", {Host::ReportServer}, &Ports::uds},
        {"voicemail", "voicemail", {Host::Voicemail}, &Ports::uds},
        {"mail", "mail", {Host::Mail}, &Ports::uds},
        {"proxies", "proxies", {Host::Proxy}, &Ports::uds},
    };
    return parts;
}

std::vector<const ContractPart*> partsOf(const Layout& layout) {
    std::vector<const ContractPart*> parts;
    for (const ContractPart& part : contractParts()) {
        if (part.extra.empty() || layout.with(part.extra)) parts.push_back(&part);
    }
    return parts;
}

const ContractPart* findPart(std::string_view name) {
    const auto& parts = contractParts();
    const auto at = std::find_if(parts.begin(), parts.end(),
                                 [name](const ContractPart& part) { return part.name == name; });
    return at == parts.end() ? nullptr : &*at;
}

}  // namespace sidetone::office
