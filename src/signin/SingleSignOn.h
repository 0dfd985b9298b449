// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "net/TokenSource.h"

namespace sidetone::signin {

/// One person's single sign-on after it came about: the source of access tokens for all
/// services, and what has to be kept so that the next start needs no browser. Protocol thread.
class SingleSignOn : public net::TokenSource {
public:
    /// For the key store; empty where the server gave none (then the browser is needed again).
    [[nodiscard]] virtual core::Secret refreshToken() const = 0;
    /// Called whenever the server gave another one in its place, with an empty one when the
    /// server took it back: then what the key store has is void.
    virtual void onRefreshToken(std::function<void(const core::Secret&)> changed) = 0;
    /// Called once when no more tokens can be had: the person has to sign on again.
    virtual void onEnded(std::function<void(const core::Error&)> ended) = 0;
    /// Takes the tokens back at the server (RFC 7009), so that whoever finds them can do nothing
    /// with them. Unsupported where the server has no such door. For a sign-out that forgets.
    [[nodiscard]] virtual core::Task<void> revoke() = 0;
};

}  // namespace sidetone::signin
