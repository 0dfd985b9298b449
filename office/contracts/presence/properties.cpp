// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/presence/properties.h"

namespace sidetone::office::presence {

Properties systemProperties(const Layout& layout) {
    return {{"Presence.Domain", layout.domain},
            {"Presence.Primary.Address", layout.fullName(Host::Imp1)},
            {"Presence.Backup.Address", layout.fullName(Host::Imp2)},
            {"CUP.SRM.LowerFailoverLoginRetryLimit", "120"},
            {"CUP.SRM.UpperFailoverLoginRetryLimit", "537"},
            {"IM.enable", "true"},
            {"IM.AllowCutAndPaste", "true"},
            {"IM.AllowLocalTranscript", "true"},
            {"OfflineIM.suppress", "false"}};
}

Properties userProperties(const Layout& layout) {
    const std::string manager = layout.fullName(Host::Cucm1);
    return {{"TFTP.Primary", manager},
            {"TFTP.Backup1", ""},
            {"CCMCIP.Host", manager},
            {"CCMCIP.Host.Backup", ""},
            {"Directory.Primary.Address", layout.fullName(Host::Ldap1)},
            {"Directory.Primary.Port", std::to_string(layout.ports.ldap)},
            {"Directory.Primary.Protocol", "TCP"},
            {"Directory.SearchContext1", "ou=people," + layout.directoryBase()},
            {"Directory.SearchRecursive1", "true"}};
}

}  // namespace sidetone::office::presence
