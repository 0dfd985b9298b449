// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "office/contracts/ContractModule.h"
#include "office/contracts/cloud/CloudModule.h"
#include "office/contracts/cluster/ClusterModule.h"
#include "office/contracts/edge/EdgeModule.h"
#include "office/contracts/mail/MailModule.h"
#include "office/contracts/presence/PresenceLoginModule.h"
#include "office/contracts/proxies/ProxiesModule.h"
#include "office/contracts/reports/ReportModule.h"
#include "office/contracts/sso/IdentityProvider.h"
#include "office/contracts/voicemail/VoicemailModule.h"

namespace sidetone::office {
namespace {

template <class Module>
std::unique_ptr<ContractModule> make(Desk& desk) {
    return std::make_unique<Module>(desk);
}

struct Line {
    std::string_view part;
    std::unique_ptr<ContractModule> (*make)(Desk&);
};

/// Which process serves what. A new contract is a line here; a new process one more in
/// office/supervisor/ContractPart.cpp.
constexpr std::array lines{
    Line{"contracts", make<ClusterModule>},
    Line{"cucm2", make<ClusterModule>},
    Line{"cucm3", make<ClusterModule>},
    Line{"cluster-b", make<ClusterModule>},
    Line{"presence-login", make<PresenceLoginModule>},
    Line{"cloud", make<CloudModule>},
    Line{"sso", make<IdentityProvider>},
    Line{"expe1", make<EdgeModule>},
    Line{"expe2", make<EdgeModule>},
    Line{"report-server", make<ReportModule>},
    Line{"voicemail", make<VoicemailModule>},
    Line{"mail", make<MailModule>},
    Line{"proxies", make<ProxiesModule>},
};

}  // namespace

std::vector<std::unique_ptr<ContractModule>> modulesOf(std::string_view part, Desk& desk) {
    std::vector<std::unique_ptr<ContractModule>> modules;
    for (const Line& line : lines) {
        if (line.part == part) modules.push_back(line.make(desk));
    }
    return modules;
}

}  // namespace sidetone::office
