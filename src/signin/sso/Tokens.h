// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/Log.h"
#include "signin/SingleSignOn.h"
#include "signin/sso/AuthorizationServer.h"

namespace sidetone::signin::sso {

/// The tokens of one single sign-on, kept fresh: renewed at 75 % of their lifetime and where a
/// service refused one (provisioning contract 14.3).
///
/// States     events
///   Good     time is up, refused() -> Renewing
///   Renewing tokens came -> Good; invalid_grant -> Ended; the network failed -> Good, tried again
///            later; whoever waits is told
///   Ended    the person has to sign on again; a token that is still good is handed out until its
///            end
/// Without a refresh token it goes from Good to Ended when the token ends.
class Tokens final : public SingleSignOn {
public:
    Tokens(core::Clock& clock, core::Log& log, AuthorizationServer server, TokenSet first);

    [[nodiscard]] core::Task<core::Secret> accessToken() override;
    void refused(const core::Secret& token) override;
    [[nodiscard]] core::Secret refreshToken() const override { return refresh_; }
    void onRefreshToken(std::function<void(const core::Secret&)> changed) override;
    void onEnded(std::function<void(const core::Error&)> ended) override;
    [[nodiscard]] core::Task<void> revoke() override;

private:
    void take(const TokenSet& set);
    void renew();
    void renewed(core::Result<TokenSet> set);
    void end(core::Error error);
    void settleAll(const core::Result<core::Secret>& token);
    [[nodiscard]] bool isGood() const;

    core::Clock& clock_;
    core::Log& log_;
    AuthorizationServer server_;
    core::Secret access_;  ///< empty: refused or revoked
    core::Instant ends_;
    core::Secret refresh_;
    bool isRenewing_ = false;
    std::optional<core::Error> ended_;
    std::vector<core::Promise<core::Secret>> waiting_;
    std::function<void(const core::Secret&)> refreshChanged_;
    std::function<void(const core::Error&)> hasEnded_;
    core::Timer timer_;
    core::Owner owner_;
};

}  // namespace sidetone::signin::sso
