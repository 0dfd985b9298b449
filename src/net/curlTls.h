// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <string>

#include "net/TlsPolicy.h"

namespace sidetone::net {

/// How the one TlsPolicy judges the connections of one transfer. It must live as long as the
/// transfer; connections that are kept afterwards do not need it.
struct CurlJudge {
    std::shared_ptr<const TlsPolicy> policy;
    PeerIdentity peer;
    std::string server;
    bool hasStarted = false;  ///< the server has accepted the connection, TLS began
    /// Why the certificate was refused. Shared: OpenSSL may ask once more on a kept connection.
    std::shared_ptr<std::optional<core::Error>> refusal =
        std::make_shared<std::optional<core::Error>>();
};

/// Gives the judging of certificates to the policy, instead of to libcurl.
void judgeBy(CURL* transfer, CurlJudge& judge);
/// What was negotiated; to be asked while the transfer runs. Empty where it is not encrypted.
[[nodiscard]] std::optional<TlsInfo> tlsOf(CURL* transfer);

}  // namespace sidetone::net
