// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/StreamWay.h"

#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::size_t channelHeader = 4;

bool isChannelData(std::span<const std::uint8_t> datagram) {
    return datagram.size() >= channelHeader && datagram[0] >> 6U == 1;
}

bool isPacket(std::span<const std::uint8_t> datagram) {
    return !datagram.empty() && datagram[0] >> 6U == 2;
}

}  // namespace

std::optional<StreamWay::Packet> StreamWay::take(std::span<std::uint8_t> datagram,
                                                 const SocketAddress& from) const {
    if (isPacket(datagram)) return Packet{datagram, from};
    if (isChannelData(datagram) && route_.kind == MediaRoute::Kind::Relayed &&
        from == route_.server && read16(datagram, 0) == route_.channel) {
        const std::size_t length = read16(datagram, 2);
        if (channelHeader + length <= datagram.size()) {
            const auto inner = datagram.subspan(channelHeader, length);
            if (isPacket(inner)) return Packet{inner, route_.peer};
        }
    }
    signal_({datagram.begin(), datagram.end()}, from);
    return std::nullopt;
}

void StreamWay::send(const UdpSocket& socket, std::span<const std::uint8_t> packet,
                     const SocketAddress& to) {
    switch (route_.kind) {
        case MediaRoute::Kind::Direct:
            socket.send(packet, to);
            return;
        case MediaRoute::Kind::Closed:
            return;
        case MediaRoute::Kind::Relayed:
            break;
    }
    wrapped_.resize(channelHeader);
    write16(wrapped_, 0, route_.channel);
    write16(wrapped_, 2, static_cast<std::uint16_t>(packet.size()));
    wrapped_.insert(wrapped_.end(), packet.begin(), packet.end());
    socket.send(wrapped_, route_.server);
}

}  // namespace sidetone::media
