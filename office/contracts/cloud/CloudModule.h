// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "core/Random.h"
#include "office/contracts/ContractModule.h"
#include "office/contracts/TokenStore.h"
#include "office/contracts/cloud/CloudSso.h"
#include "office/http/form.h"

namespace sidetone::office {

/// A cloud that the office's domain belongs to (provisioning contract 3 and 4): the look-up
/// /cas/FederatedSSO and the sign-in /cas/auth.do on loginp:8443, the organisation's service
/// /op.do and its client configuration on swapi:8443. Messages are on im, see Prosody.
/// `sidetone-office answer cas WORD` decides what the look-up says: "yes" (as usual, with
/// passwords), "no", "sso", "redirect", "other" (a code that nobody knows), "garbage", "error".
/// `answer cloud-password WORD` makes WORD everybody's password in the cloud, as where it has
/// other passwords than the office.
class CloudModule final : public ContractModule {
public:
    explicit CloudModule(Desk& desk) : desk_(desk), tokens_(desk.layout), sso_(desk) {}

    [[nodiscard]] std::vector<HttpListener> listeners() override;

private:
    [[nodiscard]] HttpResponse answerLogin(const HttpRequest& request);
    [[nodiscard]] HttpResponse answerService(const HttpRequest& request);
    [[nodiscard]] HttpResponse lookUp(const HttpRequest& request) const;
    [[nodiscard]] bool isRight(const User& user, const core::Secret& password) const;
    [[nodiscard]] HttpResponse token(const FormFields& form);
    [[nodiscard]] HttpResponse login(const FormFields& form);
    [[nodiscard]] HttpResponse organisation() const;
    [[nodiscard]] HttpResponse clientConfig() const;
    [[nodiscard]] std::string url(Host host) const;

    Desk& desk_;
    TokenStore tokens_;
    CloudSso sso_;
    core::SystemRandom random_;
    std::map<std::string, std::string> credentials_;  ///< session credential to login name
};

}  // namespace sidetone::office
