// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Clock.h"
#include "core/Secret.h"
#include "net/HttpClient.h"

namespace sidetone::signin {

/// The session that an edge node gives with its configuration.
struct EdgeCookie {
    core::Secret cookie;          ///< "X-Auth=…" as the Cookie header wants it; empty where none
    core::Milliseconds lasts{0};  ///< eight hours unless the node says less
};

/// The X-Auth cookie among an answer's Set-Cookie headers (provisioning 11.1). One that is meant
/// for a domain which does not hold `host`, that is too long, or that holds characters which a
/// cookie cannot have (RFC 6265 4.1.1) does not count.
[[nodiscard]] EdgeCookie edgeCookie(const net::HttpResponse& answer, const std::string& host);

}  // namespace sidetone::signin
