// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "net/NetworkState.h"

namespace sidetone::net {

/// Links, addresses and routes of this network namespace, as the kernel tells them now
/// (rtnetlink(7)); name servers are not filled in. The kernel answers at once; nothing waits.
[[nodiscard]] core::Result<NetworkState> readNetwork();

/// A netlink socket (not blocking) that gets a message at each change of links, addresses and
/// routes; -1 where there is none. The caller closes it.
[[nodiscard]] int openNetworkEvents();

}  // namespace sidetone::net
