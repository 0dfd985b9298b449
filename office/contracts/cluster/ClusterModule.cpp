// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/cluster/ClusterModule.h"

#include "office/contracts/cluster/DeviceList.h"

namespace sidetone::office {
namespace {

constexpr int firstWithUds = 9;

}  // namespace

std::vector<HttpListener> ClusterModule::listeners() {
    const auto address = desk_.layout.address(desk_.host());
    const Ports& ports = desk_.layout.ports;
    const HttpHandler web = [this](const HttpRequest& request) { return answer(request); };
    const HttpHandler files = [this](const HttpRequest& request) { return files_.answer(request); };
    return {{address, ports.uds, desk_.tls(), web},
            {address, ports.files, std::nullopt, files},
            {address, ports.filesTls, desk_.tls(), files}};
}

HttpResponse ClusterModule::answer(const HttpRequest& request) {
    if (SsoContract::isFor(request)) return sso_.answer(request);
    if (desk_.majorRelease() >= firstWithUds) return uds_.answer(request);
    if (request.path == "/ccmcip/services/devices" && desk_.answerFor("ccmcip") != "none") {
        return ccmcipDevices(desk_, request);
    }
    return {404, "text/html", {}, "<html><body>404</body></html>\n"};
}

}  // namespace sidetone::office
