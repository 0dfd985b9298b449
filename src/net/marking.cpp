// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/marking.h"

#include <netinet/in.h>
#include <netinet/ip.h>
#include <sys/socket.h>

namespace sidetone::net {

void markSocket(int descriptor, int dscp) {
    if (descriptor < 0 || dscp <= 0 || dscp > 63) return;
    const int octet = dscp << 2;
    setsockopt(descriptor, IPPROTO_IP, IP_TOS, &octet, sizeof octet);
    setsockopt(descriptor, IPPROTO_IPV6, IPV6_TCLASS, &octet, sizeof octet);
}

}  // namespace sidetone::net
