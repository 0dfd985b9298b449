// SPDX-License-Identifier: GPL-3.0-or-later
#include "SlowLine.h"

#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

namespace sidetone::bench {

SlowLine::SlowLine(const std::string& host, std::uint16_t port, core::Milliseconds roundTrip)
    : host_(QString::fromStdString(host)),
      port_(port),
      halfWay_(static_cast<int>(roundTrip.count() / 2)) {
    server_.listen(QHostAddress::LocalHost);
    connect(&server_, &QTcpServer::newConnection, this, [this] { take(); });
}

void SlowLine::take() {
    auto* near = server_.nextPendingConnection();
    auto* far = new QTcpSocket(near);
    for (auto* end : {near, far}) end->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    carry(near, far);
    carry(far, near);
    far->connectToHost(host_, port_);
}

void SlowLine::carry(QTcpSocket* from, QTcpSocket* to) {
    connect(from, &QTcpSocket::readyRead, this, [this, from, to = QPointer(to)] {
        QTimer::singleShot(halfWay_, Qt::PreciseTimer, this, [to, bytes = from->readAll()] {
            if (to) to->write(bytes);
        });
    });
    connect(from, &QTcpSocket::disconnected, this, [this, to = QPointer(to)] {
        QTimer::singleShot(halfWay_, Qt::PreciseTimer, this, [to] {
            if (to) to->disconnectFromHost();
        });
    });
}

}  // namespace sidetone::bench
