// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SocketPeerLink.h"

#include <sys/socket.h>

#include <QMetaObject>
#include <QTcpSocket>
#include <utility>

#include "net/socketReason.h"

namespace sidetone::net {
namespace {

/// What Qt reads ahead; while it is full, the other side has to wait.
constexpr qint64 readAhead = 1 << 20;
constexpr qint64 pieceSize = 256 << 10;

}  // namespace

SocketPeerLink::SocketPeerLink(std::shared_ptr<QTcpSocket> socket) : socket_(std::move(socket)) {
    socket_->setReadBufferSize(readAhead);
    socket_->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket_->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    const auto* raw = socket_.get();
    QObject::connect(raw, &QTcpSocket::readyRead, &context_, [this] { pumpLater(); });
    QObject::connect(raw, &QTcpSocket::bytesWritten, &context_, [this] { wrote(); });
    QObject::connect(raw, &QTcpSocket::disconnected, &context_, [this] { pumpLater(); });
    QObject::connect(raw, &QTcpSocket::errorOccurred, &context_, [this] { pumpLater(); });
}

SocketPeerLink::~SocketPeerLink() {
    *alive_ = false;
}

void SocketPeerLink::setHandlers(Handlers handlers) {
    handlers_ = std::move(handlers);
    pumpLater();
}

void SocketPeerLink::write(std::string_view bytes) {
    if (!socket_) return;
    socket_->write(bytes.data(), qint64(bytes.size()));
    isWaitedFor_ = unsent() >= enough;
}

std::size_t SocketPeerLink::unsent() const {
    return socket_ ? std::size_t(socket_->bytesToWrite()) : 0;
}

void SocketPeerLink::wrote() {
    if (isFinishing_ && unsent() == 0) ::shutdown(int(socket_->socketDescriptor()), SHUT_WR);
    if (isWaitedFor_ && unsent() < enough) pumpLater();
}

void SocketPeerLink::setReading(Reading reading) {
    reading_ = reading;
    pumpLater();
}

void SocketPeerLink::finish() {
    if (!socket_) return;
    isFinishing_ = true;
    wrote();
}

void SocketPeerLink::close() {
    handlers_ = {};
    if (!socket_) return;
    QObject::disconnect(socket_.get(), nullptr, &context_, nullptr);
    socket_.reset();
}

void SocketPeerLink::pumpLater() {
    if (std::exchange(isPumpDue_, true)) return;
    QMetaObject::invokeMethod(
        &context_,
        [this] {
            isPumpDue_ = false;
            pump();
        },
        Qt::QueuedConnection);
}

void SocketPeerLink::pump() {
    const auto alive = alive_;
    if (isWaitedFor_ && socket_ && unsent() < enough) {
        isWaitedFor_ = false;
        const auto drained = handlers_.drained;
        if (drained) drained();
    }
    if (*alive) deliver();
    if (!*alive || !socket_ || hasEnded_ || !handlers_.closed) return;
    if (socket_->bytesAvailable() > 0) return;
    if (socket_->state() == QAbstractSocket::ConnectedState) return;
    hasEnded_ = true;
    const auto closed = handlers_.closed;
    closed(socketReason(*socket_, "The link to the other device"));
}

void SocketPeerLink::deliver() {
    const auto alive = alive_;
    const auto received = handlers_.received;
    if (!received) return;
    while (*alive && socket_ && reading_ == Reading::Running && socket_->bytesAvailable() > 0) {
        const QByteArray bytes = socket_->read(pieceSize);
        received({bytes.constData(), std::size_t(bytes.size())});
    }
}

}  // namespace sidetone::net
