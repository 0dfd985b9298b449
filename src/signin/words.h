// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/Clock.h"
#include "core/Error.h"
#include "net/Endpoint.h"
#include "net/Resolver.h"

namespace sidetone::signin {

/// "cucm1.example.com:8443, cucm2.example.com:8443".
[[nodiscard]] std::string listed(const std::vector<net::Endpoint>& servers);
/// "1 5 8443 cucm1.example.com" for each record: priority, weight, port, target.
[[nodiscard]] std::string listed(const std::vector<net::SrvRecord>& records);

/// Failures of several servers as one: the reasons side by side, and the advice of the one that
/// says most.
[[nodiscard]] core::Error together(const std::string& tried,
                                   const std::vector<std::pair<net::Endpoint, core::Error>>& all);
/// What an HTTP status other than 200 means to the person.
[[nodiscard]] core::Error statusError(int status, const std::string& tried);
/// "took 1.2 s", "took 34 ms".
[[nodiscard]] std::string inUnits(core::Milliseconds time);

/// A path segment with everything but unreserved characters percent-encoded (RFC 3986).
[[nodiscard]] std::string percentEncoded(const std::string& text);

}  // namespace sidetone::signin
