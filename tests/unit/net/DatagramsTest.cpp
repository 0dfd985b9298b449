// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "net/UdpSockets.h"

using namespace sidetone;

class DatagramsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsAndReceives() {
        net::UdpSockets sockets;
        auto a = sockets.bind({"127.0.0.1", 0}, 24);
        auto b = sockets.bind({"127.0.0.1", 0}, 0);
        QVERIFY(a.has_value() && b.has_value());
        std::string got;
        net::Endpoint sender;
        (*b)->setReceived([&](std::string_view bytes, const net::Endpoint& from) {
            got = bytes;
            sender = from;
        });
        QVERIFY((*a)->send("REGISTER", (*b)->localEndpoint()).has_value());
        QTRY_COMPARE(got, std::string("REGISTER"));
        QCOMPARE(sender.text(), (*a)->localEndpoint().text());
    }
    void mayBeDestroyedByItsHandler() {
        net::UdpSockets sockets;
        auto a = sockets.bind({"127.0.0.1", 0}, 0);
        std::unique_ptr<net::DatagramSocket> b = std::move(*sockets.bind({"127.0.0.1", 0}, 0));
        int calls = 0;
        b->setReceived([&](std::string_view, const net::Endpoint&) {
            ++calls;
            b.reset();
        });
        QVERIFY((*a)->send("1", b->localEndpoint()).has_value());
        QVERIFY((*a)->send("2", b->localEndpoint()).has_value());
        QTRY_VERIFY(b == nullptr);
        QCOMPARE(calls, 1);
    }
    void refusesAPortInUse() {
        net::UdpSockets sockets;
        auto a = sockets.bind({"127.0.0.1", 0}, 0);
        auto b = sockets.bind((*a)->localEndpoint(), 0);
        QVERIFY(!b.has_value());
        QVERIFY(!b.error().sentence().empty());
    }
    void knowsTheAddressTowardsSomebody() {
        const net::UdpSockets sockets;
        QCOMPARE(sockets.localAddressTowards({"127.0.0.9", 5060}), std::string("127.0.0.1"));
    }
};

QTEST_GUILESS_MAIN(DatagramsTest)
#include "DatagramsTest.moc"
