// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "office/contracts/sso/Signer.h"

namespace sidetone::office {

/// What the identity provider tells the call manager through the browser: who signed on, for
/// whom, until when. SAML 2.0 in its outline: a Response with one Assertion, signed; the
/// signature covers the assertion's bytes as they stand instead of a canonical form.
struct Assertion {
    std::string userId;
    std::string audience;   ///< the call manager's host name
    std::string inReplyTo;  ///< the request's id
    long long endsAt = 0;   ///< seconds since 1970

    /// Base64, for the form field SAMLResponse.
    [[nodiscard]] std::string signedText(const Signer& signer) const;
    /// Empty where the text is no response or its signature is another's. Audience, end and
    /// request are the reader's business.
    [[nodiscard]] static std::optional<Assertion> read(const std::string& text,
                                                       const Signer& signer);
};

}  // namespace sidetone::office
