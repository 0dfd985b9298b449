// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "office/contracts/ContractModule.h"
#include "office/contracts/edge/EdgeContract.h"
#include "office/contracts/edge/TcpRelay.h"

namespace sidetone::office {

/// One edge node: HTTPS on 8443 (provisioning 11), and what it passes on as it comes: XMPP on
/// 5222 to imp1. SIP is the work of a server of its own (EdgeProxy).
class EdgeModule final : public ContractModule {
public:
    explicit EdgeModule(Desk& desk) : desk_(desk), contract_(desk) {}

    [[nodiscard]] std::vector<HttpListener> listeners() override;

private:
    Desk& desk_;
    EdgeContract contract_;
    std::vector<std::unique_ptr<TcpRelay>> relays_;
};

}  // namespace sidetone::office
