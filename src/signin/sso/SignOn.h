// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "signin/Step.h"
#include "signin/sso/AuthorizationServer.h"
#include "signin/sso/Pkce.h"

namespace sidetone::signin {

/// The single sign-on itself, where "sso-probe" found one (provisioning contract 14.2, 14.3):
///
///   is the home cluster another one?       -> ask there
///   a refresh token of an earlier time     -> renew; void: go on
///   does the server take the loopback address as the way back? Else the link
///   the browser, with state and PKCE; wait for it to come back; meanwhile: is the identity
///   provider there at all?
///   a code -> redeem it for tokens; or the tokens themselves
///
/// From then on the tokens stand in for the password, which goes nowhere.
class SignOn final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "sign-on"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    /// At the home cluster's door, or at that of the edge, before anybody inside was asked.
    enum class Door { HomeCluster, Edge };
    explicit SignOn(Door door = Door::HomeCluster) : door_(door) {}

    [[nodiscard]] std::vector<std::string_view> needs() const override {
        if (door_ == Door::Edge) return {"sso-probe"};
        return {"sso-probe", "home-cluster"};
    }

    [[nodiscard]] bool isReady(const Context& context) const override;

protected:
    void run(Context& context) override;

private:
    void begin(Context& context);
    void renewKept(Context& context);
    void openBrowser(Context& context);
    void tryLoopback(Context& context);
    void show(Context& context, core::Result<std::unique_ptr<Redirect>> redirect);
    void askPerson(Context& context);
    void knockAtProvider(Context& context, const std::string& location);
    void providerIsAway(const std::string& server, const core::Error& error);
    void cameBack(Context& context, const std::string& parameters);
    void redeemed(Context& context, core::Result<sso::TokenSet> set, std::string why);
    [[nodiscard]] std::string authorizeUrl(const Context& context,
                                           const std::string& redirectUri) const;
    [[nodiscard]] std::string tried() const { return "Signing on at " + server_->host(); }

    Door door_;
    std::unique_ptr<sso::AuthorizationServer> server_;
    std::unique_ptr<Redirect> redirect_;
    sso::Pkce pkce_;
    std::string state_;
    core::Timer patience_;
    core::Owner browser_;  ///< question and way back: whichever is first ends the other
};

}  // namespace sidetone::signin
