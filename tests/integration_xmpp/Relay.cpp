// SPDX-License-Identifier: GPL-3.0-or-later
#include "Relay.h"

#include <QNetworkProxy>

#include <utility>

namespace sidetone::test {

Relay::Relay(net::Endpoint server) : server_(std::move(server)) {
    listener_.setProxy(QNetworkProxy::NoProxy);
    listener_.listen(QHostAddress::LocalHost);
    connect(&listener_, &QTcpServer::newConnection, this, &Relay::accept);
}

net::Endpoint Relay::endpoint() const {
    return {"127.0.0.1", listener_.serverPort()};
}

void Relay::accept() {
    auto* client = listener_.nextPendingConnection();
    auto* server = new QTcpSocket(this);
    server->setProxy(QNetworkProxy::NoProxy);
    for (auto* socket : {client, server}) {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        sockets_.push_back(socket);
    }
    connect(client, &QTcpSocket::readyRead, server, [this, client, server] {
        if (!silent_) pass(*client, *server);
    });
    connect(server, &QTcpSocket::readyRead, client, [this, client, server] {
        if (!silent_) pass(*server, *client);
    });
    connect(server, &QTcpSocket::connected, client, [this, client, server] {
        if (!silent_) pass(*client, *server);
    });
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    server->connectToHost(QString::fromStdString(server_.host), server_.port);
}

void Relay::pass(QTcpSocket& from, QTcpSocket& to) {
    if (to.state() == QAbstractSocket::ConnectedState) to.write(from.readAll());
}

void Relay::cut() {
    for (auto* socket : std::exchange(sockets_, {})) {
        socket->abort();
        socket->deleteLater();
    }
}

}  // namespace sidetone::test
