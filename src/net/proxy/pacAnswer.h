// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/ProxyPolicy.h"

namespace sidetone::net {

/// The ways in what FindProxyForURL answered: "PROXY a:8080; HTTPS b; SOCKS c:1080; DIRECT". At
/// most 16; what is not understood is left out. An empty answer is direct (as in browsers); an
/// answer of which nothing is understood gives none.
[[nodiscard]] std::vector<Route> readPacAnswer(std::string_view answer);

/// The URL that a PAC file may see: path and query of https stay with us, because they can hold
/// secrets; connections that are no HTTP look like https.
[[nodiscard]] std::string pacUrl(const RouteRequest& request);

}  // namespace sidetone::net
