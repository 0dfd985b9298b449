// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/Random.h"
#include "office/contracts/Desk.h"
#include "office/contracts/TokenStore.h"
#include "office/contracts/sso/Signer.h"
#include "office/contracts/sso/SsoDoors.h"
#include "office/http/form.h"

namespace sidetone::office {

/// A call manager's single sign-on and authorisation server below /ssosp (provisioning contract
/// 14, EMU-13), or the same of an edge node (11.3): codes with PKCE (RFC 7636) and refresh tokens,
/// or tokens at once in the fragment. Its access tokens are RS256 JWTs (RFC 9068) that UDS,
/// Prosody and Kamailio of this office take; all its authorisation servers share keys and tokens.
///
/// What `sidetone-office answer` changes: `sso off`; `sso-flow implicit`; `sso-redirect link`
/// (only ciscojabber://oauth may come back); `sso-life 5` (seconds); `sso-grant denied` (the page
/// refuses); `sso-renewal denied` (refresh tokens are void).
class SsoContract {
public:
    explicit SsoContract(Desk& desk);

    [[nodiscard]] static bool isFor(const HttpRequest& request) {
        return request.path.starts_with("/ssosp/");
    }
    [[nodiscard]] HttpResponse answer(const HttpRequest& request);

private:
    /// Who stands at the door, between the authorize page and the identity provider.
    struct Guest {
        std::string redirectUri;
        std::string state;
        std::string challenge;
        bool wantsCode = true;
    };
    struct Code {
        std::string userId;
        std::string redirectUri;
        std::string challenge;
        long long endsAt = 0;
    };

    void openSigner();
    [[nodiscard]] HttpResponse status() const;
    [[nodiscard]] HttpResponse authorize(const HttpRequest& request);
    [[nodiscard]] HttpResponse consume(const HttpRequest& request);
    [[nodiscard]] HttpResponse token(const FormFields& form);
    [[nodiscard]] HttpResponse redeem(const FormFields& form);
    [[nodiscard]] HttpResponse renew(const FormFields& form);
    [[nodiscard]] HttpResponse revoke(const FormFields& form);
    [[nodiscard]] HttpResponse keys() const;
    [[nodiscard]] core::Secret makeAccess(const std::string& userId);
    [[nodiscard]] HttpResponse tokens(const std::string& userId);
    void withdraw(const std::string& digest);
    [[nodiscard]] int life() const;
    [[nodiscard]] std::string url(const std::string& path) const;
    [[nodiscard]] bool mayComeBackTo(const std::string& redirectUri) const;

    Desk& desk_;
    SsoDoors doors_;
    TokenStore store_;
    core::SystemRandom random_;
    std::optional<Signer> signer_;
    std::optional<Signer> provider_;
    std::map<std::string, Guest> guests_;
    std::map<std::string, Code> codes_;
};

}  // namespace sidetone::office
