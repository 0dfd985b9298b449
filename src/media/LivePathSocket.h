// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "media/MediaThread.h"
#include "media/paths/PathSocket.h"
#include "media/paths/StreamWay.h"

namespace sidetone::media {

/// PathSocket of a stream on the media thread. It may outlive the stream, not the thread.
class LivePathSocket final : public PathSocket {
public:
    /// `mailbox` lives on the protocol thread, longer than the media thread.
    LivePathSocket(MediaThread& thread, MediaThread::StreamId id, QObject& mailbox);
    ~LivePathSocket() override;

    /// What the media thread puts between the stream and its socket.
    [[nodiscard]] std::unique_ptr<StreamWay> makeWay();

    void setReceiver(Receive receive) override { receive_ = std::move(receive); }
    void send(const TransportAddress& to, std::span<const std::uint8_t> datagram) override;
    void goDirect() override;
    void close() override;
    void goByRelay(const TransportAddress& server, std::uint16_t channel,
                   const TransportAddress& peer) override;
    void deliver(const TransportAddress& from, std::span<const std::uint8_t> packet) override;

private:
    void setRoute(const MediaRoute& route);

    MediaThread& thread_;
    const MediaThread::StreamId id_;
    QObject& mailbox_;
    Receive receive_;
    /// Posted datagrams hold a weak copy.
    std::shared_ptr<LivePathSocket*> alive_;
};

}  // namespace sidetone::media
