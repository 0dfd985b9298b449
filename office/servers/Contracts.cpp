// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Contracts.h"

#include <filesystem>

#include "office/servers/probes.h"

namespace sidetone::office {

net::Endpoint Contracts::probed() const {
    return {layout().address(part_.hosts.front()), layout().ports.*part_.port};
}

std::string Contracts::where() const {
    return probed().text();
}

core::Status Contracts::prepare() {
    return {};
}

Command Contracts::command() const {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return {{self.string(), "contracts", "--folder", layout().folder, "--part",
             std::string(part_.name)},
            {}};
}

bool Contracts::probe() const {
    const std::string request =
        "GET /cucm-uds/version HTTP/1.1\r\nHost: " + layout().fullName(part_.hosts.front()) +
        "\r\nConnection: close\r\n\r\n";
    // Any answer will do: not every part has this resource.
    return askByTls(probed(), request, "\r\n").rfind("HTTP/1.1 ", 0) == 0;
}

}  // namespace sidetone::office
