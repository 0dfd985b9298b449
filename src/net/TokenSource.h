// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Secret.h"
#include "core/Task.h"

namespace sidetone::net {

/// The access tokens of one single sign-on (RFC 6749), shared by every service that takes them:
/// UDS, files through the edge, chat (RFC 7628), calls (RFC 8898). Protocol thread.
class TokenSource {
public:
    virtual ~TokenSource() = default;
    /// A token that is good for now; it is renewed first where it ends soon. Forbidden where the
    /// person has to sign on again; network errors as they came.
    [[nodiscard]] virtual core::Task<core::Secret> accessToken() = 0;
    /// A server did not take this token: the next accessToken() fetches another, once for each.
    virtual void refused(const core::Secret& token) = 0;
};

}  // namespace sidetone::net
