// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/SocketAddress.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <array>
#include <cstring>

namespace sidetone::media {

std::optional<SocketAddress> SocketAddress::of(const net::Endpoint& endpoint) {
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_DGRAM;
    addrinfo* found = nullptr;
    const auto port = std::to_string(endpoint.port);
    if (endpoint.host.empty() ||
        getaddrinfo(endpoint.host.c_str(), port.c_str(), &hints, &found) != 0) {
        return std::nullopt;
    }
    SocketAddress address;
    address.length_ = found->ai_addrlen;
    std::memcpy(&address.storage_, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    return address;
}

SocketAddress SocketAddress::of(const sockaddr_storage& storage, socklen_t length) {
    SocketAddress address;
    address.storage_ = storage;
    address.length_ = length;
    return address;
}

net::Endpoint SocketAddress::endpoint() const {
    std::array<char, NI_MAXHOST> host{};
    if (length_ == 0 ||
        getnameinfo(data(), length_, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST) != 0) {
        return {};
    }
    return {host.data(), static_cast<std::uint16_t>(port())};
}

int SocketAddress::port() const {
    if (family() == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in*>(&storage_)->sin_port);
    if (family() == AF_INET6) {
        return ntohs(reinterpret_cast<const sockaddr_in6*>(&storage_)->sin6_port);
    }
    return 0;
}

bool operator==(const SocketAddress& a, const SocketAddress& b) {
    if (a.family() != b.family() || a.port() != b.port()) return false;
    if (a.family() == AF_INET) {
        return reinterpret_cast<const sockaddr_in*>(&a.storage_)->sin_addr.s_addr ==
               reinterpret_cast<const sockaddr_in*>(&b.storage_)->sin_addr.s_addr;
    }
    if (a.family() == AF_INET6) {
        return std::memcmp(&reinterpret_cast<const sockaddr_in6*>(&a.storage_)->sin6_addr,
                           &reinterpret_cast<const sockaddr_in6*>(&b.storage_)->sin6_addr,
                           sizeof(in6_addr)) == 0;
    }
    return true;
}

}  // namespace sidetone::media
