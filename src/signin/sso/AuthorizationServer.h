// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Clock.h"
#include "core/Task.h"
#include "net/HttpClient.h"
#include "signin/sso/TokenSet.h"

namespace sidetone::signin::sso {

/// The client id that this client shows; servers know it (provisioning contract 14.2).
inline constexpr auto clientId =
    "C41eb54529dd9907e01d3744ead3a991ba9cc4c772b0497ebe8a103fa69fe81a8";
inline constexpr auto scope = "UnifiedCommunications:readwrite";

/// The doors of one authorisation server beside its page: where codes become tokens, tokens are
/// renewed and taken back. Their paths are inferred (EMU-13; revocation by RFC 7009) and stand
/// here alone.
class AuthorizationServer {
public:
    /// `authorizeUrl` is the page's, ending in /authorize. `through` (may be null) is used in
    /// `plain`'s place and kept.
    AuthorizationServer(std::string authorizeUrl, net::HttpClient& plain,
                        std::shared_ptr<net::HttpClient> through, core::Milliseconds limit);

    /// Errors: as readTokenAnswer(), and the network's.
    [[nodiscard]] core::Task<TokenSet> redeem(const std::string& code, const core::Secret& verifier,
                                              const std::string& redirectUri);
    [[nodiscard]] core::Task<TokenSet> renew(const core::Secret& refreshToken);
    [[nodiscard]] core::Task<void> revoke(const core::Secret& token);
    [[nodiscard]] const std::string& authorizeUrl() const { return authorizeUrl_; }
    /// "cucm1.office.example:8443", for sentences.
    [[nodiscard]] std::string host() const;

private:
    [[nodiscard]] core::Task<net::HttpResponse> post(const std::string& door, std::string form);
    [[nodiscard]] core::Task<TokenSet> askForTokens(std::string form);

    std::string authorizeUrl_;
    net::HttpClient& plain_;
    std::shared_ptr<net::HttpClient> through_;
    core::Milliseconds limit_;
};

}  // namespace sidetone::signin::sso
