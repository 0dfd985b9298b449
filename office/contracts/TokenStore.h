// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/Random.h"
#include "core/Secret.h"
#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// What a token is good for. The messaging server takes each kind by another SASL mechanism.
enum class TokenKind {
    OneTime,  ///< the presence server's one-time password: CISCO-VTG-TOKEN, once
    Cloud,    ///< the cloud's token: WEBEX-TOKEN
    Access,   ///< an access token of the single sign-on: OAUTHBEARER
    Refresh,  ///< renews an access token at any authorisation server of the office
};

/// Tokens that contracts give out and the messaging server takes: a file each in the office's
/// folder `tokens`, named by the token's SHA-256, so that no token lies on the disk. Prosody's
/// module office_tokens reads them (office/servers/templates).
class TokenStore {
public:
    explicit TokenStore(const Layout& layout) : layout_(layout) {}

    /// A new token for that person.
    [[nodiscard]] core::Secret issue(TokenKind kind, const std::string& userId,
                                     std::chrono::seconds life);
    /// Puts a token there that somebody else made; `companion` is the digest of one that goes
    /// when it goes.
    [[nodiscard]] core::Status add(TokenKind kind, const std::string& userId,
                                   const core::Secret& token, std::chrono::seconds life,
                                   const std::string& companion = {});
    /// Whose token it is, while it lives; else empty.
    [[nodiscard]] std::string ownerOf(TokenKind kind, const core::Secret& token) const;
    /// The digest of the token that goes with a refresh token; else empty.
    [[nodiscard]] std::string companionOf(const core::Secret& refresh) const;
    /// From now on nobody takes it.
    void revoke(const core::Secret& token) { revoke(digestOf(token)); }
    void revoke(const std::string& digest);
    /// Its SHA-256 in hexadecimal digits: the name of its file.
    [[nodiscard]] static std::string digestOf(const core::Secret& token);

private:
    [[nodiscard]] std::string file(const core::Secret& token) const;

    const Layout& layout_;
    core::SystemRandom random_;
};

}  // namespace sidetone::office
