// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "net/AddressRace.h"
#include "net/PeerLink.h"

class QTcpSocket;

namespace sidetone::net {

/// A PeerLink on a connected socket of Qt's.
class SocketPeerLink final : public PeerLink {
public:
    explicit SocketPeerLink(std::shared_ptr<QTcpSocket> socket);
    ~SocketPeerLink() override;
    SocketPeerLink(const SocketPeerLink&) = delete;
    SocketPeerLink& operator=(const SocketPeerLink&) = delete;

    void setHandlers(Handlers handlers) override;
    void write(std::string_view bytes) override;
    [[nodiscard]] std::size_t unsent() const override;
    void setReading(Reading reading) override;
    void finish() override;
    void close() override;

private:
    void pumpLater();
    void pump();
    void deliver();
    void wrote();

    std::shared_ptr<QTcpSocket> socket_;  ///< null after close()
    Handlers handlers_;
    Reading reading_ = Reading::Running;
    bool isPumpDue_ = false;
    bool isFinishing_ = false;
    bool isWaitedFor_ = false;
    bool hasEnded_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    QObject context_;  ///< ends the signals' and the event loop's calls with this object
};

}  // namespace sidetone::net
