// SPDX-License-Identifier: GPL-3.0-or-later
// A client that ends without a word, with its last words and the connection's end arriving
// together, takes nobody else along: the messaging server answers the next one.
#include <sys/socket.h>

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

#include "OfficeFixture.h"

using namespace sidetone::test;

class EndsTest : public QObject {
    Q_OBJECT

    static constexpr int chatHost = 21;
    static constexpr quint16 encryptedPort = 5223;
    OfficeFixture office_{SIDETONE_BIN_DIR};

    [[nodiscard]] QByteArray greeting() const {
        return "<stream:stream xmlns='jabber:client' "
               "xmlns:stream='http://etherx.jabber.org/streams'"
               " version='1.0' to='" +
               QByteArray::fromStdString(office_.domain()) + "'>";
    }
    void connectTo(QSslSocket& socket) const {
        auto configuration = socket.sslConfiguration();
        configuration.addCaCertificates(QString::fromStdString(office_.caFile()));
        socket.setSslConfiguration(configuration);
        socket.setPeerVerifyName(QString::fromStdString(office_.domain()));
        socket.connectToHostEncrypted(QString::fromStdString(office_.insideAddress(chatHost)),
                                      encryptedPort);
        QVERIFY2(socket.waitForEncrypted(60'000), qPrintable(socket.errorString()));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(office_.start(), office_.failure().c_str()); }

    void theServerGoesOn() {
        for (int round = 0; round < 3; ++round) {
            QSslSocket dying;
            connectTo(dying);
            QVERIFY(office_.done({"fault", "prosody", "freeze"}));
            dying.write(greeting());
            QVERIFY(dying.waitForBytesWritten(60'000));
            QCOMPARE(::shutdown(int(dying.socketDescriptor()), SHUT_WR), 0);
            QVERIFY(office_.done({"fault", "prosody", "thaw"}));
            QSslSocket next;
            connectTo(next);
            next.write(greeting());
            QTRY_VERIFY_WITH_TIMEOUT(next.peek(10'000).contains("stream:features"), 60'000);
        }
    }
};

QTEST_GUILESS_MAIN(EndsTest)
#include "EndsTest.moc"
