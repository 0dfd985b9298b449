// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "core/Random.h"
#include "core/XmlElement.h"
#include "office/contracts/ContractModule.h"
#include "office/contracts/TokenStore.h"

namespace sidetone::office {

/// The presence server's login service (EPAS, SOAP 1.2 on 8443 of imp1 and imp2; provisioning
/// contract 7): login, get-all-config and get-onetime-password. Sessions live in memory and serve
/// both nodes. `sidetone-office answer epas WORD` makes it refuse: "forbidden", "unavailable",
/// "redirect" (imp1 sends to imp2), "loop" (each sends to the other), "garbage", "no-token".
class PresenceLoginModule final : public ContractModule {
public:
    explicit PresenceLoginModule(Desk& desk) : desk_(desk), tokens_(desk.layout) {}

    [[nodiscard]] std::vector<HttpListener> listeners() override;

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest& request, Host host);
    [[nodiscard]] HttpResponse login(const core::XmlElement& asked, Host host);
    [[nodiscard]] HttpResponse config(const std::string& userId) const;
    [[nodiscard]] HttpResponse oneTimePassword(const std::string& userId);
    /// The person's login name where the password, or an access token in its place, is theirs.
    [[nodiscard]] std::string verified(const std::string& userName, const core::Secret& password);

    Desk& desk_;
    TokenStore tokens_;
    core::SystemRandom random_;
    std::map<std::string, std::string> sessions_;  ///< key to login name
};

}  // namespace sidetone::office
