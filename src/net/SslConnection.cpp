// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/SslConnection.h"

#include <sys/socket.h>

#include <QHostAddress>
#include <QMetaObject>
#include <QSslSocket>
#include <QTimer>
#include <utility>

#include "net/TlsStream.h"
#include "net/socketReason.h"
#include "net/tlsReason.h"

namespace sidetone::net {
namespace {

constexpr int goodbyeMilliseconds = 5000;

/// Sends what is written, and leaves the closing to the server, which does it once it has read our
/// last words; ours comes after five seconds. Nobody else holds the socket any more. Closed at
/// once, the server's next write would fail before it has read them: Prosody 0.12.3 then keeps the
/// session, and the person looks available for minutes. An end without TLS's own good-bye sends it
/// into an endless loop where it still has something to say. What still comes is read and dropped,
/// for unread bytes would reset the connection.
void sayGoodbye(const SocketHandle& socket) {
    const auto held = std::make_shared<SocketHandle>(socket);
    auto* raw = socket.get();
    QObject::connect(raw, &QSslSocket::readyRead, raw, [raw] { raw->readAll(); });
    QObject::connect(
        raw, &QSslSocket::disconnected, raw, [held] { held->reset(); }, Qt::QueuedConnection);
    QTimer::singleShot(goodbyeMilliseconds, raw, [held] { held->reset(); });
}

}  // namespace

SslConnection::SslConnection(core::Clock& clock, std::shared_ptr<const TlsPolicy> policy,
                             SocketHandle socket, std::string server,
                             core::Milliseconds handshakeLimit)
    : clock_(clock),
      policy_(std::move(policy)),
      socket_(std::move(socket)),
      server_(std::move(server)),
      handshakeLimit_(handshakeLimit) {
    socket_->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket_->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    watchSocket();
}

SslConnection::~SslConnection() {
    *alive_ = false;
}

void SslConnection::watchSocket() {
    auto* socket = socket_.get();
    QObject::connect(socket, &QSslSocket::readyRead, &context_, [this] { drive(); });
    QObject::connect(socket, &QSslSocket::errorOccurred, &context_, [this] { failed(); });
    QObject::connect(socket, &QSslSocket::disconnected, &context_, [this] { failed(); });
    if (socket->state() != QAbstractSocket::ConnectedState) failed();
}

std::string SslConnection::tried() const {
    return "The connection to " + server_;
}

void SslConnection::failed() {
    if (ended_ || !socket_) return;
    drive();  // the last bytes may say more than the end
    if (ended_) return;
    if (handshake_ && !handshakeResult_) {
        const bool isClosed = socket_->error() == QAbstractSocket::RemoteHostClosedError;
        end(handshakeReason(server_, isClosed ? "the server closed the connection"
                                              : socket_->errorString().toStdString()));
        return;
    }
    end(socketReason(*socket_, tried()));
}

void SslConnection::end(core::Error error) {
    if (handshake_ && !handshakeResult_) handshakeResult_.emplace(error);
    handshakeTimer_.stop();
    ended_ = std::move(error);
    schedulePump();
}

void SslConnection::setHandlers(Handlers handlers) {
    handlers_ = std::move(handlers);
    hasHandlers_ = true;
    schedulePump();
}

void SslConnection::write(std::string_view bytes) {
    if (!socket_ || ended_) return;
    if (handshake_ && !handshakeResult_) {
        held_ += bytes;
        return;
    }
    if (stream_) {
        stream_->write(bytes);
        flush();
    } else {
        socket_->write(bytes.data(), static_cast<qint64>(bytes.size()));
    }
}

void SslConnection::flush() {
    const auto bytes = stream_->takeOutgoing();
    if (!bytes.empty()) socket_->write(bytes.data(), static_cast<qint64>(bytes.size()));
}

core::Task<void> SslConnection::startTls(PeerIdentity peer, std::vector<std::string> alpn) {
    core::Promise<void> promise;
    auto task = promise.task();
    if (!socket_ || ended_ || handshake_ || tls_) {
        promise.settle(
            ended_ ? *ended_
                   : core::fail(core::ErrorCode::Internal, tried(), "it cannot be encrypted now"));
        return task;
    }
    socket_->flush();
    socket_->readAll();
    stream_ = TlsStream::create({policy_, std::move(peer), server_}, alpn);
    if (!stream_) {
        promise.settle(core::fail(core::ErrorCode::Internal, tried(), "memory ran out"));
        return task;
    }
    handshake_ = promise;
    handshakeResult_.reset();
    handshakeTimer_ = clock_.after(handshakeLimit_, [this] {
        end(core::fail(core::ErrorCode::Timeout, "Encrypting the connection to " + server_,
                       "the server accepted the connection but does not answer",
                       "The server may be overloaded or hanging; ask your administrator."));
        if (socket_) socket_->abort();
    });
    drive();
    return task;
}

/// Takes what the server sent through the TLS stream. It tells nobody: pump() does. Without TLS,
/// bytes stay in the socket until somebody wants them.
void SslConnection::drive() {
    if (!stream_) return schedulePump();
    if (!socket_ || ended_) return;
    const QByteArray bytes = socket_->readAll();
    stream_->receive({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    flush();
    arrived_ += stream_->takePlain();
    const auto state = stream_->state();
    const bool isShaking = handshake_ && !handshakeResult_;
    if (state == TlsStream::State::Failed) {
        end(stream_->failure());
        socket_->flush();  // the alert tells the server why
        socket_->abort();
        return;
    }
    if (isShaking && state != TlsStream::State::Handshaking) handshakeEnded();
    if (state == TlsStream::State::Ended) {
        end(core::fail(core::ErrorCode::Unavailable, tried(), "the server closed the connection"));
    }
    schedulePump();
}

void SslConnection::handshakeEnded() {
    handshakeTimer_.stop();
    tls_ = stream_->info();
    handshakeResult_.emplace();
    if (!held_.empty()) write(std::exchange(held_, {}));
}

void SslConnection::schedulePump() {
    if (std::exchange(isPumpDue_, true)) return;
    QMetaObject::invokeMethod(
        &context_,
        [this] {
            isPumpDue_ = false;
            pump();
        },
        Qt::QueuedConnection);
}

void SslConnection::pump() {
    if (!tellHandshake() || !tellBytes()) return;
    if (!ended_ || !hasHandlers_ || !handlers_.closed) return;
    const auto closed = std::exchange(handlers_.closed, nullptr);
    closed(*ended_);
}

/// False where the connection went away meanwhile.
bool SslConnection::tellHandshake() {
    if (!handshake_ || !handshakeResult_) return handshake_ == std::nullopt;
    const auto alive = alive_;
    const auto promise = *std::exchange(handshake_, std::nullopt);
    promise.settle(*std::exchange(handshakeResult_, std::nullopt));
    return *alive;
}

/// False where the connection went away meanwhile.
bool SslConnection::tellBytes() {
    const auto alive = alive_;
    const auto tell = [this](std::string_view bytes) {
        const auto received = handlers_.received;
        if (received) received(bytes);
    };
    while (*alive && socket_ && hasHandlers_ && !handshake_) {
        if (stream_) {
            if (arrived_.empty()) break;
            tell(std::exchange(arrived_, {}));
        } else {
            if (socket_->bytesAvailable() == 0) break;
            const QByteArray bytes = socket_->readAll();
            tell({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        }
    }
    return *alive;
}

void SslConnection::close() {
    handlers_ = {};
    if (!socket_) return;
    const SocketHandle socket = std::exchange(socket_, nullptr);
    QObject::disconnect(socket.get(), nullptr, &context_, nullptr);
    handshakeTimer_.stop();
    if (socket->state() == QAbstractSocket::UnconnectedState) return;
    if (stream_) {
        stream_->sayGoodbye();
        const auto bytes = stream_->takeOutgoing();
        if (!bytes.empty()) socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    }
    sayGoodbye(socket);
}

Endpoint SslConnection::localEndpoint() const {
    if (!socket_) return {};
    return {socket_->localAddress().toString().toStdString(), socket_->localPort()};
}

Endpoint SslConnection::remoteEndpoint() const {
    if (!socket_) return {};
    return {socket_->peerAddress().toString().toStdString(), socket_->peerPort()};
}

std::size_t SslConnection::unsent() const {
    if (!socket_) return 0;
    return held_.size() + static_cast<std::size_t>(socket_->bytesToWrite());
}

}  // namespace sidetone::net
