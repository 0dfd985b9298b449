// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/Clock.h"
#include "core/Result.h"
#include "core/Secret.h"

namespace sidetone::signin::sso {

/// What a sign-on or a renewal gave. Lifetimes count from the answer on, by our own clock: the
/// server's may be wrong, or ours.
struct TokenSet {
    core::Secret access;
    core::Milliseconds lifetime{0};
    core::Secret refresh;  ///< empty: there is none, or the old one stays good
};

/// Reads the token endpoint's JSON (RFC 6749 5.1, 5.2). Without expires_in the access token's own
/// claims tell, else an hour is taken. Unauthorised for invalid_grant: code or refresh token are
/// void. Forbidden for other refusals, BadAnswer for what is no such answer.
[[nodiscard]] core::Result<TokenSet> readTokenAnswer(int status, std::string_view body);
/// Reads what came behind the # (RFC 6749 4.2.2).
[[nodiscard]] core::Result<TokenSet> readTokenFields(
    const std::map<std::string, std::string>& fields);
/// The lifetime that a JWT claims (RFC 9068 2.2: exp less iat), whatever the clocks say; empty
/// where the text is none or does not tell. Its signature is the services' business.
[[nodiscard]] std::optional<core::Milliseconds> claimedLifetime(std::string_view jwt);

}  // namespace sidetone::signin::sso
