// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/cluster/ClusterModule.h"

namespace sidetone::office {

std::vector<HttpListener> ClusterModule::listeners() {
    const auto address = desk_.layout.address(desk_.host());
    const Ports& ports = desk_.layout.ports;
    const HttpHandler uds = [this](const HttpRequest& request) { return uds_.answer(request); };
    const HttpHandler files = [this](const HttpRequest& request) { return files_.answer(request); };
    return {{address, ports.uds, desk_.tls(), uds},
            {address, ports.files, std::nullopt, files},
            {address, ports.filesTls, desk_.tls(), files}};
}

}  // namespace sidetone::office
