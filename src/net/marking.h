// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidetone::net {

/// Marks what a socket sends with a differentiated services code point, 0 to 63 (RFC 2474), for
/// IPv4 and IPv6. What the system does not allow is left as it is.
void markSocket(int descriptor, int dscp);

}  // namespace sidetone::net
