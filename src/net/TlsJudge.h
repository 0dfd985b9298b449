// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <string>

#include "net/Endpoint.h"
#include "net/TlsPolicy.h"

namespace sidetone::net {

/// How the one TlsPolicy judges the handshakes with one server, in OpenSSL's own callbacks, before
/// a byte of the program is written or read: for sockets and for libcurl alike.
struct TlsJudge {
    std::shared_ptr<const TlsPolicy> policy;
    PeerIdentity peer;
    std::string server;  ///< "imp1.office.example:5222"
    /// The HTTPS proxy in between, which shows a certificate of its own; empty: there is none.
    Endpoint proxy{};
    bool isServerEncrypted = true;  ///< false: all that shows a certificate is the proxy
    /// Why the certificate was refused. Shared: a context may outlive what made it.
    std::shared_ptr<std::optional<core::Error>> refusal =
        std::make_shared<std::optional<core::Error>>();
};

/// Gives versions, the judging of the server's certificate, stapled answers of its authority, and
/// the choice of our own certificate to the policy. The context keeps a copy of the judge. False
/// where memory ran out.
[[nodiscard]] bool judgeBy(SSL_CTX* context, const TlsJudge& judge);

/// What was negotiated.
[[nodiscard]] TlsInfo describeHandshake(const SSL* handshake);

}  // namespace sidetone::net
