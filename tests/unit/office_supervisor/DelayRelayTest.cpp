// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHostAddress>
#include <QTest>
#include <QUdpSocket>

#include "office/dns/DelayRelay.h"

using sidetone::core::Milliseconds;
using sidetone::office::DelayRelay;

/// The slow name server, between two sockets.
class DelayRelayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesQuestionsAndAnswers();
    void refusesATakenAddress();
};

void DelayRelayTest::passesQuestionsAndAnswers() {
    const QHostAddress host(QStringLiteral("127.0.0.1"));
    QUdpSocket server;
    QVERIFY(server.bind(host, 0));
    QUdpSocket free;
    QVERIFY(free.bind(host, 0));
    const quint16 port = free.localPort();
    free.close();
    DelayRelay relay;
    relay.setDelay(Milliseconds(20));
    QVERIFY(relay.start({"127.0.0.1", port}, {"127.0.0.1", server.localPort()}));

    // Two clients with the same number: each gets its own answer under that number.
    QUdpSocket clients[2];
    for (QUdpSocket& client : clients) {
        QVERIFY(client.bind(host, 0));
        const char which = &client == clients ? 'a' : 'b';
        client.writeDatagram(QByteArray("\x12\x34") + which, host, port);
    }
    for (int count = 0; count < 2; ++count) {
        QTRY_VERIFY(server.hasPendingDatagrams());
        QByteArray question(100, '\0');
        QHostAddress from;
        quint16 fromPort = 0;
        question.resize(server.readDatagram(question.data(), question.size(), &from, &fromPort));
        server.writeDatagram(question + '!', from, fromPort);
    }
    for (QUdpSocket& client : clients) {
        QTRY_VERIFY(client.hasPendingDatagrams());
        QByteArray answer(100, '\0');
        answer.resize(client.readDatagram(answer.data(), answer.size()));
        QCOMPARE(answer, QByteArray("\x12\x34") + (&client == clients ? 'a' : 'b') + '!');
    }
    relay.stop();
    QVERIFY(!relay.isRunning());
}

void DelayRelayTest::refusesATakenAddress() {
    QUdpSocket taken;
    QVERIFY(taken.bind(QHostAddress(QStringLiteral("127.0.0.1")), 0));
    DelayRelay relay;
    QVERIFY(!relay.start({"127.0.0.1", taken.localPort()}, {"127.0.0.1", 9}));
    QVERIFY(!relay.isRunning());
}

QTEST_GUILESS_MAIN(DelayRelayTest)
#include "DelayRelayTest.moc"
