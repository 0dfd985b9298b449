// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <memory>
#include <string>
#include <vector>

#include "net/Endpoint.h"

namespace sidetone::test {

/// A line between client and server that can be cut without a word to either.
class Relay : public QObject {
    Q_OBJECT
public:
    explicit Relay(net::Endpoint server);
    [[nodiscard]] net::Endpoint endpoint() const;
    /// Resets everything that goes through it, losing what is under way.
    void cut();
    /// Lets nothing through any more, but says so to nobody / lets it through again.
    void setSilent(bool silent) { silent_ = silent; }

private:
    void accept();
    static void pass(QTcpSocket& from, QTcpSocket& to);

    net::Endpoint server_;
    QTcpServer listener_;
    std::vector<QTcpSocket*> sockets_;
    bool silent_ = false;
};

}  // namespace sidetone::test
