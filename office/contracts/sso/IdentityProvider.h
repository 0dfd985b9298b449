// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "office/contracts/ContractModule.h"
#include "office/contracts/sso/Signer.h"

namespace sidetone::office {

/// The organisation's identity provider: who is sent here by a call manager signs on in a form
/// and goes back with a signed assertion (provisioning contract 14.2; SAML 2.0 web sign-on in its
/// outline). https://idp.<domain>:8443/idp/sso.
class IdentityProvider final : public ContractModule {
public:
    explicit IdentityProvider(Desk& desk);

    [[nodiscard]] std::vector<HttpListener> listeners() override;

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest& request);
    [[nodiscard]] HttpResponse signOn(const std::string& body);

    Desk& desk_;
    std::optional<Signer> signer_;
};

/// Where the provider's key lies, which call managers know it by.
[[nodiscard]] std::string identityProviderKey(const Layout& layout);

}  // namespace sidetone::office
