// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/HttpClient.h"

namespace sidetone::net {

/// One way in which a proxy lets itself be told who asks (RFC 9110 section 11).
struct ProxyScheme {
    enum class Kind { Basic, Digest };
    Kind kind = Kind::Basic;
    std::string realm;
    std::string nonce;  ///< Digest, as the following (RFC 7616)
    std::string opaque;
    std::string algorithm;  ///< "MD5" or "SHA-256"
    bool hasQop = false;    ///< "auth" is offered
};

/// The strongest scheme of all Proxy-Authenticate headers that we know: Digest with SHA-256, with
/// MD5, Basic. Empty where there is none.
[[nodiscard]] std::optional<ProxyScheme> chooseProxyScheme(const std::vector<std::string>& headers);

/// The value of Proxy-Authorization for "CONNECT target". `random` is the client's nonce, 16
/// hexadecimal digits or more.
[[nodiscard]] std::string proxyAuthorization(const ProxyScheme& scheme,
                                             const HttpCredentials& credentials,
                                             const std::string& target, const std::string& random);

}  // namespace sidetone::net
