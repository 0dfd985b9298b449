// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/UdpSockets.h"

#include <QHostAddress>
#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QUdpSocket>
#include <utility>

#include "net/marking.h"
#include "net/socketReason.h"

namespace sidetone::net {
namespace {

constexpr qint64 largestDatagram = 65'535;

QHostAddress address(const std::string& host) {
    return host.empty() ? QHostAddress(QHostAddress::AnyIPv4)
                        : QHostAddress(QString::fromStdString(host));
}

Endpoint endpoint(const QHostAddress& host, int port) {
    return {host.toString().toStdString(), static_cast<std::uint16_t>(port)};
}

class UdpSocket final : public DatagramSocket {
public:
    UdpSocket() : socket_(new QUdpSocket) {
        socket_->setProxy(QNetworkProxy::NoProxy);
        // Queued: a handler may destroy the socket, and is not called inside its signal.
        QObject::connect(
            socket_, &QUdpSocket::readyRead, &context_, [this] { hand(); }, Qt::QueuedConnection);
    }
    ~UdpSocket() override {
        *alive_ = false;
        socket_->close();
        socket_->deleteLater();
    }
    UdpSocket(const UdpSocket&) = delete;
    UdpSocket& operator=(const UdpSocket&) = delete;

    core::Status open(const Endpoint& local, int dscp) {
        if (!socket_->bind(address(local.host), local.port)) {
            auto error = socketReason(*socket_, "Opening the UDP port " + local.text());
            error.advice = "Another program may be using this port.";
            return error;
        }
        markSocket(static_cast<int>(socket_->socketDescriptor()), dscp);
        return {};
    }
    void setReceived(Received received) override {
        received_ = std::move(received);
        QMetaObject::invokeMethod(
            &context_, [this] { hand(); }, Qt::QueuedConnection);
    }
    core::Status send(std::string_view bytes, const Endpoint& to) override {
        const auto sent = socket_->writeDatagram(bytes.data(), static_cast<qint64>(bytes.size()),
                                                 address(to.host), to.port);
        if (sent >= 0) return {};
        return socketReason(*socket_, "Sending to " + to.text());
    }
    [[nodiscard]] Endpoint localEndpoint() const override {
        return endpoint(socket_->localAddress(), socket_->localPort());
    }

private:
    void hand() {
        const auto alive = alive_;
        // Read until nothing comes: QUdpSocket 6.4 never signals again once a signal of its was
        // answered without a read, and a queued one may come after its datagram was taken. (With
        // no size given it asks for one first, and does not read either.)
        while (*alive && received_) {
            const auto datagram = socket_->receiveDatagram(largestDatagram);
            if (!datagram.isValid()) return;
            const auto bytes = datagram.data();
            const auto received = received_;
            received({bytes.constData(), static_cast<std::size_t>(bytes.size())},
                     endpoint(datagram.senderAddress(), datagram.senderPort()));
        }
    }

    QUdpSocket* socket_;
    Received received_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    QObject context_;
};

}  // namespace

core::Result<std::unique_ptr<DatagramSocket>> UdpSockets::bind(const Endpoint& local, int dscp) {
    auto socket = std::make_unique<UdpSocket>();
    if (auto opened = socket->open(local, dscp); !opened) return opened.error();
    return std::unique_ptr<DatagramSocket>(std::move(socket));
}

std::string UdpSockets::localAddressTowards(const Endpoint& remote) const {
    // Connecting a UDP socket sends nothing: the system only chooses the route.
    QUdpSocket probe;
    probe.setProxy(QNetworkProxy::NoProxy);
    probe.connectToHost(address(remote.host), remote.port == 0 ? 9 : remote.port);
    if (probe.state() != QAbstractSocket::ConnectedState) return {};
    return probe.localAddress().toString().toStdString();
}

}  // namespace sidetone::net
