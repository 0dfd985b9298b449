// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>

#include "core/Random.h"
#include "core/Result.h"
#include "media/PortRange.h"
#include "media/rtp/SocketAddress.h"

namespace sidetone::media {

/// A UDP socket that never blocks and is closed with its handle.
class UdpSocket {
public:
    UdpSocket() = default;
    explicit UdpSocket(int descriptor) : descriptor_(descriptor) {}
    UdpSocket(UdpSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    UdpSocket& operator=(UdpSocket&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~UdpSocket();

    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// Marks what is sent from now on with a code point, 0 to 63 (IP_TOS and IPV6_TCLASS).
    void mark(int dscp) const;
    /// The next datagram; empty where none waits. Errors of earlier sends (port unreachable)
    /// are swallowed: RTP has nobody to tell.
    struct Received {
        std::size_t octets = 0;
        SocketAddress from;
    };
    [[nodiscard]] std::optional<Received> receive(std::span<std::uint8_t> buffer) const;
    void send(std::span<const std::uint8_t> bytes, const SocketAddress& to) const;

private:
    int descriptor_ = -1;
};

/// The sockets of one stream: RTP on an even port, RTCP on the next one.
struct SocketPair {
    UdpSocket rtp;
    UdpSocket rtcp;
    net::Endpoint rtpEndpoint;
    net::Endpoint rtcpEndpoint;
};

/// Binds a free pair at a random place of the range, marked with the code point. Errors: see
/// MediaEngine::createAudioSession.
[[nodiscard]] core::Result<SocketPair> bindSocketPair(const std::string& address,
                                                      const PortRange& range, int dscp,
                                                      core::Random& random);

}  // namespace sidetone::media
