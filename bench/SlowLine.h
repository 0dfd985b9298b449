// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <string>

#include "core/Clock.h"

namespace sidetone::bench {

/// A line of some length to a TCP server: whatever goes in at one end comes out of the other one
/// after half the round trip, in order and at any rate. It lives in the thread's event loop.
class SlowLine : public QObject {
public:
    /// It listens at a free port of 127.0.0.1.
    SlowLine(const std::string& host, std::uint16_t port, core::Milliseconds roundTrip);

    /// 0 where nothing could be opened.
    [[nodiscard]] std::uint16_t port() const { return server_.serverPort(); }

private:
    void take();
    void carry(QTcpSocket* from, QTcpSocket* to);

    QTcpServer server_;
    QString host_;
    std::uint16_t port_;
    int halfWay_;
};

}  // namespace sidetone::bench
