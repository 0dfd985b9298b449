// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Error.h"
#include "net/Endpoint.h"

namespace sidetone::net {

/// The proxy wants credentials: there are none, or it did not accept them (407).
[[nodiscard]] core::Error proxyLocked(std::string tried, const Endpoint& proxy, bool wereTried);
/// The proxy answered CONNECT with another status than 200.
[[nodiscard]] core::Error proxyRefusal(std::string tried, const Endpoint& proxy, int status);
/// The proxy itself could not be reached; `systemError` is an errno or 0.
[[nodiscard]] core::Error proxyUnreachable(std::string tried, const Endpoint& proxy,
                                           int systemError);

}  // namespace sidetone::net
