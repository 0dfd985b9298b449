// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "media/paths/TransportAddress.h"

namespace sidetone::media {

/// The RTP socket of a stream, seen by whoever looks for a way through networks. Protocol thread:
/// what is sent goes over to the thread that owns the socket, what it receives comes back.
class PathSocket {
public:
    using Receive =
        std::function<void(const TransportAddress& from, std::span<const std::uint8_t>)>;
    virtual ~PathSocket() = default;

    /// What is neither RTP nor RTCP: STUN, DTLS, and of a relay all that is no packet.
    virtual void setReceiver(Receive receive) = 0;
    virtual void send(const TransportAddress& to, std::span<const std::uint8_t> datagram) = 0;
    /// Packets go to where the stream's description says.
    virtual void goDirect() = 0;
    /// No packet leaves.
    virtual void close() = 0;
    /// Packets go through that channel of a relay.
    virtual void goByRelay(const TransportAddress& server, std::uint16_t channel,
                           const TransportAddress& peer) = 0;
    /// A packet that came in another wrapping than the channel's.
    virtual void deliver(const TransportAddress& from, std::span<const std::uint8_t> packet) = 0;
};

}  // namespace sidetone::media
