// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/Desk.h"

namespace sidetone::office {

std::string Desk::udsUrl() const {
    return "https://" + layout.fullName(Host::Cucm1) + ":" + std::to_string(layout.ports.uds) +
           "/cucm-uds";
}

std::string Desk::fileUrl(const std::string& file) const {
    return "http://" + layout.fullName(Host::Cucm1) + ":" + std::to_string(layout.ports.files) +
           "/" + file;
}

}  // namespace sidetone::office
