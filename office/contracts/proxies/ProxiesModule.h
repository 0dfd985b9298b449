// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "office/contracts/ContractModule.h"
#include "office/contracts/proxies/ForwardProxy.h"

namespace sidetone::office {

/// The extra "proxies": HTTP proxies on the host web-proxy, on port 3128 for everybody, 3129 with
/// Basic and 3130 with Digest authentication; and a PAC file, http://web-proxy:8080/proxy.pac,
/// that sends everything but the organisation's own names to the first. The one account is
/// "traveller", its password is in proxies/password of the office's folder; what was asked for is
/// in proxies/log, a line a request: port, method, target, status.
class ProxiesModule final : public ContractModule {
public:
    explicit ProxiesModule(Desk& desk);
    [[nodiscard]] std::vector<HttpListener> listeners() override;

private:
    void start();
    [[nodiscard]] HttpResponse pacFile() const;
    Desk& desk_;
    std::vector<std::unique_ptr<ForwardProxy>> proxies_;
};

}  // namespace sidetone::office
