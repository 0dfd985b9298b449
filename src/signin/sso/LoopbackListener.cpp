// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/LoopbackListener.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTimer>
#include <utility>

namespace sidetone::signin::sso {
namespace {

constexpr std::size_t mostVisitors = 4;
constexpr core::Milliseconds patience{5'000};

}  // namespace

LoopbackListener::LoopbackListener(core::Clock& clock, std::string path) : clock_(clock) {
    place_.path = std::move(path);
    server_.setProxy(QNetworkProxy::NoProxy);
    connect(&server_, &QTcpServer::newConnection, this, &LoopbackListener::welcome);
}

LoopbackListener::~LoopbackListener() {
    for (const auto& [socket, visitor] : std::exchange(visitors_, {})) socket->disconnect(this);
}

core::Result<std::unique_ptr<Redirect>> LoopbackListener::open(core::Clock& clock,
                                                               std::string path) {
    std::unique_ptr<LoopbackListener> made(new LoopbackListener(clock, std::move(path)));
    if (!made->server_.listen(QHostAddress(QHostAddress::LocalHost), 0)) {
        return core::fail(core::ErrorCode::Unavailable, "Waiting for the browser",
                          made->server_.errorString().toStdString(),
                          "Close other programs and try again.");
    }
    made->place_.host = "127.0.0.1:" + std::to_string(made->server_.serverPort());
    return std::unique_ptr<Redirect>(std::move(made));
}

std::string LoopbackListener::uri() const {
    return "http://" + place_.host + place_.path;
}

void LoopbackListener::welcome() {
    while (auto* socket = server_.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (visitors_.size() >= mostVisitors || !socket->peerAddress().isLoopback()) {
            socket->abort();
            continue;
        }
        visitors_[socket].patience = clock_.after(patience, [socket] { socket->abort(); });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { hear(socket); });
        connect(socket, &QObject::destroyed, this, [this, socket] { visitors_.erase(socket); });
    }
}

void LoopbackListener::hear(QTcpSocket* socket) {
    const auto at = visitors_.find(socket);
    if (at == visitors_.end()) return;
    auto& read = at->second.read;
    const auto bytes = socket->read(static_cast<qint64>(mostLoopbackBytes) + 1);
    read.append(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    const auto size = loopbackRequestSize(read);
    if (read.size() > mostLoopbackBytes || (size && *size > mostLoopbackBytes)) {
        return say(socket, loopbackRefusal(413));
    }
    if (!size || read.size() < *size) return;
    const auto answer = answerLoopback(std::string_view(read).substr(0, *size), place_);
    say(socket, answer.bytes);
    if (!answer.parameters) return;
    server_.close();
    promise_.settle(*answer.parameters);  // whoever waits may destroy this
}

void LoopbackListener::say(QTcpSocket* socket, const std::string& bytes) {
    socket->disconnect(this);
    visitors_.erase(socket);
    // It goes out, and the socket away, also when the listener is gone by then.
    socket->setParent(nullptr);
    socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    socket->disconnectFromHost();
    QTimer::singleShot(patience, socket, [socket] { socket->abort(); });
}

}  // namespace sidetone::signin::sso
