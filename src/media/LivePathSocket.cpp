// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/LivePathSocket.h"

#include <QMetaObject>

namespace sidetone::media {
namespace {

SocketAddress socketAddress(const TransportAddress& address) {
    return SocketAddress::of(net::Endpoint{address.host(), address.port}).value_or(SocketAddress());
}

}  // namespace

LivePathSocket::LivePathSocket(MediaThread& thread, MediaThread::StreamId id, QObject& mailbox)
    : thread_(thread),
      id_(id),
      mailbox_(mailbox),
      alive_(std::make_shared<LivePathSocket*>(this)) {}

LivePathSocket::~LivePathSocket() = default;

std::unique_ptr<StreamWay> LivePathSocket::makeWay() {
    return std::make_unique<StreamWay>(
        [weak = std::weak_ptr(alive_), box = &mailbox_](std::vector<std::uint8_t> datagram,
                                                        const SocketAddress& from) {
            QMetaObject::invokeMethod(
                box,
                [weak, datagram = std::move(datagram), from] {
                    const auto socket = weak.lock();
                    const auto endpoint = from.endpoint();
                    const auto address = TransportAddress::of(endpoint.host, endpoint.port);
                    if (!socket || !address || !(*socket)->receive_) return;
                    (*socket)->receive_(*address, datagram);
                },
                Qt::QueuedConnection);
        });
}

void LivePathSocket::send(const TransportAddress& to, std::span<const std::uint8_t> datagram) {
    thread_.withSocket(
        id_, [to = socketAddress(to), bytes = std::vector(datagram.begin(), datagram.end())](
                 StreamWay&, const UdpSocket& socket) { socket.send(bytes, to); });
}

void LivePathSocket::setRoute(const MediaRoute& route) {
    thread_.withSocket(id_, [route](StreamWay& way, const UdpSocket&) { way.setRoute(route); });
}

void LivePathSocket::goDirect() {
    setRoute({});
}

void LivePathSocket::close() {
    setRoute({MediaRoute::Kind::Closed, {}, 0, {}});
}

void LivePathSocket::goByRelay(const TransportAddress& server, std::uint16_t channel,
                               const TransportAddress& peer) {
    setRoute({MediaRoute::Kind::Relayed, socketAddress(server), channel, socketAddress(peer)});
}

void LivePathSocket::deliver(const TransportAddress& from, std::span<const std::uint8_t> packet) {
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(packet.begin(), packet.end());
    thread_.with<MediaStream>(
        id_, [bytes, from = socketAddress(from)](MediaStream& stream, core::Instant now) {
            stream.received(StreamPort::Rtp, *bytes, from, now);
        });
}

}  // namespace sidetone::media
