// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/TransportAddress.h"

#include <arpa/inet.h>

namespace sidetone::media {

std::optional<TransportAddress> TransportAddress::of(std::string_view host, std::uint16_t port) {
    const std::string text(host);
    TransportAddress address;
    address.port = port;
    if (inet_pton(AF_INET, text.c_str(), address.octets.data()) == 1) return address;
    address.octets = {};
    address.family = AddressFamily::Ipv6;
    if (inet_pton(AF_INET6, text.c_str(), address.octets.data()) == 1) return address;
    return std::nullopt;
}

std::string TransportAddress::host() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int system = family == AddressFamily::Ipv4 ? AF_INET : AF_INET6;
    if (inet_ntop(system, octets.data(), text.data(), text.size()) == nullptr) return {};
    return text.data();
}

bool TransportAddress::isLinkLocal() const {
    return family == AddressFamily::Ipv6 && octets[0] == 0xFE && (octets[1] & 0xC0U) == 0x80;
}

}  // namespace sidetone::media
