// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rtp/SocketPair.h"

#include <netinet/in.h>
#include <netinet/ip.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sidetone::media {
namespace {

/// The socket, or the errno.
std::pair<UdpSocket, int> bindOne(const net::Endpoint& endpoint, int dscp) {
    const auto address = SocketAddress::of(endpoint);
    if (!address) return {UdpSocket(), EINVAL};
    UdpSocket made(socket(address->family(), SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (made.descriptor() < 0) return {UdpSocket(), errno};
    made.mark(dscp);
    if (bind(made.descriptor(), address->data(), address->length()) != 0) {
        return {UdpSocket(), errno};
    }
    return {std::move(made), 0};
}

}  // namespace

UdpSocket::~UdpSocket() {
    if (descriptor_ >= 0) close(descriptor_);
}

void UdpSocket::mark(int dscp) const {
    // An IPv6 socket with a mapped IPv4 peer needs both; one of IPv4 refuses the second.
    const int octet = dscp << 2;
    setsockopt(descriptor_, IPPROTO_IP, IP_TOS, &octet, sizeof octet);
    setsockopt(descriptor_, IPPROTO_IPV6, IPV6_TCLASS, &octet, sizeof octet);
}

std::optional<UdpSocket::Received> UdpSocket::receive(std::span<std::uint8_t> buffer) const {
    for (int tries = 0; tries < 4; ++tries) {
        sockaddr_storage from{};
        socklen_t length = sizeof from;
        const auto octets = recvfrom(descriptor_, buffer.data(), buffer.size(), 0,
                                     reinterpret_cast<sockaddr*>(&from), &length);
        if (octets >= 0) {
            return Received{static_cast<std::size_t>(octets), SocketAddress::of(from, length)};
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) return std::nullopt;
    }
    return std::nullopt;
}

void UdpSocket::send(std::span<const std::uint8_t> bytes, const SocketAddress& to) const {
    if (to.length() == 0 || to.port() == 0) return;
    static_cast<void>(
        sendto(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL, to.data(), to.length()));
}

core::Result<SocketPair> bindSocketPair(const std::string& address, const PortRange& range,
                                        int dscp, core::Random& random) {
    const std::string tried = "Opening ports for sound on " + address + " from " +
                              std::to_string(range.start) + " to " + std::to_string(range.stop);
    const int pairs = range.pairs();
    if (pairs == 0 || dscp < 0 || dscp > 63 || !SocketAddress::of({address, 0})) {
        return core::fail(core::ErrorCode::InvalidInput, tried,
                          "the range, the mark or the address makes no sense",
                          "Ask your administrator to look at the media ports.");
    }
    const auto first = static_cast<int>(random.below(static_cast<std::uint64_t>(pairs)));
    for (int i = 0; i < pairs; ++i) {
        const auto port = range.pair((first + i) % pairs);
        SocketPair pair;
        pair.rtpEndpoint = {address, port};
        pair.rtcpEndpoint = {address, static_cast<std::uint16_t>(port + 1)};
        auto [rtp, error] = bindOne(pair.rtpEndpoint, dscp);
        if (error == EADDRNOTAVAIL || error == EAFNOSUPPORT || error == EMFILE) {
            return core::fail(core::ErrorCode::Unreachable, tried, std::strerror(error));
        }
        if (error != 0) continue;
        auto [rtcp, rtcpError] = bindOne(pair.rtcpEndpoint, dscp);
        if (rtcpError != 0) continue;
        pair.rtp = std::move(rtp);
        pair.rtcp = std::move(rtcp);
        return pair;
    }
    return core::fail(core::ErrorCode::Busy, tried, "every pair of ports is in use",
                      "End a call, or ask your administrator for a wider range.");
}

}  // namespace sidetone::media
