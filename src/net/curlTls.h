// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

#include <optional>

#include "net/TlsJudge.h"

namespace sidetone::net {

/// The judge of one transfer's connections. It must live as long as the transfer; connections that
/// are kept afterwards do not need it.
struct CurlJudge : TlsJudge {
    bool hasStarted = false;  ///< the server has accepted the connection, TLS began
};

/// Gives the judging of certificates to the policy, instead of to libcurl.
void judgeBy(CURL* transfer, CurlJudge& judge);
/// What was negotiated; to be asked while the transfer runs. Empty where it is not encrypted.
[[nodiscard]] std::optional<TlsInfo> tlsOf(CURL* transfer);

}  // namespace sidetone::net
