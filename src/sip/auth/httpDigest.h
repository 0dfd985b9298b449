// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Random.h"
#include "net/HttpClient.h"

namespace sidetone::sip {

/// The Authorization that answers the first Digest challenge of a web server's 401 that we can
/// answer (RFC 7616); empty where it has none. `method` and `url` are the request's.
[[nodiscard]] std::string httpDigest(const net::HttpResponse& refusal,
                                     const net::HttpCredentials& credentials,
                                     const std::string& method, const std::string& url,
                                     core::Random& random);
/// What a web server's 401 would take: the schemes' names, for people, "Negotiate, Basic".
[[nodiscard]] std::string offeredSchemes(const net::HttpResponse& refusal);
[[nodiscard]] bool offersBasic(const net::HttpResponse& refusal);

}  // namespace sidetone::sip
