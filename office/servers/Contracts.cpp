// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Contracts.h"

#include <filesystem>

#include "office/servers/probes.h"

namespace sidetone::office {

std::string Contracts::where() const {
    return layout().address(Host::Cucm1) + ":" + std::to_string(layout().ports.uds);
}

core::Status Contracts::prepare() {
    return {};
}

Command Contracts::command() const {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return {{self.string(), "contracts", "--folder", layout().folder}, {}};
}

bool Contracts::probe() const {
    const std::string request =
        "GET /cucm-uds/version HTTP/1.1\r\nHost: " + layout().fullName(Host::Cucm1) +
        "\r\nConnection: close\r\n\r\n";
    const net::Endpoint server{layout().address(Host::Cucm1), layout().ports.uds};
    return askByTls(server, request, "\r\n").rfind("HTTP/1.1 200", 0) == 0;
}

}  // namespace sidetone::office
