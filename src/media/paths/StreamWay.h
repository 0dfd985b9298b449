// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "media/rtp/SocketAddress.h"
#include "media/rtp/SocketPair.h"

namespace sidetone::media {

/// Which way the packets of a stream leave.
struct MediaRoute {
    enum class Kind {
        Direct,   ///< to where the stream says
        Closed,   ///< nowhere: only a relay may be used, and it is not there yet
        Relayed,  ///< through a channel at a TURN server (RFC 8656, section 12)
    };
    Kind kind = Kind::Direct;
    SocketAddress server;  ///< of Relayed
    std::uint16_t channel = 0;
    SocketAddress peer;  ///< who is at the channel's other end
};

/// Stands between a stream and its RTP socket where a way through networks is looked for: tells
/// STUN, DTLS and a relay's channel data from packets by the first octet (RFC 7983, section 7),
/// and puts packets into the channel. Media thread.
class StreamWay {
public:
    /// What is no packet, as it came.
    using Signal = std::function<void(std::vector<std::uint8_t> datagram, const SocketAddress&)>;
    explicit StreamWay(Signal signal) : signal_(std::move(signal)) {}

    void setRoute(const MediaRoute& route) { route_ = route; }
    struct Packet {
        std::span<std::uint8_t> bytes;
        SocketAddress from;
    };
    /// Empty: it was none of the stream's.
    [[nodiscard]] std::optional<Packet> take(std::span<std::uint8_t> datagram,
                                             const SocketAddress& from) const;
    void send(const UdpSocket& socket, std::span<const std::uint8_t> packet,
              const SocketAddress& to);
    /// Whether packets may leave past the relay.
    [[nodiscard]] bool isDirect() const { return route_.kind == MediaRoute::Kind::Direct; }

private:
    Signal signal_;
    MediaRoute route_;
    std::vector<std::uint8_t> wrapped_;
};

}  // namespace sidetone::media
