// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Task.h"
#include "net/HttpClient.h"

namespace sidetone::net {

/// What a proxy wants to know of the person.
struct ProxyChallenge {
    std::string proxy;     ///< "proxy.office.example:3128"
    std::string realm;     ///< as the proxy calls it; may be empty
    std::string scheme;    ///< "Basic", "Digest" or "Negotiate": the strongest that was offered
    bool isAgain = false;  ///< credentials were tried and not accepted
};

/// Whoever asks the person for a proxy's user name and password (signin::Questions in the
/// client). Protocol thread.
class ProxyCredentials {
public:
    virtual ~ProxyCredentials() = default;
    /// Settles with the credentials, or with Cancelled where the person declined. Kept for the
    /// session by whoever asked; each proxy is asked for once at a time.
    [[nodiscard]] virtual core::Task<HttpCredentials> ask(ProxyChallenge challenge) = 0;
};

}  // namespace sidetone::net
