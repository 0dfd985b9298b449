// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Capf.h"

#include <filesystem>

#include "office/enrolment/DeviceIssuer.h"
#include "office/servers/probes.h"

namespace sidetone::office {

std::string Capf::where() const {
    return layout().address(Host::Cucm1) + ":" + std::to_string(capfPort);
}

Command Capf::command() const {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return {{self.string(), "capf", "--folder", layout().folder}, {}};
}

/// It speaks first: the mark of its messages.
bool Capf::probe() const {
    return !askByTls({layout().address(Host::Cucm1), capfPort}, "\x55", "\x55").empty();
}

}  // namespace sidetone::office
